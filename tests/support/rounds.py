"""A second round of the small world, through the same operations as the screens use."""

from __future__ import annotations

import datetime as dt

from parindex.assessments.models import Dossier
from parindex.assessments.operations import start_round
from parindex.assessments.queries import dossier_by_id
from parindex.cycles.models import Round
from parindex.cycles.operations import open_round
from parindex.units.models import Unit
from tests.support import story
from tests.support.story import World

LATER_DUE = story.DUE + dt.timedelta(days=30)
AMIDST = story.DUE + dt.timedelta(days=2)


def plan_second(world: World) -> Round:
    """Plan a second round that goes on from the first at its deadline."""
    return open_round(
        cycle=world.cycle,
        number=2,
        name="Đợt 2",
        opens_at=story.DUE,
        due_at=LATER_DUE,
        starts_from=world.round,
        actor="kiểm thử",
        now=story.OPENED,
    )


def start(world: World, later: Round, *, now: dt.datetime = story.DUE) -> int:
    """Let the coordinator start the round."""
    return start_round(scoring_round=later, actor=world.actor("coordinator"), now=now)


def start_second(world: World) -> Round:
    """Plan the second round and start it at the first one's deadline."""
    later = plan_second(world)
    start(world, later)
    return later


def of_round(later: Round, unit: Unit) -> Dossier:
    """Return a unit's dossier of a round."""
    return dossier_by_id(Dossier.objects.get(round=later, unit=unit).pk)
