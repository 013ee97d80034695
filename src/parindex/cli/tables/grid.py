"""Cells by row and column, the names people know them by, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from parindex.kernel.reading.cells import Value, cell_name, clean, is_empty
from parindex.viet import search_key


class TableError(Exception):
    """A table cannot be used; ``str()`` says everything that is wrong, one sentence a line."""

    def __init__(self, *mistakes: str) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(self.mistakes))


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One sheet of plain values; rows and columns count from 0. ``sheet`` is empty for CSV."""

    source: str
    sheet: str = ""
    rows: tuple[tuple[Value, ...], ...]
    is_csv: bool = False

    def at(self, row: int, column: int) -> Value:
        """Return a value; outside the sheet everything is empty."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """Return the words of a cell on one line, "" for anything that is no text."""
        value = self.at(row, column)
        return clean(value) if isinstance(value, str) else ""

    def key(self, row: int, column: int) -> str:
        """Return the words of a cell as they are compared: small letters without marks."""
        return search_key(self.text(row, column))

    def filled(self, row: int) -> list[int]:
        """Return the columns of a row that hold something."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return [at for at, value in enumerate(cells) if not is_empty(value)]


@dataclass
class Mistakes:
    """Mistakes as they are found; said in the order of the sheet."""

    found: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, row: int, column: int, message: str) -> None:
        """Note a mistake at a cell; the message goes on after "Ô D7: "."""
        self.found.append((row, column, message))

    def stop_if_any(self) -> None:
        """Raise TableError when anything was found."""
        if self.found:
            raise TableError(
                *(
                    f"Ô {cell_name(row, column)}: {message}"
                    for row, column, message in sorted(dict.fromkeys(self.found))
                )
            )
