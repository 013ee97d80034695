"""Scoring facts by a criteria set: every leaf by its rule, every parent by its children."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from parindex.engine.adjusting import Adjustment, AdjustmentKind, adjust
from parindex.engine.exact import number_text, rounded
from parindex.engine.outcome import Outcome, TraceState
from parindex.engine.ranking import index
from parindex.engine.trace import AdjustmentTrace, NodeTrace
from parindex.engine.tree import CriteriaSet, Level, Node, NotApplicable, UnknownNodeError
from parindex.engine.values import FactValue
from parindex.viet import format_decimal

_OPEN = (TraceState.MISSING_FACTS, TraceState.NEEDS_JUDGEMENT)


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
        why = f" ({node.not_applicable_when})" if node.not_applicable_when else ""
        return _leaf(
            criteria_set,
            node,
            Outcome(state=TraceState.NOT_APPLICABLE, because=f"Không áp dụng{why}"),
        )
    return _leaf(criteria_set, node, node.rule.score(facts))


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
        sentence=_leaf_sentence(node, outcome, points),
        missing=outcome.missing,
    )


def _leaf_sentence(node: Node, outcome: Outcome, points: Decimal | None) -> str:
    top = number_text(node.max_points)
    if points is not None:
        sign = (
            "" if outcome.points is None or outcome.points == Fraction(points) else " (đã làm tròn)"
        )
        return f"{outcome.because}: {number_text(points)}/{top} điểm{sign}."
    if outcome.state is TraceState.NOT_APPLICABLE:
        return f"{outcome.because}: không tính {top} điểm tối đa của mục này."
    return f"{outcome.because}: chưa có điểm (tối đa {top})."


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
        sentence=_sum_sentence(children, points, applicable, state),
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


def _sum_sentence(
    children: Sequence[NodeTrace], points: Decimal | None, applicable: Decimal, state: TraceState
) -> str:
    if state is TraceState.NOT_APPLICABLE and points is None:
        return "Không áp dụng."
    leaves = [trace for child in children for trace in child.walk() if not trace.children]
    waiting = sum(leaf.state in _OPEN for leaf in leaves)
    excluded = sum(leaf.state is TraceState.NOT_APPLICABLE for leaf in leaves)
    notes = [f"còn {waiting} mục chưa có điểm"] * bool(waiting) + [
        f"{excluded} mục không áp dụng"
    ] * bool(excluded)
    words = (
        "Chưa có điểm"
        if points is None
        else f"Cộng {number_text(points)}/{number_text(applicable)} điểm"
    )
    return f"{words} ({'; '.join(notes)})." if notes else f"{words}."


def _adjustment(
    item: Adjustment, facts: Mapping[str, FactValue], points_places: int
) -> AdjustmentTrace:
    outcome = item.rule.score(facts)
    points = None if outcome.points is None else rounded(outcome.points, points_places)
    name = "thưởng" if item.kind is AdjustmentKind.BONUS else "trừ"
    if points is not None:
        sign = "" if outcome.points == Fraction(points) else " (đã làm tròn)"
        words = f"điểm {name} {number_text(points)}{sign}"
    elif outcome.state is TraceState.NOT_APPLICABLE:
        words = f"không có điểm {name}"
    else:
        words = f"chưa biết điểm {name} (tối đa {number_text(item.max_points)})"
    return AdjustmentTrace(
        code=item.code,
        name=item.name,
        kind=item.kind,
        max_points=item.max_points,
        points=points,
        state=outcome.state,
        sentence=f"{outcome.because}: {words}.",
        missing=outcome.missing,
    )


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
    percent = format_decimal(index(total.points, total.applicable_points), 2)
    name = (
        "Chỉ số"
        if total.state in {TraceState.SCORED, TraceState.NOT_APPLICABLE}
        else "Chỉ số tạm tính"
    )
    sentence = f"{total.sentence} {name}: {percent}%."
    return replace(total, sentence=sentence)


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
    sentence = f"{total.sentence} {adjusted.sentence}"
    return replace(total, points=adjusted.points, adjusted=adjusted, sentence=sentence)
