"""A unit's part of a result, and the plan that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Cycle
from parindex.engine import CriteriaSet
from parindex.kernel.errors import Correctable
from parindex.remedies.models import ActionStep, RemedialAction, RemedialPlan
from parindex.results.losses import Loss, LossSheet, loss_sheet
from parindex.results.models import Publication
from parindex.results.queries import NoPublicationError, content_of, publication_by_id
from parindex.units.models import Unit


class NotHereError(Correctable):
    """There is no such plan or action, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có việc khắc phục này."))


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a plan stands on: one unit's part of a frozen result."""

    publication: Publication
    unit: Unit
    picture: dict[str, Any]

    @property
    def cycle(self) -> Cycle:
        return self.publication.round.cycle

    @cached_property
    def criteria_set(self) -> CriteriaSet:
        return criteria_set_of(self.publication.criteria_set)

    @cached_property
    def sheet(self) -> LossSheet:
        return loss_sheet(self.picture, self.criteria_set)

    @cached_property
    def losses(self) -> dict[str, Loss]:
        """The components that cost points, the most expensive first."""
        return {loss.row.code: loss for loss in self.sheet.losses}

    def loss_of(self, code: str) -> Loss:
        """Return what a component cost; raises NotHereError for one that cost nothing."""
        if code not in self.losses:
            raise NotHereError
        return self.losses[code]


def ground_of(publication_id: int, unit_code: str) -> Ground:
    """Return a unit's part of a result; raises NoPublicationError."""
    publication = publication_by_id(publication_id)
    unit = Unit.objects.filter(code=unit_code).first()
    found = None if unit is None else ground_in(publication, unit)
    if found is None:
        raise NoPublicationError
    return found


def ground_in(publication: Publication, unit: Unit) -> Ground | None:
    """Return a unit's part of a result, None where it does not stand in it."""
    units = content_of(publication)["units"]
    picture = next((row for row in units if row["code"] == unit.code), None)
    return picture and Ground(publication=publication, unit=unit, picture=picture)


def plans_of(publication: Publication) -> QuerySet[RemedialPlan]:
    """Return all plans made after a result, whichever version of the result they began with."""
    return (
        RemedialPlan.objects.filter(
            publication__round=publication.round_id,
            publication__criteria_set=publication.criteria_set_id,
        )
        .select_related("unit", "publication__round__cycle")
        .defer("publication__content")
    )


def stored_plan(publication: Publication, unit: Unit) -> RemedialPlan | None:
    """Return the unit's plan after a result."""
    return plans_of(publication).filter(unit=unit).first()


def actions() -> QuerySet[RemedialAction]:
    """Return actions with everything that is shown of them: three queries."""
    steps = ActionStep.objects.filter(is_undone=False).order_by("pk")
    return (
        RemedialAction.objects.select_related("plan__unit", "plan__publication__round__cycle")
        .defer("plan__publication__content")
        .prefetch_related(Prefetch("steps", queryset=steps), "documents")
    )


def history_of(action: RemedialAction) -> list[ActionStep]:
    """Return every step of an action, those that were undone too, the oldest first."""
    return list(ActionStep.objects.filter(action=action).order_by("pk"))


def action_by_id(action_id: int) -> RemedialAction:
    """Return one action; raises NotHereError."""
    found = actions().filter(pk=action_id).first()
    if found is None:
        raise NotHereError
    return found
