"""How a set is laid out as decisions lay it out: one line for each field, criterion, component."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from parindex.criteria.rule_texts import UnwritableRuleError, write_rule_text
from parindex.engine import CriteriaSet, Node
from parindex.engine.tree import Level, ScoredBy
from parindex.viet import format_date

HEADINGS = (
    "TT",
    "Lĩnh vực/tiêu chí/tiêu chí thành phần",
    "Điểm tối đa",
    "Cách tính/Thang điểm",
    "Tài liệu kiểm chứng",
    "Ghi chú",
)
WIDTHS = (9, 44, 9, 58, 42, 14)  # in characters of a spreadsheet; in proportion on paper
NOT_APPLICABLE = "Không áp dụng khi: "
ILLUSTRATIVE = "Minh họa"
SCORED_BY = {
    ScoredBy.SURVEY: "Điều tra xã hội học",
    ScoredBy.DATA: "Số liệu của cơ quan khác",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of the table; texts stand as they are shown."""

    code: str
    level: Level
    name: str
    max_points: Decimal
    method: str = ""
    evidence: str = ""
    notes: str = ""


def lines_of(criteria_set: CriteriaSet) -> tuple[Line, ...]:
    """Return the rows of a set, in its order."""
    return tuple(_line(node, criteria_set.points_places) for node in criteria_set.walk())


def titles_of(criteria_set: CriteriaSet) -> tuple[str, ...]:
    """Return the lines above the table: annex, name, decision."""
    decision = criteria_set.decision
    issued = (
        f"(Ban hành kèm theo Quyết định số {decision.number} ngày {format_date(decision.issued_on)} "
        f"của {decision.issuer})"
    )
    return tuple(line for line in (criteria_set.annex, criteria_set.name.upper(), issued) if line)


def method_text(node: Node, points_places: int) -> str:
    """Return how a leaf is scored: as the decision words it, or else the rule in words."""
    if node.guidance or node.rule is None:
        return node.guidance
    try:
        return write_rule_text(node.rule, points_places=points_places)
    except UnwritableRuleError:
        return ""


def _line(node: Node, points_places: int) -> Line:
    notes = [NOT_APPLICABLE + node.not_applicable_when] if node.not_applicable_when else []
    if node.is_leaf:
        notes += [SCORED_BY[node.scored_by]] if node.scored_by in SCORED_BY else []
        notes += [ILLUSTRATIVE] if node.illustrative else []
    return Line(
        code=node.code,
        level=node.level,
        name=node.name,
        max_points=node.max_points,
        method=method_text(node, points_places),
        evidence="\n".join(f"- {item}" for item in node.evidence),
        notes="\n".join(notes),
    )
