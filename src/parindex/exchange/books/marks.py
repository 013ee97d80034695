"""The hidden sheet of a workbook: whose it is, by which set, and the versions seen when it was downloaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from parindex.exchange.books.opening import Book
from parindex.kernel import canonical
from parindex.kernel.errors import FileRefused

SHEET = "parindex"
_FORM = "1"
_HEADS = ("mau", "loai", "ho-so", "don-vi", "ten", "dot", "bo", "bam", "luc")
_ROW, _CHECK = "dong", "kiem"
_DIGEST = 16


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A row as it was downloaded: its version, and a digest of what stood in its cells."""

    version: int = 0
    digest: str = ""


NEW = Seen()


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What the hidden sheet says. ``seen`` is keyed by kind and code; only rows that were saved stand in it."""

    kind: str
    dossier_id: int = 0
    unit_code: str = ""
    unit_name: str = ""
    round_id: int
    set_code: str
    set_hash: str
    taken_at: dt.datetime
    seen: Mapping[tuple[str, str], Seen] = field(default_factory=dict)

    def seen_at(self, kind: str, code: str) -> Seen:
        """Return how a row stood when the workbook was downloaded."""
        return self.seen.get((kind, code), NEW)


def digest(content: Any) -> str:
    """Return a short fingerprint of what stands in a row; "" for nothing."""
    return "" if content is None else canonical.sha256(content)[:_DIGEST]


def rows_of(marks: Marks) -> list[tuple[str, ...]]:
    """Return the rows of the hidden sheet; the last proves that nothing of them was changed."""
    heads = (
        *(_FORM, marks.kind, str(marks.dossier_id), marks.unit_code, marks.unit_name),
        *(str(marks.round_id), marks.set_code, marks.set_hash, marks.taken_at.isoformat()),
    )
    rows: list[tuple[str, ...]] = list(zip(_HEADS, heads, strict=True))
    rows += [
        (_ROW, kind, code, str(seen.version), seen.digest)
        for (kind, code), seen in marks.seen.items()
    ]
    return [*rows, (_CHECK, canonical.sha256(rows))]


def read_marks(book: Book) -> Marks:
    """Return what the hidden sheet says; raises FileRefused for a workbook that is not ours any more."""
    page = book.pages.get(SHEET)
    if page is None:
        raise FileRefused(
            _(
                "Đây không phải biểu tải từ hệ thống (thiếu trang ẩn ghi hồ sơ và phiên bản). "
                "Hãy tải biểu mới ở trang này, dán số liệu vào rồi gửi lại."
            )
        )
    rows = [
        tuple(text for text in (page.at(row, column).text for column in range(1, 6)) if text)
        for row in page.rows
    ]
    try:
        return _read(rows)
    except (ValueError, KeyError, IndexError):
        raise FileRefused(
            _(
                "Trang ẩn của biểu đã bị sửa nên không biết tệp thuộc hồ sơ nào. "
                "Hãy tải biểu mới, dán số liệu vào rồi gửi lại."
            )
        ) from None


def _read(rows: list[tuple[str, ...]]) -> Marks:
    if rows[-1][0] != _CHECK:
        raise ValueError(_CHECK)
    heads = dict(row for row in _pairs(rows))
    marks = Marks(
        kind=heads["loai"],
        dossier_id=int(heads["ho-so"]),
        unit_code=heads.get("don-vi", ""),
        unit_name=heads.get("ten", ""),
        round_id=int(heads["dot"]),
        set_code=heads["bo"],
        set_hash=heads["bam"],
        taken_at=dt.datetime.fromisoformat(heads["luc"]),
        seen={
            (row[1], row[2]): Seen(version=int(row[3]), digest=row[4] if len(row) > 4 else "")
            for row in rows
            if row[0] == _ROW
        },
    )
    if rows_of(marks)[-1] != rows[-1]:
        raise ValueError(_CHECK)
    return marks


def _pairs(rows: list[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        if row[0] in _HEADS:
            yield row[0], row[1] if len(row) > 1 else ""
