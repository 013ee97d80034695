"""One neutral model of an administrative document, in the parts that Decree 30/2020/NĐ-CP names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from parindex.documents.paper.blocks import Block, Paragraph


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The head of the first page.

    - `superior`: body above the issuer ("" for none, as people's committees mostly write); the writer capitalises.
    - `issuer`: issuing body, e.g. "Ủy ban nhân dân xã Bình Lư".
    - `number`: "" until the clerk gives one (a gap is left for the pen); below 10 gets its leading zero.
    - `symbol`: type and body, e.g. "BC-UBND".
    - `place`: e.g. "Bình Lư", "" for minutes, which tell place and day in their text; `date`: None leaves gaps for
      day and month of `year`.
    - `kind`: e.g. "Báo cáo", capitalised by the writer; "" and `is_letter` for a letter (công văn).
    - `subject`: trích yếu; under the kind, or "V/v …" under the number of a letter.
    """

    superior: str
    issuer: str
    number: str
    symbol: str
    place: str
    date: date | None
    year: int
    kind: str
    subject: str
    is_letter: bool = False


@dataclass(frozen=True, kw_only=True)
class Enactment:
    """What makes a decision one: who decides (above the grounds) and the word ("Quyết định:") below them."""

    authority: str
    word: str


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signs: authority lines ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), title, full name ("" leaves room)."""

    authority: tuple[str, ...]
    title: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Annex:
    """An annex with its own page numbers: Roman `number` ("" when it is the only one), title, whose annex it is."""

    number: str
    title: str
    belongs_to: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A whole document. Addressees, grounds and recipients come without closing punctuation.

    `cosigner` signs left of the `signature`, as a secretary does under minutes; the recipients then stand below.
    """

    letterhead: Letterhead
    body: tuple[Block, ...]
    signature: Signature
    recipients: tuple[str, ...]
    addressees: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    enactment: Enactment | None = None
    annexes: tuple[Annex, ...] = ()
    cosigner: Signature | None = None

    @property
    def kept_body(self) -> tuple[Block, ...]:
        """The body with its last paragraph held on the signature's page: no signature stands on a page alone."""
        if not self.body or not isinstance(self.body[-1], Paragraph):
            return self.body
        return (*self.body[:-1], replace(self.body[-1], keep_with_next=True))
