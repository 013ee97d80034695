"""Who gets in: an appraiser, for what is assigned to their agency, never for their own unit."""

from __future__ import annotations

from typing import Any

from parindex.accounts.rules import Actor
from parindex.appraisal.queries import AFTER_SUBMISSION, appraisal_rounds, load_docket
from parindex.appraisal.readings import readings_for, reads_again
from parindex.appraisal.rules import may_award
from parindex.assessments.queries import NoDossierError, dossier_by_id
from parindex.cycles.queries import NoCycleError
from parindex.kernel.clock import now


def appraised_round(actor: Actor, *, round_id: int) -> dict[str, Any]:
    """The round, for members of agencies that appraise something in it."""
    scoring_round = appraisal_rounds(actor, now()).filter(pk=round_id).first()
    if scoring_round is None:
        raise NoCycleError
    return {"scoring_round": scoring_round}


def assigned_case(actor: Actor, *, round_id: int, dossier_id: int, code: str) -> dict[str, Any]:
    """One component of a handed-in dossier with its docket, for the agency it is assigned to."""
    dossier = dossier_by_id(dossier_id)
    if dossier.round_id != round_id or dossier.stage not in AFTER_SUBMISSION:
        raise NoDossierError
    docket = load_docket(dossier)
    case = docket.cases.get(code)
    if case is None or not may_award(actor, dossier, case.agency_id, now=now()):
        raise NoDossierError
    return {"docket": docket, "case": case}


def reading_round(actor: Actor, *, round_id: int) -> dict[str, Any]:
    """The round with what the person reads a second time in it, if there is something."""
    rows = readings_for(actor, now(), round_id=round_id)
    if not rows:
        raise NoCycleError
    return {"scoring_round": rows[0].reading.dossier.round, "rows": rows}


def read_case(actor: Actor, *, round_id: int, dossier_id: int, code: str) -> dict[str, Any]:
    """One component of a handed-in dossier with its docket, for its second reader."""
    dossier = dossier_by_id(dossier_id)
    if dossier.round_id != round_id or not reads_again(actor, dossier, code, now=now()):
        raise NoDossierError
    docket = load_docket(dossier)
    return {"docket": docket, "case": docket.cases[code]}
