"""Who gets in: the body itself, its partners, those who oversee the period; to write only who may."""

from __future__ import annotations

from typing import Any

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.reporting.choices import ReportKind
from parindex.reporting.queries import NoReportError, desk_report, overseen_period
from parindex.reporting.rules import may_coordinate, may_oversee, works_on


def seen_report(actor: Actor, *, report_id: int, **url: Any) -> dict[str, Any]:
    """A body's own report, for the body, its partners and the overseers; collated ones have their pages."""
    report = desk_report(actor, report_id)
    if report.kind == ReportKind.BODY:
        raise NoReportError
    return {"report": report, **url}


def own_report(actor: Actor, **url: Any) -> dict[str, Any]:
    """A body's own report, for its clerks and leaders only."""
    loaded = seen_report(actor, **url)
    if not works_on(actor, loaded["report"]):
        raise NoReportError
    return loaded


def stepped_report(actor: Actor, **url: Any) -> dict[str, Any]:
    """A body's own report, for its desk and the coordinator who receives it."""
    loaded = seen_report(actor, **url)
    report = loaded["report"]
    if not (works_on(actor, report) or may_coordinate(actor, report.period)):
        raise NoReportError
    return loaded


def receipted_report(actor: Actor, **url: Any) -> dict[str, Any]:
    """A report, for its desk and the overseers, who may see its receipt."""
    loaded = seen_report(actor, **url)
    report = loaded["report"]
    if not (works_on(actor, report) or may_oversee(actor, report.period)):
        raise NoReportError
    return loaded


def coordinated_report(actor: Actor, **url: Any) -> dict[str, Any]:
    """A report, for the coordinator of its period."""
    loaded = seen_report(actor, **url)
    if not may_coordinate(actor, loaded["report"].period):
        raise NoReportError
    return loaded


def seen_period(actor: Actor, *, code: str) -> dict[str, Any]:
    """A period, for those who oversee it."""
    return {"period": overseen_period(actor, code)}


def coordinated_period(actor: Actor, *, code: str) -> dict[str, Any]:
    """A period, for who coordinates it."""
    loaded = seen_period(actor, code=code)
    if not may_coordinate(actor, loaded["period"]):
        raise NoReportError
    return loaded


def coordinator(actor: Actor) -> dict[str, Any]:
    """Whoever coordinates for an agency may open a period there."""
    if not actor.unit_ids(Role.COORDINATOR):
        raise NoReportError
    return {}
