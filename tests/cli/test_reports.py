from __future__ import annotations

import pytest
from click.testing import CliRunner

from parindex.cli import main
from parindex.reporting.models import FieldLead, Joint, ReportingPeriod
from tests.support import reporting

PERIOD = """
code: huyen-mau-2020-q1
name: Báo cáo CCHC quý I năm 2020
kind: QUARTER_1
year: 2020
body: huyen-mau
coordinator: huyen-mau.noi-vu
outline: mau-quy
opens_at: "2020-02-18T08:00"
communes_of: huyen-mau
agencies_of: huyen-mau
own_cycle: mau-2019
leads:
  chi-dao: huyen-mau.noi-vu
  the-che: [huyen-mau.tu-phap, huyen-mau.noi-vu]
"""


@pytest.fixture
def run(world, settings):
    settings.PARINDEX_NOW = reporting.WRITTEN
    return lambda *words: CliRunner().invoke(main, ["reports", *words])


@pytest.fixture
def opened(run, tmp_path):
    """Return a function that opens the period of a file, changed a little."""

    def open_file(old: str = "", new: str = "", username: str = "coordinator"):
        path = tmp_path / "period.yaml"
        path.write_text(PERIOD.replace(old, new) if old else PERIOD, encoding="utf-8")
        return run("open", str(path), "--as", username)

    run("import", str(reporting.OUTLINE))
    return open_file


def test_an_outline_is_imported_by_its_code_and_twice_does_no_harm(run):
    first = run("import", "lang-son-983")
    assert first.output.startswith("lang-son-983: đã nạp, dấu ")
    assert run("import", "lang-son-983").output == first.output


def test_an_outline_that_is_not_there_is_said(run):
    assert "Không thấy đề cương “khong-co”" in run("import", "khong-co").output


def test_a_mistake_in_an_outline_names_file_and_line(run, tmp_path):
    path = tmp_path / "outline.yaml"
    text = reporting.OUTLINE.read_text(encoding="utf-8")
    path.write_text(text.replace("type: ratio", "type: percent"), encoding="utf-8")
    failed = run("import", str(path))
    assert failed.exit_code == 1
    assert "outline.yaml:29: tables[0].columns[2].type" in failed.output


def test_a_period_is_opened_from_its_file(opened):
    assert opened().output == (
        "huyen-mau-2020-q1: đã mở, 4 đơn vị báo cáo, gửi trước 00:00 ngày 01/03/2020.\n"
    )
    assert FieldLead.objects.count() == 2
    assert Joint.objects.get().section_code == "dia-ban.the-che"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind:", "loai:", "khóa không dùng được: loai"),
        ("name: Báo cáo CCHC quý I năm 2020", "name: ''", "thiếu khóa “name”"),
        ("body: huyen-mau\n", "body: huyen-khac\n", "Không có đơn vị mã “huyen-khac”"),
        ("outline: mau-quy", "outline: khac", "Không có báo cáo này"),
        ("opens_at: ", "opens_at: x", "phải ghi như 2024-03-01T08:00"),
        ("year: 2020", 'year: 2020\ndata_from: "1/12"', "phải ghi như 2024-03-01"),
        ("year: 2020", "year: 2020\nresult: 1/QĐ", "Không có kết quả nào theo quyết định “1/QĐ”"),
        ("kind: QUARTER_1", "kind: YEAR", "Đề cương không quy định kỳ này"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(opened, old, new, said):
    failed = opened(old, new)
    assert failed.exit_code == 1
    assert said in failed.output
    assert not ReportingPeriod.objects.exists()


def test_only_the_coordinator_opens_and_somebody_unknown_is_said(opened):
    assert "Chỉ cơ quan điều phối" in opened(username="clerk-1").output
    assert "Không có người dùng “ai”" in opened(username="ai").output


def test_no_yaml_is_said(run, tmp_path):
    for content in ("a: [", "chỉ có chữ"):
        path = tmp_path / "period.yaml"
        path.write_text(content, encoding="utf-8")
        assert "Tệp period.yaml" in run("open", str(path), "--as", "coordinator").output


def test_periods_and_their_reports_are_listed(opened, run, world):
    opened()
    period = ReportingPeriod.objects.get()
    reporting.submit(reporting.report_of(period, world.communes[0]), world.clerk(), world.leader())
    assert run("list").output == "huyen-mau-2020-q1  Báo cáo CCHC quý I năm 2020: 1/4 đã gửi\n"
    shown = run("show", period.code).output
    assert "Xã Mẫu 01: Đã gửi BC-2020-" in shown
    assert "Xã Mẫu 02: Đang soạn, còn " in shown
