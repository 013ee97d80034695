"""From the checklist over the leader's approval to the receipt, and what comes back from the council."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from parindex.appraisal import operations as council
from parindex.kernel.models import JournalEntry
from tests.support import story
from tests.web.selfassess.test_evidence import DETAILS, pdf

AFTER_DUE = story.DUE + dt.timedelta(hours=1)
REQUEST_DUE = story.APPRAISED + dt.timedelta(days=3)


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def part(world, desk) -> str:
    return f"{desk}phan/{world.sheet().pk}/"


def test_the_checklist_names_what_blocks(sign_in, desk, part):
    page = text(sign_in("clerk-1").get(part))
    assert "còn 5 mục" in page
    assert f"{desk}?linh-vuc=1.1#c-1-1" in page
    assert "chưa tự chấm điểm" in page
    assert 'value="request" disabled' in page


def test_the_checklist_says_which_points_will_be_lost(sign_in, desk, part):
    clerk = sign_in("clerk-1")
    clerk.post(f"{desk}muc/1.1/", {"version": "0", "self_score": "2"})
    assert "Sẽ bị tính 0: mất 2 điểm" in text(clerk.get(part))


def test_the_leader_approves_what_was_put_forward(world, sign_in, part):
    story.fill_in(world)
    clerk, leader = sign_in("clerk-1"), sign_in("leader-1")
    assert clerk.post(part, {"action": "request"}).status_code == 302
    page = leader.get(part)
    seen = page.context["part"].content_hash
    assert leader.post(part, {"action": "approve", "seen_hash": seen}).status_code == 302
    assert world.sheet().state == "APPROVED"


def test_the_clerk_cannot_approve(world, sign_in, part):
    story.request_approval(world)
    assert sign_in("clerk-1").post(part, {"action": "approve"}).status_code == 404


def test_the_leader_returns_with_a_reason_that_the_clerk_reads(world, sign_in, desk, part):
    story.request_approval(world)
    leader = sign_in("leader-1")
    refused = leader.post(part, {"action": "return", "reason": " "})
    assert refused.status_code == 422
    assert "Hãy ghi lý do trả lại" in text(refused)
    leader.post(part, {"action": "return", "reason": "Mục 1.1 thiếu kế hoạch"})
    assert "Mục 1.1 thiếu kế hoạch" in text(sign_in("clerk-1").get(desk))


def test_remarks_are_saved_and_two_at_once_keep_both(world, sign_in, part):
    clerk, leader = sign_in("clerk-1"), sign_in("leader-1")
    first = clerk.post(
        f"{part}nhan-xet/", {"version": "0", "difficulties": "Thiếu người"}, htmx=True
    )
    assert first.status_code == 200
    second = leader.post(
        f"{part}nhan-xet/", {"version": "0", "difficulties": "Thiếu máy"}, htmx=True
    )
    assert second.status_code == 409
    assert "Thiếu người" in text(second)
    assert "Thiếu máy" in text(second)


def test_handing_in_gives_a_receipt(world, sign_in, desk):
    story.approve(world)
    clerk = sign_in("clerk-1")
    answer = clerk.post(f"{desk}nop/")
    assert answer["Location"] == f"{desk}bien-nhan/"
    page = text(clerk.get(answer["Location"]))
    dossier = world.dossier()
    for piece in (
        dossier.receipt_number,
        dossier.content_hash,
        "09:00 ngày 10/01/2020",
        "đúng hạn",
    ):
        assert piece in page
    assert clerk.get(f"{desk}nop/").status_code == 302


def test_what_is_not_approved_is_not_handed_in(sign_in, desk):
    answer = sign_in("clerk-1").post(f"{desk}nop/")
    assert answer.status_code == 422
    assert "lãnh đạo chưa duyệt" in text(answer)


def test_late_needs_the_heads_explanation_and_is_marked(world, sign_in, desk, at):
    story.approve(world)
    clerk, leader = sign_in("clerk-1"), sign_in("leader-1")
    at(AFTER_DUE)
    assert "người đứng đầu" in text(clerk.post(f"{desk}nop/"))
    refused = leader.post(f"{desk}nop/", {"late_explanation": ""})
    assert refused.status_code == 422
    leader.post(f"{desk}nop/", {"late_explanation": "Mất điện hai ngày"})
    page = text(leader.get(f"{desk}bien-nhan/"))
    assert "Nộp muộn" in page
    assert "Mất điện hai ngày" in page


def test_after_handing_in_nothing_is_saved_any_more(world, sign_in, desk):
    story.submit(world)
    answer = sign_in("clerk-1").post(
        f"{desk}muc/1.1/", {"version": "1", "self_score": "1"}, htmx=True
    )
    assert answer.status_code == 422
    assert "Hồ sơ đã nộp" in text(answer)


@pytest.mark.parametrize("fmt", ["docx", "pdf"])
def test_the_report_is_written(world, sign_in, part, fmt):
    story.fill_in(world)
    answer = sign_in("clerk-1").get(f"{part}bao-cao.{fmt}")
    assert answer.status_code == 200
    assert answer.content[:4] in {b"PK\x03\x04", b"%PDF"}


def test_a_supplement_only_on_a_written_request(world, sign_in, desk, at):
    dossier = story.submit(world)
    clerk = sign_in("clerk-1")
    at(story.APPRAISED)
    assert "chưa có văn bản yêu cầu" in text(clerk.get(f"{desk}bo-sung/"))
    request = council.request_supplement(
        dossier_id=dossier.pk,
        number="05/HĐ",
        codes=["1.1"],
        reason="Thiếu kế hoạch",
        due_at=REQUEST_DUE,
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    item = request.items.get()
    page = text(clerk.get(f"{desk}bo-sung/"))
    assert "05/HĐ" in page
    assert "1.2.1" not in page
    wrong = clerk.post(f"{desk}bo-sung/{item.pk}/tai-lieu/", DETAILS | {"file": pdf("x.exe")})
    assert wrong.status_code == 422
    assert 'value="Kế hoạch năm"' in text(wrong)
    assert (
        clerk.post(f"{desk}bo-sung/{item.pk}/tai-lieu/", DETAILS | {"file": pdf()}).status_code
        == 302
    )
    clerk.post(f"{desk}bo-sung/{item.pk}/tra-loi/", {"answer": "Đã bổ sung", "seen_answer": ""})
    page = text(clerk.get(f"{desk}bo-sung/"))
    assert "12/KH-UBND" in page
    assert "Đã bổ sung" in page
    at(REQUEST_DUE)
    late = clerk.post(f"{desk}bo-sung/{item.pk}/tra-loi/", {"answer": "Nữa", "seen_answer": ""})
    assert late.status_code == 422
    assert "đã hết hạn" in text(late)


def test_replies_to_awards(world, sign_in, desk, at):
    clerk = sign_in("clerk-1")
    assert "chưa gửi kết quả" in text(clerk.get(f"{desk}giai-trinh/"))
    story.send_provisional(world)
    at(story.APPRAISED)
    assert "Thẩm định" in text(clerk.get(f"{desk}giai-trinh/"))
    path = f"{desk}giai-trinh/1.1/"
    assert clerk.post(path, {"version": "0", "text": "Xin xem lại"}, htmx=True).status_code == 200
    stale = sign_in("leader-1").post(path, {"version": "0", "text": "Ý lãnh đạo"}, htmx=True)
    assert stale.status_code == 409
    assert "Xin xem lại" in text(stale)
    assert "Ý lãnh đạo" in text(stale)
    at(story.REPLY_DUE)
    late = clerk.post(path, {"version": "1", "text": "Trễ"}, htmx=True)
    assert late.status_code == 422
    assert "Thời hạn giải trình" in text(late)


@pytest.mark.parametrize("page", ["", "nop/", "bien-nhan/", "bo-sung/", "giai-trinh/"])
def test_every_page_takes_few_queries(world, sign_in, desk, at, page):
    if page == "nop/":
        story.approve(world)
    else:
        story.send_provisional(world)
        at(story.APPRAISED)
    person = sign_in("leader-1")
    if page != "nop/":
        at(story.APPRAISED)
    person.get(desk)
    with CaptureQueriesContext(connection) as queries:
        assert person.get(f"{desk}{page}").status_code == 200
    assert len(queries) <= 17, [query["sql"][:90] for query in queries]


def test_the_parts_page_takes_few_queries(world, sign_in, part):
    story.request_approval(world)
    leader = sign_in("leader-1")
    leader.get(part)
    with CaptureQueriesContext(connection) as queries:
        assert leader.get(part).status_code == 200
    assert len(queries) <= 15


def test_a_department_opens_only_its_own_part(world, sign_in):
    dossier = world.district_dossier()
    sheets = {sheet.unit.code: sheet.pk for sheet in dossier.sheets.select_related("unit")}
    clerk = sign_in("tp.clerk")
    base = f"/tu-danh-gia/{dossier.pk}/phan/"
    assert clerk.get(f"{base}{sheets['huyen-mau.tu-phap']}/").status_code == 200
    assert clerk.get(f"{base}{sheets['huyen-mau.noi-vu']}/").status_code == 404


def test_the_receipt_names_the_journal_entry_that_proves_it(world, sign_in, desk):
    story.submit(world)
    entry = JournalEntry.objects.get(action="dossier.submitted")
    page = text(sign_in("clerk-1").get(f"{desk}bien-nhan/"))
    assert f"{entry.number}:{entry.hash}" in page
