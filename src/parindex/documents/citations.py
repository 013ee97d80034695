"""How a document names other documents, and itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from parindex.documents.paper import Letterhead
from parindex.viet import date_in_words, format_date


@dataclass(frozen=True, kw_only=True)
class IssuedDocument:
    """A document that some body issued, as evidence or as ground.

    `kind` "Quyết định", `number` "29/2019/QĐ-UBND", `issuer` "UBND tỉnh Lai Châu", `title` as it goes on in a
    sentence: "ban hành Quy định…", "về việc …". Everything but the kind may be unknown ("" or None).
    """

    kind: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    title: str = ""

    def cited(self) -> str:
        """Return the full name for a sentence: "Quyết định số … ngày … tháng … năm … của … về việc …"."""
        parts = [
            self.kind,
            f"số {self.number}" if self.number else "",
            date_in_words(self.issued_on) if self.issued_on else "",
            f"của {self.issuer}" if self.issuer else "",
            self.title,
        ]
        return " ".join(part for part in parts if part)

    def listed(self) -> str:
        """Return the short name for a table: "Quyết định số …, ngày 26/12/2019, UBND xã …"."""
        name = (
            f"{self.kind} số {self.number}"
            if self.number
            else " ".join(filter(None, (self.kind, self.title)))
        )
        day = f"ngày {format_date(self.issued_on)}" if self.issued_on else ""
        return ", ".join(part for part in (name, day, self.issuer) if part)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where and when a document is made out.

    `issuer` is the full name ("Ủy ban nhân dân xã Bình Lư"); `superior` the body above it in the letterhead, "" for
    none; `number` "" and `dated` None leave gaps for the pen; `year` is the calendar year in which it is made out.
    """

    issuer: str
    symbol: str
    place: str
    year: int
    superior: str = ""
    number: str = ""
    dated: date | None = None

    def letterhead(self, *, kind: str, subject: str) -> Letterhead:
        """Return the head of a document of this origin."""
        return Letterhead(
            superior=self.superior,
            issuer=self.issuer,
            number=self.number,
            symbol=self.symbol,
            place=self.place,
            date=self.dated,
            year=self.year,
            kind=kind,
            subject=subject,
        )

    def letter(self, *, subject: str) -> Letterhead:
        """Return the head of a letter (công văn), whose subject stands under its number."""
        return replace(self.letterhead(kind="", subject=subject), is_letter=True)

    def with_symbol(self, symbol: str) -> Origin:
        """Return the same origin under another symbol: a letter's ends with who drafted it ("UBND-NV")."""
        return replace(self, symbol=symbol)
