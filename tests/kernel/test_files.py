from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from parindex.kernel import files
from parindex.kernel.errors import FileRefused
from parindex.kernel.models import StoredFile
from tests.kernel.packages import package

NOW = dt.datetime(2020, 1, 10, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


PDF = b"%PDF-1.4 x"


def place(stored: StoredFile, folder: Path) -> Path:
    return folder / files.storage_path(stored.sha256)


def store_and_lose(content: bytes) -> StoredFile:
    """Store as an operation that is refused afterwards."""
    with transaction.atomic():
        stored = files.store(upload("a.pdf", content), at=NOW)
        transaction.set_rollback(True)
    return stored


def age(path: Path, *, hours: int) -> None:
    moment = (NOW - dt.timedelta(hours=hours)).timestamp()
    os.utime(path, (moment, moment))


def upload(name: str, content: bytes) -> ContentFile[bytes]:
    return ContentFile(content, name=name)


def test_the_same_bytes_are_kept_once():
    first = files.store(upload("a.pdf", b"%PDF-1.4 x"), at=NOW)
    second = files.store(upload("b.pdf", b"%PDF-1.4 x"), at=NOW)
    assert first.pk == second.pk
    assert StoredFile.objects.count() == 1


def test_kept_bytes_can_be_read_again():
    stored = files.store(upload("a.pdf", b"%PDF-1.4 x"), at=NOW)
    with files.open_stored(stored) as kept:
        assert kept.read() == b"%PDF-1.4 x"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", package()),
        ("a.xlsx", package("xlsx")),
        ("A.PNG", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_it_takes_what_is_what_it_says(name: str, content: bytes):
    assert files.store(upload(name, content), at=NOW).size == len(content)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("virus.exe", b"MZ", "Không nhận tệp"),
        ("khong-duoi", b"%PDF-", "Không nhận tệp"),
        ("gia.pdf", b"MZ....", "Nội dung tệp không phải là .pdf"),
        ("gia.docx", b"%PDF-1.4", "Nội dung tệp không phải là .docx"),
        ("gia.docx", package("xlsx"), "Nội dung tệp không phải là .docx"),
        ("hong.xlsx", b"PK\x03\x04 not a zip", "Tệp bị hỏng"),
        ("macro.docx", package(parts={"word/vbaProject.bin": "x"}), "macro"),
        ("rong.pdf", b"", "Tệp rỗng"),
    ],
)
def test_it_refuses_what_is_not_what_it_says(name: str, content: bytes, sentence: str):
    with pytest.raises(FileRefused, match=sentence):
        files.store(upload(name, content), at=NOW)
    assert StoredFile.objects.count() == 0


def test_it_refuses_a_file_over_the_limit(settings):
    settings.PARINDEX_UPLOAD_MAX_MB = 1
    with pytest.raises(FileRefused, match="vượt giới hạn 1 MB"):
        files.store(upload("to.pdf", b"%PDF-" + b"0" * 1024 * 1024), at=NOW)


@pytest.mark.parametrize("damaged", [b"%PDF-FORGE", b"%PDF-", b""])
def test_sending_a_damaged_file_again_repairs_it(tmp_path, damaged: bytes):
    stored = files.store(upload("a.pdf", PDF), at=NOW)
    place(stored, tmp_path).write_bytes(damaged)
    assert files.store(upload("b.pdf", PDF), at=NOW) == stored
    assert place(stored, tmp_path).read_bytes() == PDF
    assert list(files.verify()) == []


def test_a_file_stands_in_its_place_whole_and_alone(tmp_path):
    stored = files.store(upload("a.pdf", PDF), at=NOW)
    path = place(stored, tmp_path)
    assert [found.name for found in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o640


def test_verify_says_what_became_of_each_file(tmp_path):
    missing, short, forged, whole = (
        files.store(upload("a.pdf", PDF + digit), at=NOW) for digit in (b"1", b"2", b"3", b"4")
    )
    place(missing, tmp_path).unlink()
    place(short, tmp_path).write_bytes(PDF)
    place(forged, tmp_path).write_bytes(PDF + b"x")
    assert {damage.stored.pk: damage.reason for damage in files.verify()} == {
        missing.pk: "không còn trên đĩa",
        short.pk: "không còn đủ số byte như khi lưu",
        forged.pk: "nội dung đã khác lúc lưu",
    }
    assert files.count() == 4
    assert place(whole, tmp_path).is_file()


def test_a_refusal_after_storing_leaves_an_orphan_that_is_tidied_a_day_later(tmp_path):
    path = place(store_and_lose(PDF), tmp_path)
    age(path, hours=25)
    assert [orphan.path for orphan in files.orphans()] == [path]
    assert list(files.tidy(now=NOW - dt.timedelta(hours=2))) == []
    assert [orphan.size for orphan in files.tidy(now=NOW)] == [len(PDF)]
    assert not path.exists()


def test_a_half_written_file_is_an_orphan_and_a_known_one_is_not(tmp_path):
    stored = files.store(upload("a.pdf", PDF), at=NOW)
    half = place(stored, tmp_path).with_name("tmpabc.part")
    elsewhere = tmp_path / "files" / stored.sha256
    for path in (half, elsewhere):
        path.write_bytes(b"%P")
    assert {orphan.path for orphan in files.orphans()} == {half, elsewhere}


def test_an_orphan_that_is_sent_again_is_young_again(tmp_path):
    path = place(store_and_lose(PDF), tmp_path)
    age(path, hours=48)
    store_and_lose(PDF)
    assert list(files.tidy(now=dt.datetime.now(dt.UTC))) == []


def test_an_empty_store_has_nothing_to_say():
    assert (list(files.verify()), list(files.orphans())) == ([], [])
