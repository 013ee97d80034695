"""Append-only journal: every entry carries the hash of the one before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.kernel import canonical
from parindex.kernel.models import JournalEntry, JournalHead

GENESIS = "0" * 64


class JournalOutsideTransactionError(RuntimeError):
    """A change and its journal entry must be saved or lost together."""


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
    """Append one entry; must run inside the transaction of the change it tells about."""
    if not transaction.get_connection().in_atomic_block:
        raise JournalOutsideTransactionError(action)
    head = _locked_head()
    entry = JournalEntry(
        number=head.number + 1,
        at=at,
        actor=actor,
        action=action,
        subject=subject,
        unit_path=unit_path,
        data=canonical.to_text(data or {}),
        previous_hash=head.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    JournalHead.objects.filter(pk=head.pk).update(number=entry.number, hash=entry.hash)
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


def verify() -> Iterator[Break]:
    """Walk the chain from its first entry and yield every place where it does not hold."""
    expected_number, expected_hash = 1, GENESIS
    for entry in JournalEntry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected_number:
            yield Break(number=expected_number, reason=_("thiếu mục này trong nhật ký"))
        elif entry.previous_hash != expected_hash:
            yield Break(number=entry.number, reason=_("không nối với mục liền trước"))
        if entry_hash(entry) != entry.hash:
            yield Break(number=entry.number, reason=_("nội dung đã bị sửa sau khi ghi"))
        expected_number, expected_hash = entry.number + 1, entry.hash
    head = JournalHead.objects.first()
    if head is not None and head.number != expected_number - 1:
        yield Break(number=expected_number, reason=_("phần cuối nhật ký đã bị cắt"))
    elif head is not None and head.hash != expected_hash:
        yield Break(number=head.number, reason=_("mục cuối không khớp với đầu chuỗi đã lưu"))


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


def _locked_head() -> JournalHead:
    head = JournalHead.objects.select_for_update().first()
    return head or JournalHead.objects.create(pk=1, number=0, hash=GENESIS)
