"""CSV from whatever program wrote it: encoding and separator are found out."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from pathlib import Path

from parindex.cli.tables.grid import Grid, TableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ("\t", ";", "|", ",")  # a comma is also the decimal sign, so it comes last


def read_csv(path: Path) -> Grid:
    """Return the cells of a CSV file as texts; raises TableError when it is no text."""
    text = _decoded(path.read_bytes(), path.name)
    head, _, rest = text.partition("\n")
    if head.strip().lower().startswith("sep=") and len(head.strip()) == 5:
        rows = _parsed(rest, head.strip()[-1])  # a line for Excel, which does not count it
    else:
        rows = _parsed(text, _separator(text))
    return Grid(source=path.name, rows=tuple(tuple(row) for row in rows), is_csv=True)


def _decoded(content: bytes, name: str) -> str:
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(f"{name}: không đọc được chữ; hãy lưu lại dạng CSV UTF-8 hoặc XLSX.")


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    even, odd = content[:2000:2].count(0), content[1:2000:2].count(0)
    if even or odd:  # every second byte of plain letters in UTF-16 is 0
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8", "cp1258")


def _separator(text: str) -> str:
    """Return the first separator that parts at least half of the lines into equally many cells."""
    for separator in _SEPARATORS[:-1]:
        widths = [len(row) for row in _parsed(text, separator) if any(row)]
        usual = Counter(width for width in widths if width > 1).most_common(1)
        if usual and 2 * usual[0][1] >= len(widths):
            return separator
    return _SEPARATORS[-1]


def _parsed(text: str, separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return []
