"""What the council and units say to each other, in a random walk."""

from __future__ import annotations

from decimal import Decimal

from parindex.appraisal import operations as council
from parindex.appraisal.models import (
    Award,
    Reply,
    SecondReading,
    SupplementItem,
)
from parindex.appraisal.readings import READABLE
from parindex.appraisal.rules import APPRAISABLE
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier, FactEntry
from tests.procedure.support.walking import (
    CODES,
    COUNCIL,
    DESKS,
    Ground,
    turn,
)
from tests.support.story import details, pdf

NOTHING = 0  # the id of nothing
AWAITING = (Stage.AWAITING_REPLY,)


class CouncilTurns(Ground):
    """Awards, supplements, second readings, the provisional result, replies."""

    @turn()
    def award(self, rnd):
        dossier, code = self.draw_dossier(rnd, *APPRAISABLE), self.draw_code(rnd)
        stored = Award.objects.filter(dossier=dossier, code=code).first()
        self.attempt(
            council.save_award,
            dossier_id=dossier.pk,
            code=code,
            draft=council.AwardDraft(reason=self.draw_text(rnd), **self.draw_points(rnd)),
            expected_version=self.draw_version(rnd, stored.version if stored else 0),
            actor=self.draw_actor(rnd, COUNCIL),
        )

    @turn(percent=["0", "80", "99.5", "101", "-1", "?"])
    def survey(self, rnd, percent):
        dossier = self.draw_dossier(rnd, *APPRAISABLE)
        stored = FactEntry.objects.filter(dossier=dossier, fact_code="satisfaction").first()
        self.attempt(
            council.record_survey_result,
            dossier_id=dossier.pk,
            code=rnd.choice(["2.3", "2.3", "2.2"]),
            wire=percent,
            expected_version=self.draw_version(rnd, stored.version if stored else 0),
            actor=self.draw_actor(rnd, COUNCIL),
        )

    @turn()
    def ask_for_supplements(self, rnd):
        codes = rnd.choices([*CODES * 3, "9.9"], k=rnd.choice([0, 1, 1, 2, 3]))
        asked = {
            "number": self.draw_text(rnd),
            "reason": self.draw_text(rnd),
            "due_at": self.draw_moment(rnd),
            "actor": self.draw_actor(rnd, ("secretary", "chair")),
        }
        dossier = self.draw_dossier(rnd, *APPRAISABLE)
        if rnd.choice([True, False]):
            many = {dossier.pk: codes, self.draw_dossier(rnd, *APPRAISABLE).pk: codes}
            self.attempt(council.request_supplement_of_many, codes=many, **asked)
        else:
            self.attempt(council.request_supplement, dossier_id=dossier.pk, codes=codes, **asked)

    @turn(what=["document", "answer"])
    def supply(self, rnd, what):
        known = dict(SupplementItem.objects.order_by("pk").values_list("pk", "request__dossier"))
        item = rnd.choice([*known] or [NOTHING])
        likely = self.desk_of(Dossier.objects.get(pk=known[item])) if known else DESKS
        actor, text = self.draw_actor(rnd, likely), self.draw_text(rnd)
        if what == "document":
            told = details(summary=text)
            self.attempt(
                council.attach_supplement, item_id=item, details=told, upload=pdf(), actor=actor
            )
        else:
            seen = rnd.choice([None, "", text])
            self.attempt(
                council.answer_supplement, item_id=item, answer=text, seen_answer=seen, actor=actor
            )

    @turn()
    def draw_for_reading(self, rnd):
        self.attempt(
            council.draw_readings,
            scoring_round=self.draw_round(rnd),
            criteria_set=self.world.commune_set,
            plan=council.DrawPlan(
                seed=self.draw_text(rnd),
                share=rnd.choice([None, Decimal(40), Decimal(80), Decimal(0)]),
                least_points=rnd.choice([None, Decimal("0.5"), Decimal(1)]),
            ),
            actor=self.draw_actor(rnd, ("secretary",)),
        )

    @turn()
    def read_again(self, rnd):
        drawn = SecondReading.objects.order_by("pk").values_list("dossier_id", "code")
        elsewhere = [(self.draw_dossier(rnd, *READABLE).pk, self.draw_code(rnd))]
        dossier_id, code = rnd.choice([*list(drawn) * 3, *elsewhere])
        award = Award.objects.filter(dossier=dossier_id, code=code).first()
        draft = council.ReadingDraft(
            agrees=rnd.choice([True, False]),
            reason=self.draw_text(rnd),
            **self.draw_points(rnd),
        )
        self.attempt(
            council.save_reading,
            dossier_id=dossier_id,
            code=code,
            draft=draft,
            seen_award=self.draw_version(rnd, award.version if award else 0),
            actor=self.draw_actor(rnd, COUNCIL),
        )

    @turn()
    def send(self, rnd):
        until = {
            "reply_due_at": self.draw_moment(rnd),
            "actor": self.draw_actor(rnd, ("secretary",)),
        }
        if rnd.choice([True, False]):
            one = self.draw_round(rnd)
            self.attempt(council.send_all_provisional, scoring_round=one, **until)
        else:
            dossier = self.draw_dossier(rnd, *APPRAISABLE)
            self.attempt(council.send_provisional, dossier_id=dossier.pk, **until)

    @turn(what=["reply", "message"])
    def discuss(self, rnd, what):
        dossier = self.draw_dossier(rnd, *AWAITING)
        where = {"dossier_id": dossier.pk, "code": rnd.choice(["1.1", self.draw_code(rnd)])}
        stored = Reply.objects.filter(dossier=where["dossier_id"], code=where["code"]).first()
        said = {"text": self.draw_text(rnd), "uploads": rnd.choice([(), (pdf(),)])}
        if what == "message":
            actor = self.draw_actor(rnd, (*self.desk_of(dossier), *COUNCIL[:2], "secretary"))
            self.attempt(council.post_message, **where, **said, actor=actor)
            return
        version = self.draw_version(rnd, stored.version if stored else 0)
        actor = self.draw_actor(rnd, self.desk_of(dossier))
        self.attempt(council.save_reply, **where, **said, expected_version=version, actor=actor)
