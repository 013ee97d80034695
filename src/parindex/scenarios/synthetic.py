"""Synthetic facts of a unit: seeded, believable, and never passed off as real."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from parindex.engine import CriteriaSet, Fact, Node

YEAR_END = dt.date(2019, 12, 31)


def synthetic_facts(
    criteria_set: CriteriaSet, *, quality: float, chance: random.Random
) -> dict[str, Any]:
    """Return a wire value for every fact of the set.

    ``quality`` between 0 and 1 is how well the unit did its work: the chance that a thing was
    done, and about the share of a ratio that was reached.
    """
    rules = {code: rule for node in criteria_set.leaves for code, rule in _rules_by_fact(node)}
    return {
        code: _value(fact, rules.get(code, {}), quality, chance)
        for code, fact in criteria_set.facts.items()
    }


def _rules_by_fact(node: Node) -> Iterator[tuple[str, dict[str, Any]]]:
    rule = node.rule.dump() if node.rule else {}
    for part in [rule, *rule.get("parts", [])]:
        if "fact" in part:
            yield part["fact"], part


def _value(fact: Fact, rule: dict[str, Any], quality: float, chance: random.Random) -> Any:
    kind = fact.type.value
    if kind == "yes_no":
        return chance.random() < quality + 0.08
    if kind == "count":
        return _count(rule, quality, chance)
    if kind == "amount":
        return str(round(_top(rule, 1000) * (quality + chance.uniform(-0.4, 0.6))))
    if kind == "ratio":
        return _ratio(fact, rule, quality, chance)
    if kind == "percent":
        top = 115.0 if fact.may_exceed else 100.0
        return f"{min(top, top * (quality + chance.uniform(-0.06, 0.08))):.2f}"
    if kind == "date":
        return _date(rule, quality, chance)
    return _level(fact, quality, chance)


def _count(rule: dict[str, Any], quality: float, chance: random.Random) -> int:
    """Violations get rarer with quality, achievements more frequent."""
    if rule.get("form") == "deduction":
        return sum(chance.random() > quality for _ in range(3))
    enough = float(rule.get("cap") or rule.get("max_points") or 1) / float(rule.get("per") or 0.25)
    return sum(chance.random() < quality for _ in range(round(enough) + 1))


def _top(rule: dict[str, Any], otherwise: float) -> float:
    """Return the number from which a rule gives all points."""
    if rule.get("form") == "steps":
        return float(rule["steps"][0].get("at_least", otherwise))
    return float(rule["to"]) if rule.get("form") == "linear" else otherwise


def _ratio(
    fact: Fact, rule: dict[str, Any], quality: float, chance: random.Random
) -> dict[str, Any]:
    """Small communes have few cases: denominators from a handful to some hundreds."""
    whole = chance.choice((4, 6, 8, 10, 12, 20, 24, 50, 120, 340))
    share = 1.0 if chance.random() < quality - 0.25 else quality + chance.uniform(-0.1, 0.1)
    top = _top(rule, 100) / 100
    share *= top if top < 0.7 else 1  # where a low share earns all points, units reach a low share
    part = max(0, round(whole * share * (1.08 if fact.may_exceed else 1)))
    part = part if fact.may_exceed else min(whole, part)
    if fact.of_amounts:
        return {"numerator": str(part * 100), "denominator": str(whole * 100)}
    return {"numerator": part, "denominator": whole}


def _date(rule: dict[str, Any], quality: float, chance: random.Random) -> str:
    due = dt.date.fromisoformat(rule["due"]) if "due" in rule else YEAR_END
    late = chance.random() > quality + 0.05
    days = chance.randint(1, 25) if late else -chance.randint(0, 12)
    return (due + dt.timedelta(days=days)).isoformat()


def _level(fact: Fact, quality: float, chance: random.Random) -> str:
    options = list(fact.options)
    place = int((1 - quality + chance.uniform(-0.15, 0.15)) * len(options))
    return str(options[min(len(options) - 1, max(0, place))])


def stepped(share: float, *, low: Decimal, high: Decimal, step: Decimal) -> Decimal:
    """Return about ``share`` of the way from low to high, on the grid of the step."""
    steps = int((high - low) / step)
    return low + step * min(steps, max(0, round(steps * share)))
