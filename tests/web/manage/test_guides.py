from __future__ import annotations

import pytest

from parindex.cycles.models import GuideDocument
from tests.support import story
from tests.web.manage.places import CYCLE, OVERSEERS, words

PAGE = f"{CYCLE}huong-dan/"


def typed(**changes):
    values = {
        "place": "mini-commune:1.2",
        "title": "Cách chấm tiêu chí 1.2",
        "number": "131/HD-NV",
        "issued_on": "09/11/2019",
        "file": story.pdf("huong-dan.pdf"),
    }
    return {**values, **changes}


@pytest.fixture(autouse=True)
def while_drafting(at):
    at(story.DRAFTED)


def test_a_guide_stands_beside_its_criterion_on_the_desk(world, as_):
    as_("coordinator").post(f"{PAGE}dua-len/", typed())
    as_("coordinator").post(f"{PAGE}dua-len/", typed(place="", title="Hướng dẫn chung"))
    desk = words(as_("clerk-1").get(f"/tu-danh-gia/{world.dossier().pk}/"))
    assert desk.count("Cách chấm tiêu chí 1.2") == 2  # beside its two components
    assert desk.count("Hướng dẫn chung") == 1  # at the top
    fragment = as_("clerk-1").get(
        f"/tu-danh-gia/{world.dossier().pk}/muc/1.2.1/", headers={"HX-Request": "true"}
    )
    assert "Cách chấm tiêu chí 1.2" in words(fragment)


def test_a_guide_downloads_under_its_name(world, as_):
    as_("coordinator").post(f"{PAGE}dua-len/", typed())
    answer = as_("clerk-1").get(f"/huong-dan/{GuideDocument.objects.get().pk}/")
    assert b"".join(answer) == story.PDF
    assert answer["Content-Disposition"] == 'inline; filename="huong-dan.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("username", OVERSEERS)
def test_those_who_oversee_see_the_list(world, as_, username):
    as_("coordinator").post(f"{PAGE}dua-len/", typed())
    shown = words(as_(username).get(PAGE))
    assert "1.2 Thực hiện kế hoạch" in shown
    assert "131/HD-NV" in shown
    assert ("Đưa tài liệu lên" in shown) == (username == "coordinator")


def test_a_guide_is_taken_away(world, as_):
    browser = as_("coordinator")
    browser.post(f"{PAGE}dua-len/", typed())
    guide = GuideDocument.objects.get()
    shown = words(browser.post(f"{PAGE}{guide.pk}/go/", follow=True))
    assert "Đã gỡ “Cách chấm tiêu chí 1.2”" in shown
    assert "Kỳ này chưa có tài liệu hướng dẫn nào." in shown


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": " "}, "Hãy ghi tên tài liệu hướng dẫn."),
        ({"issued_on": "hôm qua"}, "Không hiểu ngày “hôm qua”"),
        ({"file": ""}, "Hãy chọn tệp hướng dẫn"),
        ({"file": story.pdf(content=b"<html>")}, "Nội dung tệp không phải là .pdf"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(world, as_, changes, says):
    answer = as_("coordinator").post(f"{PAGE}dua-len/", typed(**changes))
    assert answer.status_code == 422
    assert says in words(answer)
    assert "131/HD-NV" in words(answer)
    assert not GuideDocument.objects.exists()


def test_a_place_that_is_not_there_is_refused(world, as_):
    browser = as_("coordinator")
    assert browser.post(f"{PAGE}dua-len/", typed(place="khac:1")).status_code == 404
    answer = browser.post(f"{PAGE}dua-len/", typed(place="mini-commune:9"))
    assert "không có mục 9" in words(answer)


@pytest.mark.parametrize("guides", [1, 3])
def test_the_page_costs_the_same_for_one_guide_and_for_three(world, as_, count_queries, guides):
    for _guide in range(guides):
        as_("coordinator").post(f"{PAGE}dua-len/", typed())
    count_queries(as_("coordinator"), PAGE, 7)
