"""Reading a whole criteria set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any

from parindex.engine.adjusting import Adjustment
from parindex.engine.exact import number_text
from parindex.engine.facts import Fact
from parindex.engine.parsing.adjustments import read_adjustments, read_limits
from parindex.engine.parsing.facts import read_facts
from parindex.engine.parsing.nodes import NodeReader
from parindex.engine.problems import Entry, Problem, SetError
from parindex.engine.rules.base import Scope
from parindex.engine.rules.registry import read_rule
from parindex.engine.tree import (
    ClassThreshold,
    CriteriaSet,
    Decision,
    Level,
    Node,
    NotApplicable,
    Source,
)

_ANY_YEAR = 2000


class Tier(Enum):
    """The kind of unit a set is issued for."""

    PROVINCE_AGENCY = "province_agency"
    DISTRICT = "district"
    DISTRICT_AGENCY = "district_agency"
    COMMUNE = "commune"


def parse_set(document: Mapping[str, Any]) -> CriteriaSet:
    """Return the set that a document describes; raises SetError with all its problems at once.

    The document holds the keys of ``set.yaml`` plus ``fields`` (a list) and ``facts``
    (a mapping); numbers are whole numbers, Decimals or texts, dates are dates or texts.
    """
    problems: list[Problem] = []
    criteria_set = _read_set(Entry.of(document, (), problems))
    if problems:
        raise SetError(problems)
    return criteria_set


def _read_set(entry: Entry) -> CriteriaSet:
    year = _read_year(entry)
    places = _read_places(entry)
    facts = read_facts(entry.entry("facts", required=False))
    reader = NodeReader(facts=facts, points_places=places, year=year)
    fields = tuple(reader.read(item, Level.FIELD) for item in entry.entries("fields"))
    max_points = entry.number("max_points")
    scope = Scope(
        max_points=max_points, points_places=places, facts=facts, year=year, read_rule=read_rule
    )
    adjustments = read_adjustments(entry, scope, codes=reader.codes)
    criteria_set = CriteriaSet(
        code=entry.text("code"),
        name=entry.text("name"),
        annex=entry.text("annex", required=False),
        decision=_read_decision(entry.entry("decision")),
        tier=entry.one_of("tier", Tier).value,
        year=year,
        in_force_from=entry.date("in_force_from"),
        in_force_to=entry.date("in_force_to") if entry.has("in_force_to") else None,
        max_points=max_points,
        points_places=places,
        not_applicable=entry.one_of("not_applicable", NotApplicable),
        classes=_read_classes(entry),
        classes_illustrative=entry.flag("classes_illustrative"),
        sources=_read_sources(entry),
        facts=MappingProxyType(_in_order_of_use(facts, fields, adjustments)),
        fields=fields,
        adjustments=adjustments,
        limits=read_limits(entry, adjustments, max_points=max_points, places=places),
    )
    _check_dates(entry, criteria_set)
    _check_total(entry, criteria_set)
    _check_unused(entry, facts)
    entry.finish()
    return criteria_set


def _read_year(entry: Entry) -> int | None:
    if not entry.has("year"):
        return None
    year = entry.whole("year")
    if entry.is_clean("year") and not 2000 <= year <= 2100:
        entry.report("Năm phải từ 2000 đến 2100.", "year")
    # With a broken year, dates without one are still checked: a leap year has every day.
    return year if entry.is_clean("year") else _ANY_YEAR


def _read_places(entry: Entry) -> int:
    places = entry.whole("points_places", default=2)
    if places > 4:
        entry.report("Điểm làm tròn tối đa 4 chữ số thập phân.", "points_places")
    # With a broken number, nothing is called too fine.
    return places if entry.is_clean("points_places") else 12


def _read_decision(entry: Entry) -> Decision:
    if not entry.raw:
        return Decision(number="", issued_on=dt.date.max, issuer="", title="")
    decision = Decision(
        number=entry.text("number"),
        issued_on=entry.date("issued_on"),
        issuer=entry.text("issuer"),
        title=entry.text("title", required=False),
    )
    entry.finish()
    return decision


def _read_classes(entry: Entry) -> tuple[ClassThreshold, ...]:
    rows = entry.entries("classes", required=False)
    classes = tuple(
        ClassThreshold(name=row.text("name"), at_least=row.number("at_least")) for row in rows
    )
    for row in rows:
        row.finish()
    if not entry.is_clean("classes"):
        return classes
    for index, item in enumerate(classes):
        if item.at_least > 100:
            entry.report(
                "Ngưỡng xếp loại tính bằng phần trăm nên không được lớn hơn 100.",
                "classes",
                index,
                "at_least",
            )
        if index and item.at_least >= classes[index - 1].at_least:
            entry.report(
                "Các loại phải xếp từ ngưỡng cao xuống thấp, không trùng.",
                "classes",
                index,
                "at_least",
            )
        if item.name in {earlier.name for earlier in classes[:index]}:
            entry.report(f"Loại “{item.name}” bị trùng tên.", "classes", index, "name")
    return classes


def _read_sources(entry: Entry) -> tuple[Source, ...]:
    rows = entry.entries("sources", required=False)
    sources = tuple(
        Source(title=row.text("title"), note=row.text("note", required=False)) for row in rows
    )
    for row in rows:
        row.finish()
    return sources


def _in_order_of_use(
    facts: Mapping[str, Fact], fields: tuple[Node, ...], adjustments: tuple[Adjustment, ...]
) -> dict[str, Fact]:
    """Put facts in the order in which the tree asks for them: no file order decides a screen."""
    used = dict.fromkeys(code for part in fields for node in part.walk() for code in node.facts)
    used |= dict.fromkeys(code for item in adjustments for code in item.facts)
    return {code: facts[code] for code in used if code in facts}


def _check_dates(entry: Entry, criteria_set: CriteriaSet) -> None:
    ends = criteria_set.in_force_to
    if (
        ends
        and entry.is_clean("in_force_to")
        and entry.is_clean("in_force_from")
        and ends < criteria_set.in_force_from
    ):
        entry.report("Ngày hết hiệu lực phải sau ngày có hiệu lực.", "in_force_to")


def _check_total(entry: Entry, criteria_set: CriteriaSet) -> None:
    numbers = [
        ("max_points",),
        *(("fields", index, "max_points") for index in range(len(criteria_set.fields))),
    ]
    are_given = (
        entry.has("max_points")
        and criteria_set.fields
        and all(part.max_points for part in criteria_set.fields)
    )
    if not are_given or not all(entry.is_clean(*at) for at in numbers):
        return
    total = sum((part.max_points for part in criteria_set.fields), Decimal(0))
    if total != criteria_set.max_points:
        top = number_text(criteria_set.max_points)
        entry.report(
            f"Điểm tối đa của bộ {top} khác tổng {number_text(total)} điểm của các lĩnh vực.",
            "max_points",
        )


def _check_unused(entry: Entry, facts: Mapping[str, Fact]) -> None:
    """Report facts that no rule names; a rule too broken to be read still names its facts."""
    named = {*_fact_names(entry.raw.get("fields")), *_fact_names(entry.raw.get("adjustments"))}
    for code in facts:
        if code not in named:
            entry.report(
                f"Số liệu “{code}” không được quy tắc nào dùng; hãy bỏ đi hoặc sửa tên.",
                "facts",
                code,
            )


def _fact_names(raw: Any) -> Iterator[str]:
    if isinstance(raw, Mapping):
        if isinstance(raw.get("fact"), str):
            yield raw["fact"]
        for value in raw.values():
            yield from _fact_names(value)
    elif isinstance(raw, list | tuple):
        for item in raw:
            yield from _fact_names(item)
