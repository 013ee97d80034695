"""Every collected rule text is scored as its decision says, or says why people must judge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from parindex.engine import (
    ClassThreshold,
    classify,
    credit,
    evaluate,
    evaluate_leaf,
    parse_set,
    tally,
)
from parindex.engine.rules.registry import FORMS
from tests.engine.rule_text_files import RuleText, all_texts, answers_of, set_of

TEXTS = all_texts()
SCORED = [text for text in TEXTS if text.form]
NEW_FORMS = ("bands", "increments", "deductions", "adjustments")


def check_rule(text: RuleText) -> None:
    criteria_set = set_of(text)
    assert parse_set(criteria_set.dump()) == criteria_set
    for example in text.examples:
        trace = evaluate_leaf(criteria_set, "1.1", answers_of(criteria_set, example["given"]))
        assert trace.points == Decimal(example["points"]), trace.sentence


def check_adjustments(text: RuleText) -> None:
    criteria_set = set_of(text)
    assert parse_set(criteria_set.dump()) == criteria_set
    for example in text.examples:
        trace = evaluate(criteria_set, answers_of(criteria_set, example["given"]))
        assert all(item.points is not None for item in trace.adjustments)
        root = tally(
            criteria_set,
            {"1.1": Decimal(example["before"])},
            adjustments={item.code: item.points for item in trace.adjustments},
        )
        assert (root.points, root.index) == (Decimal(example["points"]), Decimal(example["index"]))


def check_classes(text: RuleText) -> None:
    classes = [
        ClassThreshold(name=name, at_least=Decimal(at_least))
        for name, at_least in text.keys["classes"].items()
    ]
    for example in text.examples:
        assert classify(Decimal(example["index"]), classes) == example["class"]


def check_not_applicable(text: RuleText) -> None:
    criteria_set = set_of(text)
    for example in text.examples:
        points = {code: Decimal(value) for code, value in example["awarded"].items()}
        root = tally(criteria_set, points, not_applicable=example["does_not_apply"])
        assert root.index == Decimal(example["index"])


def check_credit(text: RuleText) -> None:
    for example in text.examples:
        score = Decimal(example["self_score"])
        found = credit(score, evidence=example["evidence"], explained=example["explained"])
        assert found == Decimal(example["points"])


OF_SETS: Mapping[str, Callable[[RuleText], None]] = {
    "adjustments": check_adjustments,
    "classes": check_classes,
    "not_applicable": check_not_applicable,
    "credit": check_credit,
}


@pytest.mark.parametrize("text", SCORED, ids=[text.id for text in SCORED])
def test_a_text_gives_the_points_it_states(text):
    OF_SETS.get(text.form, check_rule)(text)


def test_there_are_at_least_sixty_texts_and_no_id_twice():
    assert len(TEXTS) >= 60
    assert [name for name, times in Counter(text.id for text in TEXTS).items() if times > 1] == []


@pytest.mark.parametrize("text", TEXTS, ids=[text.id for text in TEXTS])
def test_a_text_has_words_a_source_and_either_examples_or_the_reason_for_a_judge(text):
    assert text.keys["text"].strip()
    assert text.source["title"].strip()
    assert (text.keys.get("verbatim"), text.keys.get("paraphrase")) in {(True, None), (None, True)}
    assert bool(text.examples) == bool(text.form)
    assert bool(text.keys.get("needs_judge")) != bool(text.form)


def test_every_form_added_for_texts_is_needed_by_at_least_two():
    times = Counter(text.form for text in TEXTS)
    assert [form for form in NEW_FORMS if times[form] < 2] == []
    assert set(times) - {""} <= {*FORMS, *OF_SETS}
