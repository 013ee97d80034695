"""What an action made by one click says: the measure and the person that the unit named already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parindex.improvement.queries import duties_of, people_by_leaf, review_of
from parindex.remedies.queries import Ground


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """What the unit wrote about its components after the result."""

    lessons: Mapping[str, Any]
    people: Mapping[str, Any]

    def text(self, code: str) -> str:
        lesson = self.lessons.get(code)
        return lesson.measure if lesson else ""

    def owner(self, code: str) -> str:
        duty = self.people.get(code)
        return duty.person if duty else ""


def suggestions_for(ground: Ground) -> Suggestions:
    """Read the lessons and the duties: three queries."""
    review = review_of(ground.publication, ground.unit)
    duties = duties_of(ground.cycle, ground.unit)
    return Suggestions(
        lessons={lesson.code: lesson for lesson in review.lessons.all()} if review else {},
        people=people_by_leaf(ground.criteria_set, duties),
    )
