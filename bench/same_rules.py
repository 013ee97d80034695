"""The rule and the data that every engine gets: 5,000 units, 100 components.

A ratio done/assigned: 100 % gives 1 point, 80 % and more half a point, less nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from parindex.engine import CriteriaSet, FactValue, Ratio, parse_set
from parindex.engine.vector import Column, Columns

UNITS, COMPONENTS = 5_000, 100
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Data:
    """A row for each component, a column for each unit."""

    done: Numbers
    assigned: Numbers

    def columns(self) -> Columns:
        by_fact = {
            f"tasks_{at}": Column(numerators=done, denominators=assigned)
            for at, (done, assigned) in enumerate(zip(self.done, self.assigned, strict=True))
        }
        return Columns(units=self.done.shape[1], by_fact=by_fact)

    def mappings(self) -> list[dict[str, FactValue]]:
        pairs = zip(self.done.T.tolist(), self.assigned.T.tolist(), strict=True)
        return [
            {
                f"tasks_{at}": Ratio(*pair)
                for at, pair in enumerate(zip(done, assigned, strict=True))
            }
            for done, assigned in pairs
        ]


def random_data(units: int = UNITS) -> Data:
    source = np.random.default_rng(20191226)
    assigned = source.integers(1, 400, (COMPONENTS, units))
    share = source.integers(60, 121, (COMPONENTS, units))
    return Data(np.minimum(assigned, assigned * share // 100), assigned)


def ratio_set() -> CriteriaSet:
    steps = [{"at_least": 100, "points": 1}, {"at_least": 80, "points": "0.5"}]
    rules = [{"form": "steps", "fact": f"tasks_{at}", "steps": steps} for at in range(COMPONENTS)]
    ratio = {"type": "ratio", "numerator": "Xong", "denominator": "Giao", "empty": "zero"}
    facts = {f"tasks_{at}": {**ratio, "label": f"Nhiệm vụ {at}"} for at in range(COMPONENTS)}
    return set_of(rules, facts)


def set_of(rules: list[dict[str, Any]], facts: dict[str, Any]) -> CriteriaSet:
    """Return a set of one-point components: 5 fields of 4 criteria of 5 components."""
    leaf = iter(enumerate(rules))

    def component(code: str) -> dict[str, Any]:
        at, rule = next(leaf)
        survey = {"scored_by": "survey"} if rule["form"] == "survey" else {}
        return {"code": code, "name": f"Mục {at}", "max_points": 1, "rule": rule, **survey}

    def criterion(code: str) -> dict[str, Any]:
        components = [component(f"{code}.{at}") for at in range(1, 6)]
        return {"code": code, "name": f"Tiêu chí {code}", "max_points": 5, "components": components}

    fields = [
        {
            "code": f"{at}",
            "name": f"Lĩnh vực {at}",
            "max_points": 20,
            "illustrative": True,
            "criteria": [criterion(f"{at}.{below}") for below in range(1, 5)],
        }
        for at in range(1, 6)
    ]
    decision = {"number": "01/2019/QĐ-UBND", "issued_on": "2019-01-02", "issuer": "UBND tỉnh Mẫu"}
    return parse_set(
        {
            "code": "bench",
            "name": "Bộ tiêu chí đo tốc độ",
            "decision": decision,
            "tier": "commune",
            "year": 2019,
            "in_force_from": "2019-01-15",
            "max_points": 100,
            "not_applicable": "rescale",
            "facts": facts,
            "fields": fields,
        }
    )
