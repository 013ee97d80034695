"""The rule texts of ``data/rule-texts``: what each decision says, and the smallest set that says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parindex.criteria.reading.yaml_file import read_yaml
from parindex.engine import CriteriaSet, FactValue, parse_fact, parse_set

FOLDER = Path(__file__).resolve().parents[2] / "data" / "rule-texts"


@dataclass(frozen=True)
class RuleText:
    """One text with its source (its own, or its file's)."""

    file: str
    keys: Mapping[str, Any]
    source: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.keys["id"])

    @property
    def form(self) -> str:
        """The rule form, the form of the set, or nothing where people must judge."""
        rule = self.keys.get("rule")
        return str(rule["form"] if rule else self.keys.get("form", ""))

    @property
    def examples(self) -> list[dict[str, Any]]:
        return list(self.keys.get("examples", []))


def all_texts() -> list[RuleText]:
    return [text for path in sorted(FOLDER.glob("*.yaml")) for text in _texts(path)]


def _texts(path: Path) -> Iterator[RuleText]:
    document = read_yaml(path).value
    for keys in document["texts"]:
        yield RuleText(path.stem, keys, keys.get("source", document["source"]))


def set_of(text: RuleText) -> CriteriaSet:
    """Return a set of 100 points for bonus and penalty, otherwise one of the text's components."""
    keys: Mapping[str, Any] = text.keys
    rows: list[dict[str, Any]]
    free = {"form": "judged", "basis": "Điểm các mục"}
    if text.form == "adjustments":
        rows = [{"max_points": 100, "rule": {**free, "max": 100}}]
    elif text.form == "not_applicable":
        rows = [{**row, "rule": {**free, "max": row["max_points"]}} for row in keys["components"]]
    else:
        rows = [{"max_points": keys["max_points"], "rule": keys["rule"]}]
    criteria = [
        {"code": f"1.{number}", "name": f"Mục {number}", **row}
        for number, row in enumerate(rows, start=1)
    ]
    total = sum(row["max_points"] for row in rows)
    optional = ("facts", "adjustments", "adjustment_limits")
    return parse_set(
        {
            "code": text.id,
            "name": text.id,
            "decision": {"number": "01/QĐ", "issued_on": "2019-01-02", "issuer": "Kiểm thử"},
            "tier": "commune",
            "year": 2019,
            "in_force_from": "2019-01-15",
            "not_applicable": "rescale",
            "max_points": total,
            "fields": [
                {
                    "code": "1",
                    "name": "Lĩnh vực",
                    "source": text.source["title"],
                    "max_points": total,
                    "criteria": criteria,
                }
            ],
            **{key: keys[key] for key in optional if key in keys},
        }
    )


def answers_of(criteria_set: CriteriaSet, given: Mapping[str, Any]) -> dict[str, FactValue]:
    return {code: parse_fact(criteria_set.facts[code], raw) for code, raw in given.items()}
