from __future__ import annotations

import pytest
from django.urls import reverse

from parindex.improvement.choices import ReviewState
from tests.support import aftermath
from tests.web.improve.test_result import UNIT, text_of

pytestmark = pytest.mark.django_db
LESSON = {
    "causes": "Chậm",
    "factors": ["PEOPLE", "TOOLS"],
    "responsible_kind": "INDIVIDUAL",
    "responsible": "Ông A",
    "version": "0",
}


def url(name, publication, *more):
    return reverse(f"improve:{name}", args=[publication.pk, UNIT, *more])


def test_clerk_and_leader_bring_a_review_to_approval(world, publication, as_person):
    clerk, leader = as_person("clerk-1"), as_person("leader-1")
    here = url("review", publication)
    assert "chưa ghi bài học" in text_of(clerk, here)
    meeting = {"held_on": "18/02/2020", "summary": "Đã họp", "version": "0"}
    assert clerk.post(url("save_review", publication), meeting).status_code == 302
    assert 'name="causes"' in text_of(clerk, f"{here}?muc=1.2.1")
    assert clerk.post(url("save_lesson", publication, "1.2.1"), LESSON).status_code == 302
    assert clerk.post(url("save_lesson", publication, "chung"), LESSON).status_code == 302
    assert clerk.post(url("review_step", publication), {"action": "request"}).status_code == 302
    page = text_of(leader, here)
    assert "Công cụ, hạ tầng" in page
    assert "Bài học chung" in page
    seen = leader.get(here).context["page"].seen_hash
    leader.post(url("review_step", publication), {"action": "approve", "seen_hash": seen})
    review = aftermath.reload(aftermath.result(publication, world))
    assert review.state == ReviewState.APPROVED
    assert "Bài học chung" in text_of(as_person("coordinator"), here)


def test_what_was_typed_stays_when_it_is_refused(publication, as_person):
    clerk = as_person("clerk-1")
    response = clerk.post(
        url("save_lesson", publication, "1.2.1"), LESSON | {"factors": [], "causes": "Chữ đã gõ"}
    )
    assert response.status_code == 422
    assert "Chữ đã gõ" in response.content.decode()
    response = clerk.post(
        url("save_review", publication), {"held_on": "hôm qua", "summary": "Đã gõ", "version": "0"}
    )
    assert response.status_code == 422
    assert "Đã gõ" in response.content.decode()
    response = clerk.post(url("review_step", publication), {"action": "request"})
    assert (response.status_code, "ngày họp" in response.content.decode()) == (422, True)


def test_two_at_once_see_both_texts(world, publication, as_person):
    aftermath.draft_review(publication, world)
    response = as_person("leader-1").post(
        url("save_lesson", publication, "1.2.1"), LESSON | {"causes": "Của lãnh đạo"}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert aftermath.LESSON.causes in page
    assert "Của lãnh đạo" in page


def test_a_leader_gives_back_and_a_clerk_takes_back_and_removes(world, publication, as_person):
    aftermath.hand_up_review(publication, world)
    clerk, leader, step = (
        as_person("clerk-1"),
        as_person("leader-1"),
        url("review_step", publication),
    )
    leader.post(step, {"action": "return", "reason": "Thiếu mục 2.1"})
    assert "Thiếu mục 2.1" in text_of(clerk, url("review", publication))
    clerk.post(step, {"action": "request"})
    clerk.post(step, {"action": "recall"})
    clerk.post(url("save_lesson", publication, "1.2.1"), {"action": "remove", "version": "1"})
    assert "Chưa có bài học nào" in text_of(clerk, url("review", publication))


def test_the_coordinator_sees_who_has_not_held_one_and_why_points_were_lost(
    world, publication, as_person
):
    aftermath.approve_review(publication, world)
    coordinator, here = as_person("coordinator"), reverse("improve:reviews", args=[publication.pk])
    page = text_of(coordinator, here)
    assert "Xã Mẫu 02" in page
    assert "Chưa tổ chức" in page
    assert "Quy trình" in page
    assert "Xã Mẫu 01</a>" not in text_of(coordinator, f"{here}?trang-thai=CHUA")
    assert "Chưa theo dõi tiến độ" in text_of(coordinator, f"{here}?linh-vuc=1&yeu-to=PEOPLE")
    assert "Chưa theo dõi tiến độ" not in text_of(coordinator, f"{here}?linh-vuc=2")
    assert "Chưa theo dõi tiến độ" in text_of(coordinator, f"{here}?tim=chua+theo+doi")


def test_the_work_list_leads_to_what_is_to_be_done(world, publication, as_person):
    assert "Họp rút kinh nghiệm" in text_of(as_person("clerk-1"), reverse("shell:work"))
    aftermath.hand_up_review(publication, world)
    assert "Duyệt biên bản" in text_of(as_person("leader-1"), reverse("shell:work"))
    aftermath.propose(world)
    assert "Trả lời 1 kiến nghị" in text_of(as_person("coordinator"), reverse("shell:work"))


def test_staff_duties_are_edited_row_by_row(world, publication, as_person):
    clerk = as_person("clerk-1")
    here = reverse("improve:duties", args=[world.cycle.code, UNIT])
    assert "Chưa giao cho ai" in text_of(clerk, here)
    assert "Trần Cán Bộ 1" in text_of(clerk, f"{here}?sua=1")
    save = reverse("improve:save_duty", args=[world.cycle.code, UNIT])
    clerk.post(save, {"code": "1", "person": "Bà Hoa", "note": "Chính", "version": "0"})
    assert "theo mục 1" in text_of(clerk, here)
    response = clerk.post(save, {"code": "1", "person": "Ông B", "version": "0"})
    assert response.status_code == 409
    assert "Ông B" in response.content.decode()
    assert "Bà Hoa" in response.content.decode()
    assert "Sửa" not in text_of(as_person("coordinator"), here).split("<main")[1].split("</main")[0]
    missing = reverse("improve:duties", args=[world.cycle.code, "huyen-mau.tu-phap"])
    assert as_person("tp.clerk").get(missing).status_code == 404
