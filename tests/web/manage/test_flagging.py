"""All cross-checks of a round, under filters that live in the address."""

from __future__ import annotations

import pytest
from django.urls import reverse

from parindex.crosschecks.choices import Kind
from parindex.crosschecks.operations import dismiss_flag
from parindex.crosschecks.queries import round_flags
from tests.support import story


@pytest.fixture
def shared(world):
    """Commune 2 handed in the documents of commune 1, for five components: an issuer and a twin each."""
    story.submit(world, 0)
    story.submit(world, 1)
    return world


def address(world, query: str = "") -> str:
    return f"{reverse('manage:flags', args=[world.cycle.code])}{query}"


def shown(response) -> list[tuple[str, str, str]]:
    return [
        (row.dossier.unit.name, row.code, row.flag.kind) for row in response.context["list"].shown
    ]


def set_one_aside(world) -> None:
    row = next(row for row in round_flags(world.round) if row.flag.kind == Kind.ISSUER)
    dismiss_flag(
        dossier_id=row.dossier.pk,
        code=row.code,
        fingerprint=row.flag.fingerprint,
        reason="Văn bản chung của cụm xã",
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )


def test_every_flag_of_the_round_is_listed_the_gravest_first(as_, shared):
    found = shown(as_("secretary").get(address(shared)))
    assert len(found) == 10
    assert {unit for unit, _code, _kind in found} == {"Xã Mẫu 02"}
    assert [kind for _unit, _code, kind in found[:5]] == [Kind.SHARED_DOCUMENT] * 5


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?loai=co-quan", 5),
        ("?loai=dieu-tra", 0),
        ("?don-vi=huyen-mau.xa-01", 0),
        ("?don-vi=huyen-mau.xa-02", 10),
        ("?linh-vuc=2", 4),
        ("?linh-vuc=1&loai=co-quan", 3),
        ("?tim=xa+la", 0),
        ("?tim=sang+kien", 2),
        ("?trang-thai=bo-qua", 0),
        ("?trang-thai=khong-co", 10),
    ],
)
def test_filters_stand_in_the_address(as_, shared, query, count):
    assert len(shown(as_("coordinator").get(address(shared, query)))) == count


def test_what_was_set_aside_is_listed_with_its_reason(as_, shared):
    set_one_aside(shared)
    browser = as_("chair")
    assert len(shown(browser.get(address(shared)))) == 9
    page = browser.get(address(shared, "?trang-thai=bo-qua"))
    assert len(shown(page)) == 1
    assert "Văn bản chung của cụm xã" in page.content.decode()
    assert "Vũ Thư Ký" in page.content.decode()
    counts = {choice.value: choice.count for choice in page.context["list"].states}
    assert counts == {"con": 9, "bo-qua": 1, "tat-ca": 10}


def test_a_filter_s_counts_are_what_it_would_leave(as_, shared):
    listed = as_("secretary").get(address(shared, "?linh-vuc=1")).context["list"]
    assert {choice.value: choice.count for choice in listed.kinds if choice.count} == {
        "co-quan": 3,
        "trung-tai-lieu": 3,
    }
    assert {choice.value: choice.count for choice in listed.fields} == {"1": 6, "2": 4}


def test_htmx_gets_the_list_alone(as_, shared):
    response = as_("secretary").get(address(shared), headers={"HX-Request": "true"})
    assert "<html" not in response.content.decode()
    assert 'id="flag-list"' in response.content.decode()


def test_empty_lists_say_what_to_do(as_, world):
    page = as_("secretary").get(address(world)).content.decode()
    assert "Cảnh báo hiện ra khi đơn vị nộp hồ sơ" in page
    story.submit(world, 0)
    story.submit(world, 1)
    page = as_("secretary").get(address(world, "?loai=dieu-tra")).content.decode()
    assert "Xem tất cả" in page


def test_the_cycle_s_page_leads_here(as_, shared):
    page = as_("coordinator").get(reverse("manage:cycle", args=[shared.cycle.code]))
    assert address(shared) in page.content.decode()


def test_the_journal_names_what_was_done(as_, shared):
    set_one_aside(shared)
    page = as_("secretary").get(reverse("manage:journal", args=[shared.cycle.code]))
    assert "Bỏ qua cảnh báo đối chiếu" in page.content.decode()


@pytest.mark.parametrize("communes", [1, 4])
def test_the_list_costs_the_same_for_every_round(db, as_, communes, django_assert_num_queries):
    world = story.build_world(communes)
    for commune in range(communes):
        story.submit(world, commune)
    browser = as_("secretary")
    browser.get(address(world))
    with django_assert_num_queries(15):
        browser.get(address(world))
