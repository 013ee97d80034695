"""How a year ends, and who sits on the council, in a random walk."""

from __future__ import annotations

import datetime as dt

from parindex.appraisal import operations as council
from parindex.appraisal.models import (
    Recusal,
    Ruling,
    Substitution,
)
from parindex.appraisal.openness import decided_hash
from parindex.appraisal.rules import CLOSED
from parindex.assessments.choices import Stage
from parindex.kernel.clock import vietnam_date
from parindex.results.operations import publish_results
from tests.procedure.support.states import DAY
from tests.procedure.support.walking import (
    COUNCIL,
    DESKS,
    HEADS,
    Ground,
    turn,
)

AWAITING = (Stage.AWAITING_REPLY,)


class ClosingTurns(Ground):
    """Rulings, decisions, signatures, publications; substitutes and conflicts."""

    @turn()
    def conclude(self, rnd):
        dossier, code = self.draw_dossier(rnd, *AWAITING), self.draw_code(rnd)
        stored = Ruling.objects.filter(dossier=dossier, code=code).first()
        self.attempt(
            council.rule_on_component,
            dossier_id=dossier.pk,
            code=code,
            draft=council.RulingDraft(reason=self.draw_text(rnd), **self.draw_points(rnd)),
            expected_version=self.draw_version(rnd, stored.version if stored else 0),
            actor=self.draw_actor(rnd, ("chair",)),
        )

    @turn(what=["decide", "reopen"])
    def close_or_reopen(self, rnd, what):
        dossier = self.draw_dossier(rnd, *(AWAITING if what == "decide" else CLOSED))
        actor = self.draw_actor(rnd, ("chair",))
        if what == "decide":
            self.attempt(council.decide_dossier, dossier_id=dossier.pk, actor=actor)
        else:
            why = self.draw_text(rnd)
            self.attempt(
                council.reopen_for_correction, dossier_id=dossier.pk, reason=why, actor=actor
            )

    @turn(what=["sign", "publish"])
    def sign_or_publish(self, rnd, what):
        sets = [self.world.commune_set, self.world.commune_set, self.world.district_set]
        which = {
            "scoring_round": self.draw_round(rnd),
            "criteria_set": rnd.choice(sets),
            "actor": self.draw_actor(rnd, ("chair" if what == "sign" else "coordinator",)),
        }
        if what == "sign":
            seen = decided_hash(which["scoring_round"], which["criteria_set"])
            seen = rnd.choice([seen, seen, "0" * 64])
            self.attempt(council.sign_off_round, **which, seen_hash=seen)
        else:
            self.attempt(
                publish_results,
                **which,
                decision_number=self.draw_text(rnd),
                decision_date=vietnam_date(self.now),
                signed_by=self.word(),
                correction_reason=rnd.choice(["", "đính chính"]),
            )

    @turn()
    def appoint(self, rnd):
        today: dt.date = vietnam_date(self.now)
        plan = council.SubstitutionPlan(
            agency_code=rnd.choice(
                [*[self.world.home_affairs.code, self.world.justice.code] * 4, "?"]
            ),
            username=rnd.choice([*DESKS, *COUNCIL, *HEADS]),
            from_day=today + rnd.choice([0, 0, 0, 1]) * DAY,
            until_day=today + rnd.choice([1, 10, 10, 30, -1]) * DAY,
            document_number=self.draw_text(rnd),
            document_date=today,
            reason=self.draw_text(rnd),
        )
        actor = self.draw_actor(rnd, ("secretary", "chair"))
        self.attempt(council.appoint_substitute, cycle=self.world.cycle, plan=plan, actor=actor)

    @turn()
    def stand_aside(self, rnd):
        units = [unit.code for unit in self.world.communes]
        self.attempt(
            council.declare_recusal,
            cycle=self.world.cycle,
            username=rnd.choice([*COUNCIL * 10, *HEADS]),
            unit_code=rnd.choice([*units, self.world.justice.code]),
            reason=self.draw_text(rnd),
            actor=self.draw_actor(rnd, (*COUNCIL, *HEADS)),
        )

    @turn(what=["substitution", "recusal"])
    def end_it(self, rnd, what):
        who = {"cycle": self.world.cycle, "actor": self.draw_actor(rnd, ("secretary", "chair"))}
        if what == "recusal":
            known = list(Recusal.objects.values_list("pk", flat=True))
            row = rnd.choice(known)
            self.attempt(council.lift_recusal, recusal_id=row, **who)
        else:
            known = list(Substitution.objects.values_list("pk", flat=True))
            row = rnd.choice(known)
            self.attempt(council.end_substitution, substitution_id=row, **who)
