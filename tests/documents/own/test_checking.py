from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile

import docx
import pytest

from parindex.documents.choices import PaperKind
from parindex.documents.own.checking import TemplateRefused, try_out
from parindex.documents.own.starter import starter
from parindex.documents.writers.docx_marks import element
from parindex.kernel.errors import FileRefused
from tests.documents.own import templates
from tests.documents.own.templates import made, template

KIND = PaperKind.SELF_ASSESSMENT_REPORT


def faults(content: bytes) -> tuple[str, ...]:
    with pytest.raises(TemplateRefused) as refused:
        try_out(content, KIND)
    return refused.value.faults


@pytest.mark.parametrize("kind", PaperKind)
def test_the_starter_of_every_kind_lacks_nothing(kind):
    assert try_out(starter(kind), kind).lacks == ()


def test_an_unknown_name_is_told_with_the_one_it_looks_like():
    found = faults(template("{{ co_quan_ban_hanh }} {{ xyz }}", "{{ nguoi_ki }}"))
    assert found == (
        "Không có chỗ điền {{ co_quan_ban_hanh }}. Có phải là {{ co_quan }}?",
        "Không có chỗ điền {{ xyz }}. Hãy chọn trong danh sách chỗ điền.",
        "Không có chỗ điền {{ nguoi_ki }}. Có phải là {{ nguoi_ky }}?",
    )


def test_commands_and_open_braces_are_told_with_their_line():
    found = faults(template("{% for x in range(9**9) %}", "{{ so", "nguoi_ky }}", "{{{{ so }}"))
    assert found[0].startswith("Dòng “{% for x in range(9**9) %}”: mẫu không dùng lệnh")
    assert [line.split("”")[0] for line in found[1:]] == [
        "Dòng “{{ so",
        "Dòng “nguoi_ky }}",
        "Dòng “{{{{ so }}",
    ]


def test_an_expression_is_no_name():
    assert faults(template("{{ ''.__class__.__mro__ }}"))[0].startswith(
        "Không có chỗ điền {{ ''.__class__"
    )


def test_a_template_without_the_content_is_refused():
    assert faults(template("{{ so }}", content=False)) == (
        "Mẫu thiếu {{ noi_dung }}: nội dung văn bản sẽ bị mất. Hãy ghi nó trên một dòng riêng.",
    )


def test_the_content_stands_alone_once_and_not_in_a_table():
    document = docx.Document()
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "{{ noi_dung }}"
    document.add_paragraph("Nội dung: {{ noi_dung }}")
    found = faults(made(document))
    assert [line[:17] for line in found] == ["{{ noi_dung }} ph", "{{ noi_dung }} ch"]


def test_what_a_document_would_lack_is_said_and_does_not_stand_in_the_way():
    lacks = try_out(
        template("{{ co_quan }}, {{ dia_danh }}, {{ ngay_thang }}, {{ so }}"), KIND
    ).lacks
    assert [line.split(":")[0] for line in lacks] == [
        "{{ trich_yeu }}", "{{ chuc_vu }}", "{{ nguoi_ky }}", "{{ noi_nhan }}",
    ]  # fmt: skip


def test_too_many_names_are_refused():
    assert "quá nhiều chỗ điền" in " ".join(faults(template("{{ so }} " * 301)))


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
HOSTILE = {
    "an embedded object": lambda: templates.with_xml(element("object")),
    "another file taken in": lambda: templates.with_xml(element("altChunk")),
    "a control": lambda: templates.with_xml(element("control")),
    "a remote picture": lambda: templates.with_relation("image", "http://example.invalid/a.png"),
    "a picture on a share": lambda: templates.with_relation("image", r"\\example.invalid\a.png"),
    "a remote document": lambda: templates.with_relation("subDocument", "http://example.invalid/"),
    "a link to a program": lambda: templates.with_relation("hyperlink", f"file:{3 * chr(47)}c:/windows/x.exe"),
    "a frame": lambda: templates.with_relation("frame", "http://example.invalid/"),
    "a field that runs": lambda: templates.with_field("DDE", "AUTO cmd"),
    "a field in pieces": lambda: templates.with_field("INCLUDE", "PICTURE ", '"http://example.invalid"'),
    "a field without a name": lambda: templates.with_field(" "),
    "a simple field": lambda: templates.with_xml(element("fldSimple", instr="INCLUDETEXT x")),
    "a field never closed": lambda: templates.with_xml(element("fldChar", fldCharType="begin")),
    "not a package": lambda: b"PK\x03\x04 not a package",
    "an empty package": lambda: templates.with_part({"word/document.xml": b"<a/>"}),
    "broken XML": lambda: templates.with_part({"word/document.xml": b"<w:document"}),
    "entities": lambda: templates.with_part({"word/styles.xml": DOCTYPE}),
    "entities in the text": lambda: templates.with_part({"word/document.xml": DOCTYPE}),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_what_word_would_fetch_run_or_unpack_is_refused(what: str):
    with pytest.raises(FileRefused):
        try_out(HOSTILE[what](), KIND)


def test_a_bomb_is_refused_before_it_is_unpacked():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 40_000_000)
    with pytest.raises(FileRefused):
        try_out(stream.getvalue(), KIND)


@pytest.mark.parametrize(
    "line",
    ["{{" * 100_000, "{{ so " * 50_000, "}" * 200_000, "{%" * 100_000, "{{" + " a" * 200_000],
)
def test_a_line_made_to_be_slow_is_answered_at_once(line: str):
    began = time.monotonic()
    faults(template(line))
    assert time.monotonic() - began < 5


def test_a_link_to_a_page_and_page_numbers_are_fine():
    try_out(templates.with_relation("hyperlink", "https://example.invalid/"), KIND)
    try_out(templates.with_field(" PAGE "), KIND)


@pytest.mark.skipif(not shutil.which("soffice"), reason="cần LibreOffice (soffice)")
def test_libreoffice_opens_what_a_template_was_filled_with(tmp_path):
    path = tmp_path / "mau.docx"
    path.write_bytes(try_out(starter(KIND), KIND).filled)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    assert "Trên đây là văn bản ví dụ." in (tmp_path / "mau.txt").read_text(encoding="utf-8-sig")
