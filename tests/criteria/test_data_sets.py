"""The criteria sets in data/: whole, honest about what is invented, and using every form of rule."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parindex.cli.ground import DATA
from parindex.criteria.reading import read_set
from parindex.engine import CriteriaSet, Node
from parindex.engine.goals.cuts import parts as rules_in
from parindex.engine.rules.deadline import Deadline

FORMS = {
    *("checklist", "choice", "steps", "bands", "proportional", "linear", "deduction"),
    *("deductions", "accumulate", "increments", "deadline", "survey", "judged", "combine"),
}
LEAVES = {
    "cao-loc-2019-agency": 40,
    "cao-loc-2019-commune": 60,
    "hue-2019-department": 46,
    "hue-2019-district": 64,
    "lang-son-2024-district": 17,
    "lai-chau-2019-commune": 86,
    "lai-chau-2019-district": 98,
    "quang-tri-2023-commune": 62,
    "quang-tri-2023-district": 83,
}


@pytest.fixture(scope="module")
def sets() -> dict[str, CriteriaSet]:
    return {path.name: read_set(path) for path in sorted((DATA / "criteria").iterdir())}


def test_every_set_of_the_letters_is_there_and_out_of_a_hundred(sets):
    assert {code: len(found.leaves) for code, found in sets.items()} == LEAVES
    assert {found.max_points for found in sets.values()} == {Decimal(100)}


def test_every_set_names_its_decision_and_where_its_facts_are_from(sets):
    for found in sets.values():
        document = found.dump()
        assert document["decision"]["number"]
        assert document["sources"]


def test_no_row_passes_for_real_without_a_source(sets):
    for found in sets.values():
        assert all(leaf.illustrative or leaf.source for leaf in found.leaves)


def test_every_component_says_how_it_is_scored_and_by_what_it_is_proven(sets):
    bare = [
        (code, leaf.code)
        for code, found in sets.items()
        for leaf in found.leaves
        if not leaf.guidance or not (leaf.evidence or leaf.scored_by.value == "survey")
    ]
    assert bare == []


def test_the_sets_use_every_form_of_rule(sets):
    assert {
        form for found in sets.values() for leaf in found.leaves for form in forms(leaf)
    } == FORMS


def test_sets_of_several_years_write_their_deadlines_without_a_year(sets):
    for code, found in sets.items():
        if code.startswith(("lai-chau", "lang-son")):
            continue  # written for one year alone; the other one without deadlines
        dues = [part["due"] for leaf in found.leaves for part in parts(leaf) if "due" in part]
        assert dues
        assert {len(str(due)) for due in dues} == {len("01-31")}


def parts(leaf: Node) -> list[dict]:
    assert leaf.rule is not None
    rule = leaf.rule.dump()
    return [rule, *rule.get("parts", [])]


def forms(leaf: Node) -> set[str]:
    return {part["form"] for part in parts(leaf)}


def test_a_decision_of_many_years_is_read_for_another_year(sets):
    first = sets["cao-loc-2019-commune"]
    later = read_set(DATA / "criteria" / first.code, year=2023)
    assert (later.code, later.year) == (f"{first.code}-2023", 2023)
    assert later.dump()["fields"] == first.dump()["fields"]
    rules = [rule for leaf in later.leaves if leaf.rule for rule in rules_in(leaf.rule)]
    assert {rule.due.year for rule in rules if isinstance(rule, Deadline)} == {2023}
    assert read_set(DATA / "criteria" / first.code, year=first.year) == first
