"""Who may read which document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from parindex.accounts.rules import Actor
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.rules import DESK_ROLES, may_see_desk
from parindex.cycles.models import Cycle
from parindex.cycles.rules import may_coordinate, may_oversee
from parindex.documents.choices import PaperKind

_TOLD = (Stage.AWAITING_REPLY, Stage.DECIDED, Stage.PUBLISHED)
_Rule = Callable[[Actor, Dossier], bool]


def may_read(
    actor: Actor,
    kind: PaperKind,
    cycle: Cycle,
    *,
    dossier: Dossier | None = None,
    sheet_unit_id: int | None = None,
) -> bool:
    """Tell whether the person may read a document of this kind about this dossier (None: about the whole cycle)."""
    if kind == PaperKind.RESULTS_ANNOUNCEMENT:
        return actor.user_id is not None  # it is published to everybody
    if dossier is None:
        return may_oversee(actor, cycle)
    if sheet_unit_id is not None:
        return may_see_desk(actor, dossier, frozenset({sheet_unit_id}))
    return _OF_DOSSIER[kind](actor, dossier)


def _of_the_unit(actor: Actor, dossier: Dossier) -> bool:
    return any(actor.has(role, unit_id=dossier.unit_id) for role in DESK_ROLES)


def _unit_or_overseers(actor: Actor, dossier: Dossier) -> bool:
    return _of_the_unit(actor, dossier) or may_oversee(actor, dossier.round.cycle)


def _record(actor: Actor, dossier: Dossier) -> bool:
    """A unit reads how it was appraised once it is told the provisional result."""
    told = dossier.stage in _TOLD and _of_the_unit(actor, dossier)
    return told or may_oversee(actor, dossier.round.cycle)


def _notice(actor: Actor, dossier: Dossier) -> bool:
    """The detailed result is the unit's own, and the coordinator's who writes it."""
    return _of_the_unit(actor, dossier) or may_coordinate(actor, dossier.round.cycle)


_OF_DOSSIER: Mapping[PaperKind, _Rule] = {
    PaperKind.SELF_ASSESSMENT_REPORT: _unit_or_overseers,
    PaperKind.SUBMISSION_LETTER: _unit_or_overseers,
    PaperKind.SUPPLEMENT_REQUEST: _unit_or_overseers,
    PaperKind.APPRAISAL_RECORD: _record,
    PaperKind.RESULT_NOTICE: _notice,
    PaperKind.REMEDIAL_PLAN: _unit_or_overseers,
}
