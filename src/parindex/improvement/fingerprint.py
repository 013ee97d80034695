"""The hash of a review: what a leader approves."""

from __future__ import annotations

from collections.abc import Iterable

from parindex.improvement.models import Lesson, LessonsReview
from parindex.kernel import canonical


def review_hash(review: LessonsReview, lessons: Iterable[Lesson]) -> str:
    """Return the hash over everything that stands in the review."""
    return canonical.sha256(
        {
            "held_on": review.held_on,
            "participants": review.participants,
            "summary": review.summary,
            "lessons": [
                {
                    "code": lesson.code,
                    "causes": lesson.causes,
                    "factors": lesson.factors,
                    "responsible_kind": lesson.responsible_kind,
                    "responsible": lesson.responsible,
                    "measure": lesson.measure,
                }
                for lesson in sorted(lessons, key=lambda row: row.code)
            ],
        }
    )
