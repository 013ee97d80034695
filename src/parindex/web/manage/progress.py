"""Where every unit of a round stands, for the board of a cycle."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import TextChoices, prefetch_related_objects
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.appraisal.queries import award_counts
from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.queries import dossiers_of_round, load_workbook, load_workbooks
from parindex.assessments.workbook import Workbook
from parindex.cycles.choices import Purpose
from parindex.kernel.clock import VIETNAM, moment_text
from parindex.viet import format_date, search_key
from parindex.web.manage.loaders import slug_of
from parindex.web.manage.people import Person, people_of
from parindex.web.shell.deadlines import Countdown, countdown


class Status(TextChoices):
    """What a coordinator looks for; the values stand in the query string."""

    MISSING = "chua-nop", gettext_lazy("Chưa nộp")
    SUBMITTED = "da-nop", gettext_lazy("Đã nộp, chờ thẩm định")
    UNDER_APPRAISAL = "tham-dinh", gettext_lazy("Đang thẩm định")
    AWAITING_REPLY = "giai-trinh", gettext_lazy("Chờ giải trình")
    DECIDED = "ket-luan", gettext_lazy("Đã kết luận")
    PUBLISHED = "cong-bo", gettext_lazy("Đã công bố")
    LATE = "muon", gettext_lazy("Quá hạn, nộp muộn")
    READY = "den-luot", gettext_lazy("Đến lượt Hội đồng")


STATUS_OF = {
    Stage.SELF_ASSESSMENT: Status.MISSING,
    Stage.SUBMITTED: Status.SUBMITTED,
    Stage.UNDER_APPRAISAL: Status.UNDER_APPRAISAL,
    Stage.AWAITING_REPLY: Status.AWAITING_REPLY,
    Stage.DECIDED: Status.DECIDED,
    Stage.PUBLISHED: Status.PUBLISHED,
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string; empty means all."""

    status: str = ""
    text: str = ""
    order: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        return cls(
            status=query.get("trang-thai", ""),
            text=query.get("tim", "").strip(),
            order=query.get("xep", ""),
        )


@dataclass(frozen=True, kw_only=True)
class Part:
    """How far one body has come with what it scores: finished and all of its components."""

    name: str
    sheet: Any
    finished: int
    total: int

    @property
    def is_approved(self) -> bool:
        return bool(self.sheet.state == SheetState.APPROVED)

    @property
    def standing(self) -> str:
        """Say in words where the sheet stands."""
        if self.sheet.state == SheetState.DRAFTING and self.sheet.return_reason:
            return _("Lãnh đạo trả lại để sửa")
        return str(self.sheet.get_state_display())


@dataclass(frozen=True, kw_only=True)
class Row:
    """One unit of the round."""

    workbook: Workbook
    awarded: int
    now: dt.datetime

    @property
    def dossier(self) -> Any:
        return self.workbook.dossier

    @property
    def is_body(self) -> bool:
        """Tell the district's own form, which its own council does not appraise."""
        return bool(self.dossier.unit_id == self.dossier.round.cycle.body_id)

    @property
    def is_missing(self) -> bool:
        return bool(self.dossier.stage == Stage.SELF_ASSESSMENT)

    @property
    def due(self) -> Countdown:
        return countdown(self.dossier.round.due_at, now=self.now)

    @property
    def is_overdue(self) -> bool:
        return self.is_missing and self.now >= self.dossier.round.due_at

    @cached_property
    def parts(self) -> list[Part]:
        """Return the sheets: one for a commune, one for each lead department of the district."""
        return [
            Part(
                name=sheet.unit.name,
                sheet=sheet,
                finished=sum(line.is_finished for line in lines),
                total=len(lines),
            )
            for sheet in self.workbook.sheets
            for lines in [[x for x in self.workbook.lines_of(sheet) if x.is_self_scored]]
        ]

    @property
    def finished(self) -> int:
        return sum(part.finished for part in self.parts)

    @cached_property
    def total(self) -> int:
        """Count what is to be self-scored, also components that nobody was given."""
        return sum(line.is_self_scored for line in self.workbook.lines.values())

    @property
    def leaves(self) -> int:
        return len(self.workbook.lines)

    @property
    def points(self) -> Decimal:
        """The unit's points as they count today: nothing without evidence or explanation."""
        return self.workbook.own_tally.points or Decimal(0)

    @property
    def max_points(self) -> Decimal:
        return self.workbook.own_tally.max_points

    @property
    def notice(self) -> Any:
        return getattr(self.dossier, "provisional_notice", None)

    @property
    def is_awarded(self) -> bool:
        """Tell whether the secretary can send the provisional result."""
        in_appraisal = self.dossier.stage in {Stage.SUBMITTED, Stage.UNDER_APPRAISAL}
        return not self.is_body and in_appraisal and self.awarded >= self.leaves

    @property
    def is_closable(self) -> bool:
        """Tell whether the chair can decide: the window for replies is over."""
        waits = self.dossier.stage == Stage.AWAITING_REPLY
        return bool(waits and self.notice and self.now >= self.notice.reply_due_at)

    @property
    def statuses(self) -> set[Status]:
        """Return everything the unit is."""
        found = {STATUS_OF[self.dossier.stage]}
        if self.dossier.is_late or self.is_overdue:
            found.add(Status.LATE)
        if self.is_awarded or self.is_closable:
            found.add(Status.READY)
        return found

    @property
    def step(self) -> str:
        """Say what comes next."""
        if self.is_missing:
            return _missing_step(self)
        if self.is_body:
            return _("Đã nộp; Hội đồng cấp trên thẩm định")
        if self.dossier.stage == Stage.AWAITING_REPLY:
            if self.is_closable:
                return _("Hết hạn giải trình: Chủ tịch kết luận")
            return _("Đơn vị giải trình đến %(due)s") % {
                "due": moment_text(self.notice.reply_due_at)
            }
        if self.dossier.stage == Stage.DECIDED:
            return _("Chờ công bố")
        if self.dossier.stage == Stage.PUBLISHED:
            return _("Xong")
        return (
            _("Đủ điểm: Thư ký gửi kết quả tạm thời")
            if self.is_awarded
            else _("Hội đồng thẩm định")
        )


@dataclass(frozen=True, kw_only=True)
class Group:
    """The units that score by one set."""

    stored: Any
    purpose: Purpose
    rows: Sequence[Row]
    total: int
    in_stage: Counter[str]

    @property
    def slug(self) -> str:
        return slug_of(self.purpose)

    @property
    def is_appraised(self) -> bool:
        return self.purpose == Purpose.APPRAISE

    @property
    def handed_in(self) -> int:
        return self.total - self.in_stage[Stage.SELF_ASSESSMENT]

    @property
    def decided(self) -> int:
        return self.in_stage[Stage.DECIDED] + self.in_stage[Stage.PUBLISHED]

    @property
    def is_publishable(self) -> bool:
        """Tell whether everything handed in is decided, and something is."""
        decided = self.in_stage[Stage.DECIDED]
        return self.is_appraised and decided > 0 and self.decided == self.handed_in


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A body that has not handed in: what is missing, and who to call."""

    name: str
    what: str
    people: Sequence[Person]


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything on the page."""

    round: Any
    rows: Sequence[Row]
    wanted: Wanted
    now: dt.datetime

    @cached_property
    def shown(self) -> list[Row]:
        rows = [row for row in self.rows if _fits(row, self.wanted)]
        return sorted(rows, key=_ORDERS.get(self.wanted.order, lambda _row: 0))

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def handed_in(self) -> int:
        return sum(not row.is_missing for row in self.rows)

    @property
    def due(self) -> Countdown:
        return countdown(self.round.due_at, now=self.now)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Return value, label and number of units of each state."""
        found = Counter(status for row in self.rows for status in row.statuses)
        return [(status.value, str(status.label), found[status]) for status in Status]

    @cached_property
    def groups(self) -> list[Group]:
        """Return the sets with their units, those that the council appraises first."""
        sets = {row.dossier.criteria_set_id: row for row in self.rows}
        groups = [
            Group(
                stored=row.dossier.criteria_set,
                purpose=Purpose.SELF_SCORE if row.is_body else Purpose.APPRAISE,
                rows=[x for x in self.shown if x.dossier.criteria_set_id == pk],
                total=sum(x.dossier.criteria_set_id == pk for x in self.rows),
                in_stage=Counter(
                    x.dossier.stage for x in self.rows if x.dossier.criteria_set_id == pk
                ),
            )
            for pk, row in sets.items()
        ]
        return sorted(groups, key=lambda group: group.purpose)

    @cached_property
    def reminders(self) -> list[Reminder]:
        """Return who has not handed in, body by body."""
        missing = [row for row in self.rows if row.is_missing]
        bodies = [part.sheet.unit for row in missing for part in row.parts]
        people = people_of([row.dossier.unit for row in missing] + bodies)
        found: list[Reminder] = []
        for row in missing:
            found += _of_body(row, people) if row.is_body else [_reminder(row, people)]
        return found

    @property
    def reminder_text(self) -> str:
        """Return the reminders as a text to paste into a message."""
        values = {"now": moment_text(self.now), "due": before(self.round.due_at)}
        head = _("Tính đến %(now)s, các đơn vị sau chưa nộp hồ sơ tự chấm điểm (hạn nộp: %(due)s):")
        lines = [head % values]
        for number, reminder in enumerate(self.reminders, start=1):
            called = "; ".join(str(person) for person in reminder.people)
            lines.append(f"{number}. {reminder.name}: {reminder.what}. {called}".strip())
        return "\n".join(lines)


def build_board(scoring_round: Any, wanted: Wanted, *, now: dt.datetime) -> Board:
    """Load the round's dossiers with what the board shows; the same queries for any number."""
    dossiers = list(dossiers_of_round(scoring_round))
    prefetch_related_objects(dossiers, "provisional_notice")
    awarded = award_counts(scoring_round)
    rows = [
        Row(workbook=workbook, awarded=awarded.get(workbook.dossier.pk, 0), now=now)
        for workbook in load_workbooks(dossiers)
    ]
    return Board(round=scoring_round, rows=rows, wanted=wanted, now=now)


def build_row(dossier: Any, *, now: dt.datetime) -> Row:
    """Load one dossier as the board shows it."""
    return Row(workbook=load_workbook(dossier), awarded=0, now=now)


def reminders_of(row: Row) -> list[Reminder]:
    """Return who still has something to do before the dossier is handed in, and who to call."""
    people = people_of([row.dossier.unit, *(part.sheet.unit for part in row.parts)])
    return _of_body(row, people) if row.is_body else [_reminder(row, people)]


def before(due_at: dt.datetime) -> str:
    """Say a deadline as letters do: "trước ngày 23/01/2020", with the hour if it is not midnight."""
    local = due_at.astimezone(VIETNAM)
    if local.time() == dt.time.min:
        return _("trước ngày %(day)s") % {"day": format_date(local.date())}
    return _("trước %(moment)s") % {"moment": moment_text(due_at)}


def _missing_step(row: Row) -> str:
    if row.is_body:
        approved = sum(part.is_approved for part in row.parts)
        return _("%(done)d/%(all)d phần đã được lãnh đạo duyệt") % {
            "done": approved,
            "all": len(row.parts),
        }
    return "; ".join(part.standing for part in row.parts)


def _reminder(row: Row, people: dict[int, tuple[Person, ...]]) -> Reminder:
    return Reminder(
        name=row.dossier.unit.body,
        what=_what(row.parts[0]) if row.parts else _("chưa bắt đầu"),
        people=people[row.dossier.unit_id],
    )


def _of_body(row: Row, people: dict[int, tuple[Person, ...]]) -> list[Reminder]:
    """Return the lead departments whose part is not approved; when all are, the form itself waits."""
    open_parts = [part for part in row.parts if not part.is_approved]
    if not open_parts:
        ready = _("mọi phần đã duyệt, chờ cơ quan điều phối nộp")
        return [Reminder(name=row.dossier.unit.body, what=ready, people=())]
    return [
        Reminder(
            name=_("%(agency)s (phần biểu của %(unit)s)")
            % {"agency": part.name, "unit": row.dossier.unit.body},
            what=_what(part),
            people=people[part.sheet.unit_id],
        )
        for part in open_parts
    ]


def _what(part: Part) -> str:
    if part.is_approved:
        return _("lãnh đạo đã duyệt, chưa nộp")
    standing = part.standing[:1].lower() + part.standing[1:]
    return _("%(standing)s, đã chấm %(done)d/%(all)d mục") % {
        "standing": standing,
        "done": part.finished,
        "all": part.total,
    }


def _fits(row: Row, wanted: Wanted) -> bool:
    if wanted.status and wanted.status not in row.statuses:
        return False
    said = " ".join([row.dossier.unit.name, *(part.name for part in row.parts)])
    return not wanted.text or search_key(wanted.text) in search_key(said)


_ORDERS = {
    "tien-do": lambda row: row.finished / max(row.total, 1),
    "diem": lambda row: -row.points,
    "nop": lambda row: row.dossier.submitted_at or dt.datetime.max.replace(tzinfo=dt.UTC),
}
