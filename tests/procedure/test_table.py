"""The matrices of docs/reference/procedure.md, cell by cell, against what the code does."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

from parindex.appraisal import operations as appraisal
from parindex.assessments import operations as assessments
from parindex.cycles import operations as cycles
from parindex.results import operations as results
from tests.procedure.support.actions import BY_NAME
from tests.procedure.support.probing import (
    COMMUNE_PEOPLE,
    COMMUNES,
    DISTRICT_PEOPLE,
    DOCUMENT,
    differences,
    probe,
    read_entries,
    read_matrix,
)
from tests.procedure.support.states import commune_scenes, district_scenes, procedure_world

DISTRICT = "Bảng 2. Biểu của chính cấp chủ trì"
ACTIONS = "Các thao tác"
COMMANDS = "Mở năm bằng lệnh"
DOORS = (assessments, appraisal, cycles, results)


@pytest.mark.parametrize(
    ("title", "people"), [(COMMUNES, COMMUNE_PEOPLE), (DISTRICT, DISTRICT_PEOPLE)]
)
def test_the_code_allows_what_the_document_says_and_nothing_else(db, title, people):
    documented = read_matrix(title)
    actions = list(dict.fromkeys(action for action, _column in documented))
    scenes = commune_scenes if title == COMMUNES else district_scenes
    found = probe(scenes(procedure_world()), people, actions)
    assert differences(documented, found.cells) == []
    told = read_entries(ACTIONS)
    assert {
        name: seen - told[name] for name, seen in found.entries.items() if seen - told[name]
    } == {}
    assert [name for name in actions if not found.entries[name]] == []


def test_the_matrix_has_every_action_of_a_person():
    rows = {action for action, _column in read_matrix(COMMUNES)}
    assert rows == {name for name, by in _operations().items() if by == "Actor"}
    assert rows == set(BY_NAME)


def test_every_action_is_explained_and_so_is_every_command():
    assert set(read_entries(ACTIONS)) == {
        name for name, by in _operations().items() if by == "Actor"
    }
    assert set(read_entries(COMMANDS)) == {
        name for name, by in _operations().items() if by == "str"
    }


def test_the_document_explains_every_role_of_its_matrices():
    text = DOCUMENT.read_text(encoding="utf-8")
    missing = [
        role for role in {**COMMUNE_PEOPLE, **DISTRICT_PEOPLE} if f"| **{role}** |" not in text
    ]
    assert missing == []


def _operations() -> dict[str, str]:
    """Return every public operation that somebody does (``actor`` by keyword), and who: Actor or str."""
    found = {}
    for door in DOORS:
        for name in _public(door):
            actor = inspect.signature(getattr(door, name)).parameters.get("actor")
            if actor is not None and actor.kind is inspect.Parameter.KEYWORD_ONLY:
                found[name] = actor.annotation
    return found


def _public(door: ModuleType) -> list[str]:
    names = getattr(door, "__all__", None) or [
        name
        for name, value in vars(door).items()
        if getattr(value, "__module__", "") == door.__name__ and not name.startswith("_")
    ]
    return [name for name in names if inspect.isfunction(getattr(door, name))]
