"""A random walk through the procedure: whoever does whatever, some things are never found.

python -m pytest -n 0 tests/procedure/test_walk.py            # the same 25 walks every time
WALKS=500 python -m pytest -n 0 tests/procedure/test_walk.py  # others each time, shrunk if one fails

What was done, by whom and with which answer is printed of a walk that fails.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import initialize, invariant, run_state_machine_as_test

from parindex.appraisal.models import (
    ProvisionalNotice,
    SupplementRequest,
)
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossier_by_id
from tests.procedure.support import steps
from tests.procedure.support.actions import BY_NAME
from tests.procedure.support.closing_turns import ClosingTurns
from tests.procedure.support.council_turns import CouncilTurns
from tests.procedure.support.desk_turns import DeskTurns
from tests.procedure.support.probing import COMMUNE_PEOPLE, COMMUNES, people_for, read_matrix
from tests.procedure.support.states import Scene, procedure_world
from tests.procedure.support.walking import (
    PAUSES,
    SECOND,
    doing,
    seeds,
    turn,
)

WALKS = int(os.environ.get("WALKS", "0"))
# Steps to: ask, hand in, be asked, get the result, reply, decide, publish.
LENGTHS = (1, 2, 3, 3, 4, 5, 7, 9)
AFTERWARDS = tuple(stage for stage in Stage if stage != Stage.SELF_ASSESSMENT)
ONE_ROW = ("withdraw_guide", "end_substitution", "lift_recusal")  # they expect one of their kind
WHO = {
    action: {
        role
        for (name, _), roles in read_matrix(COMMUNES).items()
        if name == action
        for role in roles
    }
    for action in BY_NAME
    if action not in ONE_ROW
}


class Walk(DeskTurns, CouncilTurns, ClosingTurns):
    """Anybody does anything, at any time, with arguments that fit or do not."""

    @initialize(seed=seeds)
    def begin(self, seed):
        """Bring the three dossiers as far as it happens."""
        rnd = self.dice(seed)
        longest = rnd.choice(LENGTHS)
        for place, length in enumerate(
            [longest, longest - rnd.choice([0, 0, 1]), rnd.randint(0, 2)]
        ):
            for _ in range(length):
                rows = Dossier.objects.order_by("-unit__kind", "pk")
                steps.step(self, dossier_by_id(rows[place].pk), rnd)

    @turn()
    def proceed(self, rnd):
        steps.step(self, self.draw_dossier(rnd), rnd)

    @turn()
    def do_as_the_document_says(self, rnd):
        """Valid arguments and the right people, mostly at the wrong time."""
        for _ in range(4):
            dossier, action = self.draw_dossier(rnd, *AFTERWARDS), rnd.choice(sorted(WHO))
            if dossier.unit_id == self.world.district.pk:
                continue
            clerk, leader = self.desk_of(dossier)
            people = people_for(action, {**COMMUNE_PEOPLE, "CB": (clerk,), "LĐ": (leader,)})
            scene = Scene(
                column="",
                world=replace(self.world, round=dossier.round),
                dossier=dossier,
                now=self.now,
            )
            who = people[rnd.choice(sorted(WHO[action]))]
            self.attempt(doing(action, scene), actor=self.actor(rnd.choice(who)))

    @turn(pause=PAUSES)
    def wait(self, _rnd, pause):
        self.now += pause

    @turn()
    def wait_until_an_edge(self, rnd):
        """The last second before something ends, or the second in which it has ended."""
        ends = [row.due_at for row in Dossier.objects.select_related("round")]
        ends += SupplementRequest.objects.values_list("due_at", flat=True)
        ends += ProvisionalNotice.objects.values_list("reply_due_at", flat=True)
        to_come = sorted({end for end in ends if end - SECOND > self.now})
        if to_come:
            end = rnd.choice(to_come[:2])
            self.now = end - rnd.choice([SECOND, 0 * SECOND])

    @invariant()
    def nothing_forbidden_is_found(self):
        self.watch.after_step()


def test_whoever_does_whatever_nothing_forbidden_is_found(db):
    run_state_machine_as_test(
        partial(Walk, procedure_world()),  # type: ignore[arg-type] # any factory will do
        settings=settings(
            max_examples=WALKS or 25,
            stateful_step_count=40,
            derandomize=not WALKS,
            phases=list(Phase) if WALKS else [Phase.generate],  # to shrink takes minutes
            report_multiple_bugs=False,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
