from __future__ import annotations

from parindex.assessments.queries import load_workbook
from parindex.documents.from_dossiers import report_paper, self_assessment_context
from parindex.documents.writers import write_docx
from tests.documents import reading
from tests.support import story


def context(world, commune: int = 0):
    return self_assessment_context(load_workbook(world.dossier(commune)), world.sheet(commune).pk)


def test_before_approval_the_report_is_a_draft_without_day_and_name(world):
    story.fill_in(world)
    found = context(world)
    assert found.draft
    assert found.origin.dated is None
    assert found.signature.name == ""
    paper = report_paper(load_workbook(world.dossier()), world.sheet().pk)
    assert "DỰ THẢO: lãnh đạo đơn vị chưa duyệt." in reading.lines(
        reading.opened(write_docx(paper))
    )


def test_after_approval_it_is_dated_and_signed_as_it_was_approved(world):
    story.approve(world)
    found = context(world)
    assert not found.draft
    assert found.origin.dated == story.DRAFTED.date()
    assert found.signature.name == "Trần Lãnh Đạo 1"


def test_the_sums_are_the_engines_without_the_survey(world):
    story.fill_in(world)
    found = context(world)
    own = load_workbook(world.dossier()).own_tally
    assert found.points == own.points
    assert found.max_points == own.max_points - 2  # 2.3 comes from the survey
    assert [field.points for field in found.fields] == [field.points for field in own.children]


def test_evidence_that_the_council_asked_for_is_not_in_what_was_handed_in(world):
    from parindex.appraisal.operations import attach_supplement, request_supplement

    story.submit(world)
    before = context(world)
    request = request_supplement(
        dossier_id=world.dossier().pk,
        number="01/HĐ",
        codes=["1.1"],
        reason="Bổ sung",
        due_at=story.REPLY_DUE,
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    attach_supplement(
        item_id=request.items.get().pk,
        details=story.details("77/BC-UBND"),
        upload=story.pdf(),
        actor=world.clerk(),
        now=story.APPRAISED,
    )
    assert context(world) == before


def test_a_department_reports_only_its_part_of_the_districts_form(world):
    sheet = world.district_dossier().sheets.get(unit=world.home_affairs)
    found = self_assessment_context(load_workbook(world.district_dossier()), sheet.pk)
    assert found.is_part
    assert [row.code for row in found.leaves] == ["1.1"]
    assert found.signature.title == "TRƯỞNG PHÒNG"


def test_the_decision_is_cited_in_full_and_its_kind_once(world):
    assert context(world).grounds == (
        "Căn cứ Quyết định số 01/2019/QĐ-UBND ngày 02 tháng 01 năm 2019 của Ủy ban nhân dân tỉnh Mẫu mẫu",
    )
