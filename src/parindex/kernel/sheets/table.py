"""A table as a value: what stands in it, apart from how a file format writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Formula:
    """A figure that the spreadsheet computes again: ``text`` over titles in brackets, and what it comes to now.

    ``"[Điểm]/[Điểm tối đa]*100"`` reads the cells of the same row; ``"SUM([1. A]:[6. B])"`` those between two
    columns ("[#3]" is the third, whatever its title). The value is kept with it, for programs that show
    a file without computing it.
    """

    text: str
    value: Decimal | int | None


Cell = str | int | Decimal | dt.date | dt.datetime | Formula | None


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its title, its width in letters, and how its figures are shown and checked.

    ``places`` decimals are always shown (None: two, and more where a figure has more). ``total`` puts the sum
    of the column into the row under the table, as a formula. In that row ``ratio`` computes anew what
    cannot be added, from sums over titles in brackets: ``"[Điểm]/[Điểm tối đa]*100"``.
    """

    title: str
    width: float = 12
    places: int | None = None
    total: bool = False
    ratio: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table of plain values; rows may come one by one, they are read once.

    ``heading`` lines stand above the table; ``keep`` columns stay in sight when one scrolls to the right.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    heading: Sequence[str] = ()
    keep: int = 0
    total_label: str = "Tổng cộng"

    @property
    def has_totals(self) -> bool:
        """Tell whether a row of sums stands under the table."""
        return any(column.total or column.ratio for column in self.columns)
