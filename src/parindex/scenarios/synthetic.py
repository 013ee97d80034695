"""Synthetic facts of a unit: seeded, believable, and never passed off as real."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from parindex.engine import CriteriaSet, Fact, Node

USUAL_YEAR = 2019


def synthetic_facts(
    criteria_set: CriteriaSet, *, quality: float, chance: random.Random
) -> dict[str, Any]:
    """Return a wire value for every fact of the set.

    ``quality`` between 0 and 1 is how well the unit did its work: the chance that a thing was
    done, and about the share of a ratio that was reached.
    """
    rules = {code: rule for node in criteria_set.leaves for code, rule in _rules_by_fact(node)}
    year = criteria_set.year or USUAL_YEAR
    return {
        code: _value(fact, {"year": year} | rules.get(code, {}), quality, chance)
        for code, fact in criteria_set.facts.items()
    }


def _rules_by_fact(node: Node) -> Iterator[tuple[str, dict[str, Any]]]:
    rule = {"max_points": node.max_points} | (node.rule.dump() if node.rule else {})
    for part in [rule, *rule.get("parts", [])]:
        if "fact" in part:
            yield part["fact"], part
        if part.get("form") == "deductions":
            for item in part["items"]:
                yield item["fact"], {"form": "deduction"}


def _value(fact: Fact, rule: dict[str, Any], quality: float, chance: random.Random) -> Any:
    kind = fact.type.value
    if kind == "yes_no":
        done = chance.random() < quality + 0.08
        return not done if rule.get("form") == "deduction" else done
    if kind == "count":
        return _count(rule, quality, chance)
    if kind == "amount":
        return str(round(_top(rule, 1000) * (quality + chance.uniform(-0.4, 0.6))))
    if kind == "ratio":
        return _ratio(fact, rule, quality, chance)
    if kind == "percent":
        return _percent(fact, rule, quality, chance)
    if kind == "date":
        return _date(rule, quality, chance)
    return _level(fact, quality, chance)


def _count(rule: dict[str, Any], quality: float, chance: random.Random) -> int:
    """Violations get rarer with quality, achievements more frequent."""
    if rule.get("form") == "deduction":
        return sum(chance.random() > quality for _ in range(3))
    if rule.get("form") in {"increments", "steps"}:
        return max(0, round(_top(rule, 4) * (quality + chance.uniform(-0.3, 0.3))))
    enough = float(rule.get("cap") or rule.get("max_points") or 1) / float(rule.get("per") or 0.25)
    return sum(chance.random() < quality for _ in range(round(enough) + 1))


def _top(rule: dict[str, Any], otherwise: float) -> float:
    """Return the number from which a rule gives all points."""
    if rule.get("form") == "steps":
        return float(rule["steps"][0].get("at_least", otherwise))
    if rule.get("form") == "increments":
        missing = float(rule["max_points"]) - float(rule.get("base") or 0)
        return float(rule["from"]) + float(rule["each"]) * math.ceil(missing / float(rule["per"]))
    return float(rule["to"]) if rule.get("form") == "linear" else otherwise


def _percent(fact: Fact, rule: dict[str, Any], quality: float, chance: random.Random) -> str:
    top = 115.0 if fact.may_exceed else 100.0
    if rule.get("form") == "increments":
        top = min(top, _top(rule, top))
    return f"{min(top, top * (quality + chance.uniform(-0.06, 0.08))):.2f}"


def _ratio(
    fact: Fact, rule: dict[str, Any], quality: float, chance: random.Random
) -> dict[str, Any]:
    """Small communes have few cases: denominators from a handful to some hundreds."""
    whole = chance.choice((4, 6, 8, 10, 12, 20, 24, 50, 120, 340))
    share = 1.0 if chance.random() < quality - 0.25 else quality + chance.uniform(-0.1, 0.1)
    if rule.get("form") == "bands":
        whole, share = whole * 100, _share_in_band(rule, quality, chance)
    else:
        top = _top(rule, 100) / 100
        share *= (
            top if top < 0.7 else 1
        )  # where a low share earns all points, units reach a low one
        share *= 1.08 if fact.may_exceed else 1
    part = max(0, round(whole * share))
    part = part if fact.may_exceed else min(whole, part)
    if fact.of_amounts:
        return {"numerator": str(part * 100), "denominator": str(whole * 100)}
    return {"numerator": part, "denominator": whole}


def _share_in_band(rule: dict[str, Any], quality: float, chance: random.Random) -> float:
    """Return a share inside the best band for who does well, beside it for who does not."""
    best = max(rule["bands"], key=lambda band: Decimal(str(band["points"])))
    low = float(best.get("from", best.get("above", 0)))
    high = float(best.get("to", best.get("below", 100)))
    margin = 0.0 if chance.random() < quality else 12.0
    return max(0.0, chance.uniform(low - margin, high + margin)) / 100


def _date(rule: dict[str, Any], quality: float, chance: random.Random) -> str:
    late = chance.random() > quality + 0.05
    days = chance.randint(1, 25) if late else -chance.randint(0, 12)
    return (_due(rule) + dt.timedelta(days=days)).isoformat()


def _due(rule: dict[str, Any]) -> dt.date:
    """Return the last day in time; a month and day mean those of the set's year."""
    written = str(rule.get("due") or "12-31")
    if len(written) > len("12-31"):
        return dt.date.fromisoformat(written)
    return dt.date.fromisoformat(f"{rule['year'] + int(rule.get('year_offset') or 0)}-{written}")


def _level(fact: Fact, quality: float, chance: random.Random) -> str:
    options = list(fact.options)
    place = int((1 - quality + chance.uniform(-0.15, 0.15)) * len(options))
    return str(options[min(len(options) - 1, max(0, place))])


def stepped(share: float, *, low: Decimal, high: Decimal, step: Decimal) -> Decimal:
    """Return about ``share`` of the way from low to high, on the grid of the step."""
    steps = int((high - low) / step)
    return low + step * min(steps, max(0, round(steps * share)))
