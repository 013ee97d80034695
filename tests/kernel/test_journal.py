from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection, connections, transaction

from parindex.kernel import journal
from parindex.kernel.models import JournalEntry, JournalHead

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


def cut_tail_and_fit_head() -> None:
    JournalEntry.objects.filter(number=3).delete()
    last = JournalEntry.objects.get(number=2)
    JournalHead.objects.update(number=last.number, hash=last.hash)


@pytest.mark.django_db
def test_a_missing_head_is_a_break_even_when_the_tail_went_with_it():
    write(3)
    JournalEntry.objects.filter(number=3).delete()
    JournalHead.objects.all().delete()
    assert list(journal.verify()) == [journal.Break(number=2, reason="đầu chuỗi đã lưu bị mất")]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 3])
def test_a_missing_head_is_never_made_again(count):
    write(count)
    JournalHead.objects.all().delete()
    with pytest.raises(journal.JournalHeadMissing, match="báo người quản trị"):
        write(1)
    with pytest.raises(journal.JournalHeadMissing):
        journal.head()
    assert (JournalHead.objects.count(), journal.size()) == (0, count)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"hash": "f" * 64}, (3, "mục cuối không khớp với đầu chuỗi đã lưu")),
        ({"number": 2}, (3, "có mục nằm sau đầu chuỗi đã lưu")),
        ({"number": 5}, (4, "phần cuối nhật ký đã bị cắt")),
    ],
)
def test_a_changed_head_is_a_break(changed, found):
    write(3)
    JournalHead.objects.update(**changed)
    assert journal.Break(number=found[0], reason=found[1]) in list(journal.verify())


@pytest.mark.django_db
def test_the_head_is_the_last_entry():
    assert journal.head() == (0, journal.GENESIS)
    write(3)
    last = JournalEntry.objects.get(number=3)
    assert journal.head() == (3, last.hash)
    assert str(journal.head()) == f"3:{last.hash}"


@pytest.mark.django_db
def test_a_cut_tail_with_a_fitted_head_shows_against_a_printed_head():
    write(3)
    printed = journal.read_head(str(journal.head()))
    cut_tail_and_fit_head()
    assert list(journal.verify()) == []
    assert list(journal.verify(expected=printed)) == [
        journal.Break(number=3, reason="phần cuối nhật ký đã bị cắt")
    ]


@pytest.mark.django_db
def test_a_tail_that_was_written_anew_shows_against_a_printed_head():
    write(3)
    printed = journal.read_head(str(journal.head())[:20])
    cut_tail_and_fit_head()
    with transaction.atomic():
        journal.record(at=NOW, actor="kẻ gian", action="tested", subject="thing:2")
    assert list(journal.verify()) == []
    assert list(journal.verify(expected=printed)) == [
        journal.Break(number=3, reason="không phải là mục đã in trên giấy")
    ]


@pytest.mark.django_db
def test_a_head_printed_earlier_still_proves_after_more_entries():
    write(2)
    printed = journal.head()
    write(2)
    assert list(journal.verify(expected=printed)) == []


@pytest.mark.parametrize(
    "text", ["", "12", "x:" + "0" * 64, "3:abc", "3:" + "0" * 65, "3:" + "g" * 64]
)
def test_what_is_no_head_is_refused_with_a_sentence(text):
    with pytest.raises(journal.HeadUnreadable, match="dấu hai chấm"):
        journal.read_head(text)


@pytest.mark.django_db(transaction=True)
def test_two_first_writers_do_not_collide():
    failures: list[Exception] = []

    def first() -> None:
        try:
            write(1)
        except Exception as error:  # noqa: BLE001 - told to the main thread
            failures.append(error)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=first) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert (journal.size(), list(journal.verify())) == (4, [])


@pytest.mark.django_db
def test_the_export_has_a_line_per_entry(tmp_path):
    write(2)
    assert journal.export_to(tmp_path / "j.jsonl") == 2
    assert len((tmp_path / "j.jsonl").read_text(encoding="utf-8").splitlines()) == 2
