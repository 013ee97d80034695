from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from parindex.kernel import files
from parindex.kernel.models import StoredFile

NOW = dt.datetime(2020, 1, 10, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(name: str, content: bytes) -> ContentFile[bytes]:
    return ContentFile(content, name=name)


def office(*parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return buffer.getvalue()


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
        ("a.docx", office("word/document.xml")),
        ("a.xlsx", office("xl/workbook.xml")),
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
        ("gia.docx", office("xl/workbook.xml"), "Nội dung tệp không phải là .docx"),
        ("hong.xlsx", b"PK\x03\x04 not a zip", "Tệp bị hỏng"),
        ("macro.docx", office("word/document.xml", "word/vbaProject.bin"), "macro"),
        ("rong.pdf", b"", "Tệp rỗng"),
    ],
)
def test_it_refuses_what_is_not_what_it_says(name: str, content: bytes, sentence: str):
    with pytest.raises(files.FileRefused, match=sentence):
        files.store(upload(name, content), at=NOW)
    assert StoredFile.objects.count() == 0


def test_it_refuses_a_file_over_the_limit(settings):
    settings.PARINDEX_UPLOAD_MAX_MB = 1
    with pytest.raises(files.FileRefused, match="vượt giới hạn 1 MB"):
        files.store(upload("to.pdf", b"%PDF-" + b"0" * 1024 * 1024), at=NOW)
