"""The whole year of letter 1202, from an empty database, in a process and a database of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from tests.support.repository import ROOT


@pytest.fixture(scope="module")
def story(tmp_path_factory) -> tuple[Path, str]:
    """Play the story once; return its folder and what it printed."""
    out = tmp_path_factory.mktemp("tam-duong")
    run = subprocess.run(
        [sys.executable, "-m", "parindex", "scenario", "run", "tam-duong-2019", "--out", str(out)],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "parindex.config.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return out, run.stdout


@pytest.fixture
def results(story) -> Any:
    return json.loads((story[0] / "results.json").read_text(encoding="utf-8"))


def test_all_fourteen_communes_are_ranked(results):
    assert len(results["units"]) == 14
    assert results["absent"] == []
    assert [unit["rank"] for unit in results["units"]] == sorted(
        unit["rank"] for unit in results["units"]
    )


def test_ranks_follow_the_index_and_ties_share(results):
    indices = [Decimal(unit["index"]) for unit in results["units"]]
    for unit in results["units"]:
        better = sum(index > Decimal(unit["index"]) for index in indices)
        assert unit["rank"] == better + 1


def test_points_are_the_sums_of_the_fields_and_the_index_follows(results):
    for unit in results["units"]:
        points, top = (
            sum((Decimal(field[key]) for field in unit["fields"]), Decimal(0))
            for key in ("points", "max_points")
        )
        assert (points, top) == (Decimal(unit["points"]), Decimal(unit["max_points"]))
        assert Decimal(unit["index"]) == round(points / top * 100 + Decimal("1e-9"), 2)


def test_it_says_that_the_facts_are_made_up(story, results):
    assert "giả lập" in results["synthetic_note"]
    assert "giả lập" in story[1]


def test_the_ranking_is_printed(story):
    assert "Hạng" in story[1]
    assert "Thị trấn Tam Đường" in story[1]


def test_the_documents_open(story):
    folder = story[0] / "van-ban"
    text = "\n".join(
        paragraph.text for paragraph in Document(folder / "quyet-dinh-cong-bo.docx").paragraphs
    )
    assert "QUYẾT ĐỊNH" in text
    assert len(PdfReader(folder / "quyet-dinh-cong-bo.pdf").pages) >= 2
    reports = sorted(folder.glob("bao-cao-tu-danh-gia-*.docx"))
    # 14 communes and the lead departments' parts of the district's own form
    assert len(reports) == 14 + 6


def parindex(story, *words: str) -> str:
    """Run a command on the database that the story left."""
    run = subprocess.run(
        [sys.executable, "-m", "parindex", *words],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "parindex.config.settings",
            "PARINDEX_DB": str(story[0] / "scenario.sqlite3"),
            "PARINDEX_DATABASE_URL": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_the_journal_of_the_story_holds(story):
    assert "toàn vẹn" in parindex(story, "journal", "verify")
    lines = (story[0] / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[-1])["action"] == "results.published"


def test_its_published_table_is_ranked_again_unit_by_unit_and_field_by_field(story, results):
    path = story[0] / "ket-qua.xlsx"
    parindex(story, "results", "export", "1", str(path))
    again = json.loads(parindex(story, "index", str(path), "--json"))
    published = {unit["name"]: unit for unit in results["units"]}
    assert [(unit["name"], Decimal(unit["index"]), unit["rank"]) for unit in again["units"]] == [
        (unit["name"], Decimal(unit["index"]), unit["rank"]) for unit in results["units"]
    ]
    for unit in again["units"]:
        fields = published[unit["name"]]["fields"]
        assert [Decimal(part["index"]) for part in unit["fields"]] == [
            Decimal(field["index"]) for field in fields
        ]
        assert all(part["rank"] for part in unit["fields"])


def test_its_publication_is_replayed_under_other_rules_from_the_facts_of_the_communes(
    story, results
):
    """98 % of dossiers on time was enough for 3 points; 100 % takes them from those below."""
    change = ("--set", "3.4.1:rule.steps.0.at_least=100", "--set", "classes.0.at_least=92,5")
    found = json.loads(parindex(story, "simulate", "--publication", "1", *change, "--json"))
    published = {unit["code"]: unit for unit in results["units"]}
    assert len(found["units"]) == len(published)
    for unit in found["units"]:
        before = published[unit["code"]]
        assert (unit["before"]["index"], unit["before"]["rank"], unit["before"]["class"]) == (
            before["index"],
            before["rank"],
            before["class"],
        )
    assert len(found["changes"]) == 2
    assert found["scaled"] == {"3.4.1": 1}  # one commune's points are not what its facts give
    classes = {unit["name"]: unit["after"]["class"] for unit in found["units"]}
    assert (classes["Tả Lèng"], classes["Bản Hon"]) == ("Xuất sắc", "Tốt")
