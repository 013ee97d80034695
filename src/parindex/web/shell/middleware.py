"""Puts the person on the request, and turns anticipated errors into sentences instead of traces."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from parindex.accounts.queries import actor_of
from parindex.accounts.rules import ANONYMOUS, Actor
from parindex.engine import FactError
from parindex.kernel.errors import Denied, PersonError, Stale
from parindex.web.shell.answers import CONFLICT, UNPROCESSABLE


def person_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add ``request.actor``: the signed-in person with their seats, loaded when first asked for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


class PersonErrors:
    """Answers a PersonError that a view let through with its own sentence.

    Denied becomes 404 (nothing is revealed), Stale 409, anything else 422. HTMX requests get
    the small fragment, others the whole page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Denied):
            raise Http404(str(exception)) from exception
        if not isinstance(exception, PersonError | FactError):
            return None
        status = CONFLICT if isinstance(exception, Stale) else UNPROCESSABLE
        htmx = getattr(request, "htmx", False)
        template = "shell/problem_fragment.html" if htmx else "shell/problem.html"
        response = render(
            request, template, {"message": str(exception), "error": exception}, status=status
        )
        if htmx:
            response["HX-Retarget"] = "#problem"
            response["HX-Reswap"] = "innerHTML"
        return response


def _actor(request: HttpRequest) -> Actor:
    return actor_of(request.user) if request.user.is_authenticated else ANONYMOUS
