from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import plain
from parindex.engine.facts import Fact, FactType
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry, read_date
from parindex.engine.rules.base import Facts, Rule, Scope
from parindex.engine.wording import Text, say

_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True)
class Tier:
    """Points up to and including so many days late."""

    days: int
    points: Decimal


@dataclass(frozen=True, kw_only=True)
class Deadline(Rule):
    """The maximum on time, fewer points by days late, nothing after the last tier or if not done.

    ``due_written`` is the date as the set writes it: a full date, or month and day in the set's
    year plus ``year_offset``; ``due`` is the day it means.
    """

    form: ClassVar[str] = "deadline"
    fact: Fact
    due: dt.date
    due_written: str
    year_offset: int
    late: tuple[Tier, ...]

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        fact = scope.fact(entry, FactType.DATE)
        offset = _read_offset(entry)
        written = entry.text("due")
        late = tuple(_read_tier(tier, scope) for tier in entry.entries("late", required=False))
        due = (
            _read_due(entry, written, scope.year, offset) if entry.is_clean("due") else dt.date.max
        )
        if entry.is_clean("late"):
            _check_tiers(entry, late)
        return cls(
            max_points=scope.max_points,
            fact=fact,
            due=due,
            due_written=written,
            year_offset=offset,
            late=late,
        )

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (self.fact,)

    def outcome(self, facts: Facts) -> Outcome:
        value, label = facts[self.fact.code], self.fact.label
        if not isinstance(value, dt.date):
            words = say("{label}: chưa thực hiện (hạn {due})", label=label, due=self.due)
            return scored(Fraction(0), words)
        days = (value - self.due).days
        if days <= 0:
            words = say("{label} {date} (đúng hạn {due})", label=label, date=value, due=self.due)
            return scored(Fraction(self.max_points), words)
        tier = next((tier for tier in self.late if days <= tier.days), None)
        return scored(Fraction(tier.points if tier else 0), self._late_words(value, tier))

    def _late_words(self, date: dt.date, tier: Tier | None) -> Text:
        late = say("chậm {days:d} ngày so với hạn {due}", days=(date - self.due).days, due=self.due)
        if tier:
            late = say("{late}, trong mức chậm đến {days:d} ngày", late=late, days=tier.days)
        return say("{label} {date} ({late})", label=self.fact.label, date=date, late=late)

    def dump_keys(self) -> dict[str, Any]:
        keys: dict[str, Any] = {"fact": self.fact.code, "due": self.due_written}
        if self.year_offset:
            keys["year_offset"] = self.year_offset
        if self.late:
            keys["late"] = [{"days": tier.days, "points": plain(tier.points)} for tier in self.late]
        return keys


def _read_offset(entry: Entry) -> int:
    if not entry.has("year_offset"):
        return 0
    offset = entry.raw["year_offset"]
    if isinstance(offset, bool) or not isinstance(offset, int) or abs(offset) > 10:
        entry.report(
            "year_offset là số năm lệch so với năm của bộ tiêu chí, ví dụ 1 hoặc -1.", "year_offset"
        )
        return 0
    return offset


def _read_due(entry: Entry, written: str, year: int | None, offset: int) -> dt.date:
    text = written
    if _MONTH_DAY.fullmatch(written):
        if year is None:
            entry.report(
                "Hạn chỉ ghi tháng-ngày thì bộ tiêu chí phải có khóa year trong set.yaml.", "due"
            )
            return dt.date.max
        text = f"{year + offset:04d}-{written}"
    elif entry.has("year_offset"):
        entry.report("year_offset chỉ dùng khi hạn ghi tháng-ngày, ví dụ 01-15.", "year_offset")
    due = read_date(text)
    if due is None:
        entry.report("Hạn phải là ngày có thật, viết 2019-01-15 hoặc 01-15.", "due")
    return due or dt.date.max


def _read_tier(entry: Entry, scope: Scope) -> Tier:
    tier = Tier(days=entry.whole("days"), points=scope.points(entry, "points"))
    entry.finish()
    return tier


def _check_tiers(entry: Entry, late: tuple[Tier, ...]) -> None:
    days, points = 0, None
    for index, tier in enumerate(late):
        if tier.days <= days:
            entry.report("Số ngày chậm phải tăng dần, bắt đầu từ 1.", "late", index, "days")
        if points is not None and tier.points > points:
            entry.report("Chậm hơn thì điểm không được cao hơn mức trước.", "late", index, "points")
        days, points = tier.days, tier.points
