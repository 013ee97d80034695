from __future__ import annotations

import pytest
from click.testing import CliRunner

from parindex.cli import main
from tests.documents import reading
from tests.support import story


@pytest.fixture
def run(world, settings):
    settings.PARINDEX_NOW = story.APPRAISED
    story.submit(world)
    return lambda *words: CliRunner().invoke(main, ["papers", *words])


def test_the_list_tells_what_can_be_made_and_what_is_missing(run):
    lines = run("list", "mau-2019").output.splitlines()
    assert any(
        line.startswith("cong-van-don-doc") and "1 đơn vị chưa nộp" in line for line in lines
    )
    assert any(
        line.startswith("ket-qua-chi-tiet")
        and "chưa làm được: Kết quả của đơn vị chưa công bố." in line
        for line in lines
    )


def test_everything_that_can_be_made_is_written_by_kind(run, tmp_path):
    out = run("write", "mau-2019", str(tmp_path), "--format", "docx")
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.docx"))
    assert out.output == f"Đã ghi {len(found)} tệp của {len(found)} văn bản vào {tmp_path}.\n"
    assert "cong-van-don-doc/cong-van-don-doc-mau-2019-1.docx" in found
    assert "cong-van-nop-ho-so/cong-van-nop-ho-so-mau-2019-1-huyen-mau.xa-01.docx" in found
    letter = reading.opened(
        (tmp_path / "cong-van-don-doc/cong-van-don-doc-mau-2019-1.docx").read_bytes()
    )
    assert "Ủy ban nhân dân xã Mẫu 02" in "\n".join(reading.lines(letter))


def test_one_kind_of_one_unit_as_pdf(run, tmp_path):
    words = ("--kind", "cong-van-nop-ho-so", "--unit", "huyen-mau.xa-01", "--format", "pdf")
    run("write", "mau-2019", str(tmp_path), *words)
    (path,) = tmp_path.rglob("*.*")
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("khong-co",), "Không có kỳ đánh giá này."),
        (("mau-2019", "--kind", "tho"), "Không có loại văn bản “tho”."),
        (("mau-2019", "--unit", "khong-co"), "Không có hồ sơ của đơn vị “khong-co” trong kỳ này."),
    ],
)
def test_what_is_not_there_is_said(run, words, sentence):
    result = run("list", *words)
    assert result.exit_code == 1
    assert sentence in result.output
