from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.fingerprint import is_as_handed_in, sheet_hash
from parindex.assessments.models import ComponentEntry, FactEntry
from parindex.assessments.operations import (
    ComponentDraft,
    approve_sheet,
    recall_sheet,
    request_approval,
    return_sheet,
    save_component,
    save_fact,
    share_out,
    submit_dossier,
)
from parindex.assessments.queries import load_workbook
from parindex.cycles.choices import Purpose
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.models import JournalEntry
from tests.support import story


def test_an_unfinished_sheet_cannot_go_to_the_leader(world):
    with pytest.raises(Refused, match=r"Còn 5 mục chưa xong, trước hết là mục 1\.1"):
        request_approval(sheet_id=world.sheet().pk, actor=world.clerk(), now=story.DRAFTED)


def test_a_difference_without_a_reason_blocks(world):
    dossier = story.fill_in(world)
    save_component(
        dossier_id=dossier.pk,
        code="1.2.1",
        draft=ComponentDraft(self_score=Decimal(2)),
        expected_version=1,
        actor=world.clerk(),
        now=story.DRAFTED,
    )
    with pytest.raises(Refused, match="khác điểm tính nhưng chưa nêu lý do"):
        request_approval(sheet_id=world.sheet().pk, actor=world.clerk(), now=story.DRAFTED)


def test_only_the_leader_approves(world):
    sheet = story.request_approval(world)
    for actor in (world.clerk(), world.leader(1), world.actor("coordinator")):
        with pytest.raises(Denied):
            approve_sheet(sheet_id=sheet.pk, seen_hash="", actor=actor, now=story.DRAFTED)


def test_approval_holds_for_the_content_that_was_seen(world):
    sheet = story.request_approval(world)
    with pytest.raises(Refused, match="Nội dung đã thay đổi"):
        approve_sheet(
            sheet_id=sheet.pk, seen_hash="0" * 64, actor=world.leader(), now=story.DRAFTED
        )


def test_an_approved_sheet_is_closed_until_it_is_recalled(world):
    sheet = story.approve(world)
    draft = ComponentDraft(self_score=Decimal(1), reason="x")
    save = {
        "dossier_id": world.dossier().pk,
        "code": "1.1",
        "draft": draft,
        "expected_version": 1,
        "now": story.DRAFTED,
    }
    with pytest.raises(Refused, match="rút lại"):
        save_component(**save, actor=world.clerk())
    recall_sheet(sheet_id=sheet.pk, actor=world.clerk(), now=story.DRAFTED)
    save_component(**save, actor=world.clerk())
    assert world.sheet().approved_hash == ""
    with pytest.raises(Refused, match="lãnh đạo chưa duyệt"):
        submit_dossier(dossier_id=world.dossier().pk, actor=world.clerk(), now=story.DRAFTED)


def test_a_returned_sheet_carries_the_reason(world):
    sheet = story.request_approval(world)
    with pytest.raises(Refused, match="lý do trả lại"):
        return_sheet(sheet_id=sheet.pk, reason=" ", actor=world.leader(), now=story.DRAFTED)
    return_sheet(
        sheet_id=sheet.pk, reason="Thiếu biên bản", actor=world.leader(), now=story.DRAFTED
    )
    assert (world.sheet().state, world.sheet().return_reason) == (
        SheetState.DRAFTING,
        "Thiếu biên bản",
    )


def test_the_receipt_has_number_time_and_hash(world):
    dossier = story.submit(world)
    assert dossier.stage == Stage.SUBMITTED
    assert dossier.receipt_number == f"BN-2019-1-{dossier.pk:05d}"
    assert dossier.submitted_at == story.DRAFTED
    assert len(dossier.content_hash) == 64
    assert not dossier.is_late


def test_it_cannot_be_handed_in_twice(world):
    dossier = story.submit(world)
    with pytest.raises(Refused, match=dossier.receipt_number):
        submit_dossier(dossier_id=dossier.pk, actor=world.clerk(), now=story.DRAFTED)


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, True)])
def test_before_the_23rd_ends_when_the_23rd_begins(world, seconds: int, late: bool):
    story.approve(world)
    dossier = submit_dossier(
        dossier_id=world.dossier().pk,
        late_explanation="Mất điện",
        actor=world.leader(),
        now=story.DUE + dt.timedelta(seconds=seconds),
    )
    assert dossier.is_late is late
    assert dossier.late_explanation == ("Mất điện" if late else "")


def test_late_only_the_head_can_submit_and_must_explain(world):
    story.approve(world)
    late = {"dossier_id": world.dossier().pk, "now": story.DUE}
    with pytest.raises(Refused, match="người đứng đầu"):
        submit_dossier(**late, late_explanation="Xin lỗi", actor=world.clerk())
    with pytest.raises(Refused, match="hãy ghi giải trình"):
        submit_dossier(**late, actor=world.leader())


def test_strangers_cannot_submit(world):
    story.approve(world)
    with pytest.raises(Denied):
        submit_dossier(dossier_id=world.dossier().pk, actor=world.clerk(1), now=story.DRAFTED)


def test_the_district_form_is_spread_over_its_departments(world):
    workbook = load_workbook(world.district_dossier())
    owners = {line.code: line.sheet.unit.code for line in workbook.lines.values() if line.sheet}
    assert owners == {
        "1.1": "huyen-mau.noi-vu",
        "1.2.1": "huyen-mau.tu-phap",
        "1.2.2": "huyen-mau.tu-phap",
        "2.1": "huyen-mau.tu-phap",
        "2.2": "huyen-mau.tu-phap",
        "2.3": "huyen-mau.tu-phap",
    }


def test_a_department_edits_only_what_it_leads(world):
    save = {
        "dossier_id": world.district_dossier().pk,
        "code": "1.1",
        "draft": ComponentDraft(self_score=Decimal(1)),
        "expected_version": 0,
        "now": story.DRAFTED,
    }
    with pytest.raises(Denied):
        save_component(**save, actor=world.actor("tp.clerk"))
    assert save_component(**save, actor=world.actor("nv.clerk")).version == 1


def test_a_new_assignment_moves_the_component_to_the_other_sheet(world):
    share_out(
        cycle=world.cycle,
        criteria_set=world.district_set,
        purpose=Purpose.SELF_SCORE,
        node_code="1",
        agency=world.justice,
        source="thử",
        actor=world.actor("coordinator"),
        now=story.DRAFTED,
    )
    workbook = load_workbook(world.district_dossier())
    assert {sheet.unit.code for sheet in workbook.sheets} == {"huyen-mau.tu-phap"}


def test_the_same_content_has_the_same_fingerprint(world):
    story.fill_in(world)
    first = sheet_hash(load_workbook(world.dossier()), world.sheet())
    assert first == sheet_hash(load_workbook(world.dossier()), world.sheet())


def reassign(world, code: str, agency) -> None:
    share_out(
        cycle=world.cycle,
        criteria_set=world.district_set,
        purpose=Purpose.SELF_SCORE,
        node_code=code,
        agency=agency,
        source="thử",
        actor=world.actor("coordinator"),
        now=story.DRAFTED,
    )


def put_district_forward(world, *, approved: bool = True) -> None:
    """Let both departments fill in their sheets of the district's own form and their leaders approve."""
    story.fill_in_district(world)
    for sheet in world.district_dossier().sheets.select_related("unit"):
        short = "nv" if sheet.unit == world.home_affairs else "tp"
        request_approval(sheet_id=sheet.pk, actor=world.actor(f"{short}.clerk"), now=story.DRAFTED)
        if approved:
            approve_sheet(
                sheet_id=sheet.pk,
                seen_hash=sheet_hash(load_workbook(world.district_dossier()), sheet),
                actor=world.actor(f"{short}.leader"),
                now=story.DRAFTED,
            )


def states(world) -> dict[str, str]:
    sheets = world.district_dossier().sheets.select_related("unit")
    return {sheet.unit.code.rsplit(".", 1)[-1]: sheet.state for sheet in sheets}


def test_sharing_out_the_same_again_keeps_every_approval(world):
    put_district_forward(world)
    reassign(world, "1", world.home_affairs)
    assert states(world) == {"noi-vu": SheetState.APPROVED, "tu-phap": SheetState.APPROVED}


def test_only_sheets_whose_components_changed_are_reopened_and_the_journal_says_so(world):
    put_district_forward(world)
    reassign(world, "2.2", world.home_affairs)
    assert states(world) == {"noi-vu": SheetState.DRAFTING, "tu-phap": SheetState.DRAFTING}
    reopened = JournalEntry.objects.filter(action="sheet.reopened").values_list(
        "subject", flat=True
    )
    assert len(reopened) == 2


def test_a_form_that_is_handed_in_is_not_shared_out_anew(world):
    put_district_forward(world)
    submit_dossier(
        dossier_id=world.district_dossier().pk, actor=world.actor("coordinator"), now=story.DRAFTED
    )
    with pytest.raises(Refused, match="đã nộp nên phần tự chấm không phân công lại được"):
        reassign(world, "2.2", world.home_affairs)


def test_a_missing_fact_blocks_approval(world):
    dossier = story.fill_in(world)
    save_fact(
        dossier_id=dossier.pk,
        fact_code="wrong_documents",
        wire=None,
        expected_version=1,
        actor=world.clerk(),
        now=story.DRAFTED,
    )
    with pytest.raises(Refused, match=r"mục 2\.1: chưa nhập đủ số liệu"):
        request_approval(sheet_id=world.sheet().pk, actor=world.clerk(), now=story.DRAFTED)


def test_a_fact_that_changes_under_a_leader_blocks_the_approval(world):
    sheet = story.request_approval(world)
    FactEntry.objects.filter(fact_code="plan_tasks").update(raw='{"denominator":10,"numerator":1}')
    seen = sheet_hash(load_workbook(world.dossier()), sheet)
    with pytest.raises(Refused, match="khác điểm tính nhưng chưa nêu lý do"):
        approve_sheet(sheet_id=sheet.pk, seen_hash=seen, actor=world.leader(), now=story.DRAFTED)


def test_the_receipts_hash_holds_for_good(world):
    story.send_provisional(world)  # the survey's figure came in after the receipt
    assert is_as_handed_in(load_workbook(world.dossier()))
    ComponentEntry.objects.filter(code="1.1").update(self_score=Decimal("0.25"))
    assert not is_as_handed_in(load_workbook(world.dossier()))


def test_a_department_that_is_late_with_its_part_explains(world):
    put_district_forward(world, approved=False)
    sheet = world.district_dossier().sheets.get(unit=world.justice)
    late = {
        "sheet_id": sheet.pk,
        "seen_hash": sheet_hash(load_workbook(world.district_dossier()), sheet),
        "actor": world.actor("tp.leader"),
        "now": story.DUE,
    }
    with pytest.raises(Refused, match="giải trình của người đứng đầu"):
        approve_sheet(**late)
    approved = approve_sheet(**late, late_explanation="Chờ số liệu của tỉnh")
    assert approved.late_explanation == "Chờ số liệu của tỉnh"
    entry = JournalEntry.objects.filter(action="sheet.approved").latest("number")
    assert "Chờ số liệu của tỉnh" in entry.data


def test_a_unit_with_its_own_form_explains_only_when_it_hands_in(world):
    sheet = story.request_approval(world)
    seen = sheet_hash(load_workbook(world.dossier()), sheet)
    approve_sheet(sheet_id=sheet.pk, seen_hash=seen, actor=world.leader(), now=story.DUE)
