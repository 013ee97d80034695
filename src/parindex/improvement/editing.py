"""Changing the document of a draft: each function returns a new document, sound or not."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from parindex.criteria.comparing import fact_codes
from parindex.criteria.documents import (
    CHILDREN,
    children_of,
    find_node,
    points_of,
    rule_of,
    rule_text,
    walk,
)
from parindex.criteria.rule_texts import NotUnderstood, Understood, understand
from parindex.engine import Fact, FactType
from parindex.engine.exact import plain
from parindex.engine.rules.survey import Survey
from parindex.engine.simulation.edits import scaled_rule
from parindex.kernel.errors import Correctable

_SHARES = (FactType.RATIO, FactType.PERCENT)
_CODE = re.compile(r"\w+(\.\w+)*")
# Where a year may be named; codes, points and sources stay.
_WORDS = {"name", "guidance", "evidence", "rule", "label", "hint", "numerator", "denominator"}
Document = dict[str, Any]


class EditRefused(Correctable):
    """The change cannot be made to this draft; the sentence says what to do."""


@dataclass(frozen=True, kw_only=True)
class NewNode:
    """A component (or a criterion that is scored itself) to be added below a node."""

    parent: str
    code: str
    name: str
    max_points: Decimal
    rule: str
    guidance: str = ""
    evidence: Sequence[str] = field(default=())
    source: str = ""


def node_or_refuse(document: Document, code: str) -> Document:
    """Return the node of a code; raises EditRefused."""
    node = find_node(document, code)
    if node is None:
        raise EditRefused(_("Dự thảo không có mục “%(code)s”.") % {"code": code})
    return node


def with_head(document: Document, **changes: Any) -> Document:
    """Return the document with other words at its head; keys as in the engine's dump."""
    changed = copy.deepcopy(document)
    decision = changes.pop("decision", {})
    changed.update(changes)
    changed["decision"] = {**changed["decision"], **decision}
    return changed


def with_points(document: Document, code: str, points: Decimal) -> Document:
    """Give a component another maximum: the points in its rule follow, and the sums above."""
    changed = copy.deepcopy(document)
    node = node_or_refuse(changed, code)
    if children_of(node):
        raise EditRefused(
            _("Mục %(code)s là tổng của các mục con: hãy đổi điểm ở mục con.") % {"code": code}
        )
    if points <= 0:
        raise EditRefused(_("Điểm tối đa phải lớn hơn 0."))
    before, said = points_of(node["max_points"]), rule_text(changed, node)
    if node.get("rule") and before:
        node["rule"] = scaled_rule(node["rule"], Fraction(points) / Fraction(before))
    node["max_points"] = plain(points)
    if said and _bare(node.get("guidance", "")) == _bare(said):
        node["guidance"] = rule_text(changed, node)  # it only repeated the rule
    return _summed(changed)


def understood_rule(document: Document, code: str, text: str) -> Understood:
    """Return what is understood of a scoring text for a node; raises EditRefused with the reason."""
    node = node_or_refuse(document, code)
    return _understood(document, node["name"], points_of(node["max_points"]), text)


def with_rule(document: Document, code: str, text: str) -> tuple[Document, Understood]:
    """Score a component by another text; facts that it goes on asking keep their names."""
    changed = copy.deepcopy(document)
    node = node_or_refuse(changed, code)
    if not node.get("rule"):
        raise EditRefused(_("Mục %(code)s không tự chấm điểm.") % {"code": code})
    found = understood_rule(changed, code, text)
    before = rule_of(changed, node)
    _put_rule(changed, node, found, list(before.facts) if before else [])
    node["guidance"] = text.strip()
    return _pruned(changed), found


def with_texts(
    document: Document, code: str, *, name: str, guidance: str, evidence: Sequence[str]
) -> Document:
    """Give a node another name, guidance and list of evidence."""
    changed = copy.deepcopy(document)
    node = node_or_refuse(changed, code)
    if not name.strip():
        raise EditRefused(_("Hãy ghi tên mục."))
    node["name"] = name.strip()
    _put(node, "guidance", guidance.strip())
    if node.get("rule"):
        _put(node, "evidence", [row.strip() for row in evidence if row.strip()])
    return changed


def with_node(document: Document, new: NewNode) -> tuple[Document, Understood]:
    """Add a component at the end of a criterion, or a criterion at the end of a field."""
    changed = copy.deepcopy(document)
    parent = node_or_refuse(changed, new.parent)
    key = next((name for name in CHILDREN if name in parent), None)
    if key is None:
        raise EditRefused(
            _("Mục %(code)s tự chấm điểm nên không thêm mục con được.") % {"code": new.parent}
        )
    _require_new_code(changed, new)
    found = _understood(changed, new.name, new.max_points, new.rule)
    node: Document = {
        "code": new.code,
        "name": new.name.strip(),
        "max_points": plain(new.max_points),
        "illustrative": False,
        "source": new.source.strip(),
        "guidance": new.guidance.strip() or new.rule.strip(),
        "scored_by": "survey" if isinstance(found.rule, Survey) else "self",
    }
    _put(node, "evidence", [row.strip() for row in new.evidence if row.strip()])
    _put_rule(changed, node, found, [])
    parent[key].append(node)
    return _summed(changed), found


def without(document: Document, code: str) -> Document:
    """Take a node out, with everything below it and the facts that only it asked for."""
    changed = copy.deepcopy(document)
    node_or_refuse(changed, code)
    for parent in (changed, *walk(changed)):
        for key in ("fields", *CHILDREN):
            if key in parent:
                parent[key] = [child for child in parent[key] if child["code"] != code]
    return _pruned(_summed(changed))


def restored(document: Document, base: Mapping[str, Any], code: str) -> Document:
    """Put a node back as it stands in the set the draft was made from."""
    changed = copy.deepcopy(document)
    was = find_node(base, code)
    node = find_node(changed, code)
    if was is None or node is None:
        raise EditRefused(_("Mục %(code)s không có trong bộ hiện hành.") % {"code": code})
    node.clear()
    node.update(copy.deepcopy(was))
    needed = {name for part in (was, *_below(was)) for name in fact_codes(part.get("rule"))}
    for name in needed:
        changed["facts"].setdefault(name, copy.deepcopy(base["facts"][name]))
    return _pruned(_summed(changed))


def with_year(document: Document, old: int) -> Document:
    """Name the draft's own year wherever words and days still name the year of the old set."""
    changed = copy.deepcopy(document)
    named = re.compile(rf"(?<!\d){old}(?!\d)")
    new = str(changed["year"])
    for part in (*walk(changed), *changed["facts"].values()):
        for key in _WORDS & part.keys():
            part[key] = _said_anew(part[key], named, new)
    return changed


def _said_anew(value: Any, named: re.Pattern[str], new: str) -> Any:
    if isinstance(value, str):
        return named.sub(new, value)
    if isinstance(value, list):
        return [_said_anew(part, named, new) for part in value]
    if isinstance(value, Mapping):
        return {key: _said_anew(part, named, new) for key, part in value.items()}
    return value


def next_code(document: Document, parent: str) -> str:
    """Propose the code of the next node below a parent: "1.2.4" after "1.2.3"."""
    node = node_or_refuse(document, parent)
    numbers = [
        int(last)
        for child in children_of(node)
        if (last := child["code"].split(".")[-1]).isdecimal()
    ]
    return f"{parent}.{max(numbers, default=0) + 1}"


def _understood(document: Document, name: str, max_points: Decimal, text: str) -> Understood:
    found = understand(
        text,
        max_points=max_points,
        subject=name.strip(),
        year=document.get("year"),
        points_places=int(document.get("points_places", 2)),
    )
    if isinstance(found, NotUnderstood):
        raise EditRefused(_("Chưa hiểu cách chấm: %(reason)s.") % {"reason": found.reason})
    return found


def _require_new_code(document: Document, new: NewNode) -> None:
    if not _CODE.fullmatch(new.code) or not new.code.startswith(f"{new.parent}."):
        raise EditRefused(
            _("Mã phải bắt đầu bằng “%(parent)s.”, ví dụ %(next)s.")
            % {"parent": new.parent, "next": next_code(document, new.parent)}
        )
    if find_node(document, new.code) is not None:
        raise EditRefused(_("Mã %(code)s đã có trong dự thảo.") % {"code": new.code})
    if not new.name.strip():
        raise EditRefused(_("Hãy ghi tên mục."))
    if new.max_points <= 0:
        raise EditRefused(_("Điểm tối đa phải lớn hơn 0."))


def _put_rule(
    document: Document, node: Document, found: Understood, before: Sequence[Fact]
) -> None:
    names: dict[str, str] = {}
    for fact in found.facts:
        kept = _same_fact(fact, before, taken=names.values())
        if kept is not None:
            names[fact.code] = kept.code
            continue
        names[fact.code] = _free_code(document["facts"], fact.code)
        document["facts"][names[fact.code]] = fact.dump()
    node["rule"] = _renamed(found.rule.dump(), names)


def _same_fact(fact: Fact, before: Sequence[Fact], *, taken: Any) -> Fact | None:
    """Return the old fact that a rule goes on asking: of the same label, or the only one of its kind."""
    found = [old for old in before if old.code not in set(taken) and _may_stand_for(old, fact)]
    same = [old for old in found if old.label.casefold() == fact.label.casefold()]
    return same[0] if same else found[0] if len(found) == 1 and len(before) == 1 else None


def _may_stand_for(old: Fact, new: Fact) -> bool:
    if new.type in _SHARES and old.type in _SHARES:
        names_others = new.type is FactType.RATIO and new.denominator != old.denominator
        return old.may_exceed >= new.may_exceed and not names_others
    return old.type is new.type and dict(old.options) == dict(new.options)


def _free_code(facts: Mapping[str, Any], code: str) -> str:
    free, number = code, 2
    while free in facts:
        free, number = f"{code}_{number}", number + 1
    return free


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return a rule's document with other codes of facts."""
    if isinstance(value, Mapping):
        return {
            key: names.get(part, part) if key == "fact" else _renamed(part, names)
            for key, part in value.items()
        }
    return [_renamed(part, names) for part in value] if isinstance(value, list | tuple) else value


def _put(node: Document, key: str, value: Any) -> None:
    """Write a key, or leave it out when there is nothing to say."""
    if value:
        node[key] = value
    else:
        node.pop(key, None)


def _pruned(document: Document) -> Document:
    """Leave out the facts that no rule asks for any more."""
    used = {code for node in walk(document) for code in fact_codes(node.get("rule"))}
    used |= set(fact_codes(document.get("adjustments") or []))
    document["facts"] = {code: fact for code, fact in document["facts"].items() if code in used}
    return document


def _summed(document: Document) -> Document:
    for part in document["fields"]:
        _sum_up(part)
    document["max_points"] = plain(_sum(document["fields"]))
    return document


def _sum_up(node: Document) -> None:
    children = children_of(node)
    for child in children:
        _sum_up(child)
    if children:
        node["max_points"] = plain(_sum(children))


def _sum(nodes: Sequence[Document]) -> Decimal:
    return sum((points_of(node["max_points"]) for node in nodes), Decimal(0))


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold()


def _below(node: Document) -> list[Document]:
    return [found for child in children_of(node) for found in (child, *_below(child))]
