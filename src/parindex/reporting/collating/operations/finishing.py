"""The collated report on its way to the leader and back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.kernel.errors import Refused
from parindex.reporting import operations as reporting
from parindex.reporting.choices import ReportKind
from parindex.reporting.collating.queries import assemble, report_sent_up
from parindex.reporting.collating.sentences import said
from parindex.reporting.models import Report
from parindex.reporting.queries import NoReportError, report_by_id
from parindex.reporting.rules import is_handed_in


@transaction.atomic
def ask_for_approval(*, report_id: int, actor: Actor, now: dt.datetime) -> Report:
    """Put the collated report before the leader; raises Refused while figures stand against each other."""
    report = collated_report(report_id)
    open_cells = assemble(report.period).open
    if open_cells:
        first = open_cells[0]
        raise Refused(
            _("Còn %(count)d ô số liệu mâu thuẫn chưa chọn số, trước hết: %(row)s. %(said)s")
            % {
                "count": len(open_cells),
                "row": first.row.title,
                "said": said(first.conflicts[0]),
            }
        )
    return reporting.ask_for_approval(report_id=report_id, actor=actor, now=now)


@transaction.atomic
def recall(*, report_id: int, actor: Actor, now: dt.datetime) -> Report:
    """Take the collated report back for changes, as long as it has not gone up."""
    report = collated_report(report_id)
    sent = report_sent_up(report)
    if sent is not None and is_handed_in(sent):
        raise Refused(
            _(
                "Báo cáo đã gửi lên cấp trên, số biên nhận %(number)s. "
                "Muốn sửa, hãy đề nghị cấp trên trả lại."
            )
            % {"number": sent.receipt_number}
        )
    return reporting.recall_report(report_id=report_id, actor=actor, now=now)


def collated_report(report_id: int) -> Report:
    """Return a collated report; raises NoReportError for any other."""
    report = report_by_id(report_id)
    if report.kind != ReportKind.BODY:
        raise NoReportError
    return report
