"""Reads of cross-checks: for one component, one dossier, or a whole round.

Flags are computed when somebody looks and never stored: a figure that is put right takes its flag
away. Only dismissals are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from parindex.appraisal.queries import AFTER_SUBMISSION
from parindex.assessments.models import Dossier, EvidenceLink
from parindex.assessments.queries import dossiers
from parindex.crosschecks.flags import Flag
from parindex.crosschecks.issuers import Circle
from parindex.crosschecks.kinds import UNIT_KINDS, run
from parindex.crosschecks.models import FlagDismissal
from parindex.crosschecks.queries.bodies import Kin, families_of
from parindex.crosschecks.queries.figures import Peers, facts_elsewhere, peers_in, peers_of
from parindex.crosschecks.queries.forms import load_forms
from parindex.crosschecks.queries.past import PastResult, past_results
from parindex.crosschecks.queries.twins import Twins, twins_among, twins_of
from parindex.crosschecks.subject import FactElsewhere, Form, Subject
from parindex.cycles.models import Round
from parindex.engine import Node

Place = tuple[int, str]  # dossier id, component code
FormT = TypeVar("FormT", bound=Form)


@dataclass(frozen=True, kw_only=True)
class PlacedFlag:
    """A flag at its component, and who set it aside, if somebody did."""

    dossier: Dossier
    node: Node
    field: Node
    flag: Flag
    dismissal: FlagDismissal | None

    @property
    def code(self) -> str:
        return self.node.code

    @property
    def is_open(self) -> bool:
        return self.dismissal is None


def component_flags(form: Form, code: str) -> list[PlacedFlag]:
    """Return the flags of one component of a loaded dossier: seven queries, whatever the round's size."""
    return dossier_flags(form, [code])


def dossier_flags(form: Form, codes: Collection[str] | None = None) -> list[PlacedFlag]:
    """Return the flags of a loaded dossier, of all its components or of some; the open ones first."""
    wanted, dossier = _codes_of(form, codes), form.dossier
    around = _around([form], wanted)
    around = replace(
        around,
        twins=twins_of(dossier.round_id, _judged([form], around, wanted)),
        peers={
            dossier.criteria_set_id: peers_of([dossier], [form.lines[code].node for code in wanted])
        },
    )
    found = _placed([form], wanted, around, _dismissals([dossier], wanted))
    return sorted(found, key=lambda row: not row.is_open)


def current_flags(dossier: Dossier, code: str) -> list[PlacedFlag]:
    """Load a component of a dossier and return its flags as they are now."""
    return component_flags(load_forms([dossier], [code])[0], code)


def unit_hints(form: Form, codes: Collection[str] | None = None) -> dict[str, list[Flag]]:
    """Return by component what the checks tell the unit of itself, before it hands in."""
    wanted = _codes_of(form, codes)
    around = _around([form], wanted)
    around = replace(around, twins=twins_of(form.dossier.round_id, _judged([form], around, wanted)))
    found = {code: run(around.subject(form, code), UNIT_KINDS) for code in wanted}
    return {code: flags for code, flags in found.items() if flags}


def round_flags(scoring_round: Round) -> list[PlacedFlag]:
    """Return the flags of all handed-in dossiers of a round; the same queries for any number."""
    rows = dossiers().filter(round=scoring_round, stage__in=AFTER_SUBMISSION)
    forms = load_forms(list(rows.order_by("unit__sort_key")), None)
    if not forms:
        return []
    around = _around(forms, None)
    around = replace(
        around,
        twins=twins_among(scoring_round, forms, around.circles),
        peers={pk: peers_in(of_set, _nodes(of_set, None)) for pk, of_set in _by_set(forms).items()},
    )
    return _placed(forms, None, around, _dismissals([form.dossier for form in forms], None))


def flags_at(rows: Sequence[Dossier], codes: Collection[str]) -> list[PlacedFlag]:
    """Return the flags of some components of some dossiers of a round, however large the round is."""
    forms = load_forms(rows, codes)
    if not forms:
        return []
    around = _around(forms, codes)
    around = replace(
        around,
        twins=twins_of(rows[0].round_id, _judged(forms, around, codes)),
        peers={
            pk: peers_of([form.dossier for form in of_set], _nodes(of_set, codes))
            for pk, of_set in _by_set(forms).items()
        },
    )
    return _placed(forms, codes, around, _dismissals(rows, codes))


def open_flag_counts(rows: Sequence[Dossier], places: Collection[Place]) -> Counter[Place]:
    """Return how many flags stand open at each of these components of these handed-in dossiers."""
    found = flags_at(rows, {code for _dossier, code in places})
    counts = Counter((row.dossier.pk, row.code) for row in found if row.is_open)
    return Counter({place: count for place, count in counts.items() if place in places})


@dataclass(frozen=True, kw_only=True)
class _Around:
    """Everything around some dossiers of one round."""

    circles: Mapping[int, Circle[Kin]]
    past: Mapping[int, Sequence[PastResult]]
    elsewhere: Mapping[int, Sequence[FactElsewhere]]
    twins: Twins
    peers: Mapping[int, Peers]

    def subject(self, form: Form, code: str) -> Subject:
        dossier, line = form.dossier, form.lines[code]
        peers = self.peers.get(dossier.criteria_set_id)
        results = self.past.get(dossier.unit_id, ())
        scores = (row.score_of(line.node, dossier.criteria_set.content_hash) for row in results)
        return Subject(
            form=form,
            line=line,
            past=[score for score in scores if score is not None],
            elsewhere=[
                row
                for row in self.elsewhere.get(dossier.pk, ())
                if row.fact_code in line.node.facts
            ],
            circle=self.circles[dossier.unit_id],
            twins={link.pk: self.twins.of(link) for link in line.evidence},
            peers=peers.values_for(dossier.pk, line.node) if peers else None,
        )


def _around(forms: Sequence[Form], codes: Collection[str] | None) -> _Around:
    """Read what is around the dossiers, without twins and peers."""
    rows = [form.dossier for form in forms]
    families = families_of((row.unit for row in rows), _issuers(forms, codes))
    past = past_results(families, before=rows[0].round.cycle.year)
    facts = {
        fact
        for form in forms
        for code in _codes_of(form, codes)
        for fact in form.lines[code].node.facts
    }
    return _Around(
        circles={row.unit_id: families.circle(row.unit) for row in rows},
        past=past,
        elsewhere=facts_elsewhere(rows, facts, past),
        twins=Twins(()),
        peers={},
    )


def _placed(
    forms: Iterable[Form],
    codes: Collection[str] | None,
    around: _Around,
    kept: dict[tuple[int, str, str], FlagDismissal],
) -> list[PlacedFlag]:
    return [
        PlacedFlag(
            dossier=form.dossier,
            node=form.lines[code].node,
            field=next(iter(form.criteria_set.ancestors(code)), form.lines[code].node),
            flag=flag,
            dismissal=kept.get((form.dossier.pk, code, flag.fingerprint)),
        )
        for form in forms
        for code in _codes_of(form, codes)
        for flag in run(around.subject(form, code))
    ]


def _dismissals(
    rows: Sequence[Dossier], codes: Collection[str] | None
) -> dict[tuple[int, str, str], FlagDismissal]:
    standing = FlagDismissal.objects.filter(dossier__in=rows, undone_at=None)
    if codes is not None:
        standing = standing.filter(code__in=codes)
    return {(row.dossier_id, row.code, row.fingerprint): row for row in standing}


def _by_set(forms: Sequence[FormT]) -> dict[int, list[FormT]]:
    by_set: dict[int, list[FormT]] = {}
    for form in forms:
        by_set.setdefault(form.dossier.criteria_set_id, []).append(form)
    return by_set


def _nodes(of_set: Sequence[Form], codes: Collection[str] | None) -> list[Node]:
    return [of_set[0].lines[code].node for code in _codes_of(of_set[0], codes)]


def _codes_of(form: Form, codes: Collection[str] | None) -> list[str]:
    """Return the wanted components that are there, in the order of the set."""
    return [code for code in form.lines if codes is None or code in codes]


def _issuers(forms: Iterable[Form], codes: Collection[str] | None) -> set[str]:
    """Return who issued the evidence of these components."""
    return {link.document.issuer for _form, link in _evidence(forms, codes)}


def _judged(
    forms: Iterable[Form], around: _Around, codes: Collection[str] | None
) -> list[tuple[EvidenceLink, Circle[Kin]]]:
    """Return the evidence of these components with the bodies around its unit."""
    return [(link, around.circles[form.dossier.unit_id]) for form, link in _evidence(forms, codes)]


def _evidence(
    forms: Iterable[FormT], codes: Collection[str] | None
) -> Iterator[tuple[FormT, EvidenceLink]]:
    for form in forms:
        for code in _codes_of(form, codes):
            for link in form.lines[code].evidence:
                yield form, link
