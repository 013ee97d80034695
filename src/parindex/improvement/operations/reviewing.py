"""The lessons-learned review: drafted by the clerk, approved by the leader as it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version
from parindex.improvement.choices import Factor, Responsible, ReviewState
from parindex.improvement.fingerprint import review_hash
from parindex.improvement.models import Lesson, LessonsReview
from parindex.improvement.queries import NotHereError, UnitResult, review_of
from parindex.improvement.rules import leads, works_for
from parindex.kernel import journal
from parindex.kernel.clock import vietnam_date
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.lengths import require_fit


@dataclass(frozen=True, kw_only=True)
class ReviewDraft:
    """What a review says as a whole."""

    held_on: dt.date | None = None
    participants: str = ""
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class LessonDraft:
    """What was learned about one component, or without code about the whole."""

    causes: str
    responsible: str
    responsible_kind: str = Responsible.COLLECTIVE
    factors: tuple[str, ...] = field(default=())
    measure: str = ""


@transaction.atomic
def save_review(
    *,
    result: UnitResult,
    draft: ReviewDraft,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> LessonsReview:
    """Save when the review was held and what it found; an approval given before no longer counts.

    Raises Stale when somebody saved it in between, Refused for a day to come.
    """
    review = _review_of_desk(result, actor)
    theirs = {
        "held_on": review.held_on,
        "participants": review.participants,
        "summary": review.summary,
    }
    require_version(review, expected_version, theirs)
    if draft.held_on is not None and draft.held_on > vietnam_date(now):
        raise Refused(_("Ngày họp ở sau ngày hôm nay: hãy ghi sau khi đã họp."))
    review.held_on = draft.held_on
    review.participants, review.summary = draft.participants.strip(), draft.summary.strip()
    require_fit(review, {"participants": _("Thành phần dự")})
    _reopen(review)
    review.version += 1
    data = {"held_on": review.held_on, "version": review.version}
    return _saved(review, "review.saved", actor=actor, now=now, data=data)


@transaction.atomic
def save_lesson(
    *,
    result: UnitResult,
    code: str,
    draft: LessonDraft,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> Lesson:
    """Save what was learned about a component (an empty code: about the whole).

    Raises Stale when somebody saved it in between, Refused when a part is missing.
    """
    review = _review_of_desk(result, actor)
    if code and code not in {leaf.code for leaf in result.criteria_set.leaves}:
        raise NotHereError
    lesson = Lesson.objects.filter(review=review, code=code).first()
    require_version(lesson, expected_version, _texts(lesson) if lesson else {})
    _require_complete(draft)
    lesson = lesson or Lesson(review=review, code=code)
    lesson.causes, lesson.measure = draft.causes.strip(), draft.measure.strip()
    lesson.factors = ",".join(item for item in Factor.values if item in draft.factors)
    lesson.responsible_kind, lesson.responsible = draft.responsible_kind, draft.responsible.strip()
    require_fit(lesson, {"responsible": _("Trách nhiệm")})
    lesson.version += 1
    lesson.changed_by, lesson.changed_at = actor.label, now
    lesson.save()
    _reopen(review)
    data = {"node": code, "factors": lesson.factors, "version": lesson.version}
    _saved(review, "review.lesson_saved", actor=actor, now=now, data=data)
    return lesson


@transaction.atomic
def remove_lesson(
    *, result: UnitResult, code: str, expected_version: int, actor: Actor, now: dt.datetime
) -> None:
    """Take a lesson out again; the journal keeps what it said."""
    review = _review_of_desk(result, actor)
    lesson = Lesson.objects.filter(review=review, code=code).first()
    if lesson is None:
        raise NotHereError
    require_version(lesson, expected_version, _texts(lesson))
    data = {"node": code, **_texts(lesson)}
    lesson.delete()
    _reopen(review)
    _saved(review, "review.lesson_removed", actor=actor, now=now, data=data)


@transaction.atomic
def request_approval(*, result: UnitResult, actor: Actor, now: dt.datetime) -> LessonsReview:
    """Put the review before the leader; raises Refused naming what is missing."""
    review = _review_of_desk(result, actor)
    _require_state(review, ReviewState.DRAFT)
    if review.held_on is None:
        raise Refused(_("Hãy ghi ngày họp rút kinh nghiệm trước khi trình."))
    if not review.lessons.exists():
        raise Refused(_("Hãy ghi ít nhất một bài học: nguyên nhân và trách nhiệm."))
    review.state, review.return_reason = ReviewState.AWAITING_APPROVAL, ""
    return _saved(review, "review.approval_requested", actor=actor, now=now)


@transaction.atomic
def approve_review(
    *, result: UnitResult, seen_hash: str, actor: Actor, now: dt.datetime
) -> LessonsReview:
    """Approve exactly the content whose hash the leader saw; raises Refused if it has changed."""
    review = _review_of_leader(result, actor)
    _require_state(review, ReviewState.AWAITING_APPROVAL)
    digest = review_hash(review, review.lessons.all())
    if digest != seen_hash:
        raise Refused(_("Nội dung đã thay đổi sau khi anh/chị mở trang. Hãy xem lại rồi duyệt."))
    review.state = ReviewState.APPROVED
    review.approved_hash, review.approved_by, review.approved_at = digest, actor.full_name, now
    return _saved(review, "review.approved", actor=actor, now=now, data={"content_hash": digest})


@transaction.atomic
def return_review(
    *, result: UnitResult, reason: str, actor: Actor, now: dt.datetime
) -> LessonsReview:
    """Give the review back to the clerk with a reason that the clerk sees."""
    review = _review_of_leader(result, actor)
    _require_state(review, ReviewState.AWAITING_APPROVAL, ReviewState.APPROVED)
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do trả lại để cán bộ biết cần sửa gì."))
    _reopen(review)
    review.return_reason = reason.strip()
    data = {"reason": review.return_reason}
    return _saved(review, "review.returned", actor=actor, now=now, data=data)


@transaction.atomic
def recall_review(*, result: UnitResult, actor: Actor, now: dt.datetime) -> LessonsReview:
    """Take the review back for changes; an approval given before no longer counts."""
    review = _review_of_desk(result, actor)
    _require_state(review, ReviewState.AWAITING_APPROVAL, ReviewState.APPROVED)
    _reopen(review)
    return _saved(review, "review.recalled", actor=actor, now=now)


def _review_of_desk(result: UnitResult, actor: Actor) -> LessonsReview:
    if not works_for(actor, result.unit):
        raise Denied(_("Chỉ cán bộ và lãnh đạo của đơn vị được soạn phần này."))
    return _locked(result)


def _review_of_leader(result: UnitResult, actor: Actor) -> LessonsReview:
    if not leads(actor, result.unit):
        raise Denied(_("Chỉ lãnh đạo đơn vị được duyệt."))
    return _locked(result)


def _locked(result: UnitResult) -> LessonsReview:
    """Hold the unit's review until the end of the transaction; a first change begins it."""
    found = review_of(result.publication, result.unit)
    key = found.pk if found else _begun(result).pk
    rows = LessonsReview.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=key)


def _begun(result: UnitResult) -> LessonsReview:
    review, _made = LessonsReview.objects.get_or_create(
        publication=result.publication, unit=result.unit
    )
    return review


def _reopen(review: LessonsReview) -> None:
    review.state, review.return_reason = ReviewState.DRAFT, ""
    review.approved_hash, review.approved_by, review.approved_at = "", "", None


def _require_state(review: LessonsReview, *allowed: ReviewState) -> None:
    if review.state not in allowed:
        raise Refused(
            _("Biên bản đang ở bước “%(state)s” nên không làm được việc này. Hãy tải lại trang.")
            % {"state": review.get_state_display()}
        )


def _require_complete(draft: LessonDraft) -> None:
    if not draft.causes.strip():
        raise Refused(_("Hãy ghi nguyên nhân."))
    if not any(item in Factor.values for item in draft.factors):
        raise Refused(_("Hãy chọn ít nhất một yếu tố ảnh hưởng."))
    if draft.responsible_kind not in Responsible.values:
        raise Refused(_("Hãy chọn trách nhiệm của tập thể hay cá nhân."))
    if not draft.responsible.strip():
        raise Refused(_("Hãy ghi tập thể hoặc cá nhân nào chịu trách nhiệm."))


def _texts(lesson: Lesson) -> dict[str, str]:
    return {
        "causes": lesson.causes,
        "factors": ", ".join(lesson.factor_names),
        "responsible": lesson.responsible,
        "measure": lesson.measure,
    }


def _saved(
    review: LessonsReview,
    action: str,
    *,
    actor: Actor,
    now: dt.datetime,
    data: Mapping[str, Any] | None = None,
) -> LessonsReview:
    review.changed_by, review.changed_at = actor.label, now
    review.save()
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"lessons_review:{review.pk}",
        unit_path=review.unit.path,
        data=dict(data or {}),
    )
    return review
