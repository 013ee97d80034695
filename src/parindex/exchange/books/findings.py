"""What is wrong, or worth knowing, in a workbook: named by sheet, row and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from parindex.kernel.reading.cells import column_name


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A sentence about a place. ``row`` and ``column`` count from 1; 0 is the whole sheet or row.

    An error keeps its row from being written; anything else is only said.
    """

    sheet: str
    row: int = 0
    column: int = 0
    title: str = ""
    message: str
    is_error: bool = True

    @property
    def letters(self) -> str:
        """Return the letters of the column."""
        return column_name(self.column - 1) if self.column else ""

    @property
    def cell(self) -> str:
        """Return "F7", "dòng 7", or nothing for the sheet."""
        if self.column and self.row:
            return f"{self.letters}{self.row}"
        if self.row:
            return _("dòng %(row)d") % {"row": self.row}
        return _("cột %(column)s") % {"column": self.letters} if self.column else ""

    @property
    def place(self) -> str:
        """Return the whole place in words: "trang “Số liệu”, ô F7 (Giá trị)"."""
        words = [_("trang “%(sheet)s”") % {"sheet": self.sheet}] if self.sheet else []
        if self.cell:
            words.append(
                _("ô %(cell)s") % {"cell": self.cell} if self.column and self.row else self.cell
            )
        text = ", ".join(words)
        return f"{text} ({self.title})" if self.title else text

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass
class Findings:
    """Findings as they turn up; said in the order of the sheets."""

    found: list[Finding] = field(default_factory=list)

    def error(
        self, message: str, *, sheet: str = "", row: int = 0, column: int = 0, title: str = ""
    ) -> None:
        """Note a mistake."""
        self.found.append(
            Finding(sheet=sheet, row=row, column=column, title=title, message=message)
        )

    def caution(
        self, message: str, *, sheet: str = "", row: int = 0, column: int = 0, title: str = ""
    ) -> None:
        """Note something that does not stand in the way."""
        self.found.append(
            Finding(
                sheet=sheet, row=row, column=column, title=title, message=message, is_error=False
            )
        )

    def extend(self, findings: Iterable[Finding]) -> None:
        """Take over what another reader found."""
        self.found.extend(findings)

    @property
    def in_order(self) -> tuple[Finding, ...]:
        """Return each finding once: sheet by sheet, mistakes of a row where they stand."""
        sheets = list(dict.fromkeys(finding.sheet for finding in self.found))
        unique = dict.fromkeys(self.found)
        return tuple(sorted(unique, key=lambda one: (sheets.index(one.sheet), one.row, one.column)))
