from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from parindex.cli import main
from tests.support import story
from tests.support.story import CRITERIA, FACTS

SET = CRITERIA / "mini-commune"
STRICTER = """edits:
  - {code: "1.2.1", at: rule.steps.1.at_least, value: 95}
  - {at: classes.2.at_least, value: 70}
"""


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def edits(tmp_path: Path) -> Path:
    path = tmp_path / "sua.yaml"
    path.write_text(STRICTER, encoding="utf-8")
    return path


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """Return a folder with two units; the first does all tasks, the second nine of ten."""
    folder = tmp_path / "don-vi"
    folder.mkdir()
    for code, done, survey in (("xa-a", 10, 40), ("xa-b", 9, "97.5")):
        facts: dict[str, Any] = {
            **FACTS,
            "plan_tasks": {"numerator": done, "denominator": 10},
            "satisfaction": str(survey),
        }
        document = {"name": f"Xã {code[-1].upper()}", "facts": facts, "awards": {"2.2": 1}}
        (folder / f"{code}.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def test_who_moves_is_printed(units, edits):
    answer = run("simulate", SET, edits, units, "--sensitivity")
    assert answer.exit_code == 0, answer.output
    assert "2 chỗ thay đổi:" in answer.output
    assert "xếp loại Khá: từ 65% → từ 70%" in answer.output
    rows = [line.split() for line in answer.output.splitlines() if "Xã" in line]
    assert rows[0][:5] == ["1", "2", "+1", "Xã", "A"]
    assert rows[1][:5] == ["2", "1", "-1", "Xã", "B"]
    assert rows[1][-2:] == ["1:", "-1"]
    assert "1. Công tác chỉ đạo, điều hành: 1 đơn vị, cộng lại -1 điểm" in answer.output
    assert "Độ nhạy theo bộ mới" in answer.output


def test_json_and_xlsx_hold_the_same(units, edits, tmp_path):
    out = tmp_path / "kq.json"
    answer = run("simulate", SET, edits, units, "--json", "--out", out)
    data = json.loads(answer.output)
    assert json.loads(out.read_text(encoding="utf-8")) == data
    book_path = tmp_path / "kq.xlsx"
    assert run("simulate", SET, edits, units, "--sensitivity", "--out", book_path).exit_code == 0
    book = openpyxl.load_workbook(book_path)
    assert book.sheetnames == ["Đơn vị", "Lĩnh vực", "Thay đổi", "Độ nhạy"]
    rows = list(book["Đơn vị"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[2], row[3]) for row in rows] == [
        (unit["after"]["rank"], unit["places"], unit["code"]) for unit in data["units"]
    ]


def test_a_whole_set_may_be_the_change(units):
    answer = run("simulate", SET, SET, units)
    assert answer.exit_code == 0, answer.output
    assert "0 chỗ thay đổi" in answer.output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("edits: []", "Cần một danh sách edits"),
        ("[]", "Cần một danh sách edits"),
        ('edits: [{code: "9", at: max_points, value: 1}]', "không có mục “9”"),
        ('edits: [{code: "2.1", at: rule.per, value: 0}]', "phải lớn hơn 0"),
        ("edits: [", "chưa đúng dạng YAML"),
    ],
)
def test_a_change_that_cannot_be_made_is_said(units, tmp_path, text, words):
    path = tmp_path / "sai.yaml"
    path.write_text(text, encoding="utf-8")
    answer = run("simulate", SET, path, units)
    assert answer.exit_code == 1
    assert words in answer.output


def test_mistakes_in_the_units_files_are_named_by_line(units, edits):
    (units / "xa-c.yaml").write_text('facts: {}\nawards:\n  "2.2": 7\n  "9": 1\n', encoding="utf-8")
    (units / "xa-d.yaml").write_text("facts:\n  khong_co: 1\n", encoding="utf-8")
    (units / "xa-e.yaml").write_text("facts: {}\nawards: [1]\n", encoding="utf-8")
    answer = run("simulate", SET, edits, units)
    assert answer.exit_code == 1
    for place in ("xa-c.yaml:3", "xa-c.yaml:4", "xa-d.yaml:2", "xa-e.yaml:2"):
        assert place in answer.output


def test_where_the_units_come_from_must_be_clear(units, edits, tmp_path):
    assert "Cần đúng một nguồn" in run("simulate", SET, edits).output
    assert "Cần đúng một nguồn" in run("simulate", SET, edits, units, "--cycle", "x").output
    assert (
        "ghi được tệp .json hoặc .xlsx"
        in run("simulate", SET, edits, units, "--out", "a.csv").output
    )
    (tmp_path / "trong").mkdir()
    assert "không có tệp số liệu" in run("simulate", SET, edits, tmp_path / "trong").output
    (tmp_path / "r.json").write_text('{"units": [{"code": "a", "name": "b"}]}', encoding="utf-8")
    assert "không có điểm từng tiêu chí" in run("simulate", SET, edits, tmp_path / "r.json").output


@pytest.mark.django_db
def test_a_published_result_is_replayed(world, edits, tmp_path):
    publication = story.publish(world)
    path = tmp_path / "ket-qua.json"
    path.write_text(publication.content, encoding="utf-8")
    data = json.loads(run("simulate", SET, edits, path, "--json").output)
    published = {unit["code"]: unit for unit in json.loads(publication.content)["units"]}
    for unit in data["units"]:
        before = published[unit["code"]]
        assert (unit["before"]["index"], unit["before"]["rank"]) == (
            before["index"],
            before["rank"],
        )
        assert unit["before"]["class"] == before["class"]
    assert data["scaled"] == {"1.2.1": 2}  # a published result has no facts
    assert (
        "giữ nguyên tỷ lệ điểm đã chấm: 1.2.1 (2 đơn vị)"
        in run("simulate", SET, edits, path).output
    )


@pytest.mark.django_db
def test_a_stored_cycle_is_replayed_from_its_facts(world, edits):
    from parindex.kernel.models import JournalEntry

    publication = story.publish(world)
    entries = JournalEntry.objects.count()
    answer = run("simulate", "mini-commune", edits, "--cycle", "mau-2019", "--json")
    data = json.loads(answer.output)
    published = {unit["code"]: unit for unit in json.loads(publication.content)["units"]}
    assert {unit["code"]: unit["before"]["index"] for unit in data["units"]} == {
        code: unit["index"] for code, unit in published.items()
    }
    assert data["scaled"] == {}
    assert {unit["fields"][0]["after"] for unit in data["units"]} == {"4"}  # 9 of 10: no point now
    assert JournalEntry.objects.count() == entries


@pytest.mark.django_db
def test_a_cycle_in_its_course_counts_what_counts_now(world, edits):
    story.submit(world)
    answer = run("simulate", "mini-commune", edits, "--cycle", "mau-2019")
    assert answer.exit_code == 0, answer.output
    assert "Chưa biết điểm theo bộ mới: 2.3 (1 đơn vị)" in answer.output


@pytest.mark.django_db
def test_a_cycle_or_round_or_set_that_is_not_there_is_said(world, edits):
    assert "Không có kỳ đánh giá này" in run("simulate", "x", edits, "--cycle", "y").output
    two = run("simulate", "mini-commune", edits, "--cycle", "mau-2019", "--round", "2")
    assert "không có đợt 2" in two.output
    assert "chưa có hồ sơ đã nộp" in run("simulate", "x", edits, "--cycle", "mau-2019").output


@pytest.mark.django_db
def test_a_publication_is_replayed_from_its_facts(world, edits):
    """By its number in the list or by its decision; the set need not be named."""
    from parindex.kernel.models import JournalEntry

    publication = story.publish(world)
    entries = JournalEntry.objects.count()
    by_id = run("simulate", "--publication", publication.pk, edits, "--json")
    assert by_id.exit_code == 0, by_id.output
    by_decision = run("simulate", "mini-commune", edits, "--publication", "99/QĐ-UBND", "--json")
    assert by_decision.output == by_id.output
    data = json.loads(by_id.output)
    published = {unit["code"]: unit for unit in json.loads(publication.content)["units"]}
    assert {
        unit["code"]: (unit["before"]["index"], unit["before"]["rank"], unit["before"]["class"])
        for unit in data["units"]
    } == {code: (unit["index"], unit["rank"], unit["class"]) for code, unit in published.items()}
    assert data["scaled"] == {}
    assert {unit["fields"][0]["after"] for unit in data["units"]} == {"4"}  # 9 of 10: no point now
    assert JournalEntry.objects.count() == entries


@pytest.mark.django_db
def test_a_component_that_does_not_apply_stays_out_when_a_publication_is_replayed(world):
    publication = story.publish(world)
    content = json.loads(publication.content)
    part = next(row for row in content["units"][0]["components"] if row["code"] == "2.1")
    part.update(final=None, not_applicable=True)
    type(publication).objects.update(content=json.dumps(content))
    words = ("--publication", publication.pk, "--set", "2.1:rule.per=0.5", "--json")
    data = json.loads(run("simulate", *words).output)
    tops = {unit["code"]: unit["after"]["max_points"] for unit in data["units"]}
    assert sorted(tops.values()) == ["10", "9"]
    assert tops[content["units"][0]["code"]] == "9"


@pytest.mark.django_db
def test_changes_may_stand_on_the_command_line(world, edits):
    publication = story.publish(world).pk
    changes = ["--set", "1.2.1:rule.steps.1.at_least=95", "--set", "classes.2.at_least=70,0"]
    listed = json.loads(run("simulate", "--publication", publication, *changes, "--json").output)
    from_file = json.loads(run("simulate", "--publication", publication, edits, "--json").output)
    assert listed == from_file
    both = run(
        "simulate", "--publication", publication, edits, "--set", "2.1:max_points=2", "--json"
    )
    assert len(json.loads(both.output)["changes"]) > len(listed["changes"])
    stored = run(
        "simulate", "mini-commune", "--cycle", "mau-2019", "--set", "2.2:rule.basis=Mới", "--json"
    )
    assert [change["after"] for change in json.loads(stored.output)["changes"]] == ["Mới"]


@pytest.mark.django_db
def test_what_cannot_be_replayed_is_said(world, edits, units):
    here = story.publish(world).pk
    for words, said in (
        (("--publication", "99999", edits), "Không có kết quả đã công bố nào là “99999”"),
        (("x", edits, "--publication", here), "chấm theo bộ “mini-commune”, không phải “x”"),
        (("--publication", here), "Chưa biết thử thay đổi nào"),
        (("--publication", here, "--set", "1.1"), "Không hiểu --set “1.1”"),
        (("--publication", here, "--set", "9:max_points=1"), "không có mục “9”"),
        (("--cycle", "mau-2019", "--set", "a=1"), "Cần ghi BỘ"),
        (("--publication", here, "--cycle", "mau-2019", edits), "Cần đúng một nguồn"),
    ):
        answer = run("simulate", *words)
        assert answer.exit_code == 1
        assert said in answer.output


@pytest.mark.django_db
def test_a_decision_that_published_twice_is_asked_about(world, edits):
    publication = story.publish(world)
    publication.pk, publication.version, publication._state.adding = None, 2, True
    publication.save()
    answer = run("simulate", "--publication", "99/QĐ-UBND", edits)
    assert "là số quyết định của nhiều kết quả" in answer.output
    assert f"{publication.pk} (mini-commune, bản 2)" in answer.output
    listed = run("results", "list").output
    assert "bản 1 (đã được đính chính)" in listed
    assert "99/QĐ-UBND ngày 14/02/2020  mau-2019, đợt 1  mini-commune  bản 2\n" in listed


@pytest.mark.django_db
def test_a_publication_is_written_as_the_public_page_gives_it(world, tmp_path, edits):
    from parindex.results.exports import results_csv, results_xlsx

    publication = story.publish(world)
    expected = {
        "kq.csv": results_csv(publication),
        "kq.xlsx": results_xlsx(publication),
        "kq.json": publication.content.encode(),
    }
    for name, content in expected.items():
        assert run("results", "export", publication.pk, tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_bytes() == content
    assert run("simulate", SET, edits, tmp_path / "kq.json").exit_code == 0
    refused = run("results", "export", publication.pk, tmp_path / "kq.pdf")
    assert "ghi được tệp .xlsx, .csv hoặc .json" in refused.output
