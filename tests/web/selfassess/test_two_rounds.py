"""The desk in a second round, and in the preparation phase before a first one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support import story
from tests.support.rounds import AMIDST, of_round, start_second
from tests.web.manage.places import words


@pytest.fixture
def later(world, sign_in, at):
    """Return the address of commune 1's desk in its second round, at a moment amidst it."""
    story.submit(world, 0)
    story.fill_in(world, 1)
    second = start_second(world)
    at(AMIDST)
    return f"/tu-danh-gia/{of_round(second, world.communes[0]).pk}/"


def save(person, desk: str):
    return person.post(
        f"{desk}muc/1.2.1/",
        {"self_score": "2", "reason": "Xong cả", "explanation": "", "version": "1"},
        htmx=True,
    )


def test_nothing_is_new_at_first(sign_in, later):
    page = words(sign_in("clerk-1").get(f"{later}so-voi-dot-truoc/"))
    assert "0 trong 6 mục có thay đổi" in page
    assert "Chưa có gì khác đợt trước." in page


def test_what_changes_is_marked_at_once_and_compared(sign_in, later, at):
    clerk = sign_in("clerk-1")
    at(AMIDST)
    assert "mới ở Đợt 2: điểm tự chấm, lý do" in words(save(clerk, later))
    assert "mới ở Đợt 2: điểm tự chấm, lý do" in words(clerk.get(later))
    page = words(clerk.get(f"{later}so-voi-dot-truoc/"))
    assert "1 trong 6 mục có thay đổi" in page
    assert "1.2.1" in page
    assert "2.1" not in page.replace("1.2.1", "")


def test_all_components_can_be_shown(sign_in, later, at):
    clerk = sign_in("clerk-1")
    at(AMIDST)
    page = words(clerk.get(f"{later}so-voi-dot-truoc/?loc=tat-ca"))
    assert page.count("Không thay đổi.") == 6


def test_a_first_round_has_nothing_to_compare(sign_in, desk):
    clerk = sign_in("clerk-1")
    assert clerk.get(f"{desk}so-voi-dot-truoc/").status_code == 404
    assert "So với đợt trước" not in words(clerk.get(desk))


def test_a_closed_desk_leads_to_the_next_one(world, sign_in, later, at):
    clerk = sign_in("clerk-2")
    at(AMIDST)
    page = words(clerk.get(f"/tu-danh-gia/{world.dossier(1).pk}/"))
    assert "Đợt 1 đã khép lại khi mở Đợt 2" in page
    assert "Mở hồ sơ của đợt sau" in page
    assert "Đã quá hạn nộp" not in page


def test_the_pages_cost_few_queries_however_much_is_new(sign_in, later, at):
    clerk = sign_in("clerk-1")
    found = []
    for _time in range(2):
        at(AMIDST)
        for path in ("", "so-voi-dot-truoc/"):
            clerk.get(f"{later}{path}")
            with CaptureQueriesContext(connection) as captured:
                clerk.get(f"{later}{path}")
            found.append(len(captured))
        save(clerk, later)
    assert found[:2] == found[2:]
    assert max(found) <= 20


def test_in_preparation_facts_and_documents_are_open_and_scores_are_not(world, sign_in, desk, at):
    world.round.prepares_from = story.OPENED - dt.timedelta(days=20)
    world.round.save()
    clerk = sign_in("clerk-1")
    at(story.OPENED - dt.timedelta(days=1))
    page = words(clerk.get(desk))
    assert "Đang ở giai đoạn chuẩn bị" in page
    assert "Thêm tài liệu" in page
    assert 'data-kind="yes_no"' in page
    assert 'name="self_score"' not in page
