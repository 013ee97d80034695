"""The ground of the random walk: a world, a clock, people, and what was accepted so far."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache, wraps
from random import Random
from typing import Any

from django.db import transaction
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from parindex.accounts.rules import Actor
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossier_by_id
from parindex.cycles.models import Round
from parindex.engine import FactError
from parindex.kernel.errors import PersonError
from tests.procedure.support.actions import BY_NAME
from tests.procedure.support.invariants import Watch
from tests.procedure.support.states import DAY, PREPARING, Scene
from tests.support.story import World

TOKEN = re.compile(r"loi-\d{5}")
SECOND = dt.timedelta(seconds=1)
PAUSES = (SECOND, dt.timedelta(hours=1), DAY, 7 * DAY)
CODES = ("1.1", "1.2.1", "1.2.2", "2.1", "2.2", "2.3")
MISSING_CODES = ("1", "9.9")
COUNCIL = ("nv.appraiser", "tp.appraiser", "nv.recused", "tp.clerk", "nv.clerk")
DESKS = ("clerk-1", "leader-1", "clerk-2", "leader-2", "nv.leader", "tp.leader", "district.leader")
HEADS = ("secretary", "chair", "coordinator")
EVERYBODY = (*DESKS, *COUNCIL, *HEADS, "admin")

POINTS = (*[Decimal(1)] * 3, *map(Decimal, ("0", "0.5", "2", "0.25", "-1", "3", "0.005")), None)
seeds = st.integers(0, 2**32 - 1)


Act = Callable[["Ground", Random], None]
ACTS: list[Act] = []
MORE = 2  # other things that happen in the same turn


def turn(**choices: Sequence[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a rule of a method that plays with dice; each choice is thrown as well.

    The dice hang on Hypothesis' seed and on how many turns were taken before: Hypothesis likes
    to repeat itself, and the same throw twice would be the same refusal twice. A few other
    things happen in every turn, of any kind.
    """

    def make(method: Callable[..., None]) -> Callable[..., None]:
        def act(self: Ground, rnd: Random) -> None:
            method(self, rnd, **{name: rnd.choice(values) for name, values in choices.items()})

        @rule(seed=seeds)
        @wraps(method)
        def take(self: Ground, seed: int) -> None:
            rnd = self.dice(seed)
            for chosen in (act, *rnd.choices(ACTS, k=MORE)):
                chosen(self, rnd)

        ACTS.append(act)
        return take

    return make


class Ground(RuleBasedStateMachine):
    """A world that every example gets fresh: whatever it writes is undone at its end."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.now = PREPARING
        self.numbers, self.turns = itertools.count(1), itertools.count(1)
        self.actor: Callable[[str], Actor] = cache(world.actor)
        self.block = transaction.atomic()
        self.block.__enter__()
        self.watch = Watch()
        self.outcomes = Counter[tuple[str, bool]]()

    def dice(self, seed: int) -> Random:
        return Random(f"{seed}/{next(self.turns)}")

    def teardown(self) -> None:
        try:
            self.watch.at_the_end()
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def attempt(self, operation: Callable[..., Any], **arguments: Any) -> None:
        """Do what somebody asks for; an anticipated refusal is fine, anything else is not.

        Whatever is accepted must never be lost again: every text here is written once only.
        """
        try:
            operation(now=self.now, **arguments)
        except (PersonError, FactError) as error:
            outcome = f"{type(error).__name__}: {error}"
        else:
            outcome = "done"
            self.watch.texts.update(TOKEN.findall(repr(arguments)))
        self.outcomes[operation.__name__, outcome == "done"] += 1
        note(f"{self.now:%d/%m/%Y %H:%M:%S} {operation.__name__} {_told(arguments)} -> {outcome}")
        self.watch.after_action(self.now)

    def word(self) -> str:
        """Return a text that nobody wrote before."""
        return f"loi-{next(self.numbers):05d}"

    def draw_text(self, rnd: Random) -> str:
        return self.word() if rnd.random() < 0.97 else "  "

    def draw_actor(self, rnd: Random, likely: Sequence[str] = EVERYBODY) -> Actor:
        """Return one of the likely people, or now and then anybody at all."""
        names = rnd.choice([*[likely] * 8, EVERYBODY])
        return self.actor(rnd.choice(list(names)))

    def draw_code(self, rnd: Random) -> str:
        return rnd.choice([*CODES * 3, *MISSING_CODES])

    def draw_dossier(self, rnd: Random, *stages: Stage) -> Dossier:
        """Return a dossier of any round, more often one that is in one of these stages."""
        rows = Dossier.objects.order_by("pk").values_list("pk", "stage", "unit")
        own = self.world.district.pk  # its form is never appraised here
        fitting = [pk for pk, stage, unit in rows if stage in stages and unit != own] * 12
        often = [*fitting, *(pk for pk, _stage, _unit in rows)]
        return dossier_by_id(rnd.choice(often))

    def desk_of(self, dossier: Dossier) -> Sequence[str]:
        """Return the usernames of a unit's clerk and leader; of the departments for the district."""
        if dossier.unit_id == self.world.district.pk:
            return ("nv.clerk", "nv.leader", "tp.clerk", "tp.leader", "coordinator")
        place = [unit.pk for unit in self.world.communes].index(dossier.unit_id) + 1
        return (f"clerk-{place}", f"leader-{place}")

    def draw_version(self, rnd: Random, version: int) -> int:
        return version + rnd.choice([0] * 8 + [1, -1])

    def draw_points(self, rnd: Random) -> dict[str, Any]:
        """Return points, or "not applicable" now and then."""
        return {"points": rnd.choice(POINTS), "not_applicable": rnd.random() < 0.15}

    def draw_round(self, rnd: Random) -> Round:
        rounds = Round.objects.filter(cycle=self.world.cycle).select_related(
            "cycle__body", "cycle__coordinator", "starts_from"
        )
        return rnd.choice([rounds[0], *rounds])

    def draw_moment(self, rnd: Random) -> dt.datetime:
        """Return a moment to come, or one that is over."""
        return self.now + rnd.choice([5 * DAY, DAY, SECOND, 60 * DAY, -SECOND])


def doing(action: str, scene: Scene) -> Callable[..., object]:
    """Return one of the table's actions as an operation to attempt."""

    def operation(*, actor: Actor, now: dt.datetime) -> object:
        return BY_NAME[action](scene, actor)

    operation.__name__ = action
    return operation


def _told(arguments: dict[str, Any]) -> str:
    shown = {name: getattr(value, "label", value) for name, value in arguments.items()}
    return ", ".join(f"{name}={value}" for name, value in shown.items())
