"""Who may do what with the collated report."""

from __future__ import annotations

from parindex.accounts.rules import Actor
from parindex.reporting.models import Report, ReportingPeriod
from parindex.reporting.rules import DESK_ROLES, may_coordinate


def works_on_collated(actor: Actor, period: ReportingPeriod) -> bool:
    """The coordinator, and clerks and leaders of the body that collects."""
    return may_coordinate(actor, period) or is_of_body(actor, period)


def is_of_body(actor: Actor, period: ReportingPeriod) -> bool:
    """Clerks and leaders of the body that collects."""
    return any(actor.has(role, unit_id=period.body_id) for role in DESK_ROLES)


def sends_up(actor: Actor, report: Report) -> bool:
    """Clerks and leaders of the body: above, the report is the body's own, not its department's."""
    return any(actor.has(role, unit_id=report.unit_id) for role in DESK_ROLES)
