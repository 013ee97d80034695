"""Settling what stands against a collated figure: by a choice and a reason, both shown ever after."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version, stamp
from parindex.kernel.errors import Refused
from parindex.kernel.texts import clean
from parindex.reporting.cells import CellError, Value, read_cell, write_raw
from parindex.reporting.choices import Origin, ReportKind
from parindex.reporting.collating.operations.assembling import storable
from parindex.reporting.collating.queries import CollatedCell, assemble
from parindex.reporting.collating.sentences import shown
from parindex.reporting.collating.sums import Place
from parindex.reporting.models import Figure, Report
from parindex.reporting.operations import ReportRefused
from parindex.reporting.operations.noting import drafted_report, note
from parindex.reporting.outline import CellType
from parindex.reporting.queries import NoReportError


class Choice(StrEnum):
    """Which figure is taken."""

    SUM = "sum"
    LEAD = "lead"
    TYPED = "typed"


@transaction.atomic
def settle(
    *,
    report_id: int,
    place: Place,
    choice: Choice,
    reason: str,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
    wire: Any = None,
    lead_report_id: int | None = None,
) -> Figure:
    """Take the sum, a lead department's figure (``lead_report_id``) or a typed one (``wire``).

    Stands until the figures behind it change; then the cell is open again. Raises Stale, Refused,
    ReportRefused naming the field.
    """
    report = drafted_report(report_id, actor, now)
    if report.kind != ReportKind.BODY:
        raise NoReportError
    cell = assemble(report.period, only=place).cells.get(place)
    if cell is None or cell.column.type is CellType.RATIO:
        raise Refused(_("Báo cáo này không có ô đó để nhập."))
    require_version(cell.figure, expected_version, {"value": shown(cell.value)})
    _require_reason(reason)
    value = _chosen(cell, choice, wire, lead_report_id)
    return _write(report, cell, choice, value, reason=reason, actor=actor, now=now)


@transaction.atomic
def settle_table(
    *,
    report_id: int,
    table_code: str,
    choice: Choice,
    reason: str,
    actor: Actor,
    now: dt.datetime,
) -> list[Figure]:
    """Take the sum, or the lead department's figure, wherever a table still waits, for one reason.

    What somebody chose already stays; a cell that lacks the figure chosen is left open.
    """
    report = drafted_report(report_id, actor, now)
    if report.kind != ReportKind.BODY:
        raise NoReportError
    _require_reason(reason)
    done = []
    for cell in assemble(report.period).open:
        if cell.place.table != table_code:
            continue
        value = cell.sum.leads[0].value if choice is Choice.LEAD and cell.sum.leads else None
        if choice is Choice.SUM and cell.sum.value is not None:
            value = storable(cell)
        if value is not None:
            done.append(_write(report, cell, choice, value, reason=reason, actor=actor, now=now))
    if not done:
        raise ReportRefused("choice", _("Bảng này không có ô nào chờ chọn số như vậy."))
    return done


def _write(
    report: Report,
    cell: CollatedCell,
    choice: Choice,
    value: Value,
    *,
    reason: str,
    actor: Actor,
    now: dt.datetime,
) -> Figure:
    place = cell.place
    figure = cell.figure or Figure(
        report=report, table_code=place.table, row_code=place.row, column_code=place.column
    )
    before = figure.raw or "null"
    figure.raw = write_raw(value)
    figure.origin = Origin.COLLATED if choice is Choice.SUM else Origin.TYPED
    figure.reason, figure.source_note = clean(reason).strip(), cell.situation
    stamp(figure, actor=actor, now=now)
    note(
        report,
        "figure.settled",
        about=f"figure:{'/'.join(place)}",
        actor=actor,
        now=now,
        data={
            "choice": choice.value,
            "before": before,
            "after": figure.raw,
            "reason": figure.reason,
            "against": figure.source_note,
        },
    )
    return figure


def _require_reason(reason: str) -> None:
    if not clean(reason).strip():
        raise ReportRefused("reason", _("Hãy ghi lý do chọn số này; lý do hiện bên cạnh số liệu."))


def _chosen(cell: CollatedCell, choice: Choice, wire: Any, lead_report_id: int | None) -> Value:
    if choice is Choice.SUM:
        if cell.sum.value is None:
            raise ReportRefused("choice", _("Chưa đơn vị nào có số này. Hãy nhập số."))
        return storable(cell)
    if choice is Choice.LEAD:
        held = {part.report_id: part.value for part in cell.sum.leads}
        if lead_report_id not in held:
            raise ReportRefused("choice", _("Cơ quan chủ trì không có số ở ô này."))
        return held[lead_report_id]
    try:
        value = read_cell(cell.column, wire)
    except CellError as error:
        raise ReportRefused(
            "value", _("Hãy ghi một số từ 0 trở lên, đúng loại của cột.")
        ) from error
    if value is None:
        raise ReportRefused("value", _("Hãy ghi số được chọn."))
    return value
