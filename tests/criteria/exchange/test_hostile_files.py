"""Files that would hang, fill the memory or fetch something are refused with a sentence."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest

from parindex.criteria.exchange import ExchangeFileError, package, read_file
from parindex.kernel.reading import package as measuring

BOMB = '<!DOCTYPE a [<!ENTITY b "bbbb">]>'


def workbook(path):
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "TT"
    book.save(path)
    return path


def changed(path, part, change):
    """Write the package again with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def refused(path, words):
    with pytest.raises(ExchangeFileError, match=words):
        read_file(path)


@pytest.mark.parametrize("area", ["A1:XFD1048576", "B2:A9999999", "?"])
def test_a_merged_area_of_the_whole_sheet(tmp_path, area):
    merge = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    path = changed(
        workbook(tmp_path / "a.xlsx"), SHEET, lambda text: text.replace("</sheetData>", merge)
    )
    refused(path, "quá 200000 ô")


def test_a_cell_in_the_far_corner_costs_nothing(tmp_path):
    far = '</row><row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
    path = changed(
        workbook(tmp_path / "a.xlsx"), SHEET, lambda text: text.replace("</row></sheetData>", far)
    )
    refused(path, "không thấy bảng tiêu chí")


def test_a_document_type(tmp_path):
    def declare(text):
        return text.replace("<worksheet", BOMB + "<worksheet", 1)

    refused(changed(workbook(tmp_path / "a.xlsx"), SHEET, declare), "bị hỏng")


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx"])
def test_what_is_no_package(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04 and then nothing")
    refused(path, "bị hỏng")


def test_one_kind_under_the_name_of_the_other(tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    path = path.rename(tmp_path / "a.docx")
    refused(path, "không phải .docx")


def test_a_part_that_is_broken(tmp_path):
    refused(changed(workbook(tmp_path / "a.xlsx"), SHEET, lambda text: text[:-20]), "bị hỏng")


def test_other_endings_and_files_that_are_not_there(tmp_path):
    refused(tmp_path / "a.xls", "chỉ đọc được")
    refused(tmp_path / "a.xlsx", "không đọc được")


def test_too_many_bytes_before_and_after_unpacking(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx")
    monkeypatch.setattr(measuring, "MOST_UNPACKED", 100)
    refused(path, "giải nén quá lớn")
    monkeypatch.setattr(package, "MOST_BYTES", 100)
    refused(path, "tệp lớn hơn")


def test_a_formula_that_would_call_a_program_is_only_text(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["TT", "Tiêu chí", "Điểm tối đa"])
    book.worksheets[0].append(["1", "=cmd|' /C calc'!A0", 1])
    book.save(path)
    refused(path, "không thấy bảng tiêu chí")
