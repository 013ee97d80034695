from __future__ import annotations

import pytest

from parindex.assessments.models import Dossier
from tests.support import story
from tests.support.rounds import plan_second, start_second
from tests.web.manage.places import CYCLE, words

START = f"{CYCLE}dot/2/mo/"


@pytest.fixture
def planned(world):
    story.submit(world)
    return plan_second(world)


def test_the_coordinator_is_told_what_starting_does_and_starts(planned, as_, at):
    at(story.DUE)
    browser = as_("coordinator")
    page = words(browser.get(CYCLE))
    assert "Mở Đợt 2 từ Đợt 1…" in page
    assert "2 hồ sơ chưa nộp của Đợt 1 sẽ khép lại" in page
    shown = words(browser.post(START, follow=True))
    assert "Đã mở Đợt 2 cho 3 đơn vị." in shown
    assert Dossier.objects.filter(round=planned).count() == 3


def test_before_the_deadline_the_page_says_what_it_waits_for(planned, as_, at):
    at(story.DRAFTED)
    browser = as_("coordinator")
    page = words(browser.get(CYCLE))
    assert "Đợt 1 còn hạn nộp đến trước 00:00 ngày 23/01/2020. Hết hạn mới mở được." in page
    assert "Mở Đợt 2 từ Đợt 1…" not in page
    assert "hãy đợi hết hạn rồi mở đợt sau" in words(browser.post(START, follow=True))
    assert not Dossier.objects.filter(round=planned).exists()


def test_the_others_read_who_starts(planned, as_, at):
    at(story.DUE)
    page = words(as_("secretary").get(CYCLE))
    assert "Phòng Nội vụ mở đợt này." in page
    assert as_("secretary").post(START).status_code == 404


def test_the_board_of_the_earlier_round_calls_nobody_any_more(world, as_, at):
    story.submit(world)
    start_second(world)
    at(story.APPRAISED)
    page = words(as_("coordinator").get(f"{CYCLE}?dot=1"))
    assert "Không nộp; làm tiếp ở đợt sau" in page
    assert "Đôn đốc:" not in page
    assert "Đôn đốc: " in words(as_("coordinator").get(f"{CYCLE}?dot=2"))


def test_a_round_that_is_not_there_is_not_started(planned, as_):
    assert as_("coordinator").post(f"{CYCLE}dot/7/mo/").status_code == 404
