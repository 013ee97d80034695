from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from parindex.assessments import operations as desk
from tests.support import story

URL = "/viec/"


@pytest.fixture
def at(settings):
    """Set the clock of the pages."""

    def set_clock(moment: dt.datetime) -> None:
        settings.PARINDEX_NOW = moment

    return set_clock


def work(client, world, username: str):
    client.force_login(world.people[username])
    return client.get(URL)


def tasks(response) -> list[tuple[str, str, str]]:
    """Return title, button and address of each task."""
    return [
        (task.title, task.button, task.url)
        for section in response.context["work"].sections
        for task in section.tasks
    ]


def test_a_stranger_is_asked_to_sign_in(client, world):
    assert client.get(URL).url == "/tai-khoan/dang-nhap/?next=/viec/"


def test_a_clerk_begins_the_form_before_the_deadline(client, world, at):
    at(story.DUE - dt.timedelta(days=2))
    response = work(client, world, "clerk-1")
    page = response.content.decode()
    assert tasks(response) == [
        ("UBND xã Mẫu 01", "Bắt đầu", reverse("selfassess:desk", args=[world.dossier().pk]))
    ]
    assert "còn 1 ngày" in page or "còn 2 ngày" in page
    assert "hạn trước 00:00 ngày 23/01/2020" in page


def test_a_leader_is_asked_to_approve_what_the_clerk_put_forward(client, world, at):
    at(story.DRAFTED)
    sheet = story.request_approval(world)
    url = reverse("selfassess:sheet", args=[world.dossier().pk, sheet.pk])
    assert tasks(work(client, world, "leader-1")) == [("UBND xã Mẫu 01", "Xem và duyệt", url)]


def test_a_returned_form_comes_back_with_the_reason(client, world, at):
    at(story.DRAFTED)
    sheet = story.request_approval(world)
    desk.return_sheet(
        sheet_id=sheet.pk, reason="Thiếu báo cáo", actor=world.leader(), now=story.DRAFTED
    )
    page = work(client, world, "clerk-1").content.decode()
    assert "Sửa lại" in page
    assert "Thiếu báo cáo" in page


def test_what_is_handed_in_stays_in_sight_with_its_receipt(client, world, at):
    at(story.DRAFTED)
    dossier = story.submit(world)
    page = work(client, world, "clerk-1").content.decode()
    assert reverse("selfassess:receipt", args=[dossier.pk]) in page
    assert "Không có hồ sơ nào cần làm" in page


def test_a_unit_is_asked_to_reply_to_the_provisional_result(client, world, at):
    at(story.APPRAISED)
    dossier = story.send_provisional(world)
    url = reverse("selfassess:replies", args=[dossier.pk])
    assert tasks(work(client, world, "clerk-1")) == [
        ("Kết quả tạm thời: có thể giải trình", "Xem và giải trình", url)
    ]


def test_an_appraiser_hears_what_comes_before_anybody_submits(client, world, at):
    at(story.DRAFTED)
    response = work(client, world, "tp.appraiser")
    assert "Các đơn vị nộp trước 00:00 ngày 23/01/2020" in response.content.decode()
    assert response.context["work"].open_count == 0


def test_an_appraiser_sees_how_much_is_left(client, world, at):
    at(story.APPRAISED)
    story.submit(world)
    url = reverse("appraise:queue", args=[world.round.pk])
    response = work(client, world, "tp.appraiser")
    assert tasks(response) == [(world.cycle.name, "Thẩm định", url)]
    assert "0/5" in response.content.decode()


def test_the_secretary_sends_what_is_awarded(client, world, at):
    at(story.APPRAISED)
    story.award_all(world)
    assert [title for title, *_rest in tasks(work(client, world, "secretary"))] == [
        "Gửi kết quả tạm thời cho 1 đơn vị"
    ]


def test_the_chair_decides_once_the_reply_window_is_over(client, world, at):
    story.send_provisional(world)
    at(story.APPRAISED)
    assert tasks(work(client, world, "chair")) == []
    at(story.DECIDED)
    assert [title for title, *_rest in tasks(work(client, world, "chair"))] == ["Kết luận 1 hồ sơ"]


def test_the_coordinator_presses_who_is_missing(client, world, at):
    at(story.DRAFTED)
    story.submit(world)
    assert [title for title, *_rest in tasks(work(client, world, "coordinator"))] == [
        "Đôn đốc: 1 đơn vị chưa nộp",
        "Gom và nộp hồ sơ của UBND huyện Mẫu",
    ]


def test_the_coordinator_publishes_once_everything_is_decided(client, world, at):
    at(story.DECIDED)
    for commune in range(2):
        story.decide(world, commune)
    url = reverse("manage:publish", args=[world.cycle.code, world.commune_set.code])
    assert url not in [address for *_rest, address in tasks(work(client, world, "coordinator"))]
    story.sign_off(world, now=story.DECIDED)
    assert url in [address for *_rest, address in tasks(work(client, world, "coordinator"))]


@pytest.mark.parametrize(
    ("username", "sentence"),
    [
        ("secretary", "bước gửi kết quả tạm thời hiện ở đây"),
        ("chair", "bước kết luận hiện ở đây"),
        ("admin", "Xem nhật ký"),
        ("tp.leader", "Phòng Tư pháp"),
    ],
)
def test_every_role_hears_what_comes_next(client, world, at, username, sentence):
    at(story.DRAFTED)
    assert sentence in work(client, world, username).content.decode()


def test_a_person_without_a_seat_hears_whom_to_ask(client, world, django_user_model):
    client.force_login(django_user_model.objects.create(username="moi", full_name="Người Mới"))
    assert "chưa được giao việc nào" in client.get(URL).content.decode()


def test_the_header_names_the_person_their_role_and_their_unit(client, world):
    page = " ".join(work(client, world, "tp.appraiser").content.decode().split())
    assert "Phạm Thẩm Định" in page
    assert "Thành viên Hội đồng thẩm định · Phòng Tư pháp" in page
    assert 'class="skip-link" href="#content"' in page


@pytest.mark.parametrize("communes", [1, 3])
@pytest.mark.parametrize(
    ("username", "queries"),
    [("clerk-1", 20), ("tp.appraiser", 16), ("secretary", 13), ("chair", 13), ("coordinator", 20)],
)
def test_the_number_of_queries_does_not_grow(
    client, db, django_assert_num_queries, communes, username, queries
):
    world = story.build_world(communes=communes)
    for commune in range(communes):
        story.send_provisional(world, commune)
    work(client, world, username)
    with django_assert_num_queries(queries):
        client.get(URL)
