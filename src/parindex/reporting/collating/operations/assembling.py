"""Beginning and renewing the collated report; what a person wrote or chose in it is never touched."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.kernel.errors import Denied, Refused
from parindex.reporting.cells import LONGEST_TEXT, CellError, Value, stored_value, write_raw
from parindex.reporting.choices import Origin, ReportKind
from parindex.reporting.collating.queries import Assembly, CollatedCell, assemble
from parindex.reporting.collating.texts import Piece, pieces_of
from parindex.reporting.models import Figure, Passage, Report, ReportingPeriod
from parindex.reporting.operations.noting import drafted_report, note
from parindex.reporting.outline import CellType
from parindex.reporting.queries import load_these
from parindex.reporting.rules import may_coordinate

BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Collated:
    """The collated report and how many passages came in, were renewed, went out; how many figures changed."""

    report: Report
    added: int
    renewed: int
    removed: int
    figures: int


@transaction.atomic
def collate(*, period: ReportingPeriod, actor: Actor, now: dt.datetime) -> Collated:
    """Begin the collated report from the reports that came, or bring it up to date with them.

    A passage that nobody edited follows its source; an edited, moved or dropped one stays. A figure
    that somebody chose stays. Raises Denied, Refused.
    """
    if not may_coordinate(actor, period):
        raise Denied(_("Chỉ cơ quan điều phối được tổng hợp báo cáo."))
    report, _made = Report.objects.get_or_create(
        period=period, unit=period.body, kind=ReportKind.BODY
    )
    report = drafted_report(report.pk, actor, now)
    assembly = assemble(period)
    if not assembly.standing.included:
        raise Refused(
            _("Chưa có báo cáo nào được gửi đến. Hãy nhắc các đơn vị gửi rồi tổng hợp sau.")
        )
    pieces = pieces_of(load_these(assembly.standing.included), assembly.outline)
    added, renewed, removed = _write_texts(report, pieces, actor=actor, now=now)
    figures = _write_figures(report, assembly, actor=actor, now=now)
    note(
        report,
        "report.collated",
        actor=actor,
        now=now,
        data={
            "included": [row.unit.code for row in assembly.standing.included],
            "absent": [row.unit.code for row in assembly.standing.absent],
            "added": added,
            "renewed": renewed,
            "removed": removed,
            "figures": figures,
        },
    )
    return Collated(report=report, added=added, renewed=renewed, removed=removed, figures=figures)


def _write_texts(
    report: Report, pieces: Iterable[Piece], *, actor: Actor, now: dt.datetime
) -> tuple[int, int, int]:
    """Add, renew and take out passages; return how many of each."""
    rows = list(Passage.objects.filter(report=report).select_related("source"))
    known = {row.source_id: row for row in rows if row.origin == Origin.COLLATED}
    last: dict[str, int] = defaultdict(int)
    for row in rows:
        last[row.section_code] = max(last[row.section_code], row.place + 1)
    added, renewed, wanted = [], [], set()
    for piece in pieces:
        wanted.add(piece.source.pk)
        row_or_none = known.get(piece.source.pk)
        if row_or_none is None:
            added.append(_passage(report, piece, last[piece.section_code]))
            last[piece.section_code] += 1
        elif not row_or_none.is_edited and row_or_none.text != piece.text:
            row_or_none.text = piece.text
            renewed.append(row_or_none)
    for row in (*added, *renewed):
        row.version += 1
        row.changed_by, row.changed_at = actor.label, now
    gone = [pk for pk, row in known.items() if pk not in wanted and not row.is_edited]
    Passage.objects.bulk_create(added, batch_size=BATCH)
    Passage.objects.bulk_update(
        renewed, ("text", "version", "changed_by", "changed_at"), batch_size=BATCH
    )
    removed, _by_model = Passage.objects.filter(
        report=report, source__in=gone, used_in=None
    ).delete()
    return len(added), len(renewed), removed


def _passage(report: Report, piece: Piece, place: int) -> Passage:
    return Passage(
        report=report,
        section_code=piece.section_code,
        place=place,
        text=piece.text,
        origin=Origin.COLLATED,
        source=piece.source,
    )


def _write_figures(report: Report, assembly: Assembly, *, actor: Actor, now: dt.datetime) -> int:
    """Write the sums where nobody chose another figure; return how many cells changed."""
    added, renewed, gone = [], [], []
    for cell in assembly.cells.values():
        if cell.column.type is CellType.RATIO or cell.is_chosen:
            continue
        if cell.sum.value is None:
            gone += [cell.figure.pk] if cell.figure else []
            continue
        raw = write_raw(storable(cell))
        if cell.figure is None:
            figure = Figure(report=report, **_key(cell), origin=Origin.COLLATED)
            added.append(figure)
        elif cell.figure.raw != raw:
            figure = cell.figure
            renewed.append(figure)
        else:
            continue
        figure.raw, figure.version = raw, figure.version + 1
        figure.changed_by, figure.changed_at = actor.label, now
    Figure.objects.bulk_create(added, batch_size=BATCH)
    Figure.objects.bulk_update(
        renewed, ("raw", "version", "changed_by", "changed_at"), batch_size=BATCH
    )
    Figure.objects.filter(pk__in=gone).delete()
    return len(added) + len(renewed) + len(gone)


def storable(cell: CollatedCell) -> Value:
    """Return a sum as a cell can hold it: a long list of texts is cut. Raises Refused for what is too large."""
    value = cell.sum.value
    if isinstance(value, str):
        return value if len(value) <= LONGEST_TEXT else f"{value[: LONGEST_TEXT - 1]}…"
    try:
        return stored_value(cell.column, write_raw(value))
    except CellError as error:
        raise Refused(
            _("Tổng ở bảng “%(table)s”, dòng “%(row)s” quá lớn. Hãy trả lại báo cáo có số sai.")
            % {"table": cell.table.title, "row": cell.row.title}
        ) from error


def _key(cell: CollatedCell) -> Mapping[str, str]:
    return {
        "table_code": cell.place.table,
        "row_code": cell.place.row,
        "column_code": cell.place.column,
    }
