"""Who may do what with periodic reports, and when one is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.reporting.choices import ReportKind, ReportState
from parindex.reporting.models import Joint, Report, ReportingPeriod

DESK_ROLES = (Role.CLERK, Role.LEADER)
OVERSEERS = (Role.SECRETARY, Role.CHAIR, Role.LEADER)
HANDED_IN = (ReportState.SUBMITTED, ReportState.RECEIVED)


def may_run(actor: Actor, coordinator_id: int) -> bool:
    """The home-affairs officer of the coordinating agency opens periods and receives reports."""
    return actor.has(Role.COORDINATOR, unit_id=coordinator_id)


def may_coordinate(actor: Actor, period: ReportingPeriod) -> bool:
    """The coordinator of the period: receives, returns, extends, reminds."""
    return may_run(actor, period.coordinator_id)


def may_oversee(actor: Actor, period: ReportingPeriod) -> bool:
    """The coordinator, and secretary, chair and leader of the body that collects."""
    return may_coordinate(actor, period) or any(
        actor.has(role, unit_id=period.body_id) for role in OVERSEERS
    )


def works_on(actor: Actor, report: Report) -> bool:
    """Clerks and leaders of the reporting body; the collated report is the coordinator's work."""
    if any(actor.has(role, unit_id=report.unit_id) for role in DESK_ROLES):
        return True
    return report.kind == ReportKind.BODY and may_coordinate(actor, report.period)


def may_approve(actor: Actor, report: Report) -> bool:
    """The leader of the reporting body, who also answers for lateness."""
    return actor.has(Role.LEADER, unit_id=report.unit_id)


def works_on_joint(actor: Actor, joint: Joint) -> bool:
    """Clerks and leaders of the partner department."""
    return any(actor.has(role, unit_id=joint.agency_id) for role in DESK_ROLES)


def may_see(actor: Actor, report: Report, partners: Collection[int] = ()) -> bool:
    """The body itself, partners in one of its sections, and those who oversee the period.

    Overseers see a draft too: the board says how far it has come, and a call for help is answered
    by looking at the same page.
    """
    if works_on(actor, report) or may_oversee(actor, report.period):
        return True
    return bool(actor.unit_ids(*DESK_ROLES) & set(partners))


def is_drafted(report: Report) -> bool:
    """Tell whether texts and figures may be changed."""
    return report.state == ReportState.DRAFTING


def is_handed_in(report: Report) -> bool:
    """Tell whether the report is with the body that collects."""
    return report.state in HANDED_IN


def is_late(report: Report, now: dt.datetime) -> bool:
    """From the body's own deadline on a report is late: "before 01/3" ends when 01/3 begins."""
    return now >= report.due_at
