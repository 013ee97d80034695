from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from parindex.cli import main

MINI = Path(__file__).parents[1] / "support/criteria/mini-commune"


def run(*arguments):
    return CliRunner().invoke(main, ["criteria", "diff", *map(str, arguments)])


def test_a_changed_threshold_is_told_in_words(tmp_path):
    new = tmp_path / "moi"
    shutil.copytree(MINI, new)
    (part,) = [path for path in new.iterdir() if "at_least: 100, points: 2" in path.read_text()]
    part.write_text(part.read_text().replace("at_least: 100,", "at_least: 90,"))
    found = run(MINI, new)
    assert found.exit_code == 0
    assert "đổi 1.2.1 Mức độ hoàn thành kế hoạch" in found.output
    assert "Cách chấm: Đạt 100%: 2 điểm" in found.output
    assert "→ Từ 90% trở lên: 2 điểm" in found.output
    assert "1 mục khác; tổng 10 → 10 điểm" in found.output


def test_the_same_set_has_nothing_to_tell():
    assert "0 mục khác" in run(MINI, MINI).output


def test_a_folder_without_a_set_is_an_error(tmp_path):
    found = run(MINI, tmp_path)
    assert found.exit_code == 1
    assert "Không thấy bộ tiêu chí" in found.output
