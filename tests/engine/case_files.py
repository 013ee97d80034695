"""The cases of ``tests/cases``: how a specialist's file becomes a criteria set and a question to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parindex.criteria.reading.yaml_file import read_yaml
from parindex.engine import CriteriaSet, FactValue, SetError, parse_fact, parse_set

FOLDER = Path(__file__).resolve().parents[1] / "cases"

_SHARED = {"max_points", "facts", "rule", "components", "set"}
_OF_SCORING = _SHARED | {
    *("given", "awarded", "adjusted"),
    *("does_not_apply", "not_applicable_when"),
}
_OF_RESULTS = {"credit", "index", "rank", "classify"}
_EXPECTED = {
    *("points", "state", "missing", "sentence", "contains", "refused"),
    *("out_of", "index", "ranks", "class"),
}


class CaseError(Exception):
    """A case says something the runner does not know, or asks nothing."""


@dataclass(frozen=True)
class Case:
    """One case: its file, its title, and its keys with those of the file below them."""

    file: str
    title: str
    keys: Mapping[str, Any]

    @property
    def expect(self) -> dict[str, Any]:
        return dict(self.keys["expect"])

    @property
    def name(self) -> str:
        return f"{self.file}: {self.title}"

    def get(self, key: str, default: Any = None) -> Any:
        return self.keys.get(key, default)


def all_cases() -> list[Case]:
    """Read every case of every file; raises CaseError for a key that no case has."""
    return [case for path in sorted(FOLDER.glob("*.yaml")) for case in _cases(path)]


def _cases(path: Path) -> Iterator[Case]:
    document = read_yaml(path).value
    shared = {key: value for key, value in document.items() if key != "cases"}
    _refuse_unknown(shared, _SHARED, path.stem)
    for own in document["cases"]:
        case = Case(path.stem, own["title"], {**shared, **own})
        _refuse_unknown(own, _OF_SCORING | _OF_RESULTS | {"title", "expect"}, case.name)
        _refuse_unknown(case.expect, _EXPECTED, case.name)
        if not case.expect:
            raise CaseError(f"{case.name}: cần nói kết quả mong đợi (expect).")
        yield case


def _refuse_unknown(given: Mapping[str, Any], known: set[str], name: str) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise CaseError(f"{name}: không có khóa {', '.join(unknown)}.")


def set_of(case: Case) -> CriteriaSet:
    """Return the smallest criteria set that holds the case; raises SetError if its rules are wrong."""
    criteria = _criteria(case)
    total = sum(row["max_points"] for row in criteria)
    field = {"code": "1", "name": "Lĩnh vực", "illustrative": True, "max_points": total}
    head = {
        "code": "case",
        "name": case.title,
        "decision": {"number": "01/QĐ", "issued_on": "2019-01-02", "issuer": "Kiểm thử"},
        "tier": "commune",
        "year": 2019,
        "in_force_from": "2019-01-15",
        "not_applicable": "rescale",
        "max_points": total,
    }
    named = {*_fact_names(criteria), *_fact_names(case.get("set"))}
    facts = {code: fact for code, fact in (case.get("facts") or {}).items() if code in named}
    return parse_set(
        {
            **head,
            **(case.get("set") or {}),
            "facts": facts,
            "fields": [{**field, "criteria": criteria}],
        }
    )


def answers_of(case: Case, criteria_set: CriteriaSet) -> dict[str, FactValue]:
    """Return the typed answers of a case; raises FactError, and CaseError for a fact not asked."""
    given = case.get("given") or {}
    _refuse_unknown(given, set(criteria_set.facts), case.name)
    return {code: parse_fact(criteria_set.facts[code], raw) for code, raw in given.items()}


def refusals(error: SetError) -> list[str]:
    return [problem.message for problem in error.problems]


def _criteria(case: Case) -> list[dict[str, Any]]:
    rows = case.get("components") or [
        {"max_points": case.get("max_points"), "rule": case.get("rule")}
    ]
    when = case.get("not_applicable_when") or ""
    return [
        {"code": f"1.{number}", "name": f"Mục 1.{number}", "not_applicable_when": when, **row}
        for number, row in enumerate(rows, start=1)
    ]


def _fact_names(raw: Any) -> Iterator[str]:
    if isinstance(raw, Mapping):
        if isinstance(raw.get("fact"), str):
            yield raw["fact"]
        for value in raw.values():
            yield from _fact_names(value)
    elif isinstance(raw, list):
        for item in raw:
            yield from _fact_names(item)
