"""The lessons-learned review: written by the clerk, approved by the leader, read by the overseers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from parindex.improvement import operations
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.web.improve.collection import Wanted, build_collection
from parindex.web.improve.forms import LessonForm, ReviewForm
from parindex.web.improve.loaders import desk_result, overseen_result, own_result
from parindex.web.improve.review_page import WHOLE, build_page
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import typed, version_of


@loads("the unit itself, or oversees the cycle", own_result)
@require_safe
def review(request: PersonRequest, result: Any) -> HttpResponse:
    """Show the review, with the form of the lesson that the query string names."""
    chosen = request.GET.get("muc")
    return _page(request, result, code="" if chosen == WHOLE else chosen)


@loads("the unit's desk", desk_result)
@require_POST
def save_review(request: PersonRequest, result: Any) -> HttpResponse:
    """Save when the review was held and what it found."""
    form = ReviewForm.of(request.POST)
    try:
        operations.save_review(
            result=result,
            draft=form.read(),
            expected_version=version_of(request.POST),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _page(request, result, form=form, error=error)
    messages.success(request, _("Đã lưu."))
    return _back(result)


@loads("the unit's desk", desk_result)
@require_POST
def save_lesson(request: PersonRequest, result: Any, code: str) -> HttpResponse:
    """Save or remove a lesson."""
    code = "" if code == WHOLE else code
    form = LessonForm.of(request.POST)
    who: dict[str, Any] = {
        "result": result,
        "code": code,
        "expected_version": version_of(request.POST),
        "actor": request.actor,
        "now": now(),
    }
    try:
        if request.POST.get("action") == "remove":
            operations.remove_lesson(**who)
        else:
            operations.save_lesson(draft=form.read(), **who)
    except Correctable as error:
        return _page(request, result, code=code, lesson_form=form, error=error)
    messages.success(request, _("Đã lưu bài học."))
    return _back(result, f"#muc-{code or WHOLE}")


@loads("the unit's desk", desk_result)
@require_POST
def step(request: PersonRequest, result: Any) -> HttpResponse:
    """Put the review before the leader, approve it, give it back or take it back."""
    who: dict[str, Any] = {"result": result, "actor": request.actor, "now": now()}
    action = request.POST.get("action", "")
    try:
        if action == "request":
            operations.request_approval(**who)
        elif action == "approve":
            operations.approve_review(seen_hash=request.POST.get("seen_hash", ""), **who)
        elif action == "return":
            operations.return_review(reason=typed(request.POST, "reason"), **who)
        else:
            operations.recall_review(**who)
    except Correctable as error:
        return _page(request, result, step_error=error)
    messages.success(request, _STEPS.get(action, _("Đã rút về để sửa.")))
    return _back(result)


_STEPS = {
    "request": gettext_lazy("Đã trình lãnh đạo duyệt."),
    "approve": gettext_lazy("Đã duyệt biên bản rút kinh nghiệm."),
    "return": gettext_lazy("Đã trả lại để sửa."),
}


@loads("oversees the cycle", overseen_result)
@require_safe
def reviews(request: PersonRequest, publication: Any) -> HttpResponse:
    """Collect the reviews of all units: who has held one, and what the causes were."""
    page = build_collection(publication, Wanted.of(request.GET))
    return render(request, "improve/reviews.html", {"page": page, "publication": publication})


def _page(request: PersonRequest, result: Any, **attempt: Any) -> HttpResponse:
    page = build_page(request.actor, result, **attempt)
    status = status_of(attempt.get("error") or attempt.get("step_error"))
    return render(request, "improve/review.html", {"page": page, "result": result}, status=status)


def _back(result: Any, anchor: str = "") -> HttpResponse:
    here = reverse("improve:review", args=[result.publication.pk, result.unit.code])
    return redirect(f"{here}{anchor}")
