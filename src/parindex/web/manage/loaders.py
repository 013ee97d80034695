"""Who gets in: those who oversee the cycle; what else a URL names is found inside it."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.queries import NoDossierError
from parindex.cycles.choices import Purpose
from parindex.cycles.queries import NoCycleError, assignment_parts, cycle_by_code, rounds_of
from parindex.cycles.rules import may_coordinate, may_oversee
from parindex.web.manage.standing import dossiers_of_set
from parindex.web.shell.loaders import overseen_cycle, overseen_dossier


class PurposeSlug(TextChoices):
    """How a purpose is written in a URL."""

    SELF_SCORE = "tu-cham", gettext_lazy("Tự chấm phần của cấp mình")
    APPRAISE = "tham-dinh", gettext_lazy("Thẩm định các đơn vị")


def slug_of(purpose: Purpose) -> str:
    """Return how the purpose is written in a URL."""
    return PurposeSlug[purpose.name].value


def shared_set(
    actor: Actor, *, cycle_code: str, set_code: str, purpose: str, **url: Any
) -> dict[str, Any]:
    """A set of the cycle with the purpose for which it is shared out among agencies."""
    cycle = overseen_cycle(actor, cycle_code=cycle_code)["cycle"]
    parts = assignment_parts(cycle)
    for stored, of_set in parts:
        if stored.code == set_code and slug_of(Purpose(of_set)) == purpose:
            found = {"cycle": cycle, "stored": stored, "purpose": Purpose(of_set)}
            return {**found, "parts": parts, **url}
    raise NoCycleError


def dossier_of_cycle(actor: Actor, *, cycle_code: str, **url: Any) -> dict[str, Any]:
    """A dossier of exactly this cycle, for those who oversee it."""
    loaded = overseen_dossier(actor, **url)
    if loaded["dossier"].round.cycle.code != cycle_code:
        raise NoDossierError
    return loaded


def set_with_dossiers(actor: Actor, *, cycle_code: str, set_code: str) -> dict[str, Any]:
    """The cycle with its dossiers of a set that its council appraises and publishes."""
    cycle = overseen_cycle(actor, cycle_code=cycle_code)["cycle"]
    rows = dossiers_of_set(cycle, set_code)
    if not rows:
        raise NoCycleError
    return {"cycle": cycle, "rows": rows}


def coordinated_cycle(actor: Actor, *, cycle_code: str, **url: Any) -> dict[str, Any]:
    """The cycle, for who coordinates it."""
    cycle = cycle_by_code(cycle_code)
    if not may_coordinate(actor, cycle):
        raise NoCycleError
    return {"cycle": cycle, **url}


def coordinated_round(actor: Actor, *, cycle_code: str, number: int) -> dict[str, Any]:
    """A round of the cycle, for who coordinates it."""
    cycle = coordinated_cycle(actor, cycle_code=cycle_code)["cycle"]
    found = next((row for row in rounds_of(cycle) if row.number == number), None)
    if found is None:
        raise NoCycleError
    return {"scoring_round": found}


def coordinated_dossier(actor: Actor, **url: Any) -> dict[str, Any]:
    """A dossier of exactly this cycle, for who coordinates it."""
    loaded = dossier_of_cycle(actor, **url)
    if not may_coordinate(actor, loaded["dossier"].round.cycle):
        raise NoDossierError
    return loaded


def coordinated_set(actor: Actor, **url: Any) -> dict[str, Any]:
    """The same, only for who coordinates the cycle."""
    loaded = set_with_dossiers(actor, **url)
    if not may_coordinate(actor, loaded["cycle"]):
        raise NoCycleError
    return loaded


def readable_journal(actor: Actor, *, cycle_code: str) -> dict[str, Any]:
    """The cycle whose journal is read: by those who oversee it, and by the administrator above it."""
    cycle = cycle_by_code(cycle_code)
    administers = actor.oversees(Role.ADMINISTRATOR, path=cycle.body.path)
    if not administers and not may_oversee(actor, cycle):
        raise NoCycleError
    return {"cycle": cycle}
