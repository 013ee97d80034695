"""Tables of points as officials keep them: read with every mistake named by cell, ranked, written. Needs no Django."""

from __future__ import annotations

from parindex.cli.tables.grid import TableError
from parindex.cli.tables.printing import standings_text
from parindex.cli.tables.reading import Missing, read_table
from parindex.cli.tables.standings import Standings, read_classes, standings_of
from parindex.cli.tables.writing import as_data, write_standings

__all__ = [
    "Missing",
    "Standings",
    "TableError",
    "as_data",
    "read_classes",
    "read_table",
    "standings_of",
    "standings_text",
    "write_standings",
]
