"""A draft as its pages show it: the tree with marks, and the changes in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from parindex.criteria.comparing import Kind, NodeChange
from parindex.criteria.documents import children_of, rule_text, walk
from parindex.improvement.drafts import DraftPicture

CHANGE_NAMES = {
    Kind.ADDED.value: _("Thêm"),
    Kind.REMOVED.value: _("Bỏ"),
    Kind.CHANGED.value: _("Đổi"),
    "diem": _("Đổi điểm hoặc cách chấm"),
}


@dataclass(frozen=True, kw_only=True)
class TreeRow:
    """A node of the draft with what is to be known about it."""

    node: Mapping[str, Any]
    rule: str
    change: NodeChange | None
    problems: Sequence[str]
    is_outdated: bool

    @property
    def code(self) -> str:
        return str(self.node["code"])

    @property
    def depth(self) -> int:
        return self.code.count(".")

    @property
    def is_leaf(self) -> bool:
        return not children_of(self.node)

    @property
    def is_new(self) -> bool:
        return self.change is not None and self.change.kind is Kind.ADDED


def tree_of(picture: DraftPicture) -> list[TreeRow]:
    """Return the draft's nodes in their order."""
    changes = {item.code: item for item in picture.changes if item.kind is not Kind.REMOVED}
    problems: dict[str, list[str]] = {}
    for code, message in picture.problems:
        problems.setdefault(code, []).append(message)
    outdated = set(picture.outdated)
    return [
        TreeRow(
            node=node,
            rule=rule_text(picture.document, node),
            change=changes.get(node["code"]),
            problems=problems.get(node["code"], ()),
            is_outdated=node["code"] in outdated,
        )
        for node in walk(picture.document)
    ]


def shown_changes(picture: DraftPicture, kind: str) -> list[NodeChange]:
    """Return the changes of a kind (a key of CHANGE_NAMES), all of them for anything else."""
    if kind == "diem":
        return [item for item in picture.changes if item.is_scored_otherwise and not item.is_sum]
    if kind in CHANGE_NAMES:
        return [item for item in picture.changes if item.kind.value == kind and not item.is_sum]
    return [item for item in picture.changes if not item.is_sum]


def changed_sums(picture: DraftPicture) -> list[NodeChange]:
    """Return the nodes of which only the sum of what is below differs."""
    return [item for item in picture.changes if item.is_sum]
