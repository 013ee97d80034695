"""A file from outside is measured before a library opens it: size, parts, XML, merged cells."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 100 * MEGABYTE
MOST_PARTS = 2000
MOST_CELLS = 200_000  # written or merged: a decision's annex has some thousands
_READ = MEGABYTE
_MAIN = {".xlsx": "xl/workbook.xml", ".docx": "word/document.xml"}
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_COUNTED = {"c", "tc", "gridCol", "col"}  # cells and columns, of a sheet and of a table


class ExchangeFileError(Exception):
    """A file cannot be read as a table of criteria; the message says why and what to do."""


def check_package(path: Path) -> None:
    """Raise ExchangeFileError unless the file is a sound XLSX or DOCX of a size that can be read."""
    main = _MAIN.get(path.suffix.lower())
    if main is None:
        raise ExchangeFileError(f"{path.name}: chỉ đọc được tệp .xlsx và .docx.")
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ExchangeFileError(f"{path.name}: tệp lớn hơn {MOST_BYTES // MEGABYTE} MB.")
        with zipfile.ZipFile(path) as archive:
            _check_parts(path, archive, main)
            count = 0
            for info in archive.infolist():
                if info.filename.lower().endswith((".xml", ".rels")):
                    count += _cells(path, archive, info)
                if count > MOST_CELLS:
                    raise ExchangeFileError(f"{path.name}: bảng có quá {MOST_CELLS} ô.")
    except OSError:
        raise ExchangeFileError(f"{path.name}: không đọc được tệp này.") from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
    ):
        raise damaged(path) from None


def damaged(path: Path) -> ExchangeFileError:
    """Return the refusal of a file that no library can open."""
    return ExchangeFileError(f"{path.name}: tệp bị hỏng hoặc không phải {path.suffix.lower()}.")


def _check_parts(path: Path, archive: zipfile.ZipFile, main: str) -> None:
    listed = archive.infolist()
    names = {info.filename for info in listed}
    if main not in names or len(names) != len(listed):
        raise damaged(path)
    if len(listed) > MOST_PARTS or sum(info.file_size for info in listed) > MOST_UNPACKED:
        raise ExchangeFileError(
            f"{path.name}: nội dung giải nén quá lớn ({MOST_UNPACKED // MEGABYTE} MB)."
        )


def _cells(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> int:
    """Count the cells that a part holds or merges; a document type is refused."""
    count = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        local = name.rpartition(":")[2]
        if local in _COUNTED:
            count += 1
        elif local == "mergeCell":
            count += _area(attributes.get("ref", ""))
        elif local == "gridSpan":
            count += min(_number(attributes), MOST_CELLS)
        if count > MOST_CELLS:
            raise ExchangeFileError(f"{path.name}: bảng có quá {MOST_CELLS} ô.")

    def doctype(*_declared: object) -> None:
        raise damaged(path)

    parser = expat.ParserCreate()
    parser.StartElementHandler = opened
    parser.StartDoctypeDeclHandler = doctype
    with archive.open(info) as part:
        while block := part.read(_READ):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    return count


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
