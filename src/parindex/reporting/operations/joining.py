"""Two departments in one section: the lead asks, the partner gives, the lead takes the words over."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version, stamp
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.texts import clean
from parindex.reporting.choices import JointState, ReportKind
from parindex.reporting.models import Joint, Passage, Report
from parindex.reporting.operations.drafting import LONGEST_PASSAGE, save_passage
from parindex.reporting.operations.noting import (
    ReportRefused,
    closed_reason,
    drafted_report,
    locked_report,
    note,
)
from parindex.reporting.queries import NoReportError, load_report
from parindex.reporting.rules import works_on_joint
from parindex.units.models import Unit
from parindex.units.queries import agencies_of


@transaction.atomic
def ask_joint(
    *, report_id: int, section_code: str, agency: Unit, actor: Actor, now: dt.datetime
) -> Joint:
    """Ask another department for its part of a section of a lead department's report."""
    report = drafted_report(report_id, actor, now)
    view = load_report(report).section(section_code)
    if report.kind != ReportKind.LEAD or view is None or view.section.is_heading:
        raise Refused(_("Chỉ cơ quan chủ trì đề nghị phối hợp, ở một mục có nội dung."))
    if agency.pk == report.unit_id or agency not in agencies_of(report.period.body):
        raise ReportRefused("agency", _("Hãy chọn một cơ quan khác cùng cấp."))
    if any(row.agency_id == agency.pk for row in view.joints):
        raise ReportRefused(
            "agency", _("Đã đề nghị %(agency)s phối hợp mục này rồi.") % {"agency": agency.name}
        )
    row = Joint(report=report, section_code=section_code, agency=agency)
    stamp(row, actor=actor, now=now)
    _note(report, row, "joint.asked", actor=actor, now=now)
    return row


@transaction.atomic
def withdraw_joint(*, report_id: int, joint_id: int, actor: Actor, now: dt.datetime) -> None:
    """Take back a request that was not answered."""
    report = drafted_report(report_id, actor, now)
    row = _joint_of(report, joint_id)
    if row.state == JointState.GIVEN:
        raise Refused(_("Cơ quan phối hợp đã gửi nội dung nên không rút đề nghị được."))
    _note(report, row, "joint.withdrawn", actor=actor, now=now)
    row.delete()


@transaction.atomic
def give_joint(
    *,
    report_id: int,
    joint_id: int,
    text: str,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> Joint:
    """Give the lead department what it asked for; may be changed while the report is drafted."""
    report = locked_report(report_id)
    row = _joint_of(report, joint_id)
    if not works_on_joint(actor, row):
        raise Denied(_("Nội dung này do cơ quan khác phối hợp."))
    if reason := closed_reason(report, now):
        raise Refused(reason)
    words = clean(text).strip()
    if not words:
        raise ReportRefused("text", _("Hãy ghi nội dung phối hợp."))
    if len(words) > LONGEST_PASSAGE:
        raise ReportRefused(
            "text", _("Nội dung một mục dài nhất %(n)d ký tự.") % {"n": LONGEST_PASSAGE}
        )
    if row.text == words:
        return row
    require_version(row, expected_version, {"text": row.text})
    before, row.text, row.state = row.text, words, JointState.GIVEN
    stamp(row, actor=actor, now=now)
    _note(report, row, "joint.given", actor=actor, now=now, before=before)
    return row


@transaction.atomic
def take_joint(
    *, report_id: int, joint_id: int, expected_version: int, actor: Actor, now: dt.datetime
) -> Passage:
    """Put the partner's words at the end of the section, once."""
    report = drafted_report(report_id, actor, now)
    row = _joint_of(report, joint_id)
    view = load_report(report).section(row.section_code)
    text = view.text if view else ""
    if not row.text or row.text in text:
        raise Refused(_("Nội dung phối hợp đã nằm trong mục, hoặc chưa được gửi."))
    return save_passage(
        report_id=report_id,
        section_code=row.section_code,
        text=f"{text}\n\n{row.text}".strip(),
        expected_version=expected_version,
        actor=actor,
        now=now,
    )


def _joint_of(report: Report, joint_id: int) -> Joint:
    row = Joint.objects.select_related("agency").filter(report=report, pk=joint_id).first()
    if row is None:
        raise NoReportError
    return row


def _note(
    report: Report, row: Joint, action: str, *, actor: Actor, now: dt.datetime, before: str = ""
) -> None:
    data = {"agency": row.agency.code, "before": before, "after": row.text}
    note(report, action, about=f"section:{row.section_code}", actor=actor, now=now, data=data)
