"""Append-only journal: every entry carries the hash of the one before it."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.kernel import canonical
from parindex.kernel.errors import Correctable, Refused
from parindex.kernel.models import JournalEntry, JournalHead

GENESIS = "0" * 64
HEAD = 1  # primary key of the one head, which a migration places
SHORTEST_HASH = 16  # hexadecimal digits that still prove: nobody finds a second content for 64 bits

log = logging.getLogger(__name__)


class JournalOutsideTransactionError(RuntimeError):
    """A change and its journal entry must be saved or lost together."""


class JournalHeadMissing(Refused):
    """The row at the end of the chain is gone: nothing more is written until somebody has looked."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Nhật ký mất đầu chuỗi nên không ghi được gì thêm. "
                "Hãy báo người quản trị kiểm tra nhật ký."
            )
        )


class HeadUnreadable(Correctable):
    """What was copied from paper is no head."""


class Head(NamedTuple):
    """The number of the last entry and its hash: whoever keeps both elsewhere can prove the chain later."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, kw_only=True)
class Break:
    """Where the chain does not hold, and why."""

    number: int
    reason: str


def record(
    *,
    at: dt.datetime,
    actor: str,
    action: str,
    subject: str,
    unit_path: str = "",
    data: dict[str, Any] | None = None,
) -> JournalEntry:
    """Append one entry; must run inside the transaction of the change it tells about.

    Raises JournalHeadMissing when the end of the chain was taken away.
    """
    if not transaction.get_connection().in_atomic_block:
        raise JournalOutsideTransactionError(action)
    last = _locked_head()
    entry = JournalEntry(
        number=last.number + 1,
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        unit_path=unit_path,
        data=canonical.to_text(data or {}),
        previous_hash=last.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    JournalHead.objects.filter(pk=HEAD).update(number=entry.number, hash=entry.hash)
    return entry


def entry_hash(entry: JournalEntry) -> str:
    """Return the hash over everything an entry says, and over its predecessor's hash."""
    return canonical.sha256(
        {
            "number": entry.number,
            "at": entry.at,
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "unit_path": entry.unit_path,
            "data": entry.data,
            "previous_hash": entry.previous_hash,
        }
    )


def head() -> Head:
    """Return the end of the chain, to be printed where this database's keepers cannot change it.

    Raises JournalHeadMissing.
    """
    return _seen_head(JournalHead.objects.filter(pk=HEAD).first())


def read_head(text: str) -> Head:
    """Read "number:hash" as it was printed; of the hash the first 16 digits are enough.

    Raises HeadUnreadable.
    """
    found = re.fullmatch(rf"(\d{{1,15}}):([0-9a-f]{{{SHORTEST_HASH},64}})", text.strip().lower())
    if found is None:
        raise HeadUnreadable(
            _(
                "Không hiểu “%(text)s”. Hãy ghi số mục, dấu hai chấm, rồi ít nhất %(most)d ký tự băm."
            )
            % {"text": text[:80], "most": SHORTEST_HASH}
        )
    return Head(int(found[1]), found[2])


def verify(*, expected: Head | None = None) -> Iterator[Break]:
    """Walk the chain from its first entry and yield every place where it does not hold.

    ``expected`` is a head that was printed earlier: with it an end that was cut off or written
    anew shows, even when the stored head was changed to fit. Writers may go on meanwhile.
    """
    stored = JournalHead.objects.filter(pk=HEAD).first()
    anchors = [
        (expected, _("không phải là mục đã in trên giấy")),
        (stored and _seen_head(stored), _("mục cuối không khớp với đầu chuỗi đã lưu")),
    ]
    due = [(anchor, reason) for anchor, reason in anchors if anchor]
    last = Head(0, GENESIS)
    yield from _breaks_at(last, due)
    for entry in JournalEntry.objects.order_by("number").iterator(chunk_size=2000):
        yield from _breaks_of(entry, after=last)
        last = Head(entry.number, entry.hash)
        yield from _breaks_at(last, due)
    if any(anchor.number > last.number for anchor, _reason in due):
        yield Break(number=last.number + 1, reason=_("phần cuối nhật ký đã bị cắt"))
    yield from _breaks_behind_head(last)


def _breaks_of(entry: JournalEntry, *, after: Head) -> Iterator[Break]:
    if entry.number != after.number + 1:
        yield Break(number=after.number + 1, reason=_("thiếu mục này trong nhật ký"))
    elif entry.previous_hash != after.hash:
        yield Break(number=entry.number, reason=_("không nối với mục liền trước"))
    if entry_hash(entry) != entry.hash:
        yield Break(number=entry.number, reason=_("nội dung đã bị sửa sau khi ghi"))


def _breaks_at(reached: Head, due: list[tuple[Head, str]]) -> Iterator[Break]:
    """Compare an entry with the heads that name its number; an anchor's hash may be shortened."""
    for anchor, reason in due:
        if anchor.number == reached.number and not reached.hash.startswith(anchor.hash):
            yield Break(number=reached.number, reason=reason)


def _breaks_behind_head(last: Head) -> Iterator[Break]:
    """Read the head again: entries written during the walk moved it, and none may lie behind it."""
    stored = JournalHead.objects.filter(pk=HEAD).first()
    if stored is None:
        yield Break(number=last.number, reason=_("đầu chuỗi đã lưu bị mất"))
    elif stored.number < last.number:
        yield Break(number=stored.number + 1, reason=_("có mục nằm sau đầu chuỗi đã lưu"))


def size() -> int:
    """Return how many entries the journal holds."""
    return JournalEntry.objects.count()


def export_to(path: Path) -> int:
    """Write the journal as one JSON line per entry; return how many."""
    names = (
        "number",
        "at",
        "actor",
        "action",
        "subject",
        "unit_path",
        "data",
        "previous_hash",
        "hash",
    )
    count = 0
    with path.open("w", encoding="utf-8") as lines:
        for row in JournalEntry.objects.order_by("number").values(*names).iterator(chunk_size=2000):
            lines.write(canonical.to_text(row) + "\n")
            count += 1
    return count


def _locked_head() -> Head:
    """Queue on the head; it is never made again, or a forger could cut the chain and start anew."""
    return _seen_head(JournalHead.objects.select_for_update().filter(pk=HEAD).first())


def _seen_head(row: JournalHead | None) -> Head:
    if row is None:
        log.critical("the journal's head is missing")
        raise JournalHeadMissing
    return Head(row.number, row.hash)
