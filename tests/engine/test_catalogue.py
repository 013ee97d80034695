"""Every text that the engine says has its English: the same fields, no Vietnamese word left."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from parindex.engine.english import ENGLISH
from parindex.engine.english.goals import GOALS
from parindex.engine.english.scoring import SCORING
from parindex.engine.wording import FORMATS, fields_of
from tests.support.repository import PACKAGE, named

VIETNAMESE = re.compile(r"(?!×)[\u00c0-\u024f\u1ea0-\u1ef9]")


@dataclass(frozen=True)
class Said:
    """A call of ``say``: its template (None if not written there), its values, and where."""

    template: str | None
    values: frozenset[str]
    place: str


def calls() -> Iterator[Said]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                yield said(node, f"{named(path)}:{node.lineno}")


def said(call: ast.Call, place: str) -> Said:
    (template,) = call.args
    words = template.value if isinstance(template, ast.Constant) else None
    return Said(
        words if isinstance(words, str) else None,
        frozenset(word.arg or "**" for word in call.keywords),
        place,
    )


SAID = list(calls())


def numbers(template: str) -> Counter[tuple[str, str]]:
    """Return the fields with how they are written, without the words for one and for many."""
    fields = ((name, spec) for _, name, spec in fields_of(template) if name)
    return Counter(field for field in fields if "|" not in field[1])


def choices(template: str) -> list[tuple[str, str]]:
    """Return the fields that choose between a word for one and a word for many."""
    return [(name, spec) for _, name, spec in fields_of(template) if "|" in spec]


def test_every_template_is_written_where_it_is_said():
    assert [call.place for call in SAID if call.template is None] == []
    assert len(SAID) > 100


def test_every_template_gets_the_values_that_it_names():
    wrong = [
        call.place
        for call in SAID
        if not {name for name, _ in numbers(call.template or "")} <= call.values
    ]
    assert wrong == []


def test_every_template_has_its_english():
    assert [call.place for call in SAID if call.template not in ENGLISH] == []


def test_no_english_is_left_over():
    assert sorted(set(ENGLISH) - {call.template for call in SAID}) == []
    assert len(ENGLISH) == len(SCORING) + len(GOALS)


@pytest.mark.parametrize("template", ENGLISH)
def test_the_english_fills_in_the_same_fields(template: str):
    same = dict(numbers(template))
    if template == "trường hợp":  # a word alone; how many are counted is not written
        assert choices(ENGLISH[template]) == [("count", "case|cases")]
    else:
        assert {name for name, _ in choices(ENGLISH[template])} <= {name for name, _ in same}
    assert set(numbers(ENGLISH[template])) == set(same)
    assert {spec for _, spec in same} <= set(FORMATS)


def test_words_for_one_and_many_get_their_number():
    short = [
        call.place
        for call in SAID
        for name, _ in choices(ENGLISH[call.template or ""])
        if name not in call.values
    ]
    assert short == []


def test_vietnamese_has_one_form_for_one_and_many():
    assert [template for template in ENGLISH if choices(template)] == []


def test_no_vietnamese_letter_is_left_in_the_english():
    assert [english for english in ENGLISH.values() if VIETNAMESE.search(english)] == []
