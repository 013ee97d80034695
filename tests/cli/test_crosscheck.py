from __future__ import annotations

from click.testing import CliRunner

from parindex.cli import main
from tests.support import story


def run(*arguments: str):
    return CliRunner().invoke(main, ["crosscheck", *arguments])


def test_the_flags_of_the_newest_round_are_printed_with_a_sum(world):
    story.submit(world, 0)
    story.submit(world, 1)
    told = run("mau-2019")
    assert told.exit_code == 0
    assert "Xã Mẫu 02  1.1  [Cần làm rõ] Trùng tài liệu với đơn vị khác." in told.output
    assert told.output.endswith("10 cảnh báo, còn 10 cần xem.\n")


def test_one_unit_and_one_round_can_be_asked_for(world):
    story.submit(world, 0)
    story.submit(world, 1)
    assert run("mau-2019", "--unit", "huyen-mau.xa-01").output == "0 cảnh báo, còn 0 cần xem.\n"
    assert run("mau-2019", "--round", "1").exit_code == 0


def test_an_unknown_cycle_or_round_is_refused_with_a_sentence(world):
    assert "Không có kỳ đánh giá này" in run("khong-co").output
    refused = run("mau-2019", "--round", "7")
    assert refused.exit_code == 1
    assert "Không có đợt này" in refused.output
