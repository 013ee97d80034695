"""All units' reviews beside each other: progress, causes by field, and the lessons themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from parindex.criteria.queries import criteria_set_of
from parindex.improvement.choices import Factor, ReviewState
from parindex.improvement.queries import reviews_of
from parindex.results.queries import content_of
from parindex.viet import search_key

NONE = "CHUA"
STATES = {NONE: _("Chưa tổ chức"), **dict(ReviewState.choices)}
PAGE_SIZE = 40


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string."""

    state: str = ""
    field: str = ""
    factor: str = ""
    words: str = ""
    page: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        return cls(
            state=_known(query.get("trang-thai", ""), STATES),
            field=query.get("linh-vuc", ""),
            factor=_known(query.get("yeu-to", ""), Factor.values),
            words=query.get("tim", "")[:100],
            page=query.get("trang", ""),
        )

    def finds(self, *texts: str) -> bool:
        """Tell whether the texts contain every word, diacritics apart."""
        text = search_key(" ".join(texts))
        return all(word in text for word in search_key(self.words).split())


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """A unit of the result and its review, if there is one."""

    code: str
    name: str
    index: str
    rank: int
    review: Any

    @property
    def state(self) -> str:
        return self.review.state if self.review else NONE

    @property
    def state_label(self) -> str:
        return str(STATES[self.state])


@dataclass(frozen=True, kw_only=True)
class LessonRow:
    """A lesson with its unit and its component's field."""

    unit: UnitRow
    lesson: Any
    name: str
    field: str


@dataclass(frozen=True, kw_only=True)
class CauseRow:
    """How often a factor was named, by field and in all."""

    factor: str
    label: str
    counts: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, kw_only=True)
class Collection:
    """Everything on the page."""

    wanted: Wanted
    units: Sequence[UnitRow]
    shown: Sequence[UnitRow]
    fields: Sequence[Any]
    causes: Sequence[CauseRow]
    lessons: Page[LessonRow]
    by_state: Mapping[str, int]

    factors = Factor.choices

    @property
    def states(self) -> list[tuple[str, str, int]]:
        return [(code, str(label), self.by_state.get(code, 0)) for code, label in STATES.items()]

    @property
    def approved(self) -> int:
        return self.by_state.get(ReviewState.APPROVED, 0)


def build_collection(publication: Any, wanted: Wanted) -> Collection:
    """Gather the page: the content is read once, the reviews with their lessons in two queries."""
    criteria_set = criteria_set_of(publication.criteria_set)
    units = _units(publication)
    lessons = [row for unit in units for row in _lessons(unit, criteria_set)]
    found = [row for row in lessons if _is_wanted(row, wanted)]
    return Collection(
        wanted=wanted,
        units=units,
        shown=[
            unit
            for unit in units
            if (not wanted.state or unit.state == wanted.state) and wanted.finds(unit.name)
        ]
        if not (wanted.field or wanted.factor)
        else list({row.unit.code: row.unit for row in found}.values()),
        fields=criteria_set.fields,
        causes=_causes(found, [field.code for field in criteria_set.fields]),
        lessons=Paginator(found, PAGE_SIZE).get_page(wanted.page),
        by_state=Counter(unit.state for unit in units),
    )


def _units(publication: Any) -> list[UnitRow]:
    reviews = {row.unit.code: row for row in reviews_of(publication)}
    rows = [
        UnitRow(
            code=unit["code"],
            name=unit["name"],
            index=unit["index"],
            rank=unit["rank"],
            review=reviews.get(unit["code"]),
        )
        for unit in content_of(publication)["units"]
    ]
    return sorted(rows, key=lambda row: row.state == ReviewState.APPROVED)


def _lessons(unit: UnitRow, criteria_set: Any) -> list[LessonRow]:
    if unit.review is None:
        return []
    names = {leaf.code: leaf.name for leaf in criteria_set.leaves}
    return [
        LessonRow(
            unit=unit,
            lesson=lesson,
            name=names.get(lesson.code, ""),
            field=_field_of(criteria_set, lesson.code) if lesson.code in names else "",
        )
        for lesson in unit.review.lessons.all()
    ]


def _field_of(criteria_set: Any, code: str) -> str:
    line = (*criteria_set.ancestors(code), criteria_set.node(code))
    return str(line[0].code)


def _is_wanted(row: LessonRow, wanted: Wanted) -> bool:
    if wanted.field and row.field != wanted.field:
        return False
    if wanted.factor and wanted.factor not in row.lesson.factor_codes:
        return False
    if wanted.state and row.unit.state != wanted.state:
        return False
    return wanted.finds(row.unit.name, row.lesson.code, row.name, row.lesson.causes)


def _causes(rows: Sequence[LessonRow], fields: Sequence[str]) -> list[CauseRow]:
    counted = Counter((code, row.field) for row in rows for code in row.lesson.factor_codes)
    found = [
        CauseRow(
            factor=code,
            label=str(label),
            counts=[counted[code, field] for field in (*fields, "")],
        )
        for code, label in Factor.choices
    ]
    return sorted((row for row in found if row.total), key=lambda row: -row.total)


def _known(text: str, known: Any) -> str:
    return text if text in known else ""
