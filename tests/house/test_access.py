"""Every URL says who may open it: the decorators of parindex.web.shell.access set ``access_rule``."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

# Views of other packages: module -> why they carry no rule of ours.
FOREIGN = {
    "allauth.account.views": "sign-in itself; each view checks for a session where it needs one",
    "django.views.i18n": "sets the language cookie, reads nothing",
    "ninja.": "each operation of the API has its own authentication, checked below",
}


def patterns(urls, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in urls:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.pattern}", entry
        else:
            yield from patterns(entry.url_patterns, f"{prefix}{entry.pattern}")


def views() -> dict[str, Any]:
    """Return the function behind each route (the API's are wrapped in partials)."""
    found = patterns(get_resolver().url_patterns)
    return {route: getattr(entry.callback, "func", entry.callback) for route, entry in found}


def test_every_page_states_its_access_rule():
    silent = [
        f"{route}: {view.__module__}.{view.__qualname__}"
        for route, view in views().items()
        if not view.__module__.startswith(tuple(FOREIGN)) and not hasattr(view, "access_rule")
    ]
    assert silent == []


def test_every_operation_of_the_api_authenticates_or_says_that_it_does_not():
    """``auth=None`` is a statement; leaving it out needs an API that authenticates by default."""
    silent = [
        f"{route}: {operation.view_func.__qualname__}"
        for route, view in views().items()
        if view.__module__ == "ninja.operation"
        for operation in inspect.getclosurevars(view).nonlocals["self"].operations
        if not operation.auth_callbacks and operation.auth_param is not None
    ]
    assert silent == []


def test_only_packages_that_are_still_used_are_excepted():
    modules = {view.__module__ for view in views().values()}
    assert [m for m in FOREIGN if not any(name.startswith(m) for name in modules)] == []
