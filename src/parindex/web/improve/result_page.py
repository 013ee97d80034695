"""A unit's result as a list of losses, in an order, with who looks after each and what was learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from parindex.improvement.queries import (
    Said,
    UnitResult,
    duties_of,
    newer_than,
    people_by_leaf,
    proven_codes,
    replies_of,
    review_of,
)
from parindex.remedies.queries import Progress, actions_by_code
from parindex.results.losses import FieldLosses, Loss, LossSheet, loss_sheet
from parindex.viet import search_key

BY_FIELD = "linh-vuc"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The choice of the query string: order, one field, words to search for."""

    order: str = ""
    field: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        order = query.get("xep", "")
        return cls(
            order=BY_FIELD if order == BY_FIELD else "",
            field=query.get("linh-vuc", ""),
            words=query.get("tim", "")[:100],
        )

    def shows(self, loss: Loss) -> bool:
        """Tell whether a loss is in the chosen field and contains every word."""
        row = loss.row
        if self.field and self.field != loss.field.code:
            return False
        text = search_key(f"{row.code} {row.name} {row.reason} {row.sentence}")
        return all(word in text for word in search_key(self.words).split())


@dataclass(frozen=True, kw_only=True)
class LossView:
    """A loss with what unit and council said about it, who looks after it, and whether a lesson was drawn."""

    loss: Loss
    replies: Sequence[Said]
    person: str
    has_lesson: bool
    is_unproven: bool
    remedies: Sequence[Progress]


@dataclass(frozen=True, kw_only=True)
class Group:
    """Losses under one heading; without field: all of them."""

    part: FieldLosses | None
    views: Sequence[LossView]

    @property
    def lost(self) -> Decimal:
        return sum((view.loss.row.lost for view in self.views), Decimal(0))

    @property
    def share(self) -> Decimal:
        return sum((view.loss.share for view in self.views), Decimal(0))


@dataclass(frozen=True, kw_only=True)
class ResultPage:
    """Everything on the page."""

    sheet: LossSheet
    wanted: Wanted
    groups: Sequence[Group]
    shown: int
    newer: Any
    review: Any
    count: int

    @property
    def is_partial(self) -> bool:
        """Tell whether the filter leaves losses out."""
        return self.shown < len(self.sheet.losses)


def build_page(result: UnitResult, wanted: Wanted) -> ResultPage:
    """Gather the page."""
    sheet = loss_sheet(result.picture, result.criteria_set)
    replies = replies_of(result.publication, result.unit)
    people = people_by_leaf(result.criteria_set, duties_of(result.cycle, result.unit))
    proven = proven_codes(result.publication, result.unit)
    review = review_of(result.publication, result.unit)
    remedies = actions_by_code(result.unit, result.publication)
    learned = {lesson.code for lesson in review.lessons.all()} if review else set()

    def view(loss: Loss) -> LossView:
        code = loss.row.code
        person = people[code].person if code in people else ""
        return LossView(
            loss=loss,
            replies=replies.get(code, ()),
            person=person,
            has_lesson=code in learned,
            is_unproven=not loss.row.by_survey and code not in proven,
            remedies=remedies.get(code, ()),
        )

    if wanted.order == BY_FIELD:
        parts: list[tuple[FieldLosses | None, Sequence[Loss]]] = [
            (part, part.losses) for part in sheet.fields
        ]
    else:
        parts = [(None, sheet.losses)]
    groups = [
        Group(part=part, views=[view(loss) for loss in losses if wanted.shows(loss)])
        for part, losses in parts
    ]
    groups = [group for group in groups if group.views]
    return ResultPage(
        sheet=sheet,
        wanted=wanted,
        groups=groups,
        shown=sum(len(group.views) for group in groups),
        newer=newer_than(result.publication),
        review=review,
        count=len(result.content["units"]),
    )
