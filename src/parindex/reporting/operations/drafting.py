"""Writing: a section's text, a table's figure; nobody's words are lost silently."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version, stamp
from parindex.kernel.errors import Refused
from parindex.kernel.texts import clean
from parindex.reporting.cells import LONGEST_TEXT, CellError, Value, read_cell, write_raw
from parindex.reporting.choices import Origin
from parindex.reporting.models import Figure, Passage, Report
from parindex.reporting.operations.noting import ReportRefused, drafted_report, note
from parindex.reporting.outline import CellType, Column, Section
from parindex.reporting.queries import led_fields
from parindex.reporting.reading import outline_of
from parindex.reporting.views import sections_for, tables_for

LONGEST_PASSAGE = 50_000


@transaction.atomic
def save_passage(
    *,
    report_id: int,
    section_code: str,
    text: str,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
    place: int = 0,
) -> Passage:
    """Save a section's text; ``expected_version`` is the one the person saw (0 for none).

    Saving what is stored already succeeds quietly; anything else on an old version raises Stale
    with the other person's text. Raises Denied, Refused, ReportRefused; nothing is changed then.
    """
    report = drafted_report(report_id, actor, now)
    _section(report, section_code)
    words = clean(text).strip()
    if len(words) > LONGEST_PASSAGE:
        raise ReportRefused(
            "text", _("Nội dung một mục dài nhất %(n)d ký tự.") % {"n": LONGEST_PASSAGE}
        )
    row = Passage.objects.filter(report=report, section_code=section_code, place=place).first()
    before = row.text if row else ""
    if before == words:
        return row or Passage(report=report, section_code=section_code, place=place)
    require_version(row, expected_version, {"text": before})
    row = row or Passage(report=report, section_code=section_code, place=place)
    row.text = words
    row.is_edited = row.origin != Origin.TYPED
    stamp(row, actor=actor, now=now)
    note(
        report,
        "passage.saved",
        about=f"section:{section_code}",
        actor=actor,
        now=now,
        data={"before": before, "after": words},
    )
    return row


@transaction.atomic
def save_figure(
    *,
    report_id: int,
    table_code: str,
    row_code: str,
    column_code: str,
    wire: Any,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> Figure:
    """Save a cell (None clears it): a whole number, a decimal number as text, or text.

    Versions as in ``save_passage``. Raises ReportRefused with a sentence for what cannot stand there.
    """
    report = drafted_report(report_id, actor, now)
    column = _column(report, table_code, row_code, column_code)
    value = _checked(column, wire)
    raw = write_raw(value)
    place = {"table_code": table_code, "row_code": row_code, "column_code": column_code}
    row = Figure.objects.filter(report=report, **place).first()
    before = row.raw if row else "null"
    if before == raw:
        return row or Figure(report=report, raw=raw, **place)
    require_version(row, expected_version, {"value": shown(column, before)})
    row = row or Figure(report=report, **place)
    row.raw = raw
    row.origin, row.source_note, row.reason = Origin.TYPED, "", ""
    stamp(row, actor=actor, now=now)
    note(
        report,
        "figure.saved",
        about=f"figure:{table_code}/{row_code}/{column_code}",
        actor=actor,
        now=now,
        data={"before": before, "after": raw},
    )
    return row


def shown(column: Column, raw: str) -> str:
    """Return a stored cell as a person would type it."""
    if raw == "null":
        return ""
    text = raw.strip('"') if column.type is not CellType.TEXT else raw[1:-1]
    return text.replace(".", ",") if column.type is CellType.AMOUNT else text


def _checked(column: Column, wire: Any) -> Value:
    sentences = {
        CellType.COUNT: _("Ô này là số nguyên từ 0 trở lên."),
        CellType.AMOUNT: _("Ô này là một số, nhiều nhất 4 chữ số thập phân."),
        CellType.TEXT: _("Ô này là chữ, dài nhất %(n)d ký tự.") % {"n": LONGEST_TEXT},
        CellType.RATIO: _("Tỷ lệ do máy tính, không nhập."),
    }
    try:
        return read_cell(column, clean(wire) if isinstance(wire, str) else wire)
    except CellError as error:
        raise ReportRefused("value", sentences[column.type]) from error


def _section(report: Report, code: str) -> Section:
    led = led_fields(report.period).get(report.unit_id, ())
    rows = sections_for(outline_of(report.period.outline), report.kind, led)
    found = next((row for row in rows if row.code == code and not row.is_heading), None)
    if found is None:
        raise Refused(_("Đề cương của báo cáo này không có mục “%(code)s”.") % {"code": code})
    return found


def _column(report: Report, table_code: str, row_code: str, column_code: str) -> Column:
    led = led_fields(report.period).get(report.unit_id, ())
    tables = tables_for(outline_of(report.period.outline), report.kind, led)
    table = next((row for row, _is_area in tables if row.code == table_code), None)
    column = table.column(column_code) if table and table.row(row_code) else None
    if column is None or column.type is CellType.RATIO:
        raise Refused(_("Báo cáo này không có ô đó để nhập."))
    return column
