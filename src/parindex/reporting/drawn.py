"""What a report is drafted from: facts of the body's dossier, weak items of a result, its own index to date.

Pure reads of lower floors; nothing here writes. Texts are Vietnamese because they go into a report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parindex.assessments.models import Dossier, FactEntry
from parindex.assessments.queries import dossiers, load_workbook
from parindex.assessments.values import read_raw
from parindex.criteria.queries import criteria_set_of
from parindex.engine import CriteriaSet, FactValue, Ratio, Tally
from parindex.kernel.clock import vietnam_date
from parindex.remedies.queries import progress_by_code
from parindex.reporting.cells import CellError, Value, read_cell
from parindex.reporting.models import Report, ReportingPeriod
from parindex.reporting.outline import CellType, Column, Field, Outline, StatTable
from parindex.results.losses import Loss, loss_sheet
from parindex.results.queries import content_of, publication_by_id
from parindex.viet import format_date, format_decimal

MOST_ITEMS = 10  # of weak items named in a section; the rest is counted
TableKey = tuple[str, str, str]  # table, row, column


@dataclass(frozen=True, kw_only=True)
class DrawnFigure:
    """A figure that a fact of the unit's dossier gives, and in words where it comes from."""

    value: Value
    note: str


@dataclass(frozen=True, kw_only=True)
class ExpectedScore:
    """What the body scores itself in a field so far, what its facts give by rule, and how far it is."""

    field: Field
    own: Decimal
    computed: Decimal
    max_points: Decimal
    scored: int
    total: int


def figures_of(
    period: ReportingPeriod, outline: Outline, unit_ids: Iterable[int]
) -> dict[int, dict[TableKey, DrawnFigure]]:
    """Return by unit what the facts of its dossier say about the tables: two queries, however many units.

    The dossier is the newest of the period's year under the body that collects.
    """
    wanted = {fact.partition(".")[0] for *_place, fact in _fact_places(outline)}
    newest: dict[int, Dossier] = {}
    rows = dossiers().filter(
        unit__in=set(unit_ids), round__cycle__body=period.body_id, round__cycle__year=period.year
    )
    for dossier in rows.order_by("round__number"):
        newest[dossier.unit_id] = dossier
    facts: dict[int, dict[str, str]] = {}
    entries = FactEntry.objects.filter(dossier__in=newest.values(), fact_code__in=wanted)
    for pk, code, raw in entries.values_list("dossier_id", "fact_code", "raw"):
        facts.setdefault(pk, {})[code] = raw
    return {
        unit: dict(_drawn(dossier, outline, facts.get(dossier.pk, {})))
        for unit, dossier in newest.items()
    }


def weak_items(report: Report, now: dt.datetime) -> str:
    """Return the section on last year's weak items: every lost point with what is done about it."""
    period = report.period
    if period.result_id is None:
        return ""
    publication = publication_by_id(period.result_id)
    content = content_of(publication)
    picture = next((row for row in content["units"] if row["code"] == report.unit.code), None)
    if picture is None:
        return ""
    sheet = loss_sheet(picture, criteria_set_of(publication.criteria_set))
    progress = progress_by_code(report.unit, publication)
    today = vietnam_date(now)
    index = format_decimal(sheet.index, 2)
    said_by = f"Theo {publication.decision_number}, chỉ số của đơn vị đạt {index}%"
    lines = [f"{said_by}; {len(sheet.losses)} mục chưa đạt điểm tối đa."]
    for loss in sheet.losses[:MOST_ITEMS]:
        said = [row.sentence(today) for row in progress.get(loss.row.code, ())]
        lines.append(_weak_line(loss, said))
    if len(sheet.losses) > MOST_ITEMS:
        lines.append(f"Còn {len(sheet.losses) - MOST_ITEMS} mục khác mất ít điểm hơn.")
    return "\n".join(lines)


def expected_scores(period: ReportingPeriod, fields: Sequence[Field]) -> list[ExpectedScore]:
    """Return what the body that collects scores itself to date in these fields.

    Nothing where it is in no cycle, or where its set has none of the fields.
    """
    if period.own_cycle_id is None or not fields:
        return []
    rows = dossiers().filter(round__cycle=period.own_cycle_id, unit=period.body_id)
    dossier = rows.order_by("-round__number").first()
    if dossier is None:
        return []
    workbook = load_workbook(dossier)
    own = {part.code: part for part in workbook.own_tally.children}
    computed = {part.code: part for part in workbook.computed_tally.children}
    return [found for field in fields if (found := _expected(field, own, computed)) is not None]


def expected_text(rows: Iterable[ExpectedScore], now: dt.datetime) -> str:
    """Return the expected self-score as the report says it."""
    lines = [_expected_line(row) for row in rows]
    if not lines:
        return ""
    return "\n".join([f"Đến ngày {format_date(vietnam_date(now))}:", *lines])


def _expected_line(row: ExpectedScore) -> str:
    top, computed = format_decimal(row.max_points), format_decimal(row.computed)
    by_facts = f"tính theo số liệu đã nhập: {computed}/{top} điểm"
    if not row.scored:
        return f"- {row.field.name}: chưa tự chấm; {by_facts}."
    own = f"tự chấm {format_decimal(row.own)}/{top} điểm ({row.scored}/{row.total} mục đã chấm)"
    return f"- {row.field.name}: {own}; {by_facts}."


def _weak_line(loss: Loss, said: Sequence[str]) -> str:
    row = loss.row
    got = format_decimal(row.max_points - row.lost)
    head = f"- {row.code} {row.name}: {got}/{format_decimal(row.max_points)} điểm."
    return f"{head} {' '.join(said)}" if said else f"{head} Chưa có việc khắc phục được ghi nhận."


def _expected(
    field: Field, own: Mapping[str, Tally], computed: Mapping[str, Tally]
) -> ExpectedScore | None:
    codes = [code for code in field.criteria_fields if code in own]
    if not codes:
        return None
    return ExpectedScore(
        field=field,
        own=sum((own[code].points for code in codes), Decimal(0)),
        computed=sum((computed[code].points for code in codes), Decimal(0)),
        max_points=sum((own[code].max_points for code in codes), Decimal(0)),
        scored=sum(own[code].scored_leaves for code in codes),
        total=sum(own[code].total_leaves for code in codes),
    )


def _fact_places(outline: Outline) -> Iterator[tuple[StatTable, str, Column, str]]:
    for table in outline.tables:
        for row in table.rows:
            for column_code, fact in row.facts:
                column = table.column(column_code)
                if column is not None:
                    yield table, row.code, column, fact


def _drawn(
    dossier: Dossier, outline: Outline, raws: Mapping[str, str]
) -> Iterator[tuple[TableKey, DrawnFigure]]:
    criteria_set = criteria_set_of(dossier.criteria_set)
    for table, row_code, column, fact in _fact_places(outline):
        code, _dot, part = fact.partition(".")
        raw = raws.get(code)
        if raw is None or raw == "null" or code not in criteria_set.facts:
            continue
        value = _value(column, read_raw(criteria_set, code, raw), part)
        if value is not None:
            note = f"{dossier.round}: {_label(criteria_set, code, part)}"
            yield (table.code, row_code, column.code), DrawnFigure(value=value, note=note[:300])


def _label(criteria_set: CriteriaSet, code: str, part: str) -> str:
    fact = criteria_set.facts[code]
    return str(getattr(fact, part, "") or fact.label)


def _value(column: Column, found: FactValue, part: str) -> Value:
    """Return a fact, or a part of a ratio, as the column holds it; None where it cannot."""
    whole: object = getattr(found, part, None) if isinstance(found, Ratio) and part else found
    if column.type is CellType.COUNT and isinstance(whole, Decimal) and whole == int(whole):
        whole = int(whole)
    if isinstance(whole, bool):
        return None
    try:
        return read_cell(column, str(whole) if column.type is CellType.AMOUNT else whole)
    except CellError:
        return None
