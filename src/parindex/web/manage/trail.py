"""The journal as people read it: what happened, to what, in words."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.queries import dossiers
from parindex.cycles.rules import may_oversee
from parindex.kernel import journal
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import PersonError
from parindex.kernel.queries import JournalFilter, JournalLine, journal_actions, journal_lines
from parindex.units.queries import units_within
from parindex.viet import format_date
from parindex.web.shell.forms import read_date, typed

PAGE_SIZE = 40
HASH_SHOWN = 12

ACTIONS = {
    "award.replied": gettext_lazy("Đơn vị giải trình"),
    "award.withdrawn": gettext_lazy("Gỡ điểm thẩm định vì kết quả điều tra thay đổi"),
    "award.saved": gettext_lazy("Chấm điểm thẩm định"),
    "component.ruled": gettext_lazy("Kết luận một mục"),
    "component.saved": gettext_lazy("Tự chấm một mục"),
    "criteria_set.imported": gettext_lazy("Nạp bộ tiêu chí"),
    "cycle.assigned": gettext_lazy("Phân công"),
    "cycle.opened": gettext_lazy("Mở kỳ đánh giá"),
    "cycle.participants_added": gettext_lazy("Thêm đơn vị tham gia"),
    "dossier.decided": gettext_lazy("Kết luận hồ sơ"),
    "dossier.submitted": gettext_lazy("Nộp hồ sơ"),
    "evidence.attached": gettext_lazy("Thêm tài liệu kiểm chứng"),
    "evidence.detached": gettext_lazy("Gỡ tài liệu kiểm chứng"),
    "fact.saved": gettext_lazy("Nhập số liệu"),
    "person.registered": gettext_lazy("Tạo người dùng"),
    "provisional.sent": gettext_lazy("Gửi kết quả tạm thời"),
    "results.published": gettext_lazy("Công bố kết quả"),
    "round.dossiers_opened": gettext_lazy("Mở hồ sơ cho các đơn vị"),
    "round.opened": gettext_lazy("Mở đợt chấm điểm"),
    "sheet.approval_requested": gettext_lazy("Trình lãnh đạo duyệt"),
    "sheet.approved": gettext_lazy("Lãnh đạo duyệt"),
    "sheet.recalled": gettext_lazy("Rút về sửa"),
    "sheet.remarked": gettext_lazy("Ghi khó khăn, kiến nghị"),
    "sheet.returned": gettext_lazy("Lãnh đạo trả lại"),
    "supplement.answered": gettext_lazy("Trả lời yêu cầu bổ sung"),
    "supplement.requested": gettext_lazy("Yêu cầu bổ sung"),
    "survey.recorded": gettext_lazy("Ghi kết quả điều tra"),
    "units.imported": gettext_lazy("Nạp đơn vị"),
}
PARTS = {
    "component": gettext_lazy("mục %s"),
    "fact": gettext_lazy("số liệu %s"),
    "sheet": gettext_lazy("phần biểu %s"),
}
LABELS = {
    "after": gettext_lazy("sau"),
    "agency": gettext_lazy("cơ quan"),
    "before": gettext_lazy("trước"),
    "codes": gettext_lazy("các mục"),
    "correction_needed": gettext_lazy("cần đính chính kết quả đã công bố"),
    "correction_reason": gettext_lazy("lý do đính chính"),
    "content_hash": gettext_lazy("dấu băm"),
    "criteria_set": gettext_lazy("bộ tiêu chí"),
    "denominator": gettext_lazy("mẫu số"),
    "data_from": gettext_lazy("số liệu từ"),
    "data_until": gettext_lazy("số liệu đến"),
    "decision": gettext_lazy("văn bản"),
    "difficulties": gettext_lazy("khó khăn"),
    "document": gettext_lazy("tài liệu số"),
    "due_at": gettext_lazy("hạn"),
    "explanation": gettext_lazy("giải trình"),
    "full_name": gettext_lazy("họ tên"),
    "late": gettext_lazy("muộn"),
    "late_explanation": gettext_lazy("giải trình muộn"),
    "node": gettext_lazy("mục"),
    "not_applicable": gettext_lazy("không áp dụng"),
    "number": gettext_lazy("số văn bản"),
    "numerator": gettext_lazy("tử số"),
    "opens_at": gettext_lazy("mở lúc"),
    "points": gettext_lazy("điểm"),
    "proposals": gettext_lazy("kiến nghị"),
    "purpose": gettext_lazy("việc"),
    "reason": gettext_lazy("lý do"),
    "receipt": gettext_lazy("biên nhận"),
    "reply_due_at": gettext_lazy("hạn giải trình"),
    "seats": gettext_lazy("vai trò"),
    "self_score": gettext_lazy("điểm tự chấm"),
    "sha256": gettext_lazy("dấu băm tệp"),
    "source": gettext_lazy("căn cứ"),
    "supplement": gettext_lazy("theo văn bản"),
    "units": gettext_lazy("đơn vị"),
    "version": gettext_lazy("bản"),
    "year": gettext_lazy("năm"),
}
WIRE = {"fact.saved", "survey.recorded"}  # their values are stored facts: JSON as text
PURPOSES = {"SELF_SCORE": gettext_lazy("tự chấm"), "APPRAISE": gettext_lazy("thẩm định")}
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(?:[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NUMBER = re.compile(r"-?\d+\.\d+", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string; ``before`` pages, ``everything`` is for administrators."""

    action: str = ""
    day: str = ""
    person: str = ""
    before: int | None = None
    everything: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        before = query.get("truoc", "")
        return cls(
            action=typed(query, "viec"),
            day=typed(query, "ngay").strip(),
            person=typed(query, "nguoi").strip(),
            before=int(before) if before.isdecimal() and len(before) < 16 else None,
            everything=query.get("pham-vi") == "tat-ca",
        )


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry in words."""

    line: JournalLine
    names: Mapping[str, str]
    dossiers: Collection[int]

    @property
    def what(self) -> str:
        return str(ACTIONS.get(self.line.action, self.line.action))

    @property
    def dossier_id(self) -> int | None:
        """Return the dossier to go to, if it is one of this cycle that the person may open."""
        found = re.match(r"dossier:(\d+)", self.line.subject)
        return int(found[1]) if found and int(found[1]) in self.dossiers else None

    @property
    def where(self) -> str:
        """Name the unit, and the component, the fact or the sheet if it is about one."""
        unit = self.names.get(self.line.unit_path, "")
        kind, _colon, name = self.line.subject.partition("/")[2].partition(":")
        if kind in PARTS and name:
            shown = self.names.get(name, name)
            return f"{unit} · {str(PARTS[kind]) % shown}" if unit else str(PARTS[kind]) % shown
        return unit or self.line.subject

    @property
    def details(self) -> list[tuple[str, str]]:
        """Return what the entry says, label by label; what is empty is left out."""
        data = sorted(self.line.data.items(), key=lambda item: _ORDER.get(item[0], 9))
        if self.line.action in WIRE:
            data = [(key, _unpacked(value)) for key, value in data]
        told = [(str(LABELS.get(key, key)), self._text(value, key)) for key, value in data]
        return [(label, text) for label, text in told if text]

    @property
    def hash_start(self) -> str:
        return self.line.hash[:HASH_SHOWN]

    def _text(self, value: Any, key: str) -> str:
        if isinstance(value, bool):
            return _("có") if value else _("không")
        if isinstance(value, dict):
            ordered = sorted(value.items(), key=lambda item: (_ORDER.get(item[0], 9), item[0]))
            parts = [
                (LABELS.get(name, name), self._text(part, name))
                for name, part in ordered
                if part is not False
            ]
            return "; ".join(f"{label}: {text}" for label, text in parts if text)
        if isinstance(value, list):
            return ", ".join(self._text(part, key) for part in value)
        if key in NUMBERS and _NUMBER.fullmatch(str(value)):
            return str(value).replace(".", ",")
        return self._word(str(value)) if value is not None else ""

    def _word(self, text: str) -> str:
        if text in self.names:
            return self.names[text]
        if text in PURPOSES:
            return str(PURPOSES[text])
        if _HASH.fullmatch(text):
            return f"{text[:HASH_SHOWN]}…"
        if _MOMENT.fullmatch(text):
            return moment_text(dt.datetime.fromisoformat(text))
        if _DAY.fullmatch(text):
            return format_date(dt.date.fromisoformat(text))
        return text


NUMBERS = {"before", "after", "points", "self_score", "numerator", "denominator"}
_ORDER = {
    "before": 0,
    "after": 1,
    "number": 2,
    "node": 2,
    "points": 2,
    "self_score": 2,
    "numerator": 2,
    "codes": 3,
    "agency": 3,
}


def _unpacked(value: Any) -> Any:
    """Return a fact's stored text as the value it stands for."""
    return json.loads(value) if isinstance(value, str) and value else value


@dataclass(frozen=True, kw_only=True)
class Chain:
    """What walking the whole chain found."""

    size: int
    breaks: Sequence[journal.Break]

    @property
    def holds(self) -> bool:
        return not self.breaks


@dataclass(frozen=True, kw_only=True)
class JournalPage:
    """Everything on the page; ``problem`` is what could not be read in the filters."""

    wanted: Wanted
    entries: Sequence[Entry]
    actions: Sequence[tuple[str, str]]
    has_older: bool
    may_see_everything: bool
    may_oversee: bool
    problem: str = ""
    chain: Chain | None = None

    @cached_property
    def oldest(self) -> int | None:
        return self.entries[-1].line.number if self.entries and self.has_older else None


def build_page(actor: Actor, cycle: Any, query: QueryDict) -> JournalPage:
    """Read the journal of the body and everything below it; administrators all of what they administer."""
    wanted = Wanted.of(query)
    administered = _administered(actor)
    path = administered if wanted.everything and administered is not None else cycle.body.path
    day, problem = _day_of(wanted)
    looked_for = JournalFilter(unit_path=path, action=wanted.action, day=day, text=wanted.person)
    lines = [] if problem else journal_lines(looked_for, before=wanted.before, limit=PAGE_SIZE + 1)
    units = list(units_within(cycle.body))
    oversees = may_oversee(actor, cycle)
    reachable = (
        set(dossiers().filter(round__cycle=cycle).values_list("pk", flat=True))
        if oversees
        else set()
    )
    names = {unit.path: unit.name for unit in units} | {unit.code: unit.name for unit in units}
    return JournalPage(
        wanted=wanted,
        entries=[Entry(line=line, names=names, dossiers=reachable) for line in lines[:PAGE_SIZE]],
        actions=[(code, str(ACTIONS.get(code, code))) for code in journal_actions(path)],
        has_older=len(lines) > PAGE_SIZE,
        may_see_everything=administered is not None,
        may_oversee=oversees,
        problem=problem,
        chain=verify_chain() if query.get("kiem") else None,
    )


def _administered(actor: Actor) -> str | None:
    """Return below which unit the person administers everything: "" for all, None for nothing.

    Entries that belong to no unit are for administrators of a body with none above it.
    """
    paths = [seat.unit_path for seat in actor.seats if seat.role == Role.ADMINISTRATOR]
    if not paths:
        return None
    widest = min(paths, key=len)
    return "" if widest.count("/") == 2 else widest


def verify_chain() -> Chain:
    """Walk the whole journal, of all bodies: one chain cannot be verified in parts."""
    return Chain(size=journal.size(), breaks=tuple(journal.verify()))


def _day_of(wanted: Wanted) -> tuple[dt.date | None, str]:
    try:
        return read_date(wanted.day), ""
    except PersonError as error:
        return None, str(error)
