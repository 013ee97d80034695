"""Criteria sets from and to the tables of decisions, in XLSX and DOCX. Needs no Django.

A file is read into a document (the keys of ``set.yaml`` with ``fields`` and ``facts``) and a review
of what was understood, guessed and not understood, each with its place in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parindex.criteria.exchange.annex import read_annex
from parindex.criteria.exchange.drafting import draft
from parindex.criteria.exchange.folder import write_folder
from parindex.criteria.exchange.from_docx import read_docx
from parindex.criteria.exchange.from_xlsx import read_xlsx
from parindex.criteria.exchange.heads import Heading
from parindex.criteria.exchange.merging import Merging, without_annex
from parindex.criteria.exchange.package import ExchangeFileError
from parindex.criteria.exchange.review import Kind, Note, review_text
from parindex.criteria.exchange.rows import read_table
from parindex.criteria.exchange.to_docx import docx_of
from parindex.criteria.exchange.to_xlsx import xlsx_of
from parindex.engine import CriteriaSet, SetError, parse_set

__all__ = [
    "ExchangeFileError",
    "Heading",
    "Kind",
    "Note",
    "Reading",
    "read_file",
    "write_file",
    "write_reading",
]

_READERS = {".xlsx": read_xlsx, ".docx": read_docx}
_WRITERS = {".xlsx": xlsx_of, ".docx": docx_of}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a file gave: the document of a set, finished or not, the notes, and what the set still lacks."""

    file: str
    document: Mapping[str, Any]
    notes: tuple[Note, ...]
    problems: tuple[str, ...]
    criteria_set: CriteriaSet | None

    def count(self, kind: Kind) -> int:
        """Return how many notes are of a kind."""
        return sum(note.kind is kind for note in self.notes)


def read_file(path: Path, *, heading: Heading | None = None, sheet: str = "") -> Reading:
    """Read a table of criteria; raises ExchangeFileError when the file cannot be read as one.

    A file that ``write_file`` wrote gives the same set again, with the changes made in its table;
    ``heading`` and ``sheet`` are for files from elsewhere.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ExchangeFileError(f"{path.name}: chỉ đọc được tệp .xlsx và .docx.")
    pages = reader(path)
    carried = read_annex(pages.file, pages.grids)
    notes: list[Note]
    if carried is not None:
        merging = Merging(carried, [])
        document = merging.document(without_annex(pages))
        message = f"tệp kèm đủ dữ liệu của bộ {carried.code}: đọc lại nguyên vẹn"
        notes = [Note(kind=Kind.UNDERSTOOD, place=path.name, message=message), *merging.notes]
    else:
        document, notes = draft(path.name, read_table(pages, sheet=sheet), heading or Heading())
    criteria_set, problems = _checked(document)
    return Reading(
        file=path.name,
        document=document,
        notes=tuple(notes),
        problems=problems,
        criteria_set=criteria_set,
    )


def write_reading(reading: Reading, directory: Path) -> None:
    """Write the set's folder and its review.md; raises ExchangeFileError when the folder is in use."""
    write_folder(reading.document, directory)
    text = review_text(reading.file, reading.notes, reading.problems)
    (directory / "review.md").write_text(text, encoding="utf-8")


def write_file(criteria_set: CriteriaSet, path: Path) -> None:
    """Write a set as XLSX or DOCX, by the name of the file; raises ExchangeFileError for any other."""
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ExchangeFileError(f"{path.name}: chỉ ghi được tệp .xlsx và .docx.")
    try:
        path.write_bytes(writer(criteria_set))
    except OSError:
        raise ExchangeFileError(f"{path}: không ghi được tệp này.") from None


def _checked(document: Mapping[str, Any]) -> tuple[CriteriaSet | None, tuple[str, ...]]:
    try:
        return parse_set(document), ()
    except SetError as error:
        return None, tuple(str(problem) for problem in error.problems)
