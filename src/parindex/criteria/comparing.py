"""Two sets beside each other: what was added, removed, renamed, and scored otherwise. Needs no Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from parindex.criteria.documents import Document, children_of, points_of, rule_text, walk
from parindex.engine import ScoredBy
from parindex.viet import format_decimal, search_key


class Kind(Enum):
    """What happened to a node."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


_SAID = {Kind.ADDED: "thêm", Kind.REMOVED: "bỏ", Kind.CHANGED: "đổi"}


_SCORED_BY = {
    ScoredBy.SELF.value: "tự đánh giá",
    ScoredBy.SURVEY.value: "điều tra xã hội học",
    ScoredBy.DATA.value: "số liệu của cơ quan khác",
}


class What(Enum):
    """Which part of a node, or of the set's head, differs."""

    CODE = "Mã"
    NAME = "Tên"
    POINTS = "Điểm tối đa"
    RULE = "Cách chấm"
    FACTS = "Số liệu"
    GUIDANCE = "Hướng dẫn"
    EVIDENCE = "Tài liệu kiểm chứng"
    SCORED_BY = "Nguồn điểm"
    NOT_APPLICABLE = "Không áp dụng khi"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One part before and after, in words."""

    what: What
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class NodeChange:
    """A node that differs; ``code`` is the new one where there is one."""

    kind: Kind
    code: str
    name: str
    level: int
    is_divided: bool
    differences: Sequence[Difference]

    @property
    def is_scored_otherwise(self) -> bool:
        """Tell whether points or the rule changed, and not only words."""
        scored = {What.POINTS, What.RULE, What.FACTS, What.SCORED_BY}
        return any(item.what in scored for item in self.differences)

    @property
    def is_sum(self) -> bool:
        """Tell whether only the sum of the nodes below differs, which is told there."""
        return self.is_divided and {item.what for item in self.differences} == {What.POINTS}

    def lines(self) -> list[str]:
        """Return the change as lines of a plain text."""
        head = f"{_SAID[self.kind]} {self.code} {self.name}"
        return [head, *(f"    {item.what.value}: {_step(item)}" for item in self.differences)]


def _step(item: Difference) -> str:
    texts = [text.replace("\n", "; ") for text in (item.before, item.after) if text]
    return " → ".join(texts) if item.before else texts[0]


def compare(old: Document, new: Document) -> tuple[NodeChange, ...]:
    """Return the nodes that differ between two documents of sets, in the order of the new one.

    Nodes are the same when code and name are, then when the name is (they moved or were
    numbered anew), then when the code is (they were renamed).
    """
    before, after = list(walk(old)), list(walk(new))
    partner = _partners(before, after)
    kept = set(partner.values())
    changes: list[NodeChange] = []
    for node in after:
        was = next((item for item in before if item["code"] == partner.get(node["code"])), None)
        if was is None:
            changes.append(_whole(Kind.ADDED, node, new))
        elif differences := tuple(_differences(old, was, new, node)):
            changes.append(
                NodeChange(
                    kind=Kind.CHANGED,
                    code=node["code"],
                    name=node["name"],
                    level=_level(node),
                    is_divided=bool(children_of(node)),
                    differences=differences,
                )
            )
    removed = [_whole(Kind.REMOVED, node, old) for node in before if node["code"] not in kept]
    return (*changes, *removed)


def _partners(before: Sequence[Document], after: Sequence[Document]) -> dict[str, str]:
    """Return for new codes the old code of the same node."""
    found: dict[str, str] = {}
    for key in (_code_and_name, _name, _code):
        old = _by(key, [node for node in before if node["code"] not in found.values()])
        new = _by(key, [node for node in after if node["code"] not in found])
        found |= {node["code"]: old[at]["code"] for at, node in new.items() if at in old}
    return found


def _by(key: Any, nodes: Sequence[Document]) -> dict[Any, Document]:
    """Return nodes by their key; a key that two share names neither."""
    found: dict[Any, Document | None] = {}
    for node in nodes:
        found[key(node)] = None if key(node) in found else node
    return {at: node for at, node in found.items() if node is not None}


def _code_and_name(node: Document) -> tuple[str, str]:
    return node["code"], search_key(node["name"])


def _name(node: Document) -> tuple[int, str]:
    return _level(node), search_key(node["name"])


def _code(node: Document) -> str:
    return str(node["code"])


def _level(node: Document) -> int:
    return str(node["code"]).count(".")


def _whole(kind: Kind, node: Document, document: Document) -> NodeChange:
    is_new = kind is Kind.ADDED
    parts = {what: text for what, text in _parts(document, node).items() if text}
    for what in (What.CODE, What.NAME):
        parts.pop(what)
    return NodeChange(
        kind=kind,
        code=node["code"],
        name=node["name"],
        level=_level(node),
        is_divided=bool(children_of(node)),
        differences=[
            Difference(what=what, before="" if is_new else text, after=text if is_new else "")
            for what, text in parts.items()
        ],
    )


def _differences(
    old: Document, was: Document, new: Document, node: Document
) -> Iterator[Difference]:
    before, after = _parts(old, was), _parts(new, node)
    for what, text in after.items():
        if before[what] != text:
            yield Difference(what=what, before=before[what], after=text)


def _parts(document: Document, node: Document) -> dict[What, str]:
    return {
        What.CODE: str(node["code"]),
        What.NAME: str(node.get("name", "")),
        What.POINTS: format_decimal(points_of(node.get("max_points"))),
        What.RULE: rule_text(document, node),
        What.FACTS: "; ".join(_labels(document.get("facts") or {}, node)),
        What.GUIDANCE: str(node.get("guidance", "")),
        What.EVIDENCE: "\n".join(node.get("evidence", ())),
        What.SCORED_BY: _SCORED_BY.get(node.get("scored_by", ""), ""),
        What.NOT_APPLICABLE: str(node.get("not_applicable_when", "")),
    }


def _labels(facts: Mapping[str, Any], node: Document) -> list[str]:
    used = [code for code in fact_codes(node.get("rule")) if code in facts]
    return [str(facts[code].get("label", code)) for code in used]


def fact_codes(value: Any) -> list[str]:
    """Return the codes of the facts that a rule's document names, in their order."""
    found: list[str] = []
    if isinstance(value, Mapping):
        if isinstance(value.get("fact"), str):
            found.append(value["fact"])
        for part in value.values():
            found += fact_codes(part)
    elif isinstance(value, list | tuple):
        for part in value:
            found += fact_codes(part)
    return list(dict.fromkeys(found))
