"""Fills the minutes of the council from what it decided and the chair signed for one set in a round."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence

from django.utils.translation import override

from parindex.appraisal.choices import ReadingState
from parindex.appraisal.council import Council, council_of
from parindex.appraisal.docket import Docket
from parindex.appraisal.models import SignOff
from parindex.appraisal.openness import dossiers_to_sign, is_signed, sign_off_of
from parindex.appraisal.queries import load_dockets
from parindex.appraisal.rules import CLOSED
from parindex.assessments.choices import Stage
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Round
from parindex.documents import council_minutes
from parindex.documents.bodies import criteria_source, decision_of, full_name
from parindex.documents.council_minutes import CouncilMinutesContext, PassedUnit, RuledPoint
from parindex.documents.councils import council_grounds, council_name, council_origin
from parindex.documents.from_dockets import differs
from parindex.documents.paper import Paper
from parindex.documents.people import chair_signature, secretary_signature
from parindex.documents.phrases import units_phrase
from parindex.engine import CriteriaSet, classify, rank
from parindex.kernel.clock import vietnam_date


def minutes_paper(scoring_round: Round, stored: StoredCriteriaSet) -> Paper:
    """Return the minutes; raises LookupError while the chair has signed nothing or something else."""
    with override("vi"):
        return council_minutes.compose(minutes_context(scoring_round, stored))


def minutes_context(scoring_round: Round, stored: StoredCriteriaSet) -> CouncilMinutesContext:
    """Return what the minutes say: who sits on the council on the day it signed, and what it passed."""
    signed = sign_off_of(scoring_round, stored)
    if signed is None or not is_signed(scoring_round, stored):
        raise LookupError(stored.code)
    cycle, criteria_set = scoring_round.cycle, criteria_set_of(stored)
    held_on = vietnam_date(signed.at)
    rows = dossiers_to_sign(scoring_round, stored)
    dockets = load_dockets([row for row in rows if row.stage in CLOSED])
    council = council_of(cycle, held_on)
    chair = chair_signature(cycle.body, name=signed.signed_by)
    secretary = secretary_signature(cycle.body)
    readings = [
        case.reading for docket in dockets for case in docket.cases.values() if case.reading
    ]
    return CouncilMinutesContext(
        origin=council_origin(cycle, kind_symbol="BB", dated=held_on),
        council=council_name(cycle),
        cycle_year=cycle.year,
        units_phrase=units_phrase(cycle, stored.tier, [row.unit.name for row in rows]),
        criteria_source=criteria_source(criteria_set),
        grounds=(f"Căn cứ {decision_of(criteria_set).cited()}", *council_grounds(cycle)),
        held_on=held_on,
        chairs=(signed.signed_by,),
        secretaries=tuple(member.user.full_name for member in council.secretaries),
        members=tuple(_members(council)),
        substitutes=tuple(_substitutes(council, held_on)),
        aside=tuple(
            f"{row.user.full_name} (đối với {row.unit.name})"
            for row in council.recusals
            if row.lifted_at is None
        ),
        handed_in=sum(row.stage != Stage.SELF_ASSESSMENT for row in rows),
        late=tuple(row.unit.name for row in rows if row.is_late),
        absent=tuple(row.unit.name for row in rows if row.stage == Stage.SELF_ASSESSMENT),
        requests=len({request.number for docket in dockets for request in docket.requests}),
        replies=sum(len(docket.with_replies) for docket in dockets),
        read_again=sum(reading.state != ReadingState.OPEN for reading in readings),
        read_otherwise=sum(reading.state == ReadingState.DIFFERS for reading in readings),
        units=tuple(_passed(dockets, criteria_set)),
        rulings=tuple(_rulings(dockets)),
        left_open=tuple(_left_open(signed)),
        content_hash=signed.content_hash,
        signature=chair,
        cosigner=secretary,
        recipients=(full_name(cycle.body), "Các thành viên Hội đồng", "Lưu: VT, HĐ"),
        points_places=criteria_set.points_places,
        synthetic=bool(cycle.synthetic_note),
    )


def _members(council: Council) -> Iterator[str]:
    for row in council.agencies:
        names = ", ".join(member.user.full_name for member in row.members)
        yield f"{names}, {row.agency.name}" if names else row.agency.name


def _substitutes(council: Council, day: dt.date) -> Iterator[str]:
    for row in council.substitutions:
        if row.is_in_force(day):
            yield f"{row.substitute.full_name}, thay {row.agency.name} theo {row.document_number}"


def _passed(dockets: Sequence[Docket], criteria_set: CriteriaSet) -> list[PassedUnit]:
    """Return the units in the order of ranks, then of names."""
    ranks = rank([(d.workbook.dossier.unit.code, d.final_tally.index) for d in dockets])
    found = [
        (docket.workbook.dossier.unit.sort_key, _unit(docket, criteria_set, ranks))
        for docket in dockets
    ]
    return [unit for _key, unit in sorted(found, key=lambda pair: (pair[1].rank, pair[0]))]


def _unit(docket: Docket, criteria_set: CriteriaSet, ranks: dict[str, int]) -> PassedUnit:
    dossier, result = docket.workbook.dossier, docket.final_tally
    return PassedUnit(
        rank=ranks[dossier.unit.code],
        name=dossier.unit.name,
        own=docket.workbook.own_tally.points,
        points=result.points,
        max_points=result.max_points,
        index=result.index,
        class_name=classify(result.index, criteria_set.classes) or "",
        differences=sum(differs(case) for case in docket.cases.values()),
        is_late=dossier.is_late,
    )


def _rulings(dockets: Sequence[Docket]) -> Iterator[RuledPoint]:
    for docket in dockets:
        for case in docket.cases.values():
            if case.ruling is not None:
                yield RuledPoint(
                    unit=docket.workbook.dossier.unit.name,
                    code=case.code,
                    name=case.line.node.name,
                    award=case.award.points if case.award else None,
                    points=case.ruling.points,
                    not_applicable=case.ruling.not_applicable,
                    reason=case.ruling.reason,
                )


def _left_open(signed: SignOff) -> Iterator[str]:
    """Yield what was open when the chair signed, as it was kept."""
    for item in json.loads(signed.open_items):
        codes = f" ({', '.join(item['codes'])})" if item["codes"] else ""
        yield f"{item['name']}{codes}: {item['text']}"
