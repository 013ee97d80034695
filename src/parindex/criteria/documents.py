"""A set as a document (the keys of the engine's dump), sound or not: reading it node by node.

Needs no Django. A draft on its way may be unsound; a node's own rule can be read all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from parindex.criteria.rule_texts import UnwritableRuleError, write_rule_text
from parindex.engine import Problem, Rule, SetError, parse_set, path_text
from parindex.engine.parsing.facts import read_facts
from parindex.engine.problems import Entry, Path
from parindex.engine.rules.base import Scope
from parindex.engine.rules.registry import read_rule

Document = Mapping[str, Any]
CHILDREN = ("criteria", "components")


def children_of(node: Document) -> list[dict[str, Any]]:
    """Return the nodes right below a node of a document."""
    return [child for key in CHILDREN for child in node.get(key, ())]


def walk(document: Document) -> Iterator[dict[str, Any]]:
    """Yield every node of the document, in its order."""
    waiting = list(document["fields"])
    while waiting:
        node = waiting.pop(0)
        yield node
        waiting[:0] = children_of(node)


def find_node(document: Document, code: str) -> dict[str, Any] | None:
    """Return the node of a code, or None."""
    return next((node for node in walk(document) if node["code"] == code), None)


def points_of(value: Any) -> Decimal:
    """Return points as a number; 0 for what is none yet."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)


def rule_of(document: Document, node: Document) -> Rule | None:
    """Return a node's rule, None where it has none or where it cannot be read."""
    if not node.get("rule"):
        return None
    problems: list[Problem] = []
    facts = read_facts(Entry.of(document.get("facts") or {}, ("facts",), []))
    scope = Scope(
        max_points=points_of(node.get("max_points")),
        points_places=int(document.get("points_places", 2)),
        facts=MappingProxyType(facts),
        year=document.get("year"),
        read_rule=read_rule,
    )
    rule = read_rule(Entry.of(node["rule"], (), problems), scope)
    return None if problems else rule


def rule_text(document: Document, node: Document) -> str:
    """Return a node's rule in words, "" where it has none that can be read or said."""
    rule = rule_of(document, node)
    if rule is None:
        return ""
    try:
        return write_rule_text(rule, points_places=int(document.get("points_places", 2)))
    except UnwritableRuleError:
        labels = "; ".join(fact.label for fact in rule.facts)
        return f"{labels} ({rule.form})"


def problems_of(document: Document) -> tuple[tuple[str, str], ...]:
    """Return what keeps the document from being a set: the code of the node (or ""), and a sentence."""
    try:
        parse_set(document)
    except SetError as error:
        return tuple(
            (code_at(document, item.path), _said(document, item)) for item in error.problems
        )
    return ()


def code_at(document: Document, path: Path) -> str:
    """Return the code of the innermost node on a path, "" above the nodes."""
    found, at = "", document
    for step in path:
        try:
            at = at[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(at, Mapping) and isinstance(at.get("code"), str) and "max_points" in at:
            found = at["code"]
    return found


def _said(document: Document, problem: Problem) -> str:
    """Leave the path out where the code says the place."""
    if code_at(document, problem.path) or not problem.path:
        return problem.message
    return f"{path_text(problem.path)}: {problem.message}"
