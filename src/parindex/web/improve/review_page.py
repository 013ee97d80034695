"""A unit's lessons-learned review as its desk and its readers see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parindex.accounts.rules import Actor
from parindex.improvement.choices import Factor, Responsible, ReviewState
from parindex.improvement.fingerprint import review_hash
from parindex.improvement.queries import (
    UnitResult,
    duties_of,
    newer_than,
    people_by_leaf,
    review_of,
)
from parindex.improvement.rules import leads, works_for
from parindex.kernel.errors import Correctable, Stale
from parindex.results.losses import Loss, loss_sheet
from parindex.web.improve.forms import LessonForm, ReviewForm

WHOLE = "chung"  # stands in addresses for "about no single component"


@dataclass(frozen=True, kw_only=True)
class LessonView:
    """A component (or the whole) with what it cost, its lesson and who looks after it."""

    code: str
    name: str
    loss: Loss | None
    lesson: Any
    person: str

    @property
    def slug(self) -> str:
        return self.code or WHOLE


@dataclass(frozen=True, kw_only=True)
class Editing:
    """The lesson that is being written."""

    view: LessonView
    form: LessonForm
    version: int
    error: Correctable | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """Everything on the page."""

    result: UnitResult
    review: Any
    form: ReviewForm
    version: int
    drawn: Sequence[LessonView]
    waiting: Sequence[LessonView]
    editing: Editing | None
    error: Correctable | None
    step_error: Correctable | None
    is_own: bool
    is_leader: bool
    seen_hash: str
    newer: Any

    factors = Factor.choices
    kinds = Responsible.choices

    @property
    def state(self) -> str:
        return self.review.state if self.review else ReviewState.DRAFT

    @property
    def is_corrected(self) -> bool:
        """Tell whether the result was corrected after the review began."""
        return bool(self.review and self.review.publication_id != self.result.publication.pk)

    @property
    def awaits_leader(self) -> bool:
        return self.is_leader and self.state == ReviewState.AWAITING_APPROVAL

    @property
    def conflict(self) -> Stale | None:
        return self.error if isinstance(self.error, Stale) else None


def build_page(
    actor: Actor,
    result: UnitResult,
    *,
    code: str | None = None,
    form: ReviewForm | None = None,
    lesson_form: LessonForm | None = None,
    error: Correctable | None = None,
    step_error: Correctable | None = None,
) -> ReviewPage:
    """Gather the page; ``code`` is the lesson being written, "" the one about the whole."""
    review = review_of(result.publication, result.unit)
    views = _views(result, review)
    chosen = next((view for view in views if view.code == code), None)
    is_own = works_for(actor, result.unit)
    has_error = lesson_form is not None
    return ReviewPage(
        result=result,
        review=review,
        form=form or ReviewForm.stored(review),
        version=_version(review, error if not has_error else None),
        drawn=[view for view in views if view.lesson],
        waiting=[view for view in views if view.loss and not view.lesson],
        editing=_editing(chosen, lesson_form, error) if chosen and is_own else None,
        error=None if has_error else error,
        step_error=step_error,
        is_own=is_own,
        is_leader=leads(actor, result.unit),
        seen_hash=review_hash(review, review.lessons.all()) if review else "",
        newer=newer_than(result.publication),
    )


def _views(result: UnitResult, review: Any) -> list[LessonView]:
    """Return the whole first, then the losses from the largest, then lessons about anything else."""
    lessons = {lesson.code: lesson for lesson in review.lessons.all()} if review else {}
    people = people_by_leaf(result.criteria_set, duties_of(result.cycle, result.unit))
    sheet = loss_sheet(result.picture, result.criteria_set)
    losses = {loss.row.code: loss for loss in sheet.losses}
    return [
        LessonView(
            code=code,
            name=sheet.rows[code].name if code else "",
            loss=losses.get(code),
            lesson=lessons.get(code),
            person=people[code].person if code in people else "",
        )
        for code in dict.fromkeys(("", *losses, *sheet.rows))
    ]


def _editing(view: LessonView, typed: LessonForm | None, error: Correctable | None) -> Editing:
    stored = LessonForm.stored(view.lesson, responsible=view.person)
    return Editing(
        view=view, form=typed or stored, version=_version(view.lesson, error), error=error
    )


def _version(row: Any, error: Correctable | None) -> int:
    """Return the version that saving again would replace."""
    if isinstance(error, Stale):
        return error.version
    return row.version if row else 0
