"""A file from outside is measured before a library opens it."""

from __future__ import annotations

from pathlib import Path

from parindex.kernel.reading.package import (
    MEGABYTE,
    PackageDamaged,
    PackageTooLarge,
    measure,
)

MOST_BYTES = 20 * MEGABYTE
_MAIN = {".xlsx": "xl/workbook.xml", ".docx": "word/document.xml"}


class ExchangeFileError(Exception):
    """A file cannot be read as a table of criteria; the message says why and what to do."""


def check_package(path: Path) -> None:
    """Raise ExchangeFileError unless the file is a sound XLSX or DOCX of a size that can be read."""
    main = _MAIN.get(path.suffix.lower())
    if main is None:
        raise ExchangeFileError(f"{path.name}: chỉ đọc được tệp .xlsx và .docx.")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ExchangeFileError(f"{path.name}: tệp lớn hơn {MOST_BYTES // MEGABYTE} MB.")
        with path.open("rb") as file:
            measure(file, main=main)
    except OSError:
        raise ExchangeFileError(f"{path.name}: không đọc được tệp này.") from None
    except PackageTooLarge as error:
        raise ExchangeFileError(f"{path.name}: {error}") from None
    except PackageDamaged:
        raise damaged(path) from None


def damaged(path: Path) -> ExchangeFileError:
    """Return the refusal of a file that no library can open."""
    return ExchangeFileError(f"{path.name}: tệp bị hỏng hoặc không phải {path.suffix.lower()}.")
