"""Figures elsewhere: the same fact in the unit's other dossiers, the same figure with other units."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from parindex.appraisal.queries import AFTER_SUBMISSION
from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink, FactEntry
from parindex.assessments.values import read_raw
from parindex.criteria.queries import criteria_set_of
from parindex.crosschecks.limits import PEERS_MOST
from parindex.crosschecks.queries.past import PastResult
from parindex.crosschecks.subject import FactElsewhere, Form, PeerValues, share_of
from parindex.engine import CriteriaSet, Fact, FactType, Node, Ratio, credit

Figures = dict[tuple[str, int], Fraction]  # by fact or component code, and dossier


def facts_elsewhere(
    rows: Sequence[Dossier], codes: Collection[str], past: Mapping[int, Sequence[PastResult]]
) -> dict[int, list[FactElsewhere]]:
    """Return for each dossier the facts of these codes in the unit's other dossiers that count.

    These are the ones behind its last published result, and those of the same year that were
    handed in: earlier rounds, and other bodies' cycles over the same data window.
    """
    year = rows[0].round.cycle.year
    behind = {result.dossier_id for results in past.values() for result in results}
    by_unit = {row.unit_id: row for row in rows}
    found = (
        FactEntry.objects.filter(
            Q(dossier_id__in=behind)
            | Q(dossier__unit_id__in=by_unit, dossier__round__cycle__year=year),
            fact_code__in=codes,
            dossier__submitted_at__isnull=False,
        )
        .exclude(dossier_id__in=[row.pk for row in rows])
        .exclude(raw="null")
        .select_related("dossier__criteria_set", "dossier__round__cycle", "dossier__unit")
        .defer("dossier__criteria_set__content")
        .order_by("-dossier__round__cycle__year", "dossier_id", "fact_code")
    )
    elsewhere: dict[int, list[FactElsewhere]] = defaultdict(list)
    heirs = _heirs(by_unit.values(), past)
    for entry in found:
        for own in heirs.get(entry.dossier_id, [by_unit.get(entry.dossier.unit_id)]):
            if own is not None and (fact := _elsewhere(own, entry, entry.dossier_id in behind)):
                elsewhere[own.pk].append(fact)
    return elsewhere


def _heirs(
    rows: Iterable[Dossier], past: Mapping[int, Sequence[PastResult]]
) -> dict[int, list[Dossier | None]]:
    """Return for each earlier dossier the ones that are held against it: after a split more than one."""
    heirs: dict[int, list[Dossier | None]] = defaultdict(list)
    for row in rows:
        for result in past.get(row.unit_id, ()):
            heirs[result.dossier_id].append(row)
    return heirs


def _elsewhere(own: Dossier, entry: FactEntry, is_past: bool) -> FactElsewhere | None:  # noqa: FBT001 - read at one place
    """Return the fact if it asks the same and may be compared."""
    other = entry.dossier
    mine, theirs = criteria_set_of(own.criteria_set), criteria_set_of(other.criteria_set)
    fact, same = theirs.facts.get(entry.fact_code), mine.facts.get(entry.fact_code)
    if fact is None or same is None or (fact.type, fact.label) != (same.type, same.label):
        return None
    if not is_past and not _is_comparable(own, other):
        return None
    return FactElsewhere(
        fact_code=entry.fact_code,
        value=read_raw(theirs, entry.fact_code, entry.raw),
        year=other.round.cycle.year,
        where=_where(own, other),
        dossier_id=other.pk,
        is_past=is_past,
        same_window=other.round.cycle_id != own.round.cycle_id,
    )


def _is_comparable(own: Dossier, other: Dossier) -> bool:
    mine, theirs = own.round, other.round
    if mine.cycle_id == theirs.cycle_id:
        return theirs.number < mine.number
    if mine.cycle.body_id == theirs.cycle.body_id:
        return False  # a body's own other cycle of the year is a rehearsal
    windows = [(row.cycle.data_from, row.cycle.data_until) for row in (mine, theirs)]
    return windows[0] == windows[1]


def _where(own: Dossier, other: Dossier) -> str:
    if own.round.cycle_id == other.round.cycle_id:
        return _("hồ sơ %(round)s") % {"round": other.round.name}
    return _("hồ sơ %(cycle)s, %(round)s") % {
        "cycle": other.round.cycle.name,
        "round": other.round.name,
    }


def ratio_of(criteria_set: CriteriaSet, node: Node) -> Fact | None:
    """Return the one ratio that a component rests on: it tells more than the points made of it."""
    ratios = [
        fact for code in node.facts if (fact := criteria_set.facts[code]).type is FactType.RATIO
    ]
    return ratios[0] if len(ratios) == 1 else None


class Peers:
    """The figures of handed-in dossiers of one set, in order, so that one unit is taken out quickly.

    ``sample`` are the dossiers that count as the others; the figures may hold more than these.
    """

    def __init__(
        self, criteria_set: CriteriaSet, figures: Figures, sample: Collection[int]
    ) -> None:
        self._set, self._figures, self._sample = criteria_set, figures, sample
        by_code: dict[str, list[Fraction]] = defaultdict(list)
        for (code, dossier), value in figures.items():
            if dossier in sample:
                by_code[code].append(value)
        self._ordered = {code: sorted(values) for code, values in by_code.items()}

    def values_for(self, dossier_id: int, node: Node) -> PeerValues | None:
        """Return the unit's figure and the others'; None where it has none."""
        fact = ratio_of(self._set, node)
        code = fact.code if fact else node.code
        own = self._figures.get((code, dossier_id))
        if own is None:
            return None
        values = self._ordered.get(code, [])
        if dossier_id not in self._sample:
            return PeerValues(fact=fact, own=own, others=values)
        place = bisect_left(values, own)
        return PeerValues(fact=fact, own=own, others=[*values[:place], *values[place + 1 :]])


def peers_in(forms: Sequence[Form], nodes: Sequence[Node]) -> Peers:
    """Return the peers among forms of one set that are loaded."""
    criteria_set = forms[0].criteria_set
    figures: Figures = {}
    for form in forms:
        for node in nodes:
            fact, line = ratio_of(criteria_set, node), form.lines[node.code]
            key = (fact.code if fact else node.code, form.dossier.pk)
            value = form.values.get(fact.code) if fact else line.counted
            _put(figures, key, value, node.max_points)
    sample = sorted(form.dossier.pk for form in forms)[:PEERS_MOST]
    return Peers(criteria_set, figures, set(sample))


def peers_of(rows: Sequence[Dossier], nodes: Sequence[Node]) -> Peers:
    """Read the peers of dossiers of one set for some components, however many hand in: three queries."""
    dossier = rows[0]
    criteria_set = criteria_set_of(dossier.criteria_set)
    ratios = {node.code: ratio_of(criteria_set, node) for node in nodes}
    facts = [fact.code for fact in ratios.values() if fact]
    most = {node.code: node.max_points for node in nodes if ratios[node.code] is None}
    beside = Dossier.objects.filter(
        round=dossier.round_id,
        criteria_set=dossier.criteria_set_id,
        stage__in=AFTER_SUBMISSION,
    )
    sample = set(beside.order_by("pk").values_list("pk", flat=True)[:PEERS_MOST])
    handed_in = {"dossier__in": sample | {row.pk for row in rows}}
    figures: Figures = {}
    if facts:
        entries = FactEntry.objects.filter(fact_code__in=facts, **handed_in).exclude(raw="null")
        for code, pk, raw in entries.values_list("fact_code", "dossier_id", "raw"):
            _put(figures, (code, pk), read_raw(criteria_set, code, raw), Decimal(0))
    if most:
        proven = EvidenceLink.objects.filter(dossier=OuterRef("dossier"), code=OuterRef("code"))
        scores = ComponentEntry.objects.filter(
            code__in=most, not_applicable=False, self_score__isnull=False, **handed_in
        ).values_list("code", "dossier_id", "self_score", "explanation", Exists(proven))
        for code, pk, score, explanation, has_proof in scores:
            counted = credit(score, evidence=int(has_proof), explained=bool(explanation.strip()))
            _put(figures, (code, pk), counted, most[code])
    return Peers(criteria_set, figures, sample)


def _put(figures: Figures, key: tuple[str, int], value: object, most: Decimal) -> None:
    if isinstance(value, Ratio):
        if not value.is_empty:
            figures[key] = value.percent
    elif isinstance(value, Decimal) and most:
        figures[key] = share_of(value, most)
