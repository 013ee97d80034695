"""The unit's page: every component with its outlook, its points so far, its commitments and promises."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from parindex.accounts.rules import Actor
from parindex.assessments.queries import load_workbook
from parindex.assessments.workbook import Line, Workbook
from parindex.engine import Node, TraceState
from parindex.kernel.clock import vietnam_date
from parindex.preparation.choices import OutlookState
from parindex.preparation.queries.parts import Preparation, Readiness, leaves_at, preparation_of
from parindex.preparation.rules import Part, may_answer, may_prepare, seen_codes, sees_all, works_on
from parindex.preparation.winning import Gain, Prospect, kept_prospect, prospect
from parindex.web.prepare.filters import NOT_REVIEWED, STATES, Promised, Wanted
from parindex.web.prepare.forms import Typed
from parindex.web.prepare.loaders import Place
from parindex.web.prepare.names import anchor, slug

LOST = (OutlookState.AT_RISK, OutlookState.IMPOSSIBLE)
KEYS = {state: key for key, state in STATES.items()}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One component as its unit, its lead and the coordinator see it."""

    line: Line
    readiness: Readiness
    contributions: Sequence[Any]
    is_mine: bool
    today: dt.date
    gain: Decimal | None = None
    typed: Typed = field(default_factory=Typed)

    states = OutlookState.choices

    @property
    def code(self) -> str:
        return self.line.code

    @property
    def slug(self) -> str:
        return slug(self.code)

    @property
    def anchor(self) -> str:
        return anchor(self.code)

    @property
    def state(self) -> str:
        return self.readiness.state

    @property
    def lacks_facts(self) -> bool:
        return self.line.trace.state is TraceState.MISSING_FACTS

    @property
    def is_unproven(self) -> bool:
        return self.line.is_self_scored and not self.line.not_applicable and not self.line.is_proven

    @property
    def open_points(self) -> Decimal:
        """Return what of the maximum is not earned by the facts so far."""
        if self.line.not_applicable:
            return Decimal(0)
        return self.line.node.max_points - (self.line.computed or Decimal(0))

    @property
    def version(self) -> int:
        return self.readiness.outlook.version if self.readiness.outlook else 0

    @property
    def note(self) -> str:
        if self.typed.form == "outlook":
            return self.typed.get("note")
        return self.readiness.outlook.note if self.readiness.outlook else ""

    @property
    def has_overdue(self) -> bool:
        return any(row.due_on < self.today for row in self.readiness.open_commitments)

    def fits(self, wanted: Wanted) -> bool:
        """Tell whether the component passes the filters."""
        if wanted.state and self.state != STATES[wanted.state]:
            return False
        if wanted.winnable and not self.gain:
            return False
        found = {
            Promised.SOME.value: bool(self.readiness.commitments),
            Promised.NONE.value: not self.readiness.commitments,
            Promised.OVERDUE.value: self.has_overdue,
        }
        return found.get(wanted.promised, True)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A field with those of its components that the filters let through."""

    node: Node
    rows: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class Note:
    """What the unit was asked, and whether the person answers it."""

    row: Any
    name: str
    may_answer: bool
    is_late: bool
    typed: Typed = field(default_factory=Typed)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something that can still be won, and whether it was made a commitment already."""

    gain: Gain
    row: Row | None
    is_made: bool

    @property
    def said(self) -> str:
        return self.gain.said(get_language() or "vi")

    @property
    def words(self) -> str:
        """Return the words of a commitment: always in the language of the documents."""
        return self.gain.said("vi")


@dataclass(frozen=True, kw_only=True)
class Summary:
    """How far the review has come, and the points at stake."""

    counts: Mapping[str, int]
    total: int
    computed: Decimal
    max_points: Decimal
    at_stake: Decimal
    overdue: int
    late: int

    @property
    def reviewed(self) -> int:
        return self.total - self.counts.get("", 0)

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """Return key, label and count of each outlook."""
        return [
            (KEYS[state], str(label), self.counts.get(state, 0))
            for state, label in OutlookState.choices
        ]

    @property
    def unreviewed(self) -> tuple[str, int]:
        return NOT_REVIEWED, self.counts.get("", 0)


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    """Everything on the page; ``awaits_plan`` while the filter needs a search that was not made yet."""

    dossier: Any
    part: Part
    workbook: Workbook
    wanted: Wanted
    rows: Mapping[str, Row]
    blocks: Sequence[Block]
    notes: Sequence[Note]
    summary: Summary
    prospect: Prospect | None
    awaits_plan: bool
    today: dt.date
    sees_all: bool
    shows_desk: bool

    promised = Promised.choices
    state_keys = STATES

    @property
    def cut_off(self) -> dt.date:
        return self.part.cycle.data_until

    @property
    def is_over(self) -> bool:
        return self.today > self.cut_off

    @property
    def days_left(self) -> int:
        return (self.cut_off - self.today).days

    @property
    def gains(self) -> list[Offer]:
        """Return what can still be won in the components that the person sees."""
        found = self.prospect.gains if self.prospect else ()
        offers = []
        for gain in found:
            row = self.rows.get(gain.code)
            if row is None and not (self.sees_all and not gain.code):
                continue
            words = gain.said("vi")
            made = row is not None and any(
                commitment.text == words for commitment in row.readiness.open_commitments
            )
            offers.append(Offer(gain=gain, row=row, is_made=made))
        return offers

    @property
    def fields(self) -> Sequence[Node]:
        codes = self.rows.keys()
        return [node for node in self.workbook.criteria_set.fields if _leaves(node) & codes]

    @property
    def shown(self) -> int:
        return sum(len(block.rows) for block in self.blocks)


def build_page(
    place: Place,
    *,
    actor: Actor,
    wanted: Wanted,
    now: dt.datetime,
    typed: Mapping[str, Typed] | None = None,
    searches: bool = False,
) -> UnitPage:
    """Load and put together; ``searches`` allows the search for what can still be won."""
    part = place.part
    workbook, today = load_workbook(place.dossier), vietnam_date(now)
    found = (prospect if searches else kept_prospect)(workbook, today=today)
    written, typed = preparation_of(part), typed or {}
    codes = seen_codes(actor, part, workbook.lines.keys())
    gains = found.by_code if found else {}
    rows = {
        code: Row(
            line=line,
            readiness=written.of(code),
            contributions=written.contributions.get(code, ()),
            is_mine=may_prepare(actor, part, code),
            today=today,
            gain=gains.get(code),
            typed=typed.get(code, Typed()),
        )
        for code, line in workbook.lines.items()
        if code in codes
    }
    return UnitPage(
        dossier=place.dossier,
        part=part,
        workbook=workbook,
        wanted=wanted,
        rows=rows,
        blocks=list(_blocks(workbook, rows, wanted)),
        notes=_notes(written, part, actor=actor, today=today, typed=typed),
        summary=_summary(rows.values()),
        prospect=found,
        awaits_plan=wanted.winnable and found is None,
        today=today,
        sees_all=sees_all(actor, part),
        shows_desk=sees_all(actor, part) or any(works_on(actor, part, code) for code in codes),
    )


def _blocks(workbook: Workbook, rows: Mapping[str, Row], wanted: Wanted) -> Iterable[Block]:
    for node in workbook.criteria_set.fields:
        if wanted.field and node.code != wanted.field:
            continue
        leaves = (leaf.code for leaf in node.walk() if leaf.is_leaf)
        shown = [rows[code] for code in leaves if code in rows and rows[code].fits(wanted)]
        if shown:
            yield Block(node=node, rows=shown)


def _notes(
    written: Preparation,
    part: Part,
    *,
    actor: Actor,
    today: dt.date,
    typed: Mapping[str, Typed],
) -> list[Note]:
    found = []
    for row in written.notes:
        codes = leaves_at(part.criteria_set, row.code)
        if not seen_codes(actor, part, codes):
            continue
        waits = row.answered_at is None
        found.append(
            Note(
                row=row,
                name=f"{row.code}",
                may_answer=waits and may_answer(actor, part, codes),
                is_late=waits and row.due_on < today,
                typed=typed.get(f"note-{row.pk}", Typed()),
            )
        )
    return sorted(found, key=lambda note: (note.row.answered_at is not None, note.row.due_on))


def _summary(rows: Iterable[Row]) -> Summary:
    seen = list(rows)
    applicable = [row for row in seen if not row.line.not_applicable]
    return Summary(
        counts=Counter(row.state for row in seen),
        total=len(seen),
        computed=sum((row.line.computed or Decimal(0) for row in applicable), Decimal(0)),
        max_points=sum((row.line.node.max_points for row in applicable), Decimal(0)),
        at_stake=sum((row.open_points for row in seen if row.state in LOST), Decimal(0)),
        overdue=sum(row.has_overdue for row in seen),
        late=sum(
            gift.kept_at is None and gift.due_on < row.today
            for row in seen
            for gift in row.contributions
        ),
    )


def _leaves(node: Node) -> set[str]:
    return {leaf.code for leaf in node.walk() if leaf.is_leaf}
