"""Random criteria sets of all rule forms, and random facts for any set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from parindex.engine import ABSENT, CriteriaSet, Fact, FactType, FactValue, Ratio, parse_set
from tests.engine.documents import full_document

Draw = Callable[[st.SearchStrategy[Any]], Any]
PERCENTS = st.decimals(min_value=0, max_value=100, places=3) | st.integers(0, 100).map(Decimal)
COUNTS = st.integers(0, 12) | st.integers(0, 10**15 - 1)
AMOUNTS = st.decimals(min_value=0, max_value=10**6, places=2) | st.decimals(
    min_value=0, max_value=10**15 - 1, places=6
)


class Builder:
    """Draws one set: facts are numbered as rules ask for them, and sometimes shared."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.places = draw(st.integers(0, 4))
        self.facts: dict[str, dict[str, Any]] = {}

    def fact(self, kind: str, *, is_part: bool = False) -> str:
        """Return the code of a fact of this kind, an old one now and then."""
        old: list[str] = [code for code, fact in self.facts.items() if fact["type"] == kind]
        if is_part:
            old = [code for code in old if self.facts[code].get("empty") != "not_applicable"]
        if old and self.draw(st.integers(0, 3)) == 0:
            return str(self.draw(st.sampled_from(old)))
        code = f"f{len(self.facts)}"
        self.facts[code] = {"type": kind, "label": code, **self.keys(kind, is_part=is_part)}
        return code

    def keys(self, kind: str, *, is_part: bool) -> dict[str, Any]:
        if kind == "ratio":
            empties = ["full", "zero"] + ["not_applicable"] * (not is_part)
            return {
                "numerator": "n",
                "denominator": "d",
                "empty": self.draw(st.sampled_from(empties)),
                "may_exceed": self.draw(st.booleans()),
                "of": self.draw(st.sampled_from(["counts", "amounts"])),
            }
        if kind == "level":
            return {"options": {"a": "A", "b": "B", "c": "C"}}
        return {"may_be_absent": True} if kind == "date" else {}

    def points(self, top: Decimal) -> str:
        """Draw points up to the maximum, as fine as the set counts."""
        most = int(top * 10**self.places)
        return str(Decimal(self.draw(st.integers(0, most))).scaleb(-self.places))

    def measured(self, *, is_part: bool, kinds: tuple[str, ...] = ("ratio", "percent")) -> str:
        return self.fact(self.draw(st.sampled_from(kinds)), is_part=is_part)

    def rule(self, form: str, top: Decimal, *, is_part: bool = False) -> dict[str, Any]:
        make: Callable[..., dict[str, Any]] = getattr(self, f"_{form}")
        return {"form": form, **make(top, is_part)}

    def _checklist(self, top: Decimal, _: bool) -> dict[str, Any]:
        first = Decimal(self.points(top))
        self.facts |= (both := {f"f{len(self.facts) + at}": _YES_NO for at in range(2)})
        return {
            "items": [
                {"fact": code, "points": str(points)}
                for code, points in zip(both, (first, top - first), strict=True)
            ]
        }

    def _choice(self, top: Decimal, _: bool) -> dict[str, Any]:
        if self.draw(st.booleans()):
            options = {"true": str(top), "false": self.points(top)}
            return {"fact": self.fact("yes_no"), "options": options}
        options = {"b": self.points(top), "a": str(top), "c": self.points(top)}
        return {"fact": self.fact("level"), "options": options}

    def _steps(self, top: Decimal, is_part: bool) -> dict[str, Any]:
        kinds = ("ratio", "percent", "count", "amount")
        thresholds = self.draw(st.lists(PERCENTS, min_size=1, max_size=4, unique=True))
        kept = sorted(thresholds, reverse=True)
        word = st.sampled_from(["at_least", "above"] if kept[0] < 100 else ["at_least"])
        rows: list[dict[str, Any]] = [
            {self.draw(word): str(threshold), "points": self.points(top)} for threshold in kept
        ]
        rows.append({"otherwise": True, "points": self.points(top)})
        rows[self.draw(st.integers(0, len(rows) - 1))]["points"] = str(top)
        keys: dict[str, Any] = {"fact": self.measured(is_part=is_part, kinds=kinds), "steps": rows}
        if self.draw(st.booleans()):
            keys |= {"tested_on": "rounded", "rounded_places": self.draw(st.integers(0, 6))}
        return keys

    def _proportional(self, _: Decimal, is_part: bool) -> dict[str, Any]:
        start = {"from": str(self.draw(PERCENTS))} if self.draw(st.booleans()) else {}
        return {"fact": self.measured(is_part=is_part), **start}

    def _linear(self, _: Decimal, is_part: bool) -> dict[str, Any]:
        ends = self.draw(st.lists(PERCENTS, min_size=2, max_size=2, unique=True))
        return {"fact": self.measured(is_part=is_part), "from": str(ends[0]), "to": str(ends[1])}

    def _deduction(self, top: Decimal, _: bool) -> dict[str, Any]:
        below = Decimal(self.points(top))
        return {
            "fact": self.fact("count"),
            "per": str(self.draw(_STEPS)),
            "start": str(top + self.draw(st.sampled_from([Decimal(0), Decimal("0.333")]))),
            "floor": str(below if below < top else Decimal(0)),
        }

    def _bands(self, top: Decimal, is_part: bool) -> dict[str, Any]:
        kinds = ("ratio", "percent", "count", "amount")
        ends = sorted(self.draw(st.lists(PERCENTS, min_size=4, max_size=4, unique=True)))
        low = self.draw(st.sampled_from(["from", "above"]))
        high = self.draw(st.sampled_from(["to", "below"]))
        bands: list[dict[str, Any]] = [
            {high: str(ends[0])},
            {low: str(ends[1]), high: str(ends[2])},
            {"from": str(ends[3])},
        ]
        bands = [{**band, "points": self.points(top)} for band in bands]
        bands[self.draw(st.integers(0, 2))]["points"] = str(top)
        kept = {"otherwise": self.points(top)}
        return {"fact": self.measured(is_part=is_part, kinds=kinds), "bands": bands, **kept}

    def _deductions(self, top: Decimal, _: bool) -> dict[str, Any]:
        facts = dict.fromkeys(self.fact(kind) for kind in ("count", "yes_no", "count"))
        below = Decimal(self.points(top))
        return {
            "items": [{"fact": code, "per": str(self.draw(_STEPS))} for code in facts],
            "floor": str(below if below < top else Decimal(0)),
        }

    def _increments(self, top: Decimal, is_part: bool) -> dict[str, Any]:
        kind = self.draw(st.sampled_from(["count", "amount", "ratio"]))
        code = self.fact(kind, is_part=is_part)
        if kind == "ratio":
            self.facts[code]["may_exceed"] = True  # so that the maximum is within reach
        below = Decimal(self.points(top))
        return {
            "fact": code,
            "from": str(self.draw(PERCENTS)),
            "base": str(below if below < top else Decimal(0)),
            "each": str(self.draw(_STEPS)),
            "per": str(self.draw(_STEPS)),
            "counted": self.draw(st.sampled_from(["whole", "pro_rata"])),
        }

    def _accumulate(self, _: Decimal, __: bool) -> dict[str, Any]:
        return {"fact": self.fact("count"), "per": str(self.draw(_STEPS))}

    def _deadline(self, top: Decimal, _: bool) -> dict[str, Any]:
        days = sorted(self.draw(st.sets(st.integers(1, 40), max_size=3)))
        points = sorted((Decimal(self.points(top)) for _ in days), reverse=True)
        late = [
            {"days": day, "points": str(given)} for day, given in zip(days, points, strict=True)
        ]
        due = self.draw(st.sampled_from(["2019-02-28", "9999-12-20", "0001-01-01"]))
        return {"fact": self.fact("date"), "due": due, **({"late": late} if late else {})}

    def _survey(self, _: Decimal, __: bool) -> dict[str, Any]:
        return {"fact": self.fact("percent")}

    def _judged(self, top: Decimal, _: bool) -> dict[str, Any]:
        return {"min": 0, "max": str(top), "step": str(top), "basis": "b"}

    def _combine(self, top: Decimal, _: bool) -> dict[str, Any]:
        forms = [self.draw(st.sampled_from(_PART_FORMS)) for _ in range(self.draw(_FEW))]
        if self.draw(st.integers(0, 5)) == 0:
            forms[-1] = "judged"
        if self.draw(st.booleans()):  # parts finer than the set counts, where the form allows it
            top += Decimal(self.draw(st.integers(0, 1)))
        parts = [{"max_points": str(top), **self.rule(form, top, is_part=True)} for form in forms]
        return {"how": self.draw(st.sampled_from(["sum", "min", "max"])), "parts": parts}


_YES_NO = {"type": "yes_no", "label": "?"}
_FROM, _TO = dt.date(2019, 2, 20), dt.date(2019, 4, 20)
_FEW = st.integers(2, 3)
_STEPS = st.decimals(min_value="0.001", max_value=2, places=3)
_PART_FORMS = (
    "proportional",
    "linear",
    "steps",
    "accumulate",
    "deduction",
    "choice",
    "survey",
    "deadline",
    "checklist",
    "bands",
    "deductions",
    "increments",
)
FORMS = (*_PART_FORMS, "judged", "combine")


@st.composite
def criteria_sets(draw: Draw) -> CriteriaSet:
    """Draw a set of up to two fields with a few components of any form."""
    builder = Builder(draw)
    fields = [_field(builder, str(at), draw) for at in range(1, draw(st.integers(1, 2)) + 1)]
    return parse_set(
        full_document(
            fields=fields,
            facts=builder.facts,
            points_places=builder.places,
            max_points=str(sum(Decimal(field["max_points"]) for field in fields)),
            not_applicable=draw(st.sampled_from(["rescale", "full_points"])),
            **_adjustments(builder, draw),
        )
    )


def _adjustments(builder: Builder, draw: Draw) -> dict[str, Any]:
    """Draw bonus and penalty points, in one set of two."""
    kinds = draw(st.lists(st.sampled_from(["bonus", "penalty"]), max_size=3))
    if not kinds or draw(st.booleans()):
        return {}
    rows = [
        {**_leaf(builder, f"t{at}", draw), "kind": kind, "illustrative": True}
        for at, kind in enumerate(kinds)
    ]
    for row in rows:
        row.pop("scored_by", None)
    keys = [key for key in ("bonus", "penalty") if key in kinds and draw(st.booleans())]
    limits: dict[str, Any] = {key: builder.points(Decimal(2)) for key in keys}
    if "bonus" in kinds and draw(st.booleans()):
        limits["ceiling"] = "1000"
    return {"adjustments": rows, **({"adjustment_limits": limits} if limits else {})}


def _field(builder: Builder, code: str, draw: Draw) -> dict[str, Any]:
    loose = [_leaf(builder, f"{code}.{at}", draw) for at in range(1, draw(st.integers(1, 3)) + 1)]
    group = [_leaf(builder, f"{code}.9.{at}", draw) for at in (1, 2)]
    grouped = _parent(f"{code}.9", components=group)
    return _parent(code, illustrative=True, criteria=[*loose, grouped])


def _parent(code: str, **keys: Any) -> dict[str, Any]:
    children = keys.get("criteria") or keys["components"]
    total = sum(Decimal(child["max_points"]) for child in children)
    return {"code": code, "name": code, "max_points": str(total), **keys}


def _leaf(builder: Builder, code: str, draw: Draw) -> dict[str, Any]:
    top = Decimal(draw(st.integers(1, 3 * 10**builder.places))).scaleb(-builder.places)
    rule = builder.rule(draw(st.sampled_from(FORMS)), top)
    if rule["form"] == "combine":
        how, parts = rule["how"], [Decimal(part["max_points"]) for part in rule["parts"]]
        top = {"sum": sum(parts, Decimal(0)), "min": min(parts), "max": max(parts)}[how]
        if how == "sum" and draw(st.booleans()):
            rule["cap"] = str(top := min(parts))
    scored_by = {"scored_by": "survey"} if rule["form"] == "survey" else {}
    return {"code": code, "name": code, "max_points": str(top), "rule": rule, **scored_by}


def values_of(fact: Fact) -> st.SearchStrategy[FactValue]:
    """Draw any value of a fact, often near thresholds, sometimes as large as an answer can be."""
    numbers = AMOUNTS | COUNTS.map(Decimal) if fact.of_amounts else COUNTS
    strategies: dict[FactType, st.SearchStrategy[Any]] = {
        FactType.YES_NO: st.booleans(),
        FactType.COUNT: COUNTS,
        FactType.AMOUNT: AMOUNTS,
        FactType.PERCENT: PERCENTS | st.decimals(min_value=0, max_value=100, places=6),
        FactType.RATIO: st.builds(Ratio, numbers, numbers),
        FactType.DATE: st.dates() | st.dates(min_value=_FROM, max_value=_TO) | st.just(ABSENT),
        FactType.LEVEL: st.sampled_from(sorted(fact.options) or [""]),
    }
    return strategies[fact.type]


def units_of(
    criteria_set: CriteriaSet, *, most: int = 6
) -> st.SearchStrategy[list[dict[str, FactValue]]]:
    """Draw the facts of a few units, some of them unanswered."""
    values = {code: values_of(fact) for code, fact in criteria_set.facts.items()}
    return st.lists(st.fixed_dictionaries({}, optional=values), max_size=most)
