"""A round with more units than fit on the page: windows of 20, in Vietnamese order."""

from __future__ import annotations

import pytest
from django.urls import reverse

from parindex.appraisal.desk import desk_of
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from tests.support import story
from tests.web.appraise.test_queue import award, queue

COMMUNES = 25


@pytest.fixture
def large(db):
    """Twenty-five communes before the council; what they claim does not matter here."""
    world = story.build_world(communes=COMMUNES)
    Dossier.objects.filter(round=world.round, unit__in=world.communes).update(stage=Stage.SUBMITTED)
    return world


@pytest.fixture
def as_justice(client, large):
    client.force_login(large.people["tp.appraiser"])
    return client


def units(response) -> list[str]:
    shown = response.context["board"].shown
    return sorted({item.dossier.unit.name for item in shown})


def finish(world, communes) -> None:
    """Award 0 points to everything of justice in these communes."""
    desk = desk_of(world.actor("tp.appraiser"), world.round, now=story.APPRAISED)
    for commune in communes:
        for item in desk.items([world.dossier(commune)]):
            award(world, commune=commune, code=item.node.code, points="0", reason="Không có")


def test_a_window_says_which_units_it_shows_and_leads_on_with_the_filters(as_justice, large):
    response = queue(as_justice, large, nhom="2", **{"linh-vuc": "2"})
    page = response.content.decode()
    assert units(response) == [f"Xã Mẫu {n}" for n in range(21, 26)]
    assert "21–25 trong 25" in " ".join(page.split())
    assert "?nhom=1&amp;linh-vuc=2" in page
    assert {item.node.code[0] for item in response.context["board"].shown} == {"2"}


def test_a_window_that_is_not_there_is_the_last_one(as_justice, large):
    assert len(units(queue(as_justice, large, nhom="99"))) == COMMUNES - 20


@pytest.mark.parametrize("query", [{"tim": "mau 23"}, {"don-vi": "huyen-mau.xa-23"}])
def test_a_unit_is_found_in_every_window(as_justice, large, query):
    assert units(queue(as_justice, large, **query)) == ["Xã Mẫu 23"]


def test_a_component_is_looked_for_in_the_window(as_justice, large):
    response = queue(as_justice, large, tim="sang kien")
    assert len(units(response)) == 20
    assert {item.node.code for item in response.context["board"].shown} == {"2.2"}


def test_units_with_work_are_chosen_in_the_whole_round(as_justice, large):
    finish(large, range(3))
    response = queue(as_justice, large, **{"con-viec": "1"})
    assert response.context["board"].stretch.window.total == COMMUNES - 3
    assert "Xã Mẫu 01" not in units(response)


def test_a_small_round_is_shown_whole_without_windows(client, world):
    story.submit(world)
    client.force_login(world.people["tp.appraiser"])
    page = queue(client, world).content.decode()
    assert "nhom=" not in page
    assert "Đơn vị còn việc" not in page


def test_the_walk_goes_on_in_the_next_window(as_justice, large):
    place = [large.round.pk, large.dossier(19).pk, "2.1"]
    trail = as_justice.get(reverse("appraise:case", args=place)).context["page"].trail
    after = [large.round.pk, large.dossier(20).pk, "2.1"]
    assert (trail.number, trail.total) == (20, COMMUNES)
    assert trail.next_url == f"{reverse('appraise:case', args=after)}?theo=muc"


@pytest.mark.parametrize("way", ["muc", "don-vi"])
def test_behind_a_finished_window_the_next_one_waits(as_justice, large, way):
    finish(large, range(19))
    codes = ["1.2.1", "1.2.2", "2.1", "2.2", "2.3"]
    for code in codes[:-1]:
        award(large, commune=19, code=code, points="0", reason="Không có")
    place = [large.round.pk, large.dossier(19).pk, codes[-1]]
    response = as_justice.post(
        f"{reverse('appraise:award', args=place)}?theo={way}",
        {"version": "0", "points": "0", "reason": "Không có", "next": "1"},
    )
    found = [large.round.pk, large.dossier(20).pk, codes[0]]
    assert response.url == f"{reverse('appraise:case', args=found)}?theo={way}"
