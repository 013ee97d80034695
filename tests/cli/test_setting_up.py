"""A real body's first day: units, criteria, people and the year, from the command line alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from parindex.accounts.models import User
from parindex.assessments.models import Dossier
from parindex.cli import main
from parindex.cycles.models import Cycle

DATA = Path(__file__).parents[2] / "data"
YEAR = DATA / "scenarios" / "tam-duong-2019" / "cycle.yaml"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def ready(db) -> None:
    """Load units, sets and the coordinator."""
    for words in (
        ("units", "import", DATA / "units" / "lai-chau.yaml"),
        ("criteria", "import", "lai-chau-2019-district", "lai-chau-2019-commune"),
        (
            "person",
            "add",
            "dieuphoi",
            "--name",
            "Lý Ngọc Phương",
            "--seat",
            "COORDINATOR@tam-duong.noi-vu",
            "--password",
            "mat-khau-dai",
        ),
    ):
        answer = run(*words)
        assert answer.exit_code == 0, answer.output


def test_a_year_is_opened_from_its_file(ready):
    answer = run("cycle", "open", YEAR, "--as", "dieuphoi")
    assert answer.exit_code == 0, answer.output
    assert "15 đơn vị tham gia" in answer.output
    assert Dossier.objects.count() == 15
    assert "tam-duong-2019" in run("cycle", "list").output


def test_the_same_year_is_not_opened_twice(ready):
    run("cycle", "open", YEAR, "--as", "dieuphoi")
    answer = run("cycle", "open", YEAR, "--as", "dieuphoi")
    assert answer.exit_code == 1
    assert "đã mở rồi" in answer.output


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("body: tam-duong\n", "body: nowhere\n", "Không có đơn vị “nowhere”"),
        ("year: 2019\n", "", "thiếu khóa “year”"),
        ("data_until: 2019-12-31", 'data_until: "cuối năm"', "phải là một ngày"),
        ("data_until: 2019-12-31", "data_until: 2018-12-31", "phải trước ngày chốt"),
        ('opens_at: "2019-12-26T08:00"', 'opens_at: "sáng mai"', "giờ Việt Nam"),
        (
            "criteria_set: lai-chau-2019-commune,",
            "criteria_set: no-such-set,",
            "Không có bộ tiêu chí",
        ),
        ("APPRAISE: lai", "JUDGE: lai", "Không hiểu “JUDGE”"),
        ('"7.1": tam', '"7.9": tam', "không có mục 7.9"),
        ("rounds:", "rounds: [", "không phải YAML"),
    ],
)
def test_a_mistake_in_the_file_is_said_and_nothing_is_opened(
    ready, tmp_path: Path, old: str, new: str, says: str
):
    text = YEAR.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "cycle.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    answer = run("cycle", "open", path, "--as", "dieuphoi")
    assert answer.exit_code == 1, answer.output
    assert says in answer.output
    assert not Cycle.objects.exists()


def test_only_the_coordinator_opens_a_year(ready):
    run(
        "person",
        "add",
        "xa",
        "--name",
        "A",
        "--seat",
        "CLERK@tam-duong.ban-bo",
        "--password",
        "mat-khau-dai",
    )
    answer = run("cycle", "open", YEAR, "--as", "xa")
    assert answer.exit_code == 1
    assert not Cycle.objects.exists()
    assert run("cycle", "open", YEAR, "--as", "khong-co").exit_code == 1


def test_a_forgotten_password_is_set_anew(ready, client):
    assert run("person", "password", "dieuphoi", "--password", "mat-khau-moi").exit_code == 0
    assert client.login(username="dieuphoi", password="mat-khau-moi")
    assert run("person", "password", "ai-do", "--password", "mat-khau-moi").exit_code == 1
    assert User.objects.count() == 1
