"""Who gets in: those who oversee the period and the body's own desk; to write only who may."""

from __future__ import annotations

from typing import Any

from parindex.accounts.rules import Actor
from parindex.reporting.collating.queries import passage_by_id
from parindex.reporting.collating.rules import is_of_body, works_on_collated
from parindex.reporting.queries import NoReportError, period_by_code
from parindex.reporting.rules import may_coordinate, may_oversee


def seen_period(actor: Actor, *, code: str, **url: Any) -> dict[str, Any]:
    """A period, for those who oversee it and the clerks of the body that collects."""
    period = period_by_code(code)
    if not (may_oversee(actor, period) or is_of_body(actor, period)):
        raise NoReportError
    return {"period": period, **url}


def worked_period(actor: Actor, **url: Any) -> dict[str, Any]:
    """A period, for who writes its collated report."""
    loaded = seen_period(actor, **url)
    if not works_on_collated(actor, loaded["period"]):
        raise NoReportError
    return loaded


def coordinated_period(actor: Actor, **url: Any) -> dict[str, Any]:
    """A period, for who coordinates it."""
    loaded = seen_period(actor, **url)
    if not may_coordinate(actor, loaded["period"]):
        raise NoReportError
    return loaded


def body_period(actor: Actor, **url: Any) -> dict[str, Any]:
    """A period, for clerks and leaders of the body that collects."""
    loaded = seen_period(actor, **url)
    if not is_of_body(actor, loaded["period"]):
        raise NoReportError
    return loaded


def seen_passage(actor: Actor, *, passage_id: int, **url: Any) -> dict[str, Any]:
    """A passage of the period's collated report, for those who see it."""
    loaded = seen_period(actor, **url)
    return loaded | {"passage": passage_by_id(loaded["period"], passage_id)}


def worked_passage(actor: Actor, *, passage_id: int, **url: Any) -> dict[str, Any]:
    """A passage of the period's collated report, for who writes it."""
    loaded = worked_period(actor, **url)
    return loaded | {"passage": passage_by_id(loaded["period"], passage_id)}
