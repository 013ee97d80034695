"""The command never writes over somebody's files, and says what it knows."""

from __future__ import annotations

from parindex.cli.ground import DATA
from parindex.scenarios.stories import STORIES
from tests.support.playing import command


def test_it_lists_the_five_stories_of_the_letters():
    run = command("scenario", "list")
    assert run.returncode == 0
    for code in (
        "cao-loc-2020",
        "cao-loc-2024-q1",
        "tam-duong-2019",
        "thua-thien-hue-2019",
        "vinh-linh-2023",
    ):
        assert code in run.stdout


def test_every_folder_of_data_can_be_played_and_every_story_has_its_folder():
    folders = {path.name for path in (DATA / "scenarios").iterdir() if path.is_dir()}
    assert folders == set(STORIES)


def test_it_refuses_a_folder_with_other_files(tmp_path):
    (tmp_path / "bao-cao.docx").write_bytes(b"")
    run = command("scenario", "run", "cao-loc-2020", "--out", str(tmp_path))
    assert run.returncode == 1
    assert "đã có tệp khác" in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["bao-cao.docx"]


def test_it_refuses_a_story_that_nobody_knows(tmp_path):
    run = command("scenario", "run", "mau-2019", "--out", str(tmp_path / "moi"))
    assert run.returncode == 1
    assert "Không có kịch bản" in run.stderr
    assert not (tmp_path / "moi").exists()
