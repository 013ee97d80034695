from __future__ import annotations

import datetime as dt

import pytest

from parindex.assessments.queries import extensions_of
from tests.support import story
from tests.web.manage.places import CYCLE, words

TYPED = {
    "day": "26/01/2020",
    "time": "00:00",
    "number": "15/UBND-NV",
    "date": "10/01/2020",
    "reason": "Lũ quét",
}


def url(world, path="gia-han/"):
    return f"{CYCLE}ho-so/{world.dossier().pk}/{path}"


@pytest.fixture(autouse=True)
def while_drafting(at):
    at(story.DRAFTED)


def test_the_coordinator_gives_a_unit_more_time(world, as_):
    browser = as_("coordinator")
    answer = browser.post(url(world), TYPED, follow=True)
    shown = words(answer)
    assert "Đã gia hạn cho Xã Mẫu 01 đến trước 00:00 ngày 26/01/2020" in shown
    assert "văn bản số 15/UBND-NV ngày 10/01/2020" in shown
    assert "gia hạn đến trước 00:00 ngày 26/01/2020" in words(browser.get(CYCLE))


def test_the_unit_reads_until_when_and_by_which_document(world, as_):
    as_("coordinator").post(url(world), TYPED)
    told = "Hạn nộp đã gia hạn đến trước 00:00 ngày 26/01/2020 theo văn bản số 15/UBND-NV ngày 10/01/2020"
    unit = as_("leader-1")
    for path in ("", "nop/"):
        assert told in words(unit.get(f"/tu-danh-gia/{world.dossier().pk}/{path}"))
    other = as_("leader-2").get(f"/tu-danh-gia/{world.dossier(1).pk}/")
    assert "gia hạn" not in words(other)


def test_after_the_old_deadline_the_unit_is_not_called_late(world, as_, at):
    as_("coordinator").post(url(world), TYPED)
    at(story.DUE + dt.timedelta(hours=1))
    desk = f"/tu-danh-gia/{world.dossier().pk}/"
    assert "Đã quá hạn nộp" not in words(as_("clerk-1").get(desk))
    assert "Đã quá hạn nộp" in words(as_("clerk-2").get(f"/tu-danh-gia/{world.dossier(1).pk}/"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"day": ""}, "Hãy ghi hạn nộp mới."),
        ({"day": "mai"}, "Không hiểu ngày “mai”"),
        ({"day": "22/01/2020"}, "Hạn mới phải sau hạn hiện nay"),
        ({"number": ""}, "Hãy ghi số, ký hiệu của văn bản"),
        ({"date": "31/02/2020"}, "Không hiểu ngày “31/02/2020”"),
        ({"reason": " "}, "Hãy ghi lý do gia hạn."),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(world, as_, changes, says):
    answer = as_("coordinator").post(url(world), {**TYPED, **changes})
    assert answer.status_code == 422
    shown = words(answer)
    assert says in shown
    kept = {"number": "15/UBND-NV", "reason": "Lũ quét", **changes}
    assert str(kept["number"]) in shown
    assert str(kept["reason"]).strip() in shown
    assert not extensions_of(world.dossier())


@pytest.mark.parametrize("username", ["secretary", "chair", "clerk-1"])
def test_nobody_else_sees_the_form(world, as_, username):
    assert as_(username).post(url(world), TYPED).status_code == 404
    page = as_(username).get(url(world, ""))
    assert "Gia hạn…" not in words(page)
