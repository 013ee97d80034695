"""What a search stands on: the facts as they are, and how each can still change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from parindex.engine.adjusting import Adjustment, adjust
from parindex.engine.evaluation import evaluate_leaf
from parindex.engine.exact import rounded
from parindex.engine.facts import Fact, FactType
from parindex.engine.goals.cuts import cuts, parts
from parindex.engine.goals.frontier import Moves
from parindex.engine.goals.lanes import Period, Stop, lanes, least
from parindex.engine.outcome import TraceState
from parindex.engine.rules.base import Facts
from parindex.engine.rules.judged import Judged
from parindex.engine.rules.survey import Survey
from parindex.engine.trace import NodeTrace
from parindex.engine.tree import CriteriaSet, Node
from parindex.engine.values import FactValue
from parindex.engine.wording import Text, say


class UnknownFactError(LookupError):
    """The set asks for no fact of this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Bộ tiêu chí không có số liệu “{code}”.")
        self.code = code


@dataclass(frozen=True)
class Ground:
    """The facts of a unit, and the stops to which those that can still change may be brought."""

    criteria_set: CriteriaSet
    facts: Facts
    excluded: frozenset[str]
    period: Period
    held: frozenset[str]
    surveyed: frozenset[str]
    cuts: Mapping[str, Sequence[Fraction | dt.date]]
    moves: Moves

    def trace(self, leaf: Node, facts: Facts | None = None) -> NodeTrace:
        """Score a component by these facts, or by those it has now."""
        return evaluate_leaf(
            self.criteria_set,
            leaf.code,
            self.facts if facts is None else facts,
            not_applicable=leaf.code in self.excluded,
        )

    def points(self, leaves: Sequence[Node], stops: Sequence[Stop]) -> Decimal:
        """Return what components earn together once the facts are brought to these stops."""
        facts = self.with_stops(stops)
        return sum((self.trace(leaf, facts).points or Decimal(0) for leaf in leaves), Decimal(0))

    def adjustment(self, facts: Facts) -> Decimal:
        """Return bonus less penalty points of the set by these facts, within their limits."""
        places, given = self.criteria_set.points_places, []
        for item in self.criteria_set.adjustments:
            points = item.rule.score(facts).points
            if points is not None:
                given.append((item, rounded(points, places)))
        found = adjust(Decimal(0), given, self.criteria_set.limits, top=Decimal(0))
        return found.bonus - found.penalty

    @property
    def adjusting(self) -> tuple[str, ...]:
        """The facts that can change and that bonus or penalty points depend on."""
        used = (code for item in self.criteria_set.adjustments for code in item.facts)
        return tuple(code for code in dict.fromkeys(used) if code in self.moves)

    def with_stops(self, stops: Sequence[Stop]) -> dict[str, FactValue]:
        return {**self.facts, **{stop.code: stop.value for stop in stops}}

    def is_open(self, leaf: Node) -> bool:
        """Tell whether changing facts can change the points of a component."""
        return (
            leaf.code not in self.excluded
            and not _is_judged(leaf)
            and any(code in self.moves for code in leaf.facts)
            and all(code in self.facts or code in self.moves for code in leaf.facts)
        )

    def tightened(
        self, stops: Sequence[Stop], earns: Callable[[Sequence[Stop]], bool]
    ) -> tuple[Stop, ...]:
        """Take every unit away that is not needed: one less at any stop no longer earns."""
        kept = list(stops)
        for stop in stops:
            at = kept.index(stop)
            rest = (kept[:at], kept[at + 1 :])

            def holds(units: int, stop: Stop = stop, rest: tuple[list[Stop], ...] = rest) -> bool:
                own = [stop.lane.stop(units)] if units >= stop.lane.first else []
                return earns([*rest[0], *own, *rest[1]])

            none = stop.lane.first - (stop.lane.before is not None)
            units = least(holds, none, stop.units) if stop.lane.is_graded else stop.units
            kept[at : at + 1] = [stop.lane.stop(units)] if units >= stop.lane.first else []
        return tuple(kept)

    def obstacle(self, leaf: Node) -> Text:
        """Say why a component does not reach its maximum by changing facts."""
        if self.trace(leaf).state is TraceState.NOT_APPLICABLE:
            return say("Mục này không áp dụng.")
        if _is_judged(leaf):
            return say("Người chấm quyết định điểm của mục này, không tính ngược từ số liệu được.")
        if self.period.is_over:
            return say("Đã qua ngày chốt {date}.", date=self.period.cut_off)
        facts = [self.criteria_set.facts[code] for code in leaf.facts]
        reasons = tuple(reason for fact in facts if (reason := self._reason(fact)))
        if not reasons:
            return say("Không có thay đổi nào được nhiều điểm hơn mà không mất điểm ở chỗ khác.")
        return say("{reasons}.", reasons=reasons)

    def _reason(self, fact: Fact) -> Text | None:
        label = fact.label
        if fact.code in self.surveyed:
            return say(
                "“{label}” do điều tra xã hội học quyết định, đơn vị không thay đổi được",
                label=label,
            )
        if fact.code in self.held:
            return say("“{label}” đã chốt, không thay đổi được", label=label)
        if fact.type is FactType.DATE:
            return self._late(fact, self.facts.get(fact.code))
        return None

    def _late(self, fact: Fact, value: FactValue | None) -> Text | None:
        due = min(cut for cut in self.cuts[fact.code] if isinstance(cut, dt.date))
        if isinstance(value, dt.date) and due < value <= self.period.today:
            return say(
                "“{label}” đã là ngày {date}, không lấy lại được", label=fact.label, date=value
            )
        is_done = isinstance(value, dt.date) and value <= self.period.today
        if not is_done and due < self.period.today:
            return say("“{label}”: hạn {due} đã qua, không lấy lại được", label=fact.label, due=due)
        return None


def survey_ground(
    criteria_set: CriteriaSet,
    facts: Facts,
    *,
    leaves: Sequence[Node],
    adjustments: Sequence[Adjustment] = (),
    period: Period,
    changeable: Collection[str] | None,
    not_applicable: Collection[str],
) -> Ground:
    """Find out how the facts of these components can change.

    Raises NotInvertibleError for a rule form that cannot be inverted, UnknownFactError and
    UnknownNodeError for codes that the set does not have.
    """
    unknown = next((code for code in changeable or () if code not in criteria_set.facts), None)
    if unknown is not None:
        raise UnknownFactError(unknown)
    held = frozenset(criteria_set.facts) - set(
        criteria_set.facts if changeable is None else changeable
    )
    surveyed = frozenset(_surveyed(criteria_set))
    rules = [*(leaf.rule for leaf in leaves if leaf.rule), *(item.rule for item in adjustments)]
    found: dict[str, list[Fraction | dt.date]] = {
        fact.code: [] for rule in rules for fact in rule.facts
    }
    for rule in rules:
        for code, cut in cuts(rule, criteria_set.points_places):
            found[code].append(cut)
    moves = {
        code: list(_stops(criteria_set.facts[code], facts.get(code), period, own))
        for code, own in found.items()
        if code not in held | surveyed
    }
    return Ground(
        criteria_set=criteria_set,
        facts=facts,
        excluded=criteria_set.leaves_under(not_applicable),
        period=period,
        held=held,
        surveyed=surveyed,
        cuts=found,
        moves={code: stops for code, stops in moves.items() if stops},
    )


def _stops(
    fact: Fact, before: FactValue | None, period: Period, own: Sequence[Fraction | dt.date]
) -> Iterator[Stop]:
    numbers = {cut for cut in own if isinstance(cut, Fraction)}
    for lane in lanes(fact, before, period, own):
        yield from lane.stops(numbers)


def _is_judged(leaf: Node) -> bool:
    return leaf.rule is not None and any(isinstance(part, Judged) for part in parts(leaf.rule))


def _surveyed(criteria_set: CriteriaSet) -> Iterator[str]:
    """Yield the facts that a survey finds out, wherever else they are used."""
    rules = [leaf.rule for leaf in criteria_set.leaves if leaf.rule]
    for rule in [*rules, *(item.rule for item in criteria_set.adjustments)]:
        yield from (part.fact.code for part in parts(rule) if isinstance(part, Survey))
