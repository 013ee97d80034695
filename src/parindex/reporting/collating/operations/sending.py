"""Sending a collated report one level up, where it is the body's own report and a source again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import stamp
from parindex.kernel.errors import Denied, Refused
from parindex.reporting.cells import stored_value
from parindex.reporting.choices import Origin, ReportKind, ReportState
from parindex.reporting.collating.operations.finishing import collated_report
from parindex.reporting.collating.queries import report_sent_up
from parindex.reporting.collating.rules import sends_up
from parindex.reporting.fingerprint import report_hash
from parindex.reporting.models import Figure, Passage, Report, ReportingPeriod
from parindex.reporting.operations import submit_report
from parindex.reporting.operations.noting import locked_report, note, require_state
from parindex.reporting.outline import CellType
from parindex.reporting.queries import load_report, report_of
from parindex.reporting.views import ReportView, SectionView, TableView

NOTE_LENGTH = 300


@transaction.atomic
def send_up(
    *,
    report_id: int,
    period: ReportingPeriod,
    actor: Actor,
    now: dt.datetime,
    late_explanation: str = "",
) -> Report:
    """Hand the approved report in as the body's own report of the upper body's period, with a receipt.

    What the leader approved is carried over: sections and cells that both outlines know. Where the
    upper outline asks for more, the report is left to be finished, approved and sent like any
    other. Raises Denied, Refused, ReportRefused.
    """
    report = collated_report(report_id)
    locked_report(report.pk)
    if not sends_up(actor, report):
        raise Denied(_("Chỉ người của cơ quan ký báo cáo được gửi lên cấp trên."))
    require_state(report, ReportState.APPROVED)
    view = load_report(report)
    if report_hash(view) != report.approved_hash:
        raise Refused(_("Nội dung khác bản lãnh đạo đã duyệt, cần duyệt lại."))
    target = _target(report, period)
    _require_free(load_report(target))
    _copy(view, load_report(target), actor=actor, now=now)
    target.made_from = report
    return _hand_in(report, target, actor=actor, now=now, late_explanation=late_explanation)


def _target(report: Report, period: ReportingPeriod) -> Report:
    target = report_of(period, report.unit_id, ReportKind.UNIT)
    if target is None or period.body_id != report.unit.parent_id:
        raise Refused(_("Kỳ báo cáo của cấp trên không yêu cầu cơ quan này báo cáo."))
    sent = report_sent_up(report)
    if sent is not None and sent.pk != target.pk:
        raise Refused(_("Báo cáo này đã gửi vào kỳ “%(period)s”.") % {"period": sent.period.name})
    target = locked_report(target.pk)
    require_state(target, ReportState.DRAFTING)
    return target


def _require_free(target: ReportView) -> None:
    """Refuse to write over what somebody typed in the upper period's report."""
    typed = [
        section.section.title
        for section in target.sections
        if any(
            (row.origin == Origin.TYPED or row.is_edited) and row.text.strip()
            for row in section.passages
        )
    ]
    typed += [
        table.table.title
        for table in target.tables
        if any(
            cell.figure.origin == Origin.TYPED and cell.has_value
            for cell in table.cells.values()
            if cell.figure
        )
    ]
    if typed:
        raise Refused(
            _(
                "Báo cáo ở kỳ của cấp trên đã có nội dung nhập tay ở “%(part)s”. "
                "Hãy xóa nội dung đó, hoặc hoàn thành và gửi báo cáo ấy như bình thường."
            )
            % {"part": typed[0]}
        )


def _copy(view: ReportView, target: ReportView, *, actor: Actor, now: dt.datetime) -> None:
    for section in target.sections:
        own = view.section(section.code)
        if own is not None and not own.section.is_heading:
            _write_text(target.report, section, joined(own), actor=actor, now=now)
    tables = [table.code for table in target.tables]
    Figure.objects.filter(report=target.report, table_code__in=tables).delete()
    Figure.objects.bulk_create(
        Figure(
            report=target.report,
            table_code=table.table.code,
            row_code=row,
            column_code=column,
            raw=raw,
            origin=Origin.COLLATED,
            source_note=f"Báo cáo tổng hợp: {view.report.period.name}"[:NOTE_LENGTH],
            version=1,
            changed_by=actor.label,
            changed_at=now,
        )
        for table in target.tables
        for row, column, raw in _figures(view, table)
    )


def _write_text(
    report: Report, section: SectionView, text: str, *, actor: Actor, now: dt.datetime
) -> None:
    """Write a section in place: reports above may be made from it already."""
    row = section.passage or Passage(report=report, section_code=section.code)
    if section.passage is None and not text:
        return
    row.text, row.origin, row.source, row.is_edited = text, Origin.COLLATED, None, False
    stamp(row, actor=actor, now=now)


def joined(section: SectionView) -> str:
    """Return a collated section as one text, a passage a paragraph."""
    return "\n".join(row.text.strip() for row in section.passages if row.text.strip())


def _figures(view: ReportView, table: TableView) -> Iterator[tuple[str, str, str]]:
    """Yield row, column and stored text of the cells that both tables have and hold alike."""
    own = view.table(table.table.code)
    if own is None:
        return
    for (row, code), cell in own.cells.items():
        there, here = table.table.column(code), own.table.column(code)
        if cell.figure is None or table.table.row(row) is None or there is None or here is None:
            continue
        if here.type is there.type and here.type is not CellType.RATIO and cell.has_value:
            stored_value(there, cell.figure.raw)
            yield row, code, cell.figure.raw


def _hand_in(
    report: Report, target: Report, *, actor: Actor, now: dt.datetime, late_explanation: str
) -> Report:
    """Approve and send the copy when it is whole; else leave it to be finished."""
    view = load_report(target)
    is_whole = not view.missing
    if is_whole:
        target.state = ReportState.APPROVED
        target.approved_hash = report_hash(view)
        target.approved_by, target.approved_at = report.approved_by, report.approved_at
    target.version += 1
    target.save()
    data = {
        "from": report.pk,
        "content_hash": report.approved_hash,
        "to": target.pk,
        "period": target.period.code,
        "missing": list(view.missing),
    }
    note(report, "report.sent_up", actor=actor, now=now, data=data)
    if not is_whole:
        return target
    return submit_report(
        report_id=target.pk, actor=actor, now=now, late_explanation=late_explanation
    )
