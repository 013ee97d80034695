from __future__ import annotations

import pytest

from parindex.results.models import Publication
from tests.support import story
from tests.web.manage.places import CYCLE, OVERSEERS, STRANGERS, words

PAGE = f"{CYCLE}cong-bo/mini-commune/"
CONFIRM = f"{PAGE}xac-nhan/"
TYPED = {"number": "99/QĐ-UBND", "day": "14/02/2020", "signer": "Nguyễn Văn Mẫu", "dot": "1"}


@pytest.fixture
def decided(world, at):
    story.decide(world, 0)
    story.decide(world, 1)
    story.sign_off(world, now=story.DECIDED)
    at(story.PUBLISHED)
    return world


@pytest.mark.parametrize("username", OVERSEERS)
def test_those_who_oversee_see_the_standings(decided, as_, username):
    page = as_(username).get(PAGE)
    assert page.status_code == 200
    standings = page.context["page"].standings
    assert [(row.unit["name"], row.unit["rank"]) for row in standings] == [
        ("Xã Mẫu 01", 1),
        ("Xã Mẫu 02", 1),
    ]


@pytest.mark.parametrize("username", [*STRANGERS, "admin"])
def test_everybody_else_finds_nothing(decided, as_, username):
    assert as_(username).get(PAGE).status_code == 404
    assert as_(username).post(CONFIRM, TYPED | {"sure": "1"}).status_code == 404


@pytest.mark.parametrize("code", ["mini-district", "khac"])
def test_only_sets_that_the_council_appraises_are_published(world, as_, code):
    assert as_("coordinator").get(f"{CYCLE}cong-bo/{code}/").status_code == 404


def test_undecided_and_missing_units_are_named(as_, db):
    world = story.build_world(communes=3)
    story.decide(world, 0)
    story.submit(world, 1)
    page = as_("coordinator").get(PAGE)
    assert page.context["page"].blocks == "Còn 1 hồ sơ đã nộp mà chưa kết luận."
    assert page.context["page"].absent == ["Xã Mẫu 03"]
    text = words(page)
    assert "Xã Mẫu 02" in text
    assert 'name="number"' not in text


def test_before_any_decision_the_page_says_what_comes_first(world, as_):
    text = words(as_("coordinator").get(PAGE))
    assert "Chưa có hồ sơ nào được kết luận." in text


def test_the_first_step_shows_what_will_be_frozen_and_freezes_nothing(decided, as_):
    page = as_("coordinator").post(CONFIRM, TYPED)
    assert page.status_code == 200
    text = words(page)
    assert "Công bố và đóng băng kết quả" in text
    assert page.context["page"].content_hash in text
    assert not Publication.objects.exists()


def test_the_second_step_publishes_what_was_shown(decided, as_):
    client = as_("coordinator")
    shown = client.post(CONFIRM, TYPED).context["page"].content_hash
    answer = client.post(CONFIRM, TYPED | {"sure": "1"})
    assert answer.headers["Location"] == f"{PAGE}?dot=1"
    publication = Publication.objects.get()
    assert publication.content_hash == shown
    text = words(client.get(PAGE))
    assert shown in text
    assert f"/ket-qua/{publication.pk}/" in text
    assert f"/ket-qua/{publication.pk}/thong-bao.docx" in text
    assert 'name="number"' not in text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"number": " "}, "Hãy ghi số, ký hiệu của văn bản công bố."),
        ({"number": "9" * 61}, "ghi tối đa 60 ký tự."),
        ({"day": ""}, "Hãy ghi ngày của văn bản công bố."),
        ({"day": "mai"}, "Không hiểu ngày “mai”."),
        ({"signer": ""}, "Hãy ghi họ tên người ký."),
    ],
)
def test_a_refused_announcement_says_why_and_keeps_what_was_typed(decided, as_, changed, sentence):
    answer = as_("coordinator").post(CONFIRM, TYPED | {"sure": "1"} | changed)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert answer.context["page"].form.number == (TYPED | changed)["number"].strip()
    assert not Publication.objects.exists()


def test_publishing_twice_is_refused(decided, as_):
    client = as_("coordinator")
    client.post(CONFIRM, TYPED | {"sure": "1"})
    answer = client.post(CONFIRM, TYPED | {"sure": "1"})
    assert answer.status_code == 422
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("username", ["secretary", "chair"])
def test_only_the_coordinator_publishes(decided, as_, username):
    assert 'name="number"' not in words(as_(username).get(PAGE))
    assert as_(username).post(CONFIRM, TYPED | {"sure": "1"}).status_code == 404
    assert not Publication.objects.exists()


@pytest.mark.parametrize("communes", [1, 3])
def test_the_standings_cost_the_same_for_one_unit_and_for_three(as_, count_queries, communes, db):
    world = story.build_world(communes=communes)
    for commune in range(communes):
        story.decide(world, commune)
    count_queries(as_("coordinator"), PAGE, 23)


@pytest.mark.parametrize("communes", [1, 3])
def test_a_published_result_costs_the_same_too(as_, count_queries, communes, db):
    story.publish(story.build_world(communes=communes))
    count_queries(as_("coordinator"), PAGE, 8)
