"""A package of Office is measured before a library opens it: parts, XML, cells written, merged or linked."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 100 * MEGABYTE
MOST_PARTS = 2000
MOST_CELLS = 200_000  # written or covered: a decision's annex has some thousands
_READ = MEGABYTE
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_COUNTED = {"c", "tc", "gridCol", "col"}  # cells and columns, of a sheet and of a table
_COVERING = {"mergeCell", "hyperlink"}  # a library makes a cell of each that they cover
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
)


class PackageDamaged(Exception):
    """The file is no sound package of its kind."""


class PackageTooLarge(Exception):
    """The file holds more than anybody writes by hand; ``str()`` says of what."""


def measure(file: IO[bytes], *, main: str) -> None:
    """Raise PackageDamaged or PackageTooLarge unless a library can open the package without harm.

    ``main`` is the part that makes it a workbook or a document ("xl/workbook.xml").
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _check_parts(archive, main)
            count = 0
            for info in archive.infolist():
                if info.filename.lower().endswith((".xml", ".rels")):
                    count += _cells(archive, info)
                if count > MOST_CELLS:
                    raise _too_many()
    except _DAMAGED:
        raise PackageDamaged from None


def _check_parts(archive: zipfile.ZipFile, main: str) -> None:
    listed = archive.infolist()
    names = {info.filename for info in listed}
    if main not in names or len(names) != len(listed):
        raise PackageDamaged
    if len(listed) > MOST_PARTS or sum(info.file_size for info in listed) > MOST_UNPACKED:
        raise PackageTooLarge(f"nội dung giải nén quá lớn ({MOST_UNPACKED // MEGABYTE} MB).")


def _cells(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    """Count the cells that a part holds or covers; a document type is refused."""
    count = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        local = name.rpartition(":")[2]
        if local in _COUNTED:
            count += 1
        elif local in _COVERING:
            count += _area(attributes.get("ref", ""))
        elif local == "gridSpan":
            count += min(_number(attributes), MOST_CELLS)
        if count > MOST_CELLS:
            raise _too_many()

    def doctype(*_declared: object) -> None:
        raise PackageDamaged

    parser = expat.ParserCreate()
    parser.StartElementHandler = opened
    parser.StartDoctypeDeclHandler = doctype
    with archive.open(info) as part:
        while block := part.read(_READ):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    return count


def _too_many() -> PackageTooLarge:
    return PackageTooLarge(f"bảng có quá {MOST_CELLS} ô.")


def _area(reference: str) -> int:
    """Return how many cells "B2:D5" covers; a reference that is none covers too many."""
    places = [_PLACE.fullmatch(place) for place in reference.split(":")]
    if not places or any(place is None for place in places):
        return MOST_CELLS + 1
    corners = [(_column(place[1]), int(place[2])) for place in places if place is not None]
    (left, top), (right, bottom) = corners[0], corners[-1]
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)


def _column(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def _number(attributes: dict[str, str]) -> int:
    text = next((value for key, value in attributes.items() if key.endswith("val")), "1")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else MOST_CELLS
