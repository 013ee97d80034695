"""Reading fields, criteria and components."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from parindex.engine.exact import decimals, number_text
from parindex.engine.facts import Fact
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Rule, Scope
from parindex.engine.rules.registry import read_rule
from parindex.engine.rules.survey import Survey
from parindex.engine.tree import Level, Node, ScoredBy

_CODE = re.compile(r"\w+(\.\w+)*")
_CHILDREN: Mapping[Level, tuple[str, Level]] = {
    Level.FIELD: ("criteria", Level.CRITERION),
    Level.CRITERION: ("components", Level.COMPONENT),
}
_NAMES = {
    Level.FIELD: "lĩnh vực",
    Level.CRITERION: "tiêu chí",
    Level.COMPONENT: "tiêu chí thành phần",
}
_LEAF_KEYS = ("rule", "scored_by", "evidence", "not_applicable_when")


@dataclass(frozen=True)
class Origin:
    """Where a row is from; a row that says nothing takes it from the row above."""

    source: str = ""
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class NodeReader:
    """Reads nodes against the set's facts, rounding and year, and sees to unique codes."""

    facts: Mapping[str, Fact]
    points_places: int
    year: int | None
    codes: set[str] = field(default_factory=set)
    positions: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def read(
        self, entry: Entry, level: Level, *, parent: str = "", above: Origin = Origin()
    ) -> Node:
        """Read a node with everything below it."""
        code, position = self._read_code(entry, parent), next(self.positions)
        max_points = self._read_max_points(entry)
        origin = _read_origin(entry, above)
        children = self._read_children(entry, level, code, origin)
        is_divided = level in _CHILDREN and entry.has(_CHILDREN[level][0])
        rule = None if is_divided else self._read_rule(entry, level, max_points)
        node = Node(
            code=code,
            name=entry.text("name"),
            level=level,
            max_points=max_points,
            position=position,
            children=children,
            rule=rule,
            scored_by=_read_scored_by(entry, rule) if rule else ScoredBy.SELF,
            evidence=entry.texts("evidence"),
            guidance=entry.text("guidance", required=False),
            source=origin.source,
            illustrative=origin.illustrative,
            not_applicable_when=entry.text("not_applicable_when", required=False),
        )
        _check_sum(entry, node)
        _check_origin(entry, node)
        entry.finish()
        return node

    def _read_code(self, entry: Entry, parent: str) -> str:
        code = entry.text("code")
        if not code or not entry.is_clean("code"):
            return code
        if not _CODE.fullmatch(code):
            entry.report(f"Mã “{code}” chỉ gồm chữ, số và dấu chấm ở giữa, ví dụ 1.2.3.", "code")
        elif code in self.codes:
            entry.report(f"Mã “{code}” bị trùng với một mục khác.", "code")
        elif parent and not code.startswith(f"{parent}."):
            entry.report(
                f"Mã “{code}” không nằm dưới mã “{parent}”; phải bắt đầu bằng “{parent}.”.", "code"
            )
        self.codes.add(code)
        return code

    def _read_max_points(self, entry: Entry) -> Decimal:
        max_points = entry.number("max_points")
        if entry.is_clean("max_points") and entry.has("max_points"):
            if max_points == 0:
                entry.report("Điểm tối đa phải lớn hơn 0.", "max_points")
            elif decimals(max_points) > self.points_places:
                entry.report(
                    f"Điểm tối đa {number_text(max_points)} lẻ hơn {self.points_places} chữ số thập phân "
                    "mà bộ tiêu chí làm tròn.",
                    "max_points",
                )
        return max_points

    def _read_children(
        self, entry: Entry, level: Level, code: str, origin: Origin
    ) -> tuple[Node, ...]:
        if level not in _CHILDREN:
            return ()
        key, below = _CHILDREN[level]
        if not entry.has(key):
            return ()
        for leaf_key in _LEAF_KEYS:
            if entry.has(leaf_key):
                entry.report(
                    f"Mục đã chia nhỏ bằng {key} thì không ghi {leaf_key}; hãy ghi ở mục con.",
                    leaf_key,
                )
        return tuple(
            self.read(child, below, parent=code, above=origin) for child in entry.entries(key)
        )

    def _read_rule(self, entry: Entry, level: Level, max_points: Decimal) -> Rule | None:
        if not entry.has("rule"):
            split = f", hoặc chia nhỏ bằng {_CHILDREN[level][0]}" if level in _CHILDREN else ""
            entry.report(f"Thiếu quy tắc chấm: mỗi {_NAMES[level]} cần rule{split}.")
            return None
        scope = Scope(
            max_points=max_points,
            points_places=self.points_places,
            facts=self.facts,
            year=self.year,
            read_rule=read_rule,
        )
        return read_rule(entry.entry("rule"), scope)


def _read_origin(entry: Entry, above: Origin) -> Origin:
    """A row's own source or mark counts; a row without either has those of the row above."""
    source = entry.text("source", required=False)
    if source or entry.has("illustrative"):
        return Origin(source, entry.flag("illustrative"))
    return above


def _check_origin(entry: Entry, node: Node) -> None:
    if not node.source and not node.illustrative:
        entry.report(
            "Mục này chưa có nguồn: hãy ghi source, hoặc illustrative: true nếu là dòng minh họa."
        )


def _read_scored_by(entry: Entry, rule: Rule) -> ScoredBy:
    is_survey = isinstance(rule, Survey)
    found = entry.one_of(
        "scored_by", ScoredBy, default=ScoredBy.SURVEY if is_survey else ScoredBy.SELF
    )
    if (
        entry.is_clean("rule")
        and entry.is_clean("scored_by")
        and (found is ScoredBy.SURVEY) != is_survey
    ):
        entry.report("scored_by: survey và quy tắc form: survey phải đi cùng nhau.", "scored_by")
    return found


def _check_sum(entry: Entry, node: Node) -> None:
    """Report a parent whose points are not its children's, unless one of the numbers is broken."""
    if not node.children:
        return
    key = _CHILDREN[node.level][0]
    numbers = [
        ("max_points",),
        *((key, index, "max_points") for index in range(len(node.children))),
    ]
    are_given = entry.has("max_points") and all(child.max_points for child in node.children)
    if not are_given or not all(entry.is_clean(*at) for at in numbers):
        return
    total = sum((child.max_points for child in node.children), Decimal(0))
    if total != node.max_points:
        entry.report(
            f"Điểm tối đa {number_text(node.max_points)} khác tổng {number_text(total)} điểm của các mục con.",
            "max_points",
        )
