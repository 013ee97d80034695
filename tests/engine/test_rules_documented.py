"""The reference pages tell the truth: every example is read and scored."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from parindex.criteria.reading import read_set
from parindex.criteria.reading.yaml_file import read_yaml
from parindex.engine import CriteriaSet, Language, evaluate_leaf, parse_fact, parse_set
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Scope
from parindex.engine.rules.registry import FORMS, read_rule
from tests.engine.documents import small_document

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
_SECTION = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def sections() -> dict[str, str]:
    return dict(_SECTION.findall((REFERENCE / "rules.md").read_text(encoding="utf-8")))


def test_every_form_has_its_section_and_its_row():
    text = (REFERENCE / "rules.md").read_text(encoding="utf-8")
    assert [name for name in sections() if name in FORMS] == list(FORMS)
    assert [name for name in FORMS if f"| [`{name}`](#{name})" not in text] == []


def example_of(form: str, folder: Path) -> dict[str, Any]:
    (example,) = _YAML.findall(sections()[form])
    file = folder / "example.yaml"
    file.write_text(example, encoding="utf-8")
    return dict(read_yaml(file).value)


def set_of(example: dict[str, Any]) -> CriteriaSet:
    top = example["max_points"]
    document = small_document(example["rule"], example.get("facts", {}), max_points=top)
    field = document["fields"][0]
    field["max_points"] = field["criteria"][0]["max_points"] = top
    return parse_set(document)


@pytest.mark.parametrize("form", FORMS)
def test_the_example_of_a_form_scores_as_the_page_says(form, tmp_path):
    example = example_of(form, tmp_path)
    criteria_set = set_of(example)
    given = example["given"].items()
    trace = evaluate_leaf(
        criteria_set,
        "1.1",
        {code: parse_fact(criteria_set.facts[code], raw) for code, raw in given},
    )
    assert example["rule"]["form"] == form
    assert trace.points == (None if example["points"] is None else Decimal(example["points"]))
    assert trace.sentence == example["sentence"]
    assert trace.sentence_in(Language.EN) == example["sentence_en"]


@pytest.mark.parametrize("form", FORMS)
def test_the_page_names_every_key_that_a_form_reads(form, tmp_path):
    example = example_of(form, tmp_path)
    entry = Entry.of(example["rule"], (), [])
    scope = Scope(
        max_points=Decimal(example["max_points"]),
        points_places=2,
        facts=set_of(example).facts,
        year=2019,
        read_rule=read_rule,
    )
    read_rule(entry, scope)
    untold = [key for key in sorted(entry.seen - {"form"}) if f"`{key}`" not in sections()[form]]
    assert untold == []


def test_the_files_of_the_format_page_make_a_valid_set(tmp_path):
    text = (REFERENCE / "criteria-format.md").read_text(encoding="utf-8")
    head, field = _YAML.findall(text)
    (tmp_path / "set.yaml").write_text(head, encoding="utf-8")
    (tmp_path / "01-chi-dao.yaml").write_text(field, encoding="utf-8")
    criteria_set = read_set(tmp_path)
    assert [leaf.code for leaf in criteria_set.leaves] == ["1.1.1", "1.1.2", "1.2"]
