"""Every view states who may use it; a view without a statement fails a house test.

A decorator sets ``access_rule`` on the view, loads what the URL names through the rule, and
answers 404 to everybody else, so that nothing is revealed. Views get the loaded object, never
an id.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.kernel.errors import PersonError

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]


class PersonRequest(HttpRequest):
    """A request with the person on it (see ``shell.middleware``)."""

    actor: Actor


def public(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> View:
    """Let everybody in, signed in or not."""
    view.access_rule = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> View:
    """Let every signed-in person in."""
    return _guard(view, "signed_in", lambda _actor, **_url: {})


def loads(rule: str, loader: Callable[..., dict[str, Any]]) -> Callable[[View], View]:
    """Let in whom the loader lets in: ``loader(actor, **url_arguments)`` returns the view's arguments.

    The loader raises a PersonError (or the model's DoesNotExist, as Http404) for everybody else.
    """

    def decorate(view: View) -> View:
        return _guard(view, rule, loader)

    return decorate


def _guard(view: View, rule: str, loader: Callable[..., dict[str, Any]]) -> View:
    @functools.wraps(view)
    def guarded(request: PersonRequest, **url: Any) -> HttpResponseBase:
        if request.actor.user_id is None:
            return _ask_to_sign_in(request)
        try:
            arguments = loader(request.actor, **url)
        except PersonError as error:
            raise Http404(str(error)) from error
        return view(request, **arguments)

    guarded.access_rule = rule  # type: ignore[attr-defined]
    return guarded


def _ask_to_sign_in(request: PersonRequest) -> HttpResponseBase:
    """Send a page to the sign-in; tell a fragment, so that what was typed stays on the page."""
    if not getattr(request, "htmx", False):
        return redirect_to_login(request.get_full_path())
    message = _(
        "Phiên làm việc đã hết. Nội dung vừa nhập vẫn còn trên trang: hãy mở trang đăng nhập ở một thẻ mới, "
        "đăng nhập, rồi quay lại đây lưu lần nữa."
    )
    response = render(
        request, "shell/problem_fragment.html", {"message": message, "sign_in": True}, status=401
    )
    response["HX-Retarget"] = "#problem"
    response["HX-Reswap"] = "innerHTML"
    return response
