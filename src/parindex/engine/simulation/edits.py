"""A few changes to a set, without writing the whole set again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from parindex.engine.exact import plain, rounded
from parindex.engine.parsing import parse_set
from parindex.engine.problems import path_text
from parindex.engine.tree import CriteriaSet

_CHILDREN = ("criteria", "components")
# What a rule's document counts in points; thresholds, days and percentages stay as they are.
_POINT_KEYS = frozenset(
    {
        *("points", "per", "floor", "start", "base", "cap", "min", "max", "step"),
        "otherwise",
        "max_points",
    }
)
_SPARE_PLACES = 12


class EditError(Exception):
    """A change names a place that the set does not have; ``str()`` says which."""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A new value at a place of the set's document.

    ``code`` names a field, criterion, component or adjustment, "" the set itself; ``at`` leads
    from there to the value: ``("rule", "steps", 0, "at_least")``, ``("classes", 1, "at_least")``.
    New ``max_points`` of a component scale the points in its rule by the same factor, and the
    sums above follow.
    """

    code: str = ""
    at: tuple[str | int, ...]
    value: Any

    @property
    def place(self) -> str:
        """The place as people read it: ``1.2.1: rule.steps[0].at_least``."""
        return f"{self.code or 'bộ tiêu chí'}: {path_text(self.at)}"


def read_edits(raw: Any) -> tuple[Edit, ...]:
    """Read a list of ``{code, at: rule.steps.0.at_least, value}``; raises EditError."""
    if not isinstance(raw, list) or not raw:
        raise EditError("Cần một danh sách edits, mỗi dòng có code, at và value.")
    return tuple(_read_edit(item, number) for number, item in enumerate(raw, start=1))


def apply_edits(criteria_set: CriteriaSet, edits: Iterable[Edit]) -> CriteriaSet:
    """Return the set with the changes made, checked like any set.

    Raises EditError for a place that is not there, SetError when the changed set is not sound.
    """
    document, edits = criteria_set.dump(), tuple(edits)
    for edit in edits:
        _apply(document, edit)
    fields = document["fields"]
    for part in fields:
        _sum_up(part)
    total = sum((Decimal(part["max_points"]) for part in fields), Decimal(0))
    if not any(edit.code == "" and edit.at == ("max_points",) for edit in edits):
        document["max_points"] = plain(total)
    return parse_set(document)


def scaled_rule(rule: Mapping[str, Any], factor: Fraction) -> dict[str, Any]:
    """Return a rule's document with everything it counts in points multiplied."""
    found = {key: _scaled(key, value, factor) for key, value in rule.items()}
    if isinstance(rule.get("options"), Mapping):
        options = rule["options"].items()
        found["options"] = {code: _times(points, factor) for code, points in options}
    return found


def _scaled(key: str, value: Any, factor: Fraction) -> Any:
    if isinstance(value, list):
        return [scaled_rule(item, factor) if isinstance(item, Mapping) else item for item in value]
    if key in _POINT_KEYS and not isinstance(value, bool):
        return _times(value, factor)
    return value


def _times(points: Any, factor: Fraction) -> str:
    return plain(rounded(Fraction(points) * factor, _SPARE_PLACES))


def _read_edit(item: Any, number: int) -> Edit:
    if not isinstance(item, Mapping) or not {"at", "value"} <= set(item) <= {"code", "at", "value"}:
        raise EditError(f"Thay đổi thứ {number} cần code, at và value.")
    steps = tuple(int(step) if step.isdecimal() else step for step in str(item["at"]).split("."))
    return Edit(code=str(item.get("code") or ""), at=steps, value=item["value"])


def _apply(document: dict[str, Any], edit: Edit) -> None:
    node = _find(document, edit.code)
    if node is None:
        raise EditError(f"Bộ tiêu chí không có mục “{edit.code}”.")
    if edit.code and edit.at == ("max_points",):
        _set_points(node, edit)
        return
    target: Any = node
    for step in edit.at[:-1]:
        target = _step(target, step, edit)
    last = edit.at[-1]
    if edit.at != ("rule",):  # a rule may be exchanged as a whole; anything else must be there
        _step(target, last, edit)
    target[last] = edit.value


def _step(target: Any, step: str | int, edit: Edit) -> Any:
    try:
        return target[step]
    except (KeyError, IndexError, TypeError):
        raise EditError(f"Bộ tiêu chí không có chỗ “{edit.place}”.") from None


def _find(document: Mapping[str, Any], code: str) -> Any:
    if code == "":
        return document
    waiting = [*document["fields"], *document.get("adjustments", ())]
    while waiting:
        node = waiting.pop()
        if node["code"] == code:
            return node
        waiting += _children(node)
    return None


def _children(node: Mapping[str, Any]) -> list[Any]:
    return [child for key in _CHILDREN for child in node.get(key, ())]


def _set_points(node: dict[str, Any], edit: Edit) -> None:
    if "rule" not in node:
        raise EditError(f"Mục “{edit.code}” là tổng của các mục con; hãy đổi điểm ở mục con.")
    try:
        factor = Fraction(str(edit.value)) / Fraction(node["max_points"])
    except (ValueError, ZeroDivisionError):
        raise EditError(f"Điểm tối đa mới của mục “{edit.code}” phải là một số.") from None
    node["rule"] = scaled_rule(node["rule"], factor)
    node["max_points"] = str(edit.value)


def _sum_up(node: dict[str, Any]) -> Decimal:
    children = _children(node)
    if children:
        node["max_points"] = plain(sum((_sum_up(child) for child in children), Decimal(0)))
    return Decimal(str(node["max_points"]))
