"""Loaders: the only way from a URL to an object, each with its rule."""

from __future__ import annotations

from typing import Any

from parindex.accounts.rules import Actor
from parindex.appraisal.queries import AFTER_SUBMISSION, reply_attachment
from parindex.appraisal.readings import reads_again
from parindex.appraisal.rules import may_award
from parindex.appraisal.standings import appraising_agency
from parindex.assessments import queries
from parindex.assessments.progress import NoEvidenceError, evidence_link
from parindex.assessments.queries import NoDossierError, desk_workbook, dossier_by_id, sheet_units
from parindex.assessments.rules import may_see_desk
from parindex.cycles.queries import cycle_by_code, guide_for
from parindex.cycles.rules import may_oversee
from parindex.kernel.clock import now


def desk(actor: Actor, *, dossier_id: int, **url: Any) -> dict[str, Any]:
    """The dossier with its workbook, for its unit, its lead departments and the overseers."""
    return {"workbook": desk_workbook(actor, dossier_id), **url}


def desk_component(actor: Actor, *, dossier_id: int, code: str) -> dict[str, Any]:
    """A dossier without its content, for who sees the component; a save needs no more of it."""
    return {"cover": queries.desk_component(actor, dossier_id, code), "code": code}


def desk_fact(actor: Actor, *, dossier_id: int, fact_code: str) -> dict[str, Any]:
    """The same for a fact: for everybody who sees the dossier."""
    return {"cover": queries.desk_cover(actor, dossier_id), "fact_code": fact_code}


def overseen_cycle(actor: Actor, *, cycle_code: str, **url: Any) -> dict[str, Any]:
    """The cycle, for its coordinator, its council's secretary and chair."""
    cycle = cycle_by_code(cycle_code)
    if not may_oversee(actor, cycle):
        raise NoDossierError
    return {"cycle": cycle, **url}


def overseen_dossier(actor: Actor, *, dossier_id: int, **url: Any) -> dict[str, Any]:
    """A dossier, for those who oversee its cycle."""
    dossier = dossier_by_id(dossier_id)
    if not may_oversee(actor, dossier.round.cycle):
        raise NoDossierError
    return {"dossier": dossier, **url}


def guide(actor: Actor, *, guide_id: int) -> dict[str, Any]:
    """A guidance document, for whoever runs, takes part in or answers for something in its cycle."""
    return {"guide": guide_for(actor, guide_id)}


def evidence(actor: Actor, *, link_id: int) -> dict[str, Any]:
    """A document put forward for a component, for who answers for the component and the overseers.

    Once the dossier is handed in, for the appraisers of the component too.
    """
    link = evidence_link(link_id)
    dossier = link.dossier
    lead = frozenset({sheet_units(dossier).get(link.code, dossier.unit_id)})
    if not may_see_desk(actor, dossier, lead) and not _appraises(actor, dossier, link.code):
        raise NoEvidenceError
    return {"link": link}


def reply_file(actor: Actor, *, attachment_id: int) -> dict[str, Any]:
    """A file of a thread about an award, for the unit, the overseers and the component's appraisers."""
    attachment = reply_attachment(attachment_id)
    if attachment is None:
        raise NoEvidenceError
    dossier = dossier_by_id(attachment.dossier_id)
    sees = may_see_desk(actor, dossier, frozenset()) or _appraises(actor, dossier, attachment.code)
    if not sees:
        raise NoEvidenceError
    return {"attachment": attachment}


def _appraises(actor: Actor, dossier: Any, code: str) -> bool:
    """Tell whether the person appraises the component, or reads it again, once the dossier is handed in."""
    if dossier.stage not in AFTER_SUBMISSION:
        return False
    if reads_again(actor, dossier, code, now=now()):
        return True
    return may_award(actor, dossier, appraising_agency(dossier, code), now=now())
