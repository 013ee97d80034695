"""The coordinator's summary: units by fields, with what is at risk, due, broken and late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from parindex.criteria.queries import criteria_set_of
from parindex.cycles.queries import participants_of
from parindex.engine import Node
from parindex.kernel.clock import vietnam_date
from parindex.preparation.choices import OutlookState
from parindex.preparation.queries.overview import NOTHING, Record, records_of
from parindex.preparation.queries.parts import newest_dossiers
from parindex.viet import search_key
from parindex.web.shell.forms import typed

PAGE_SIZE = 20


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string."""

    set_code: str = ""
    text: str = ""
    trouble: bool = False
    page: str = "1"

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        return cls(
            set_code=query.get("bo", ""),
            text=typed(query, "tim").strip()[:100],
            trouble=query.get("can-xem") == "1",
            page=query.get("trang", "1"),
        )

    @property
    def query(self) -> str:
        names = {"bo": self.set_code, "tim": self.text, "can-xem": "1" if self.trouble else ""}
        return urlencode({name: value for name, value in names.items() if value})


@dataclass(frozen=True, kw_only=True)
class FieldCount:
    """One unit's components of one field."""

    on_track: int
    at_risk: int
    impossible: int
    not_reviewed: int

    @property
    def tone(self) -> str:
        if self.impossible:
            return "bad"
        if self.at_risk:
            return "risk"
        return "none" if self.not_reviewed else "good"


@dataclass(frozen=True, kw_only=True)
class SummaryRow:
    """One unit."""

    unit: Any
    dossier_id: int | None
    fields: Sequence[FieldCount]
    open: int
    overdue: int
    broken: int
    late: int
    unanswered: int

    @property
    def is_in_trouble(self) -> bool:
        return bool(
            any(count.at_risk or count.impossible for count in self.fields)
            or self.overdue
            or self.broken
            or self.late
            or self.unanswered
        )


@dataclass(frozen=True, kw_only=True)
class Part:
    """The units of one set."""

    stored: Any
    fields: Sequence[Node]
    rows: Sequence[SummaryRow]

    def total(self, name: str) -> int:
        return sum(int(getattr(row, name)) for row in self.rows)

    @property
    def at_risk(self) -> int:
        return sum(count.at_risk for row in self.rows for count in row.fields)

    @property
    def impossible(self) -> int:
        return sum(count.impossible for row in self.rows for count in row.fields)

    @property
    def figures(self) -> dict[str, int]:
        names = ("open", "overdue", "broken", "late", "unanswered")
        return {name: self.total(name) for name in names}


@dataclass(frozen=True, kw_only=True)
class SummaryPage:
    """Everything on the page."""

    cycle: Any
    parts: Sequence[Part]
    part: Part
    wanted: Wanted
    shown: Page[SummaryRow]


def build_parts(cycle: Any, *, now: dt.datetime) -> list[Part]:
    """Count everything written about every unit of a cycle: six queries."""
    records, dossiers, today = records_of(cycle), newest_dossiers(cycle), vietnam_date(now)
    by_set: dict[int, list[Any]] = {}
    for row in participants_of(cycle):
        by_set.setdefault(row.criteria_set_id, []).append(row)
    parts = []
    for members in sorted(by_set.values(), key=len, reverse=True):
        stored = members[0].criteria_set
        fields = criteria_set_of(stored).fields
        rows = [
            _row(
                member.unit,
                fields,
                records.get(member.unit_id, NOTHING),
                dossier_id=dossiers.get(member.unit_id),
                today=today,
            )
            for member in members
        ]
        parts.append(Part(stored=stored, fields=fields, rows=rows))
    return parts


def build_page(cycle: Any, wanted: Wanted, *, now: dt.datetime) -> SummaryPage | None:
    """Return the page, None for a cycle without participants."""
    parts = build_parts(cycle, now=now)
    if not parts:
        return None
    part = next((one for one in parts if one.stored.code == wanted.set_code), parts[0])
    words = search_key(wanted.text).split()
    rows = [
        row
        for row in part.rows
        if all(word in search_key(row.unit.name) for word in words)
        and (row.is_in_trouble or not wanted.trouble)
    ]
    shown = Paginator(rows, PAGE_SIZE).get_page(wanted.page)
    return SummaryPage(cycle=cycle, parts=parts, part=part, wanted=wanted, shown=shown)


def _row(
    unit: Any, fields: Sequence[Node], record: Record, *, dossier_id: int | None, today: dt.date
) -> SummaryRow:
    return SummaryRow(
        unit=unit,
        dossier_id=dossier_id,
        fields=[_count(node, record) for node in fields],
        open=len(record.open_commitments),
        overdue=len(record.overdue(today)),
        broken=len(record.broken),
        late=len(record.late(today)),
        unanswered=len(record.unanswered),
    )


def _count(node: Node, record: Record) -> FieldCount:
    counts = record.count([leaf.code for leaf in node.walk() if leaf.is_leaf])
    return FieldCount(
        on_track=counts[OutlookState.ON_TRACK],
        at_risk=counts[OutlookState.AT_RISK],
        impossible=counts[OutlookState.IMPOSSIBLE],
        not_reviewed=counts[""],
    )
