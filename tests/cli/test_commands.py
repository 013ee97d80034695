from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from parindex.cli import main
from tests.support.story import CRITERIA, FACTS

SETS = sorted(path.name for path in (Path(__file__).parents[2] / "data" / "criteria").iterdir())


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"facts": FACTS}), encoding="utf-8")
    return path


@pytest.mark.parametrize("code", SETS)
def test_every_set_in_the_data_is_accepted(code: str):
    answer = run("criteria", "check", code)
    assert answer.exit_code == 0, answer.output
    assert "hợp lệ" in answer.output
    assert "tổng 100 điểm" in answer.output


def test_a_set_that_is_not_there_is_said():
    answer = run("criteria", "check", "khong-co")
    assert answer.exit_code == 1
    assert "Không thấy bộ tiêu chí" in answer.output


def test_score_prints_the_tree_with_a_sentence_for_each(facts: Path):
    answer = run("score", CRITERIA / "mini-commune", facts)
    assert answer.exit_code == 0, answer.output
    assert "1.2.1" in answer.output
    assert "9/10" in answer.output


def test_score_speaks_json(facts: Path):
    tree = json.loads(run("score", CRITERIA / "mini-commune", facts, "--json").output)
    assert tree["children"][0]["children"][0]["points"] == "2"


def test_score_speaks_english(facts: Path):
    mini = CRITERIA / "mini-commune"
    tree = run("score", mini, facts, "--language", "en").output
    assert "9/10 = 90% (from 80% to below 100%): 1/2 points." in tree
    assert " điểm" not in tree
    data = json.loads(run("score", mini, facts, "--json").output)
    assert data["sentence"] in run("score", mini, facts).output
    assert data["sentence_en"] in tree


def test_score_speaks_two_languages_only(facts: Path):
    answer = run("score", CRITERIA / "mini-commune", facts, "--language", "fr")
    assert answer.exit_code == 2
    assert "--language" in answer.output


def test_score_names_the_line_of_a_wrong_fact(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text("facts:\n  plan_issued: true\n  wrong_documents: -1\n", encoding="utf-8")
    answer = run("score", CRITERIA / "mini-commune", path)
    assert answer.exit_code == 1
    assert "facts.yaml:3" in answer.output


@pytest.mark.django_db
def test_import_stores_a_set_once():
    first = run("criteria", "import", CRITERIA / "mini-commune")
    second = run("criteria", "import", CRITERIA / "mini-commune")
    assert first.output == second.output


@pytest.mark.django_db
def test_import_stores_a_decision_of_many_years_for_each_year():
    answer = run("criteria", "import", "cao-loc-2019-commune", "--year", "2023")
    assert answer.output.startswith("cao-loc-2019-commune-2023: đã nạp")


@pytest.mark.django_db
def test_journal_verify_names_the_entry_that_was_changed(world):
    from parindex.kernel.models import JournalEntry

    assert run("journal", "verify").exit_code == 0
    JournalEntry.objects.filter(number=3).update(actor="kẻ gian")
    answer = run("journal", "verify")
    assert answer.exit_code == 1
    assert "Mục 3: nội dung đã bị sửa sau khi ghi." in answer.output


@pytest.mark.django_db
def test_a_person_added_by_the_command_can_sign_in(world, client):
    answer = run(
        "person",
        "add",
        "moi",
        "--name",
        "Người Mới",
        "--seat",
        "CLERK@huyen-mau.xa-01",
        "--password",
        "mat-khau-dai-2019",
    )
    assert answer.exit_code == 0, answer.output
    assert client.login(username="moi", password="mat-khau-dai-2019")


@pytest.mark.django_db
def test_a_person_with_an_unknown_seat_is_refused(world):
    answer = run(
        "person", "add", "moi", "--name", "Mới", "--seat", "KING@nowhere", "--password", "x" * 12
    )
    assert answer.exit_code == 1
    assert "Không hiểu" in answer.output


@pytest.mark.django_db
def test_results_verify_recomputes(world):
    from tests.support import story

    story.publish(world)
    answer = run("results", "verify")
    assert answer.exit_code == 0, answer.output
    assert "99/QĐ-UBND: khớp" in answer.output


@pytest.mark.django_db
def test_dossier_verify_names_what_was_changed_after_it_was_handed_in(world):
    from parindex.assessments.models import ComponentEntry
    from tests.support import story

    story.submit(world)
    assert "1 hồ sơ đã nộp: đều khớp biên nhận." in run("dossier", "verify").output
    ComponentEntry.objects.filter(code="1.1").update(explanation="thêm sau khi nộp")
    answer = run("dossier", "verify")
    assert answer.exit_code == 1
    assert "Xã Mẫu 01" in answer.output
