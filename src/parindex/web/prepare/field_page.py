"""A lead department's page: its components across all units, a matrix of twenty units a page."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.assessments.leading import Led
from parindex.assessments.queries import dossiers_of_round, load_workbooks
from parindex.assessments.workbook import Line
from parindex.criteria.queries import criteria_set_of
from parindex.engine import Node, TraceState
from parindex.kernel.clock import vietnam_date
from parindex.preparation.choices import OutlookState
from parindex.preparation.queries.overview import NOTHING, Record, records_of
from parindex.viet import search_key
from parindex.web.prepare.names import anchor
from parindex.web.shell.forms import typed

PAGE_SIZE = 20
MOST_COLUMNS = 24
LISTED = 30
TONES = {
    "": "none",
    OutlookState.ON_TRACK: "good",
    OutlookState.AT_RISK: "risk",
    OutlookState.IMPOSSIBLE: "bad",
}
SIGNS = {"none": "·", "good": "✓", "risk": "!", "bad": "✕"}


class Look(TextChoices):
    """Which units are looked at; the values stand in the query string."""

    AT_RISK = "nguy-co", gettext_lazy("Có mục có nguy cơ")
    IMPOSSIBLE = "khong-the", gettext_lazy("Có mục không thể đạt")
    NOT_REVIEWED = "chua-soat", gettext_lazy("Còn mục chưa soát")
    LATE = "tre", gettext_lazy("Tài liệu hứa quá hạn")
    SILENT = "chua-tra-loi", gettext_lazy("Chưa trả lời đôn đốc")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string."""

    set_code: str = ""
    field: str = ""
    look: str = ""
    text: str = ""
    page: str = "1"

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        look = query.get("trang-thai", "")
        return cls(
            set_code=query.get("bo", ""),
            field=query.get("linh-vuc", "")[:30],
            look=look if look in Look.values else "",
            text=typed(query, "tim").strip()[:100],
            page=query.get("trang", "1"),
        )

    @property
    def query(self) -> str:
        """Return the choice, without the page, as a query string."""
        names = {
            "bo": self.set_code,
            "linh-vuc": self.field,
            "trang-thai": self.look,
            "tim": self.text,
        }
        return urlencode({name: value for name, value in names.items() if value})


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One unit's component, or a criterion with how many of its components stand how."""

    tone: str
    sign: str
    title: str
    url_end: str
    is_unproven: bool = False
    is_filled: bool = False


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One unit of the matrix."""

    dossier: Any
    cells: Sequence[Cell]
    counts: Mapping[str, int]
    late: int
    unanswered: int
    overdue: int

    @property
    def at_risk(self) -> int:
        return self.counts.get(OutlookState.AT_RISK, 0)

    @property
    def impossible(self) -> int:
        return self.counts.get(OutlookState.IMPOSSIBLE, 0)

    @property
    def not_reviewed(self) -> int:
        return self.counts.get("", 0)


@dataclass(frozen=True, kw_only=True)
class Chased:
    """What was typed to ask a unit, and why it was not taken."""

    dossier: Any
    text: str = ""
    due_on: str = ""
    code: str = ""
    error: Any = None


@dataclass(frozen=True, kw_only=True)
class FieldPage:
    """Everything on the page."""

    round: Any
    led: Led
    sets: Sequence[Led]
    own_form: Any
    wanted: Wanted
    fields: Sequence[Node]
    columns: Sequence[Node]
    rows: Page[Any]
    matrix: Sequence[UnitRow]
    looks: Sequence[tuple[str, str, int]]
    total: int
    missing: Sequence[Any]
    notes: Sequence[Any]
    today: dt.date
    may_chase: bool
    chased: Chased | None = None

    @property
    def is_grouped(self) -> bool:
        """Tell whether the columns are criteria, because the components are too many."""
        return any(not node.is_leaf for node in self.columns)

    @property
    def nodes(self) -> list[Node]:
        """Return what a unit can be asked about: fields, criteria and components that are led."""
        return [
            node
            for top in self.fields
            for node in top.walk()
            if {leaf.code for leaf in node.walk() if leaf.is_leaf} & self.led.codes
        ]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The components that are looked at, and what stands about them, unit by unit."""

    fields: Sequence[Node]
    chosen: Sequence[Node]
    codes: frozenset[str]
    records: Mapping[int, Record]
    today: dt.date

    def record(self, dossier: Any) -> Record:
        return self.records.get(dossier.unit_id, NOTHING)

    def fits(self, look: str, dossier: Any) -> bool:
        """Tell whether a unit passes the filter."""
        found = self.record(dossier)
        counts = found.count(self.codes)
        fits = {
            Look.AT_RISK.value: counts[OutlookState.AT_RISK],
            Look.IMPOSSIBLE.value: counts[OutlookState.IMPOSSIBLE],
            Look.NOT_REVIEWED.value: counts[""],
            Look.LATE.value: len(found.late(self.today)),
            Look.SILENT.value: len(found.unanswered),
        }
        return bool(fits.get(look, 1))

    @property
    def columns(self) -> list[Node]:
        """Return the components, or the nodes below the fields where the components are too many."""
        if len(self.codes) <= MOST_COLUMNS:
            nodes = [leaf for top in self.chosen for leaf in top.walk() if leaf.is_leaf]
        else:
            nodes = [node for top in self.chosen for node in (top.children or (top,))]
        return [node for node in nodes if _leaves(node) & self.codes]


def build_page(
    scoring_round: Any,
    sets: Sequence[Led],
    *,
    wanted: Wanted,
    now: dt.datetime,
    may_chase: bool,
    chased: Chased | None = None,
) -> FieldPage:
    """Load and put together: the queries do not grow with the units or the components."""
    led = next((one for one in sets if one.stored.code == wanted.set_code), sets[0])
    scope = _scope(scoring_round.cycle, led, wanted, today=vietnam_date(now))
    dossiers, body = list(dossiers_of_round(scoring_round)), scoring_round.cycle.body_id
    members = [
        row
        for row in dossiers
        if row.criteria_set_id == led.stored.pk and (row.unit_id == body) == led.is_own_form
    ]
    kept = [row for row in members if _named(row, wanted.text)]
    fitting = [row for row in kept if scope.fits(wanted.look, row)]
    shown = Paginator(fitting, PAGE_SIZE).get_page(wanted.page)
    found = [scope.record(row) for row in members]
    return FieldPage(
        round=scoring_round,
        led=led,
        sets=sets,
        own_form=next((row for row in dossiers if row.unit_id == body), None)
        if any(one.is_own_form for one in sets)
        else None,
        wanted=wanted,
        fields=scope.fields,
        columns=scope.columns,
        rows=shown,
        matrix=_matrix(list(shown), scope),
        looks=[
            (look.value, str(look.label), sum(scope.fits(look, row) for row in kept))
            for look in Look
        ],
        total=len(members),
        missing=_first([gift for one in found for gift in one.contributions if not gift.kept_at]),
        notes=_latest([note for one in found for note in one.notes]),
        today=scope.today,
        may_chase=may_chase,
        chased=chased,
    )


def _scope(cycle: Any, led: Led, wanted: Wanted, *, today: dt.date) -> Scope:
    criteria_set = criteria_set_of(led.stored)
    fields = [node for node in criteria_set.fields if _leaves(node) & led.codes]
    chosen = [node for node in fields if node.code == wanted.field] or fields
    codes = frozenset(code for node in chosen for code in _leaves(node) & led.codes)
    nodes = frozenset(node.code for top in chosen for node in top.walk() if _leaves(node) & codes)
    return Scope(
        fields=fields,
        chosen=chosen,
        codes=codes,
        records={unit: row.within(codes, nodes) for unit, row in records_of(cycle).items()},
        today=today,
    )


def _first(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.due_on, row.pk))[:LISTED]


def _latest(rows: list[Any]) -> list[Any]:
    """Sort what was asked: unanswered first, then by the newest."""
    ordered = sorted(rows, key=lambda row: row.asked_at, reverse=True)
    return sorted(ordered, key=lambda row: row.answered_at is not None)[:LISTED]


def _named(dossier: Any, text: str) -> bool:
    return all(word in search_key(dossier.unit.name) for word in search_key(text).split())


def _matrix(rows: Sequence[Any], scope: Scope) -> list[UnitRow]:
    columns = [(node, _leaves(node) & scope.codes) for node in scope.columns]
    matrix = []
    for workbook in load_workbooks(rows):
        record = scope.record(workbook.dossier)
        cells = [
            _cell(node, [line for code, line in workbook.lines.items() if code in codes], record)
            for node, codes in columns
        ]
        matrix.append(
            UnitRow(
                dossier=workbook.dossier,
                cells=cells,
                counts=record.count(scope.codes),
                late=len(record.late(scope.today)),
                unanswered=len(record.unanswered),
                overdue=len(record.overdue(scope.today)),
            )
        )
    return matrix


def _cell(node: Node, lines: Sequence[Line], record: Record) -> Cell:
    counts: Counter[str] = Counter(record.states.get(line.code, "") for line in lines)
    worst = next(
        (state for state in (OutlookState.IMPOSSIBLE, OutlookState.AT_RISK, "") if counts[state]),
        OutlookState.ON_TRACK,
    )
    tone = TONES[worst]
    filled = all(line.trace.state is not TraceState.MISSING_FACTS for line in lines)
    unproven = sum(
        line.is_self_scored and not line.not_applicable and not line.is_proven for line in lines
    )
    return Cell(
        tone=tone,
        sign=SIGNS[tone] if node.is_leaf else _counted(counts),
        title=_title(node, counts, is_filled=filled, unproven=unproven),
        url_end=f"#{anchor(lines[0].code)}",
        is_unproven=bool(unproven),
        is_filled=filled,
    )


def _counted(counts: Mapping[str, int]) -> str:
    """Return "2! 1✕ 3·": how many components stand how, the good ones only when all are."""
    parts = [
        f"{counts[state]}{SIGNS[TONES[state]]}"
        for state in (OutlookState.IMPOSSIBLE, OutlookState.AT_RISK, "")
        if counts.get(state)
    ]
    return " ".join(parts) or f"{counts[OutlookState.ON_TRACK]}{SIGNS['good']}"


def _title(node: Node, counts: Mapping[str, int], *, is_filled: bool, unproven: int) -> str:
    words = {"": _("chưa soát"), **{state.value: str(state.label) for state in OutlookState}}
    said = [
        f"{words[state]}" if node.is_leaf else f"{count} {words[state]}"
        for state, count in counts.items()
        if count
    ]
    said.append(_("đủ số liệu") if is_filled else _("thiếu số liệu"))
    if unproven:
        said.append(_("chưa có minh chứng"))
    return f"{node.code} {node.name}: {', '.join(said)}"


def _leaves(node: Node) -> frozenset[str]:
    return frozenset(leaf.code for leaf in node.walk() if leaf.is_leaf)
