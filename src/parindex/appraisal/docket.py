"""The docket: a dossier after submission, with awards, replies and rulings beside the self-scores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from parindex.appraisal.choices import ReadingState
from parindex.appraisal.models import (
    Award,
    Decision,
    ProvisionalNotice,
    Reply,
    ReplyAttachment,
    ReplyMessage,
    Ruling,
    SecondReading,
    SupplementItem,
    SupplementRequest,
)
from parindex.appraisal.rules import is_thread_closed
from parindex.appraisal.threads import Said, thread_of
from parindex.assessments.workbook import Line, Workbook
from parindex.engine import Tally, tally
from parindex.kernel import canonical
from parindex.kernel.clock import moment_text

_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One component before the council."""

    line: Line
    agency_id: int | None
    award: Award | None
    reply: Reply | None
    ruling: Ruling | None
    supplements: tuple[SupplementItem, ...]
    messages: tuple[ReplyMessage, ...] = ()
    attachments: tuple[ReplyAttachment, ...] = ()
    reading: SecondReading | None = None

    @property
    def code(self) -> str:
        return self.line.code

    @property
    def proposed(self) -> Decimal | None:
        """The unit's counted points, which the appraiser confirms or changes."""
        return self.line.counted

    @property
    def is_awarded(self) -> bool:
        return self.award is not None

    @property
    def not_applicable(self) -> bool:
        """Tell whether the council accepts that the component does not apply."""
        if self.ruling is not None:
            return self.ruling.not_applicable
        return bool(self.award and self.award.not_applicable)

    @property
    def final(self) -> Decimal | None:
        """The points that count in the end: the chair's ruling, else the award."""
        if self.ruling is not None:
            return self.ruling.points
        return self.award.points if self.award else None

    @property
    def final_reason(self) -> str:
        if self.ruling is not None:
            return self.ruling.reason
        return self.award.reason if self.award else ""

    @property
    def award_differs(self) -> bool:
        """Tell whether the appraiser gave other points than the unit's."""
        return self.award is not None and self.award.points != self.proposed

    @property
    def counts_now(self) -> Decimal | None:
        """The points that need no reason: the unit's counted ones, or what the survey gives."""
        return counts_now(self.line)

    @property
    def lacks_reason(self) -> bool:
        """Tell whether the award stands beside other points without saying why."""
        award = self.award
        if award is None or award.not_applicable:
            return False
        return award.points != self.counts_now and not award.reason.strip()

    @property
    def is_outdated(self) -> bool:
        """Tell whether documents or an answer came in, on request, after the award was given."""
        came_in = newest_supplement(self.line, self.supplements)
        return self.award is not None and came_in is not None and self.award.changed_at < came_in

    @property
    def thread(self) -> list[Said]:
        """What unit and council said to each other about the award, in order."""
        return thread_of(self.reply, self.messages, self.attachments)

    @property
    def is_thread_closed(self) -> bool:
        """Tell whether the chair's ruling closed the thread."""
        return is_thread_closed(self.reply, self.ruling)

    @property
    def waits_for_answer(self) -> bool:
        """Tell whether the unit had the last word and the chair has not ruled on it."""
        return self.reply is not None and self.thread[-1].is_units and not self.is_thread_closed

    @property
    def unsettled_reading(self) -> SecondReading | None:
        """The second reading that stands against a decision, if one does.

        It is settled when the award is what the reader holds right, or the chair ruled after it.
        """
        reading, award = self.reading, self.award
        if reading is None or award is None:
            return None
        if self.ruling is not None and self.ruling.ruled_at >= (reading.read_at or _LONG_AGO):
            return None
        is_same = (reading.points, reading.not_applicable) == (award.points, award.not_applicable)
        return None if reading.state != ReadingState.OPEN and is_same else reading

    @property
    def lost(self) -> Decimal:
        """Points of the component that were not reached."""
        if self.not_applicable:
            return Decimal(0)
        return self.line.node.max_points - (self.final or Decimal(0))


@dataclass(frozen=True, kw_only=True)
class Docket:
    """Everything of one dossier before the council."""

    workbook: Workbook
    cases: Mapping[str, Case]
    requests: tuple[SupplementRequest, ...]
    notice: ProvisionalNotice | None
    decision: Decision | None
    reopened: tuple[Decision, ...] = ()

    @cached_property
    def final_tally(self) -> Tally:
        """Sum the final points up the tree."""
        return tally(
            self.workbook.criteria_set,
            {code: case.final for code, case in self.cases.items()},
            not_applicable={code for code, case in self.cases.items() if case.not_applicable},
        )

    @cached_property
    def content_hash(self) -> str:
        """The SHA-256 over the final points and reasons of all components: what a decision ties."""
        return canonical.sha256(
            {
                code: [case.final, case.not_applicable, case.final_reason]
                for code, case in self.cases.items()
            }
        )

    @property
    def unawarded(self) -> list[Case]:
        return [case for case in self.cases.values() if not case.is_awarded]

    @property
    def with_replies(self) -> list[Case]:
        return [case for case in self.cases.values() if case.reply is not None]

    @property
    def unanswered(self) -> list[Case]:
        """Return the cases where the unit had the last word and nobody answered."""
        return [case for case in self.cases.values() if case.waits_for_answer]

    @property
    def unsettled(self) -> list[Case]:
        """Return the cases whose second reading stands against a decision."""
        return [case for case in self.cases.values() if case.unsettled_reading is not None]

    def open_requests(self, now: dt.datetime) -> list[SupplementRequest]:
        """Return the requests whose date is still to come and that are not answered in full."""
        unanswered = {
            item.request_id
            for case in self.cases.values()
            for item in case.supplements
            if item.answered_at is None
        }
        return [row for row in self.requests if row.pk in unanswered and now < row.due_at]

    def notice_obstacles(self, now: dt.datetime) -> list[str]:
        """Say what stands between the awards and the provisional notice, in the order to clear it."""
        found = []
        if self.unawarded:
            found.append(
                _("Còn %(count)d mục chưa thẩm định, trước hết là mục %(code)s.")
                % {"count": len(self.unawarded), "code": self.unawarded[0].code}
            )
        found += [
            _("Yêu cầu bổ sung số %(number)s còn mở đến %(due)s và đơn vị chưa trả lời hết.")
            % {"number": row.number, "due": moment_text(row.due_at)}
            for row in self.open_requests(now)
        ]
        if outdated := self._codes(lambda case: case.is_outdated):
            found.append(
                _("Cần chấm lại mục %(codes)s vì có tài liệu bổ sung.") % {"codes": outdated}
            )
        if unreasoned := self._codes(lambda case: case.lacks_reason and not case.is_outdated):
            found.append(
                _("Điểm thẩm định mục %(codes)s khác điểm hiện được tính mà chưa có lý do.")
                % {"codes": unreasoned}
            )
        return found

    def decision_obstacles(self, now: dt.datetime) -> list[str]:
        """Say what stands between the notice and the chair's decision."""
        found = []
        if self.notice is not None and now < self.notice.reply_due_at:
            found.append(
                _("Đơn vị còn được giải trình đến %(due)s; kết luận sau thời điểm đó.")
                % {"due": moment_text(self.notice.reply_due_at)}
            )
        if unsettled := self._codes(lambda case: case.unsettled_reading is not None):
            found.append(
                _(
                    "Đọc lại mục %(codes)s chưa xong: người đọc lại cho ý kiến, hoặc Chủ tịch "
                    "kết luận mục đó."
                )
                % {"codes": unsettled}
            )
        return found

    def _codes(self, wanted: Callable[[Case], bool]) -> str:
        return ", ".join(code for code, case in self.cases.items() if wanted(case))


def counts_now(line: Line) -> Decimal | None:
    """Return the points that an award needs no reason to give."""
    return line.counted if line.is_self_scored else line.computed


def newest_supplement(line: Line, items: Iterable[SupplementItem]) -> dt.datetime | None:
    """Return when the last document or answer of a component came in on request, if any did."""
    documents = (link.linked_at for link in line.evidence if link.supplement_number)
    answers = (item.answered_at for item in items if item.answered_at is not None)
    return max((*documents, *answers), default=None)
