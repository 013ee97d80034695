"""A random walk through the procedure: whoever does whatever, some things are never found.

python -m pytest -n 0 tests/procedure/test_walk.py            # the same 25 walks every time
WALKS=500 python -m pytest -n 0 tests/procedure/test_walk.py  # others each time, shrunk if one fails

What was done, by whom and with which answer is printed of a walk that fails.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import partial
from random import Random

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import initialize, invariant, run_state_machine_as_test

from parindex.appraisal import operations as council
from parindex.appraisal.models import (
    Award,
    ProvisionalNotice,
    Recusal,
    Reply,
    Ruling,
    SecondReading,
    Substitution,
    SupplementItem,
    SupplementRequest,
)
from parindex.appraisal.openness import decided_hash
from parindex.appraisal.readings import READABLE
from parindex.appraisal.rules import APPRAISABLE, CLOSED
from parindex.assessments import operations as desk
from parindex.assessments.choices import Stage
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import ComponentEntry, Dossier, FactEntry, Sheet
from parindex.assessments.queries import dossier_by_id, load_workbook
from parindex.cycles import operations as planning
from parindex.cycles.choices import Purpose
from parindex.evidence.models import EvidenceDocument
from parindex.kernel.clock import vietnam_date
from parindex.results.operations import publish_results
from tests.procedure.support import steps
from tests.procedure.support.probing import COMMUNE_PEOPLE, COMMUNES, people_for, read_matrix
from tests.procedure.support.states import DAY, Scene, procedure_world
from tests.procedure.support.walking import (
    CODES,
    COUNCIL,
    DESKS,
    HEADS,
    PAUSES,
    SECOND,
    Ground,
    doing,
    seeds,
    turn,
)
from tests.support.story import details, pdf

WALKS = int(os.environ.get("WALKS", "0"))
NOTHING = 0
LENGTHS = (
    1,
    2,
    2,
    3,
    3,
    4,
    5,
    7,
)  # steps: ask, hand in, be asked, get the result, reply, decide, publish
DRAFTED = (Stage.SELF_ASSESSMENT,)
AWAITING = (Stage.AWAITING_REPLY,)
FACTS = ("plan_issued", "plan_published", "plan_tasks", "wrong_documents", "satisfaction", "none")
WIRES = (True, False, None, 3, -1, "2019-12-09", {"numerator": 9, "denominator": 10}, "x")


AFTERWARDS = tuple(stage for stage in Stage if stage != Stage.SELF_ASSESSMENT)
ONE_ONLY = {
    "withdraw_guide",
    "end_substitution",
    "lift_recusal",
}  # they expect one row of their kind
WHO: dict[str, frozenset[str]] = defaultdict(frozenset)
for (name, _column), roles in read_matrix(COMMUNES).items():
    WHO[name] |= roles if name not in ONE_ONLY else frozenset()
WHO = {name: roles for name, roles in WHO.items() if roles}


class Walk(Ground):
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

    @turn()
    def write_a_fact(self, rnd):
        dossier, code = self.draw_dossier(rnd, *DRAFTED), rnd.choice(FACTS)
        stored = FactEntry.objects.filter(dossier=dossier, fact_code=code).first()
        self.attempt(
            desk.save_fact,
            dossier_id=dossier.pk,
            fact_code=code,
            wire=rnd.choice(WIRES),
            expected_version=self.draw_version(rnd, stored.version if stored else 0),
            actor=self.draw_actor(rnd, self.desk_of(dossier)),
        )

    @turn()
    def write_a_component(self, rnd):
        given = self.draw_points(rnd)
        dossier, code = self.draw_dossier(rnd, *DRAFTED), self.draw_code(rnd)
        stored = ComponentEntry.objects.filter(dossier=dossier, code=code).first()
        self.attempt(
            desk.save_component,
            dossier_id=dossier.pk,
            code=code,
            draft=desk.ComponentDraft(
                self_score=given["points"],
                reason=self.draw_text(rnd),
                explanation=rnd.choice(["", self.word()]),
                not_applicable=given["not_applicable"],
            ),
            expected_version=self.draw_version(rnd, stored.version if stored else 0),
            actor=self.draw_actor(rnd, self.desk_of(dossier)),
        )

    @turn(what=["new", "kept", "taken back"])
    def bring_evidence(self, rnd, what):
        dossier = self.draw_dossier(rnd, *DRAFTED)
        where = {"dossier_id": dossier.pk, "code": self.draw_code(rnd)}
        actor = self.draw_actor(rnd, self.desk_of(dossier))
        if what == "new":
            upload = pdf(content=rnd.choice([b"%PDF-1.4\nmau\n", b"", b"MZ"]))
            told = details(summary=self.draw_text(rnd))
            self.attempt(desk.attach_document, **where, details=told, upload=upload, actor=actor)
            return
        known = list(EvidenceDocument.objects.values_list("pk", flat=True)) or [NOTHING]
        document = rnd.choice(known)
        operation = desk.attach_existing if what == "kept" else desk.detach_document
        self.attempt(operation, **where, document_id=document, actor=actor)

    @turn(what=["remark", "ask", "approve", "return", "recall"])
    def handle_a_sheet(self, rnd, what):
        sheet = self._draw_sheet(rnd)
        who = {"sheet_id": sheet.pk, "actor": self.draw_actor(rnd, self.desk_of(sheet.dossier))}
        if what == "remark":
            self.attempt(
                desk.save_remarks,
                **who,
                difficulties=self.draw_text(rnd),
                proposals=self.draw_text(rnd),
                expected_version=self.draw_version(rnd, sheet.version),
            )
        elif what == "approve":
            seen = sheet_hash(load_workbook(sheet.dossier), sheet)
            seen = rnd.choice([seen, seen, "0" * 64])
            self.attempt(desk.approve_sheet, **who, seen_hash=seen)
        elif what == "return":
            self.attempt(desk.return_sheet, **who, reason=self.draw_text(rnd))
        else:
            operation = desk.request_approval if what == "ask" else desk.recall_sheet
            self.attempt(operation, **who)

    @turn()
    def hand_in(self, rnd):
        dossier = self.draw_dossier(rnd, *DRAFTED)
        late = self.draw_text(rnd) if self.now >= dossier.due_at else ""
        actor = self.draw_actor(rnd, self.desk_of(dossier))
        self.attempt(desk.submit_dossier, dossier_id=dossier.pk, late_explanation=late, actor=actor)

    @turn()
    def extend(self, rnd):
        self.attempt(
            desk.grant_extension,
            dossier_id=self.draw_dossier(rnd, *DRAFTED).pk,
            due_at=self.draw_moment(rnd),
            document_number=self.draw_text(rnd),
            document_date=vietnam_date(self.now),
            reason=self.draw_text(rnd),
            actor=self.draw_actor(rnd, ("coordinator",)),
        )

    @turn()
    def begin_a_round(self, rnd):
        actor = self.draw_actor(rnd, ("coordinator",))
        self.attempt(desk.start_round, scoring_round=self.draw_round(rnd), actor=actor)

    @turn(purpose=list(Purpose))
    def share_out_again(self, rnd, purpose):
        world = self.world
        self.attempt(
            desk.share_out,
            cycle=world.cycle,
            criteria_set=rnd.choice([world.commune_set, world.district_set]),
            purpose=purpose,
            node_code=rnd.choice(["1", "1.2", "1.2.2", "2.2", "2.3", "9"]),
            agency=rnd.choice([*[world.home_affairs, world.justice] * 4, None]),
            source=self.word(),
            actor=self.draw_actor(rnd, ("coordinator",)),
        )

    @turn()
    def guide(self, rnd):
        self.attempt(
            planning.attach_guide,
            cycle=self.world.cycle,
            criteria_set=self.world.commune_set,
            node_code=self.draw_code(rnd),
            details=planning.GuideDetails(title=self.draw_text(rnd)),
            upload=pdf(),
            actor=self.draw_actor(rnd, ("coordinator",)),
        )

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

    @invariant()
    def nothing_forbidden_is_found(self):
        self.watch.after_step()

    def _draw_sheet(self, rnd: Random) -> Sheet:
        dossier = self.draw_dossier(rnd, *DRAFTED)
        sheets = list(dossier.sheets.select_related("unit").order_by("pk"))
        sheet = rnd.choice(sheets)
        sheet.dossier = dossier
        return sheet


def test_whoever_does_whatever_nothing_forbidden_is_found(db):
    run_state_machine_as_test(
        partial(Walk, procedure_world()),
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
