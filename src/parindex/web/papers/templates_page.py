"""What the pages of own templates show: kinds with the template in use, and one kind with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from parindex.documents.catalogue import SLUGS
from parindex.documents.own import PaperKind
from parindex.documents.own.placeholders import ALL, Placeholder, Sort
from parindex.documents.own.queries import templates_of

_PERIODIC = "bao-cao-dinh-ky"  # made on the pages of reports, not among a cycle's documents


@dataclass(frozen=True, kw_only=True)
class KindRow:
    """A kind of document with the body's template for it, if it has one in use."""

    kind: PaperKind
    slug: str
    in_use: Any | None
    past: Sequence[Any] = ()


@dataclass(frozen=True, kw_only=True)
class UploadState:
    """What came of a file that was sent: faults to put right, or what documents would lack."""

    covers_below: bool = False
    error: str = ""
    faults: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class Word:
    """A placeholder as the page explains it."""

    name: str
    meaning: Any
    is_list: bool
    is_block: bool
    expected: bool


def slug_of(kind: PaperKind) -> str:
    """Return how a kind is written in a URL."""
    return SLUGS.get(kind, _PERIODIC)


def kind_of(slug: str) -> PaperKind | None:
    """Return the kind behind a URL, or None."""
    return next((kind for kind in PaperKind if slug_of(kind) == slug), None)


def rows_of(body: Any) -> list[KindRow]:
    """Return every kind with its template; one query."""
    rows = list(templates_of(body))
    return [_row(kind, [row for row in rows if row.kind == kind]) for kind in PaperKind]


def row_of(body: Any, kind: PaperKind) -> KindRow:
    """Return one kind with its template and those that were; one query."""
    return _row(kind, list(templates_of(body).filter(kind=kind)))


def words() -> list[Word]:
    """Return every placeholder a template may hold."""
    return [_word(item) for item in ALL]


def _row(kind: PaperKind, rows: list[Any]) -> KindRow:
    return KindRow(
        kind=kind,
        slug=slug_of(kind),
        in_use=next((row for row in rows if row.ended_at is None), None),
        past=[row for row in rows if row.ended_at is not None],
    )


def _word(item: Placeholder) -> Word:
    return Word(
        name=f"{{{{ {item.name} }}}}",
        meaning=item.meaning,
        is_list=item.sort is Sort.LIST,
        is_block=item.sort is Sort.BLOCKS,
        expected=item.expected,
    )
