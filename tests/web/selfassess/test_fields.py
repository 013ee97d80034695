"""The desk comes with one field; the others follow, and nothing is missing meanwhile."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from parindex.assessments.operations import ComponentDraft, save_component
from parindex.web.selfassess.board import build_board
from tests.support import story

MOST = 12  # the page's own, without what a person's session costs


def text(response: HttpResponse) -> str:
    return response.content.decode()


def here(page) -> list[str]:
    return [block.node.code for block in page.context["board"].fields if block.is_here]


def finish_first_field(world) -> None:
    story.fill_in(world)
    entry = world.dossier().entries.get(code="2.1")
    save_component(
        dossier_id=world.dossier().pk,
        code="2.1",
        draft=ComponentDraft(self_score=None),
        expected_version=entry.version,
        actor=world.clerk(),
        now=story.DRAFTED,
    )


def test_the_page_carries_the_cards_of_one_field_and_the_names_of_the_others(sign_in, desk):
    page = sign_in("clerk-1").get(desk)
    assert here(page) == ["1"]
    assert 'id="e-1-1"' in text(page)
    assert 'id="e-2-1"' not in text(page)
    assert 'id="c-2-1"' in text(page)  # where links, filters and the keyboard find it
    assert 'href="?linh-vuc=2#n-2"' in text(page).replace(desk, "")


@pytest.mark.parametrize(("asked", "found"), [("2", "2"), ("2.2", "2"), ("1.2.1", "1"), ("9", "1")])
def test_a_field_is_asked_for_by_its_code_or_that_of_anything_below(sign_in, desk, asked, found):
    assert here(sign_in("clerk-1").get(f"{desk}?linh-vuc={asked}")) == [found]


def test_by_default_the_first_unfinished_field_opens(world, sign_in, desk):
    finish_first_field(world)
    clerk = sign_in("clerk-1")
    assert here(clerk.get(desk)) == ["2"]
    assert here(clerk.get(f"{desk}?tim=ke+hoach")) == ["1"]
    assert here(clerk.get(f"{desk}?tim=khong+co")) == ["1"]


def test_the_whole_form_fits_on_one_page_for_printing(sign_in, desk):
    page = sign_in("clerk-1").get(f"{desk}?linh-vuc=tat-ca")
    assert here(page) == ["1", "2"]
    assert "data-later" not in text(page)


def test_a_field_arrives_as_it_would_stand_on_the_page(world, sign_in, desk):
    story.fill_in(world)
    clerk = sign_in("clerk-1")
    arrived = text(clerk.get(f"{desk}linh-vuc/2/", htmx=True))
    assert 'id="n-2"' in arrived
    assert 'id="e-2-1"' in arrived
    assert "data-later" not in arrived
    assert "<html" not in arrived
    assert arrived.count("data-card") == 3


def test_without_scripts_a_field_is_a_page(sign_in, desk):
    answer = sign_in("clerk-1").get(f"{desk}linh-vuc/2.1/")
    assert (answer.status_code, answer["Location"]) == (302, f"{desk}?linh-vuc=2")


def test_there_is_no_field_that_the_set_lacks_or_that_is_a_strangers(world, sign_in, desk):
    assert sign_in("clerk-1").get(f"{desk}linh-vuc/9/", htmx=True).status_code == 404
    assert sign_in("clerk-2").get(f"{desk}linh-vuc/1/", htmx=True).status_code == 404


def test_a_lead_department_gets_of_a_field_what_it_leads(world, sign_in):
    own = f"/tu-danh-gia/{world.district_dossier().pk}/"
    arrived = text(sign_in("tp.clerk").get(f"{own}linh-vuc/1/", htmx=True))
    assert 'id="c-1-2-1"' in arrived
    assert 'id="c-1-1"' not in arrived


def test_what_was_typed_and_not_taken_opens_its_own_field(sign_in, desk):
    answer = sign_in("clerk-1").post(
        f"{desk}muc/2.1/", {"version": "0", "self_score": "ba", "explanation": "Vì thế"}
    )
    assert here(answer) == ["2"]
    assert 'value="ba"' in text(answer)


def test_a_field_costs_the_same_queries_whatever_its_size(world, sign_in, desk):
    story.fill_in(world)
    clerk = sign_in("clerk-1")
    found = []
    for code in ("1", "2"):
        clerk.get(f"{desk}linh-vuc/{code}/", htmx=True)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            clerk.get(f"{desk}linh-vuc/{code}/", htmx=True)
        found.append(len(queries))
    assert found[0] == found[1] <= MOST


def test_the_board_is_built_without_a_query(world):
    from parindex.assessments.queries import load_workbook
    from parindex.web.selfassess.filters import Choice

    workbook, actor = load_workbook(world.dossier()), world.clerk()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        build_board(workbook, actor=actor, now=story.DRAFTED, choice=Choice())
    assert len(queries) == 0
