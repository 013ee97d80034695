"""Random criteria sets of random rules, with bonus and penalty points, and answers to them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from parindex.engine import CriteriaSet, FactValue, parse_fact, parse_set
from tests.engine.documents import full_document
from tests.engine.random_rules import ALL, Draw, RandomRule


def one_rule_document(random: RandomRule) -> dict[str, Any]:
    """Return a set of one criterion."""
    return _document([random], adjustments=[])


@st.composite
def rules(draw: Draw, form: str) -> RandomRule:
    return ALL[form](draw, "fact")


@st.composite
def documents(draw: Draw) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a set's document and answers to some of its facts."""
    forms = draw(st.lists(st.sampled_from(sorted(ALL)), min_size=1, max_size=4))
    leaves = [ALL[form](draw, f"leaf_{index}") for index, form in enumerate(forms)]
    forms = draw(st.lists(st.sampled_from(sorted(ALL)), max_size=3))
    extra = [ALL[form](draw, f"extra_{index}") for index, form in enumerate(forms)]
    kinds = [draw(st.sampled_from(["bonus", "penalty"])) for _ in extra]
    document = _document(leaves, adjustments=list(zip(kinds, extra, strict=True)))
    document["not_applicable"] = draw(st.sampled_from(["rescale", "full_points"]))
    if limits := _limits(draw, kinds, document["max_points"]):
        document["adjustment_limits"] = limits
    answers = {code: answer for rule in (*leaves, *extra) for code, answer in rule.answers.items()}
    return document, draw(st.fixed_dictionaries({}, optional=answers))


def typed(criteria_set: CriteriaSet, raw: dict[str, Any]) -> dict[str, FactValue]:
    return {code: parse_fact(criteria_set.facts[code], value) for code, value in raw.items()}


def set_of(document: dict[str, Any]) -> CriteriaSet:
    return parse_set(document)


def _limits(draw: Draw, kinds: list[str], max_points: Decimal) -> dict[str, Decimal]:
    more = st.decimals(min_value=0, max_value=30, places=2)
    limits = {kind: draw(more) for kind in set(kinds) if draw(st.booleans())}
    if "bonus" in kinds and draw(st.booleans()):
        limits["ceiling"] = max_points + draw(more)
    return limits


def _document(
    leaves: list[RandomRule], adjustments: list[tuple[str, RandomRule]]
) -> dict[str, Any]:
    total = sum((leaf.max_points for leaf in leaves), Decimal(0))
    criteria = [
        {"code": f"1.{number}", "name": "Mục", "max_points": leaf.max_points, "rule": leaf.rule}
        for number, leaf in enumerate(leaves, start=1)
    ]
    field = {"code": "1", "name": "Lĩnh vực", "max_points": total, "illustrative": True}
    rows = [
        {
            "code": f"A{number}",
            "name": "Lý do",
            "kind": kind,
            "max_points": rule.max_points,
            "illustrative": True,
            "guidance": "Điều mẫu",
            "rule": rule.rule,
        }
        for number, (kind, rule) in enumerate(adjustments, start=1)
    ]
    used = (*leaves, *(rule for _, rule in adjustments))
    return full_document(
        max_points=total,
        fields=[{**field, "criteria": criteria}],
        facts={code: fact for rule in used for code, fact in rule.facts.items()},
        **({"adjustments": rows} if rows else {}),
    )
