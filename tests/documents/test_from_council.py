"""What the database holds of a council's work, as documents tell it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership, User
from parindex.appraisal import operations as council
from parindex.appraisal.operations import RulingDraft
from parindex.appraisal.queries import load_docket
from parindex.assessments.queries import load_workbook
from parindex.documents.from_councils import minutes_context, minutes_paper
from parindex.documents.from_dockets import record_context
from parindex.documents.from_losses import notice_context, notice_paper
from parindex.documents.from_reminders import reminder_context, reminder_paper
from parindex.documents.from_requests import request_context
from parindex.documents.from_submissions import submission_context
from parindex.documents.people import council_letter_signature, leader_signature
from parindex.results.queries import content_of
from tests.support import story


def ask(world, *, actor: str = "secretary", number: str = "7/HĐTĐ"):
    return council.request_supplement(
        dossier_id=world.dossier().pk,
        number=number,
        codes=["1.1", "1.2.1"],
        reason="Đề nghị gửi kế hoạch.",
        due_at=story.REPLY_DUE,
        actor=world.actor(actor),
        now=story.APPRAISED,
    )


class TestSupplementRequest:
    def test_it_goes_out_under_its_own_number_and_day_to_the_unit_alone(self, world):
        story.submit(world)
        found = request_context(ask(world))
        assert (found.origin.number, found.origin.symbol) == ("7", "HĐTĐ")
        assert found.origin.dated == story.APPRAISED.date()
        assert found.unit == "Ủy ban nhân dân xã Mẫu 01"
        assert [row.code for row in found.rows] == ["1.1", "1.2.1"]
        assert found.due_at == story.REPLY_DUE
        assert [document.number for document in found.rows[0].evidence] == ["12/KH-UBND"]

    def test_a_secretary_signs_by_order_and_the_chair_in_the_councils_name(self, world):
        story.submit(world)
        by_order = request_context(ask(world)).signature
        assert by_order.authority == ("TM. HỘI ĐỒNG", "TL. CHỦ TỊCH")
        assert by_order.title == "THƯ KÝ HỘI ĐỒNG"
        chairs = request_context(ask(world, actor="chair", number="8/HĐTĐ")).signature
        assert (chairs.authority, chairs.title) == (("TM. HỘI ĐỒNG",), "CHỦ TỊCH")
        assert chairs.name == "Hoàng Chủ Tịch"

    def test_a_number_of_the_committee_makes_it_the_committees_letter(self, world):
        story.submit(world)
        found = request_context(ask(world, number="15/UBND-NV"))
        assert found.origin.issuer == "Ủy ban nhân dân huyện Mẫu"
        assert (found.origin.superior, found.origin.symbol) == ("", "UBND-NV")

    def test_what_came_in_on_the_request_was_not_there_when_it_was_written(self, world):
        story.submit(world)
        request = ask(world)
        council.attach_supplement(
            item_id=request.items.get(code="1.1").pk,
            details=story.details("77/BC-UBND"),
            upload=story.pdf(),
            actor=world.clerk(),
            now=story.APPRAISED,
        )
        numbers = [document.number for document in request_context(request).rows[0].evidence]
        assert numbers == ["12/KH-UBND"]


class TestAppraisalRecord:
    def test_before_the_decision_it_is_provisional_and_says_until_when_to_reply(self, world):
        found = record_context(load_docket(story.send_provisional(world)))
        assert not found.is_final
        assert found.reply_due_at == story.REPLY_DUE
        assert found.origin.dated is None
        assert found.content_hash == ""

    def test_after_the_decision_it_is_dated_signed_and_hashed(self, world):
        docket = load_docket(story.decide(world))
        found = record_context(docket)
        assert found.decided_at == story.DECIDED
        assert found.origin.dated == story.DECIDED.date()
        assert found.signature.name == "Hoàng Chủ Tịch"
        assert found.cosigner.name == "Vũ Thư Ký"
        assert docket.decision is not None
        assert found.content_hash == docket.decision.content_hash

    def test_the_sums_are_the_engines(self, world):
        docket = load_docket(story.decide(world))
        found = record_context(docket)
        assert (found.points, found.index) == (docket.final_tally.points, docket.final_tally.index)
        assert found.own == docket.workbook.own_tally.points
        assert sum(field.points for field in found.fields) == found.points

    def test_a_ruling_shows_as_a_difference_with_its_reason(self, world):
        story.send_provisional(world)
        council.save_reply(
            dossier_id=world.dossier().pk,
            code="1.1",
            text="Đề nghị xem lại",
            expected_version=0,
            actor=world.clerk(),
            now=story.APPRAISED,
        )
        council.rule_on_component(
            dossier_id=world.dossier().pk,
            code="1.1",
            draft=RulingDraft(points=Decimal(0), reason="Không có trong kế hoạch"),
            expected_version=0,
            actor=world.actor("chair"),
            now=story.DECIDED,
        )
        rows = record_context(load_docket(world.dossier())).differences
        assert [(row.code, row.was_ruled, row.reason) for row in rows] == [
            ("1.1", True, "Không có trong kế hoạch")
        ]
        assert rows[0].reply == "Đề nghị xem lại"

    def test_what_the_survey_gives_is_nobodys_difference(self, world):
        found = record_context(load_docket(story.decide(world)))
        (survey,) = [row for row in found.leaves if row.by_survey]
        assert (survey.code, survey.differs) == ("2.3", False)

    def test_those_who_judged_are_named_with_their_agency(self, world):
        found = record_context(load_docket(story.award_all(world)))
        assert found.appraisers == (
            "Phòng Nội vụ: Lê Thẩm Định",
            "Phòng Tư pháp: Phạm Thẩm Định",
        )


class TestMinutes:
    def test_they_pass_what_the_chair_signed(self, world):
        story.publish(world)
        found = minutes_context(world.round, world.commune_set)
        assert found.held_on == story.PUBLISHED.date()
        assert [(unit.rank, unit.name, unit.index) for unit in found.units] == [
            (1, "Xã Mẫu 01", Decimal("78.50")),
            (1, "Xã Mẫu 02", Decimal("78.50")),
        ]
        assert found.members == (
            "Lê Thẩm Định, Phòng Nội vụ",
            "Phạm Thẩm Định, Phòng Tư pháp",
        )
        assert found.content_hash == world.round.sign_offs.get().content_hash

    def test_before_the_signature_there_are_none(self, world):
        story.decide(world, 0)
        with pytest.raises(LookupError):
            minutes_paper(world.round, world.commune_set)


class TestResultNotice:
    def test_every_lost_point_is_told_and_the_shares_add_up_to_the_missing_index(self, world):
        publication = story.publish(world)
        found = notice_context(publication, content_of(publication), world.communes[0])
        rows = found.lost_rows
        assert sum(row.lost for row in rows) == found.max_points - found.points
        assert sum(row.share for row in rows) == 100 - found.index
        assert all(row.sentence or row.reason for row in rows)
        assert (found.rank, found.ranked) == (1, 2)

    def test_it_is_the_coordinators_letter_signed_by_its_only_leader(self, world):
        publication = story.publish(world)
        found = notice_context(publication, content_of(publication), world.communes[0])
        assert found.origin.issuer == "Phòng Nội vụ"
        assert found.origin.superior == "Ủy ban nhân dân huyện Mẫu"
        assert (found.signature.title, found.signature.name) == ("TRƯỞNG PHÒNG", "Lê Trưởng Vụ")

    def test_a_unit_outside_the_result_gets_none(self, world):
        with pytest.raises(LookupError):
            notice_paper(story.publish(world), world.justice)


class TestSubmissionLetter:
    def test_it_lists_each_document_once_with_its_components(self, world):
        story.submit(world)
        found = submission_context(load_workbook(world.dossier()))
        codes = [code for item in found.documents for code in item.codes]
        scored = [
            line.code for line in load_workbook(world.dossier()).lines.values() if line.evidence
        ]
        assert sorted(codes) == sorted(scored)
        assert found.receipt == world.dossier().receipt_number
        assert found.origin.dated == story.DRAFTED.date()

    def test_the_districts_own_form_goes_to_the_province_with_its_departments_parts(self, world):
        story.fill_in_district(world)
        found = submission_context(load_workbook(world.district_dossier()))
        assert found.addressee == "Ủy ban nhân dân tỉnh Mẫu"
        assert len(found.parts) == 2


class TestReminderLetter:
    def test_it_names_who_has_not_handed_in_and_how_late(self, world):
        story.submit(world, 0)
        found = reminder_context(world.round, now=story.APPRAISED)
        assert [(unit.name, unit.days_late) for unit in found.units] == [
            ("Ủy ban nhân dân xã Mẫu 02", 12)
        ]
        assert (found.handed_in, found.total) == (1, 2)
        assert found.signature.authority == ("TL. CHỦ TỊCH",)
        assert found.signature.title == "TRƯỞNG PHÒNG NỘI VỤ"

    def test_before_the_deadline_nobody_is_late(self, world):
        found = reminder_context(world.round, now=story.DRAFTED)
        assert found.late == ()
        assert len(found.units) == 2

    def test_when_all_have_handed_in_there_is_no_letter(self, world):
        story.submit(world, 0)
        story.submit(world, 1)
        with pytest.raises(LookupError):
            reminder_paper(world.round, now=story.APPRAISED)


def test_a_deputy_signs_in_the_heads_place(world):
    User.objects.filter(username="leader-1").update(position="Phó Chủ tịch UBND xã Mẫu 01")
    found = leader_signature(world.communes[0])
    assert found.authority == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    assert (found.title, found.name) == ("PHÓ CHỦ TỊCH", "Trần Lãnh Đạo 1")


def test_with_two_leaders_the_name_is_left_to_the_pen(world):
    Membership.objects.create(
        user=world.people["clerk-1"], unit=world.communes[0], role=Role.LEADER
    )
    assert leader_signature(world.communes[0]).name == ""
    assert leader_signature(world.communes[0], name="Trần Cán Bộ 1").title == "CHỦ TỊCH"


def test_without_a_name_the_council_letter_is_the_chairs(world):
    assert council_letter_signature(world.district, name="").name == "Hoàng Chủ Tịch"
