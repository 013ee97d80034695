"""Who may do what once a result is published."""

from __future__ import annotations

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.rules import DESK_ROLES
from parindex.cycles.models import Cycle
from parindex.cycles.rules import may_coordinate, may_oversee
from parindex.improvement.choices import ProposalState
from parindex.improvement.models import CriteriaProposal
from parindex.units.models import Unit

# What the coordinator still owes an answer to.
OPEN = (ProposalState.SUBMITTED, ProposalState.STUDYING)
FINAL = (ProposalState.ACCEPTED, ProposalState.PARTLY, ProposalState.REJECTED)
TAKEN_UP = (ProposalState.ACCEPTED, ProposalState.PARTLY)


def works_for(actor: Actor, unit: Unit) -> bool:
    """Clerks and leaders of the unit draft its review, share out its work, and propose."""
    return any(actor.has(role, unit_id=unit.pk) for role in DESK_ROLES)


def leads(actor: Actor, unit: Unit) -> bool:
    """The unit's leader approves."""
    return actor.has(Role.LEADER, unit_id=unit.pk)


def may_read(actor: Actor, unit: Unit, cycle: Cycle) -> bool:
    """The unit itself, and those who oversee the cycle."""
    return works_for(actor, unit) or may_oversee(actor, cycle)


def may_answer_proposals(actor: Actor, cycle: Cycle) -> bool:
    """The coordinator (Nội vụ) studies and answers (letter 003, parts 1 and 3)."""
    return may_coordinate(actor, cycle)


def may_draft_set(actor: Actor, cycle: Cycle) -> bool:
    """The coordinator prepares the draft of next year's set."""
    return may_coordinate(actor, cycle)


def is_changeable(proposal: CriteriaProposal) -> bool:
    """A unit may rewrite its proposal until the coordinator takes it up."""
    return proposal.state == ProposalState.SUBMITTED
