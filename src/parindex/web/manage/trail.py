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
from parindex.cycles.queries import participants_of
from parindex.cycles.rules import may_oversee
from parindex.kernel import journal
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import PersonError
from parindex.kernel.queries import JournalFilter, JournalLine, journal_actions, journal_lines
from parindex.notices.choices import Audience, Occasion
from parindex.units.queries import units_within
from parindex.viet import format_date
from parindex.web.manage.journal_words import ACTIONS, LABELS, PARTS
from parindex.web.shell.forms import read_date, typed

PAGE_SIZE = 40
HASH_SHOWN = 12

WIRE = {"fact.saved", "survey.recorded"}  # their values are stored facts: JSON as text
PURPOSES = {"SELF_SCORE": gettext_lazy("tự chấm"), "APPRAISE": gettext_lazy("thẩm định")}
CODES = PURPOSES | dict(Occasion.choices) | dict(Audience.choices)
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
        path = self.line.unit_path
        unit = self.names.get(path) or self.names.get(path.rstrip("/").rpartition("/")[2], "")
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
        if text in CODES:
            return str(CODES[text])
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


def build_page(actor: Actor, cycle: Any, query: QueryDict, *, size: int = PAGE_SIZE) -> JournalPage:
    """Read the journal of the body and everything below it; administrators all of what they administer."""
    wanted = Wanted.of(query)
    administered = _administered(actor)
    path = administered if wanted.everything and administered is not None else cycle.body.path
    day, problem = _day_of(wanted)
    looked_for = JournalFilter(unit_path=path, action=wanted.action, day=day, text=wanted.person)
    lines = [] if problem else journal_lines(looked_for, before=wanted.before, limit=size + 1)
    units = list(units_within(cycle.body))
    oversees = may_oversee(actor, cycle)
    reachable = (
        set(dossiers().filter(round__cycle=cycle).values_list("pk", flat=True))
        if oversees
        else set()
    )
    units += [row.unit for row in participants_of(cycle)]  # one may have a new parent since
    names = {unit.path: unit.name for unit in units} | {unit.code: unit.name for unit in units}
    return JournalPage(
        wanted=wanted,
        entries=[Entry(line=line, names=names, dossiers=reachable) for line in lines[:size]],
        actions=[(code, str(ACTIONS.get(code, code))) for code in journal_actions(path)],
        has_older=len(lines) > size,
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
