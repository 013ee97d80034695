from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest
from django.core.files.base import ContentFile, File
from docx import Document
from openpyxl import Workbook

from parindex.kernel.errors import FileRefused
from parindex.kernel.uploads import check_upload
from tests.kernel.packages import content_type, package, relation

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = "Tệp bị hỏng"
FILE = "file:" + "//"  # a file's address, as Word writes it


def check(name: str, content: bytes) -> str:
    return check_upload(ContentFile(content, name=name))


def saved(document) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_it_takes_what_word_and_excel_programs_write():
    assert check("a.docx", saved(Document())) == "docx"
    assert check("a.xlsx", saved(Workbook())) == "xlsx"


@pytest.mark.parametrize(
    "more",
    [
        {
            "parts": relation(
                "attachedTemplate", f"{FILE}/C:\\Users\\An\\Templates\\Mau%20NĐ30.dotx"
            )
        },
        {"parts": relation("attachedTemplate", "Normal.dotm")},
        {"parts": relation("hyperlink", "https://laichau.gov.vn/")},
        {"parts": {"word/embeddings/Bảng.xlsx": package("xlsx")}},
        {"types": content_type("application/vnd.ms-excel.controlproperties+xml")},
    ],
)
def test_it_takes_what_honest_documents_hold(more):
    assert check("a.docx", package(**more)) == "docx"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"types": content_type("application/vnd.ms-word.document.macroEnabled.main+xml")},
            "macro",
        ),
        ({"types": content_type("application/vnd.ms-office.vbaProject")}, "macro"),
        ({"types": content_type("application/vnd.ms-excel.macrosheet+xml")}, "macro"),
        ({"types": content_type("application/vnd.ms-office.activeX+xml")}, "đối tượng nhúng"),
        (
            {"types": content_type("application/vnd.openxmlformats-officedocument.oleObject")},
            "đối tượng nhúng",
        ),
        ({"parts": {"word/vbaProject.bin": "x"}}, "macro"),
        ({"parts": {"word\\VBAPROJECT.BIN": "x"}}, "macro"),
        ({"parts": {"word/embeddings/a.EXE": "MZ"}}, "đối tượng nhúng"),
        ({"parts": relation("vbaProject", "renamed.bin")}, "macro"),
        ({"parts": relation("oleObject", "mhtml:http://bad.example/x")}, "đối tượng nhúng"),
        ({"parts": relation("control", "activeX1.xml")}, "đối tượng nhúng"),
        ({"parts": relation("attachedTemplate", "https://bad.example/x.dotm")}, "mẫu trình bày"),
        ({"parts": relation("attachedTemplate", f"{FILE}/\\\\bad\\x.dotm")}, "mẫu trình bày"),
        ({"parts": relation("attachedTemplate", "\\\\bad\\x.dotm")}, "mẫu trình bày"),
        ({"parts": relation("attachedTemplate", f"{FILE}bad/x.dotm")}, "mẫu trình bày"),
    ],
)
def test_it_refuses_what_runs_or_fetches(more, sentence):
    with pytest.raises(FileRefused, match=sentence):
        check("a.docx", package(**more))


def test_a_directory_in_another_encoding_hides_nothing():
    hidden = f"<Types>{content_type('application/vnd.ms-office.vbaProject')}</Types>"
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", hidden.encode("utf-16"))
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(FileRefused, match="macro"):
        check("a.docx", kept.getvalue())


@pytest.mark.parametrize(
    "more",
    [
        {"types": "<open"},
        {"types": "x" * 2_000_000},
        {"parts": {"word/DOCUMENT.xml": "<y/>"}},
        {"parts": {"_rels/.rels": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}},
        {"parts": {f"word/{number}.xml": "" for number in range(10_001)}},
    ],
)
def test_a_package_that_no_office_writes_is_damaged(more):
    with pytest.raises(FileRefused, match=DAMAGED):
        check("a.docx", package(**more))


def entry(content: bytes | bytearray) -> int:
    """Return where the first row of the central directory begins."""
    return content.index(b"PK\x01\x02")


@pytest.mark.parametrize(
    ("offset", "forged"),
    [
        (6, struct.pack("<H", 99)),  # version needed
        (8, struct.pack("<H", 0x800) + b"\0\0"),  # a name that says it is UTF-8, and is stored
        (8, struct.pack("<H", 1)),  # encrypted
        (10, struct.pack("<H", 14)),  # packed by LZMA, whose memory the file itself sets
        (24, struct.pack("<L", 0xFFFFFFF0)),  # four gigabytes when unpacked
        (42, struct.pack("<L", 0xFFFFFFF0)),  # lies beyond the end
    ],
)
def test_a_forged_directory_is_damaged_and_no_crash(offset, forged):
    content = bytearray(package())
    at = entry(content) + offset
    content[at : at + len(forged)] = forged
    if forged[:2] == struct.pack("<H", 0x800):
        name = entry(content) + 46
        content[name : name + 4] = b"\xff\xfe\xff\xfe"
    with pytest.raises(FileRefused, match=DAMAGED):
        check("a.docx", bytes(content))


def test_no_flipped_byte_of_the_directory_raises_anything_but_a_refusal():
    whole = package(parts=relation("hyperlink", "https://laichau.gov.vn/"))
    start, luck = entry(whole), random.Random(2019)
    refused = 0
    for _ in range(600):
        content = bytearray(whole)
        for _flip in range(luck.randint(1, 3)):
            content[luck.randrange(start, len(content))] = luck.randrange(256)
        try:
            check("a.docx", bytes(content))
        except FileRefused:
            refused += 1
    assert refused > 300


def huge_directory(entries: int) -> bytes:
    """Return an archive of ZIP64 that announces empty parts, some 50 bytes each."""
    row = (b"PK\x01\x02", 20, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0)
    start = struct.pack("<4s4B4HL2L5H2L", *row)
    directory = b"".join(start + b"%06x" % number for number in range(entries))
    head = b"PK\x03\x04" + bytes(26)
    sizes = (entries, entries, len(directory), len(head))
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, *sizes)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(head) + len(directory), 1)
    most = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, *most, 0)
    return head + directory + record + locator + end


class Counted(io.BytesIO):
    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        content = super().read(size)
        self.taken += len(content)
        return content


def test_a_huge_directory_is_refused_before_it_is_read():
    content = Counted(huge_directory(100_000))
    with pytest.raises(FileRefused, match=DAMAGED):
        check_upload(File(content, name="a.docx"))
    assert content.taken < 1.2 * 1024 * 1024


@pytest.mark.parametrize("name", ["_VBA_PROJECT", "_vba_project", "Macros\0"])
@pytest.mark.parametrize("before", [0, 100, 1024 * 1024 - 11])
def test_an_old_file_with_a_macro_project_is_refused(name: str, before: int):
    content = OLE + bytes(before) + name.encode("utf-16-le") + bytes(50)
    with pytest.raises(FileRefused, match="macro"):
        check("a.xls", content)


def test_an_old_file_that_only_speaks_of_macros_is_taken():
    assert check("a.doc", OLE + "Tắt Macros trong Excel".encode("utf-16-le")) == "doc"
