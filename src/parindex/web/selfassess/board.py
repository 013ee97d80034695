"""The whole desk: outline, totals and the cards under their fields and criteria."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from parindex.accounts.rules import Actor
from parindex.assessments.rules import may_submit, works_on_sheet
from parindex.assessments.sight import sees_all
from parindex.assessments.workbook import Line, Workbook
from parindex.engine import Node, Tally
from parindex.web.selfassess.beside import Beside
from parindex.web.selfassess.cards import Card, Hold, Typed, build_card, hold_at, holds_of
from parindex.web.selfassess.fields import FieldBlock, Stub, field_block, fields_here, stubs_of
from parindex.web.selfassess.filters import Choice
from parindex.web.selfassess.names import slug


@dataclass(frozen=True, kw_only=True)
class OutlineItem:
    """A field or criterion in the outline: how much is finished, and the counted points so far."""

    code: str
    name: str
    depth: int
    finished: int
    total: int
    points: Decimal | None
    max_points: Decimal

    @property
    def slug(self) -> str:
        return slug(self.code)

    @property
    def is_complete(self) -> bool:
        return self.finished == self.total


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The numbers of the header; points counted (with the no-evidence rule), computed, at risk."""

    counted: Decimal | None
    computed: Decimal | None
    max_points: Decimal
    finished: int
    total: int
    without_proof: int
    counted_as_zero: int
    at_risk: Decimal
    survey_points: Decimal

    @property
    def is_complete(self) -> bool:
        return self.finished == self.total


@dataclass(frozen=True, kw_only=True)
class SheetLink:
    """One body's part of the dossier, for the links in the header; a stranger's part has no page."""

    pk: int
    unit_name: str
    state: str
    state_name: str
    is_mine: bool
    is_open: bool
    return_reason: str


@dataclass(frozen=True, kw_only=True)
class Board:
    """Everything of the desk's page."""

    fields: tuple[FieldBlock, ...]
    outline: tuple[OutlineItem, ...]
    totals: Totals
    sheets: tuple[SheetLink, ...]
    may_submit: bool
    is_shared: bool
    has_mine: bool
    visible: int
    total: int
    is_editable: bool
    closed_because: tuple[str, ...]


def build_board(
    workbook: Workbook,
    *,
    actor: Actor,
    now: dt.datetime,
    choice: Choice,
    typed: Mapping[str, Typed] | None = None,
    beside: Beside | None = None,
) -> Board:
    """Put the page together for one person, with the cards of the chosen field; makes no query."""
    typed, holds = typed or {}, holds_of(workbook, actor=actor, now=now)
    stubs = stubs_of(workbook, holds, choice)
    here = fields_here(workbook.criteria_set, stubs, choice, typed)
    links, codes = sheet_links(workbook, actor), frozenset(stubs)
    blocks = (
        field_block(
            field,
            cards_of(workbook, field, stubs, holds=holds, typed=typed, beside=beside)
            if field.code in here
            else stubs,
            is_here=field.code in here,
        )
        for field in workbook.criteria_set.fields
    )
    reached = [hold_at(holds, workbook.lines[code]) for code in stubs]
    return Board(
        fields=tuple(block for block in blocks if block is not None),
        outline=outline(workbook, seen=codes),
        totals=totals(workbook, codes),
        sheets=links,
        may_submit=may_submit(actor, workbook.dossier),
        is_shared=len(links) > 1,
        has_mine=any(link.is_mine for link in links),
        visible=sum(not stub.is_hidden for stub in stubs.values()),
        total=len(stubs),
        is_editable=any(hold.is_open for hold in reached),
        closed_because=tuple(dict.fromkeys(h.closed_because for h in reached if h.is_shut)),
    )


def build_field(
    workbook: Workbook, field: Node, *, actor: Actor, now: dt.datetime, beside: Beside
) -> FieldBlock | None:
    """Return one field with its cards, None where the person sees nothing of it; makes no query."""
    holds = holds_of(workbook, actor=actor, now=now)
    stubs = stubs_of(workbook, holds, Choice())
    cards = cards_of(workbook, field, stubs, holds=holds, typed={}, beside=beside)
    return field_block(field, cards, is_here=True)


def cards_of(
    workbook: Workbook,
    field: Node,
    stubs: Mapping[str, Stub],
    *,
    holds: Mapping[int | None, Hold],
    typed: Mapping[str, Typed],
    beside: Beside | None,
) -> dict[str, Card]:
    """Return the cards of a field, hidden where their stubs are."""
    cards = (
        build_card(workbook, node.code, holds=holds, typed=typed.get(node.code), beside=beside)
        for node in field.walk()
        if node.code in stubs
    )
    return {
        card.code: replace(card, is_hidden=True) if stubs[card.code].is_hidden else card
        for card in cards
    }


def outline(
    workbook: Workbook, codes: Iterable[str] = (), *, seen: frozenset[str]
) -> tuple[OutlineItem, ...]:
    """Return the outline of the components in ``seen``, or only the items above the named ``codes``."""
    wanted = {node.code for code in codes for node in workbook.criteria_set.ancestors(code)} | set(
        codes
    )
    sums = {tally.code: tally for tally in _walk(workbook.own_tally)}
    return tuple(
        _item(workbook, node, depth, sums=sums[node.code], seen=seen)
        for depth, node in _upper_nodes(workbook.criteria_set.fields)
        if (not wanted or node.code in wanted) and any(leaf.code in seen for leaf in _leaves(node))
    )


def totals(workbook: Workbook, seen: frozenset[str]) -> Totals:
    """Return the header's numbers over the components in ``seen``."""
    lines = [line for code, line in workbook.lines.items() if code in seen]
    whole = len(lines) == len(workbook.lines)
    own = [line for line in lines if line.is_self_scored]
    zero = [line for line in own if line.lacks_proof]
    return Totals(
        counted=workbook.own_tally.points if whole else _sum(line.counted for line in lines),
        computed=workbook.computed_tally.points if whole else _sum(line.computed for line in lines),
        max_points=workbook.own_tally.max_points if whole else _room(lines),
        finished=sum(_is_done(line) for line in own),
        total=len(own),
        without_proof=sum(not line.not_applicable and not line.is_proven for line in own),
        counted_as_zero=len(zero),
        at_risk=sum((line.self_score or Decimal(0) for line in zero), Decimal(0)),
        survey_points=sum(
            (line.node.max_points for line in lines if not line.is_self_scored), Decimal(0)
        ),
    )


def sheet_links(workbook: Workbook, actor: Actor) -> tuple[SheetLink, ...]:
    """Return the dossier's parts, the person's own first."""
    links = [
        SheetLink(
            pk=sheet.pk,
            unit_name=sheet.unit.name,
            state=sheet.state,
            state_name=sheet.get_state_display(),
            is_mine=works_on_sheet(actor, sheet),
            is_open=works_on_sheet(actor, sheet) or sees_all(actor, workbook),
            return_reason=sheet.return_reason,
        )
        for sheet in workbook.sheets
    ]
    return tuple(sorted(links, key=lambda link: not link.is_mine))


def _is_done(line: Line) -> bool:
    return not line.blockers


def _item(
    workbook: Workbook, node: Node, depth: int, *, sums: Tally, seen: frozenset[str]
) -> OutlineItem:
    leaves = _leaves(node)
    lines = [workbook.lines[leaf.code] for leaf in leaves if leaf.code in seen]
    whole = len(lines) == len(leaves)
    own = [line for line in lines if line.is_self_scored]
    return OutlineItem(
        code=node.code,
        name=node.name,
        depth=depth,
        finished=sum(_is_done(line) for line in own),
        total=len(own),
        points=sums.points if whole else _sum(line.counted for line in lines),
        max_points=sums.max_points if whole else _room(lines),
    )


def _sum(points: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in points if value is not None), Decimal(0))


def _room(lines: Iterable[Line]) -> Decimal:
    return sum((line.node.max_points for line in lines if not line.not_applicable), Decimal(0))


def _upper_nodes(fields: Iterable[Node]) -> Iterable[tuple[int, Node]]:
    for node in fields:
        yield 0, node
        yield from ((1, child) for child in node.children)


def _leaves(node: Node) -> list[Node]:
    return [node] if node.is_leaf else [leaf for child in node.children for leaf in _leaves(child)]


def _walk(tally: Tally) -> Iterable[Tally]:
    yield tally
    for child in tally.children:
        yield from _walk(child)
