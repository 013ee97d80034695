"""The fields of the desk: those asked for with their cards, the others as lists that are filled in later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from parindex.assessments.workbook import Line, Workbook
from parindex.engine import CriteriaSet, Node
from parindex.web.selfassess.cards import Card, Hold, flags_of, hold_at, search_text
from parindex.web.selfassess.filters import EVERY_FIELD, Choice
from parindex.web.selfassess.names import anchor, slug


@dataclass(frozen=True, kw_only=True)
class Stub:
    """A component whose card is not on the page yet: its name, and what filters and outline ask of it."""

    code: str
    name: str
    flags: str
    is_hidden: bool = False

    @property
    def slug(self) -> str:
        return slug(self.code)

    @property
    def anchor(self) -> str:
        return anchor(self.code)

    @property
    def search(self) -> str:
        return search_text(self.code, self.name)


@dataclass(frozen=True, kw_only=True)
class Group:
    """A criterion with its cards or stubs; for a criterion that is a leaf, the card alone."""

    node: Node
    slug: str
    cards: Sequence[Card | Stub]
    is_hidden: bool


@dataclass(frozen=True, kw_only=True)
class FieldBlock:
    """A field with its criteria; ``is_here`` when it has its cards, else it has stubs."""

    node: Node
    slug: str
    groups: tuple[Group, ...]
    is_hidden: bool
    is_here: bool
    count: int


def stubs_of(
    workbook: Workbook, holds: Mapping[int | None, Hold], choice: Choice
) -> dict[str, Stub]:
    """Return every component that the person sees, hidden where the choice does not show it."""
    seen = ((line, hold_at(holds, line)) for line in workbook.lines.values())
    stubs = (_stub(line, hold) for line, hold in seen if hold.is_seen)
    return {
        stub.code: stub if choice.shows(stub) else replace(stub, is_hidden=True) for stub in stubs
    }


def fields_here(
    criteria_set: CriteriaSet, stubs: Mapping[str, Stub], choice: Choice, typed: Iterable[str] = ()
) -> frozenset[str]:
    """Return the codes of the fields whose cards the page carries.

    That is the field asked for, or the one where something was typed and not taken; else the
    first where the choice shows something unfinished, the first where it shows anything, the first.
    """
    if choice.field == EVERY_FIELD:
        return frozenset(field.code for field in criteria_set.fields)
    seen = [field for field in criteria_set.fields if any(code in stubs for code in _codes(field))]
    asked = {choice.field, *typed}
    wanted: Sequence[Callable[[Node], bool]] = (
        lambda field: any(node.code in asked for node in field.walk()),
        lambda field: any("chua-xong" in stub.flags for stub in _shown(field, stubs)),
        lambda field: any(_shown(field, stubs)),
        lambda _field: True,
    )
    found = (field.code for suits in wanted for field in seen if suits(field))
    return frozenset({code} if (code := next(found, "")) else ())


def field_block(
    field: Node, cards: Mapping[str, Card | Stub], *, is_here: bool
) -> FieldBlock | None:
    """Return a field with those components that are given; None without any."""
    groups = tuple(group for child in field.children if (group := _group(child, cards)).cards)
    if not groups:
        return None
    return FieldBlock(
        node=field,
        slug=slug(field.code),
        groups=groups,
        is_hidden=all(group.is_hidden for group in groups),
        is_here=is_here,
        count=sum(len(group.cards) for group in groups),
    )


def field_above(criteria_set: CriteriaSet, code: str) -> Node | None:
    """Return the field of this code, or the one above it."""
    return next((f for f in criteria_set.fields if any(n.code == code for n in f.walk())), None)


def _stub(line: Line, hold: Hold) -> Stub:
    flags = " ".join(flags_of(line, is_mine=hold.is_mine))
    return Stub(code=line.code, name=line.node.name, flags=flags)


def _shown(field: Node, stubs: Mapping[str, Stub]) -> list[Stub]:
    found = [stubs[code] for code in _codes(field) if code in stubs]
    return [stub for stub in found if not stub.is_hidden]


def _group(node: Node, cards: Mapping[str, Card | Stub]) -> Group:
    own = [cards[code] for code in _codes(node) if code in cards]
    return Group(
        node=node, slug=slug(node.code), cards=own, is_hidden=all(card.is_hidden for card in own)
    )


def _codes(node: Node) -> list[str]:
    return [below.code for below in node.walk() if below.is_leaf]
