from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction

from parindex.kernel import journal
from parindex.kernel.models import JournalEntry

NOW = dt.datetime(2020, 1, 10, 9, 0, 0, 123456, tzinfo=dt.UTC)


def write(count: int) -> None:
    for number in range(count):
        with transaction.atomic():
            journal.record(
                at=NOW, actor="An", action="tested", subject=f"thing:{number}", data={"số": number}
            )


@pytest.mark.django_db
def test_a_fresh_journal_holds():
    assert list(journal.verify()) == []


@pytest.mark.django_db
def test_an_untouched_chain_holds_after_reloading():
    write(3)
    assert list(journal.verify()) == []
    assert journal.size() == 3


@pytest.mark.django_db(transaction=True)
def test_it_refuses_to_write_outside_a_transaction():
    with pytest.raises(journal.JournalOutsideTransactionError):
        journal.record(at=NOW, actor="An", action="tested", subject="thing:1")


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["actor", "action", "subject", "data", "unit_path"])
def test_one_changed_byte_names_the_entry(column: str):
    write(3)
    entry = JournalEntry.objects.get(number=2)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE kernel_journalentry SET {column} = %s WHERE number = 2",
            [getattr(entry, column) + "x"],
        )
    assert [(found.number, found.reason) for found in journal.verify()] == [
        (2, "nội dung đã bị sửa sau khi ghi")
    ]


@pytest.mark.django_db
def test_a_rewritten_hash_breaks_the_next_link():
    write(3)
    entry = JournalEntry.objects.get(number=2)
    entry.data = "{}"
    JournalEntry.objects.filter(number=2).update(data="{}", hash=journal.entry_hash(entry))
    assert [(found.number, found.reason) for found in journal.verify()] == [
        (3, "không nối với mục liền trước")
    ]


@pytest.mark.django_db
def test_a_missing_entry_is_named():
    write(3)
    JournalEntry.objects.filter(number=2).delete()
    assert next(iter(journal.verify())) == journal.Break(
        number=2, reason="thiếu mục này trong nhật ký"
    )


@pytest.mark.django_db
def test_a_cut_tail_is_named():
    write(3)
    JournalEntry.objects.filter(number=3).delete()
    assert list(journal.verify()) == [journal.Break(number=3, reason="phần cuối nhật ký đã bị cắt")]


@pytest.mark.django_db
def test_the_export_has_a_line_per_entry(tmp_path):
    write(2)
    assert journal.export_to(tmp_path / "j.jsonl") == 2
    assert len((tmp_path / "j.jsonl").read_text(encoding="utf-8").splitlines()) == 2
