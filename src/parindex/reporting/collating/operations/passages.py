"""Working on the passages of a collated report: each keeps the link to where it came from."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version, stamp
from parindex.kernel.errors import Refused
from parindex.kernel.texts import clean
from parindex.reporting.choices import Origin, ReportKind
from parindex.reporting.collating.texts import text_of
from parindex.reporting.models import Passage, Report
from parindex.reporting.operations import ReportRefused, save_passage
from parindex.reporting.operations.noting import drafted_report, note
from parindex.reporting.outline import Asked
from parindex.reporting.queries import NoReportError, load_report, report_by_id
from parindex.reporting.reading import outline_of


@transaction.atomic
def edit_passage(
    *, passage_id: int, text: str, expected_version: int, actor: Actor, now: dt.datetime
) -> Passage:
    """Change a passage's words; raises Stale with the other person's text on an old version."""
    report, row = _drafted(passage_id, actor, now)
    if not clean(text).strip():
        raise ReportRefused("text", _("Đoạn đang trống. Không dùng đoạn này thì bấm “Bỏ đoạn”."))
    return save_passage(
        report_id=report.pk,
        section_code=row.section_code,
        place=row.place,
        text=text,
        expected_version=expected_version,
        actor=actor,
        now=now,
    )


@transaction.atomic
def add_passage(
    *, report_id: int, section_code: str, text: str, actor: Actor, now: dt.datetime
) -> Passage:
    """Add words of the coordinator's own at the end of a section."""
    report = _collated(report_id, actor, now)
    _require_section(report, section_code)
    words = clean(text).strip()
    if not words:
        raise ReportRefused("text", _("Hãy ghi nội dung của đoạn."))
    place = _end_of(report, section_code)
    return save_passage(
        report_id=report.pk,
        section_code=section_code,
        place=place,
        text=words,
        expected_version=0,
        actor=actor,
        now=now,
    )


@transaction.atomic
def move_passage(*, passage_id: int, up: bool, actor: Actor, now: dt.datetime) -> Passage:
    """Swap a passage with the one before it, or after it; at the end nothing happens."""
    report, row = _drafted(passage_id, actor, now)
    rows = list(Passage.objects.filter(report=report, section_code=row.section_code))
    here = next(place for place, found in enumerate(rows) if found.pk == row.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return row
    other = rows[there]
    before, after = row.place, other.place
    _put(other, _end_of(report, row.section_code))  # two passages never share a place
    _put(row, after)
    _put(other, before)
    note(
        report,
        "passage.moved",
        about=f"section:{row.section_code}",
        actor=actor,
        now=now,
        data={"passage": row.pk, "before": before, "after": after},
    )
    return row


@transaction.atomic
def drop_passage(
    *, passage_id: int, expected_version: int, actor: Actor, now: dt.datetime
) -> Passage | None:
    """Leave a passage out: a collated one stays as an empty one, which can be taken back."""
    report, row = _drafted(passage_id, actor, now)
    require_version(row, expected_version, {"text": row.text})
    _note_text(report, row, "passage.dropped", "", actor=actor, now=now)
    if row.source_id is None:
        row.delete()
        return None
    row.text, row.is_edited = "", True
    stamp(row, actor=actor, now=now)
    return row


@transaction.atomic
def restore_passage(*, passage_id: int, actor: Actor, now: dt.datetime) -> Passage:
    """Take a passage back as its source says it now, edited or dropped as it was."""
    report, row = _drafted(passage_id, actor, now)
    if row.source is None or row.origin != Origin.COLLATED:
        raise Refused(_("Đoạn này không lấy từ báo cáo nào."))
    view = load_report(report_by_id(row.source.report_id))
    section = view.section(row.source.section_code)
    text = text_of(view, section) if section else row.source.text
    _note_text(report, row, "passage.restored", text, actor=actor, now=now)
    row.text, row.is_edited = text, False
    stamp(row, actor=actor, now=now)
    return row


def _drafted(passage_id: int, actor: Actor, now: dt.datetime) -> tuple[Report, Passage]:
    """Return a passage of a collated report that is still drafted; the report is locked first."""
    report_id = Passage.objects.filter(pk=passage_id).values_list("report_id", flat=True).first()
    if report_id is None:
        raise NoReportError
    report = _collated(report_id, actor, now)
    row = Passage.objects.select_related("source").filter(pk=passage_id).first()
    if row is None:
        raise NoReportError
    return report, row


def _collated(report_id: int, actor: Actor, now: dt.datetime) -> Report:
    report = drafted_report(report_id, actor, now)
    if report.kind != ReportKind.BODY:
        raise NoReportError
    return report


def _require_section(report: Report, code: str) -> None:
    section = outline_of(report.period.outline).section(code)
    if section is None or section.is_heading or Asked.BODY not in section.asked_of:
        raise Refused(_("Đề cương của báo cáo này không có mục “%(code)s”.") % {"code": code})


def _end_of(report: Report, section_code: str) -> int:
    rows = Passage.objects.filter(report=report, section_code=section_code)
    last: int | None = rows.aggregate(last=Max("place"))["last"]
    return 0 if last is None else last + 1


def _put(row: Passage, place: int) -> None:
    row.place = place
    row.save(update_fields=("place",))


def _note_text(
    report: Report, row: Passage, action: str, after: str, *, actor: Actor, now: dt.datetime
) -> None:
    note(
        report,
        action,
        about=f"section:{row.section_code}",
        actor=actor,
        now=now,
        data={"passage": row.pk, "before": row.text, "after": after},
    )
