"""Scoring facts by a criteria set: every leaf by its rule, every parent by its children."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from parindex.engine.adjusting import Adjustment, AdjustmentKind, adjust
from parindex.engine.exact import rounded
from parindex.engine.outcome import Outcome, TraceState
from parindex.engine.ranking import index
from parindex.engine.trace import AdjustmentTrace, NodeTrace
from parindex.engine.tree import CriteriaSet, Level, Node, NotApplicable, UnknownNodeError
from parindex.engine.values import FactValue
from parindex.engine.wording import Text, say

_OPEN = (TraceState.MISSING_FACTS, TraceState.NEEDS_JUDGEMENT)
_KINDS = {
    AdjustmentKind.BONUS: say("điểm thưởng"),
    AdjustmentKind.PENALTY: say("điểm trừ"),
}


def evaluate(
    criteria_set: CriteriaSet,
    facts: Mapping[str, FactValue],
    *,
    not_applicable: Collection[str] = (),
) -> NodeTrace:
    """Score the facts and return the tree of points, from the root with the empty code.

    ``not_applicable`` names components that do not apply, or nodes with all that is below them.
    Facts that are missing leave their components without points; others that the set does not
    know change nothing. Bonus and penalty points of the set stand at the root. Raises
    UnknownNodeError for a code that the set does not have.
    """
    excluded = criteria_set.leaves_under(not_applicable)
    children = tuple(_trace(criteria_set, node, facts, excluded) for node in criteria_set.fields)
    adjustments = tuple(
        _adjustment(item, facts, criteria_set.points_places) for item in criteria_set.adjustments
    )
    return _root(criteria_set, children, adjustments)


def evaluate_leaf(
    criteria_set: CriteriaSet,
    code: str,
    facts: Mapping[str, FactValue],
    *,
    not_applicable: bool = False,
) -> NodeTrace:
    """Score one component; raises UnknownNodeError for a code that is no leaf of the set."""
    node = criteria_set.node(code)
    if not node.is_leaf:
        raise UnknownNodeError(code)
    return _trace(criteria_set, node, facts, frozenset({code} if not_applicable else ()))


def _trace(
    criteria_set: CriteriaSet, node: Node, facts: Mapping[str, FactValue], excluded: Collection[str]
) -> NodeTrace:
    if node.rule is None:
        children = tuple(_trace(criteria_set, child, facts, excluded) for child in node.children)
        return _sum_up(node.code, node.name, node.level, children)
    if node.code in excluded:
        because = _excluded_words(node)
        return _leaf(criteria_set, node, Outcome(state=TraceState.NOT_APPLICABLE, because=because))
    return _leaf(criteria_set, node, node.rule.score(facts))


def _excluded_words(node: Node) -> Text:
    if node.not_applicable_when:
        return say("Không áp dụng ({when})", when=node.not_applicable_when)
    return say("Không áp dụng")


def _leaf(criteria_set: CriteriaSet, node: Node, outcome: Outcome) -> NodeTrace:
    points, applicable = None, node.max_points
    if outcome.points is not None:
        points = rounded(outcome.points, criteria_set.points_places)
    elif outcome.state is TraceState.NOT_APPLICABLE:
        is_full = criteria_set.not_applicable is NotApplicable.FULL_POINTS
        points, applicable = (node.max_points, node.max_points) if is_full else (None, Decimal(0))
    return NodeTrace(
        code=node.code,
        name=node.name,
        level=node.level,
        max_points=node.max_points,
        applicable_points=applicable,
        points=points,
        state=outcome.state,
        text=_leaf_text(node, outcome, points),
        missing=outcome.missing,
    )


def _leaf_text(node: Node, outcome: Outcome, points: Decimal | None) -> Text:
    because, top = outcome.because, node.max_points
    if points is None:
        if outcome.state is TraceState.NOT_APPLICABLE:
            return say(
                "{because}: không tính {top} điểm tối đa của mục này.", because=because, top=top
            )
        return say("{because}: chưa có điểm (tối đa {top}).", because=because, top=top)
    if outcome.points is None or outcome.points == Fraction(points):
        return say("{because}: {points}/{top} điểm.", because=because, points=points, top=top)
    return say(
        "{because}: {points}/{top} điểm (đã làm tròn).", because=because, points=points, top=top
    )


def _sum_up(code: str, name: str, level: Level, children: Sequence[NodeTrace]) -> NodeTrace:
    known = [child.points for child in children if child.points is not None]
    points = sum(known, Decimal(0)) if known else None
    state = _state(children)
    applicable = sum((child.applicable_points for child in children), Decimal(0))
    return NodeTrace(
        code=code,
        name=name,
        level=level,
        max_points=sum((child.max_points for child in children), Decimal(0)),
        applicable_points=applicable,
        points=points,
        state=state,
        text=_sum_text(children, points, applicable, state),
        children=tuple(children),
        missing=tuple(dict.fromkeys(code for child in children for code in child.missing)),
    )


def _state(children: Sequence[NodeTrace]) -> TraceState:
    """Return the state of a parent: that of its applicable children if they agree, else PARTIAL."""
    states = {child.state for child in children} - {TraceState.NOT_APPLICABLE}
    if not states:
        return TraceState.NOT_APPLICABLE
    if len(states) == 1:
        return states.pop()
    # Nothing is scored yet: what people can supply first is the facts.
    return TraceState.MISSING_FACTS if states <= set(_OPEN) else TraceState.PARTIAL


def _sum_text(
    children: Sequence[NodeTrace], points: Decimal | None, applicable: Decimal, state: TraceState
) -> Text:
    if state is TraceState.NOT_APPLICABLE and points is None:
        return say("Không áp dụng.")
    leaves = [trace for child in children for trace in child.walk() if not trace.children]
    waiting = sum(leaf.state in _OPEN for leaf in leaves)
    excluded = sum(leaf.state is TraceState.NOT_APPLICABLE for leaf in leaves)
    notes = (
        *([say("còn {count:d} mục chưa có điểm", count=waiting)] if waiting else ()),
        *([say("{count:d} mục không áp dụng", count=excluded)] if excluded else ()),
    )
    words = (
        say("Chưa có điểm")
        if points is None
        else say("Cộng {points}/{top} điểm", points=points, top=applicable)
    )
    return (
        say("{words} ({notes}).", words=words, notes=notes)
        if notes
        else say("{words}.", words=words)
    )


def _adjustment(
    item: Adjustment, facts: Mapping[str, FactValue], points_places: int
) -> AdjustmentTrace:
    outcome = item.rule.score(facts)
    points = None if outcome.points is None else rounded(outcome.points, points_places)
    words = _adjustment_words(item, outcome, points)
    return AdjustmentTrace(
        code=item.code,
        name=item.name,
        kind=item.kind,
        max_points=item.max_points,
        points=points,
        state=outcome.state,
        text=say("{because}: {words}.", because=outcome.because, words=words),
        missing=outcome.missing,
    )


def _adjustment_words(item: Adjustment, outcome: Outcome, points: Decimal | None) -> Text:
    kind = _KINDS[item.kind]
    if points is None:
        if outcome.state is TraceState.NOT_APPLICABLE:
            return say("không có {kind}", kind=kind)
        return say("chưa biết {kind} (tối đa {top})", kind=kind, top=item.max_points)
    if outcome.points == Fraction(points):
        return say("{kind} {points}", kind=kind, points=points)
    return say("{kind} {points} (đã làm tròn)", kind=kind, points=points)


def _root(
    criteria_set: CriteriaSet,
    children: Sequence[NodeTrace],
    adjustments: tuple[AdjustmentTrace, ...],
) -> NodeTrace:
    total = _sum_up("", criteria_set.name, Level.SET, children)
    if adjustments:
        total = _with_adjustments(criteria_set, total, adjustments)
    if total.points is None:
        return total
    percent = index(total.points, total.applicable_points)
    if total.state in {TraceState.SCORED, TraceState.NOT_APPLICABLE}:
        text = say("{sum} Chỉ số: {index:.2}%.", sum=total.text, index=percent)
    else:
        text = say("{sum} Chỉ số tạm tính: {index:.2}%.", sum=total.text, index=percent)
    return replace(total, text=text)


def _with_adjustments(
    criteria_set: CriteriaSet, total: NodeTrace, traces: tuple[AdjustmentTrace, ...]
) -> NodeTrace:
    """Put bonus and penalty points into the root; none where no component has points yet."""
    missing = dict.fromkeys((*total.missing, *(code for item in traces for code in item.missing)))
    is_open = any(item.state in _OPEN for item in traces)
    is_half_known = is_open and total.state in {TraceState.SCORED, TraceState.NOT_APPLICABLE}
    total = replace(
        total,
        adjustments=traces,
        missing=tuple(missing),
        state=TraceState.PARTIAL if is_half_known else total.state,
    )
    if total.points is None:
        return total
    given = [
        (item, trace.points)
        for item, trace in zip(criteria_set.adjustments, traces, strict=True)
        if trace.points is not None
    ]
    top = criteria_set.top(total.applicable_points)
    adjusted = adjust(total.points, given, criteria_set.limits, top=top)
    text = say("{sum} {adjusted}", sum=total.text, adjusted=adjusted.text)
    return replace(total, points=adjusted.points, adjusted=adjusted, text=text)
