"""What units and the coordinator do, in a random walk."""

from __future__ import annotations

from random import Random

from parindex.assessments import operations as desk
from parindex.assessments.choices import Stage
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import ComponentEntry, FactEntry, Sheet
from parindex.assessments.queries import load_workbook
from parindex.cycles import operations as planning
from parindex.cycles.choices import Purpose
from parindex.evidence.models import EvidenceDocument
from parindex.kernel.clock import vietnam_date
from tests.procedure.support.walking import (
    Ground,
    turn,
)
from tests.support.story import details, pdf

NOTHING = 0  # the id of nothing
DRAFTED = (Stage.SELF_ASSESSMENT,)
FACTS = ("plan_issued", "plan_published", "plan_tasks", "wrong_documents", "satisfaction", "none")
WIRES = (True, False, None, 3, -1, "2019-12-09", {"numerator": 9, "denominator": 10}, "x")


class DeskTurns(Ground):
    """Filling in, approving, handing in; extending, starting, sharing out."""

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

    def _draw_sheet(self, rnd: Random) -> Sheet:
        dossier = self.draw_dossier(rnd, *DRAFTED)
        sheets = list(dossier.sheets.select_related("unit").order_by("pk"))
        sheet = rnd.choice(sheets)
        sheet.dossier = dossier
        return sheet
