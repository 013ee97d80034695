from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from parindex.appraisal import operations as council
from tests.support import story

QUERIES = (
    30  # session, person, seats, round, bench, sets, a window of units, its rows, cross-checks
)


def queue(client, world, **query):
    return client.get(reverse("appraise:queue", args=[world.round.pk]), query)


def award(
    world,
    *,
    commune: int = 0,
    code: str = "2.1",
    points: str = "0.5",
    reason: str = "Sai thẩm quyền",
):
    council.save_award(
        dossier_id=world.dossier(commune).pk,
        code=code,
        draft=council.AwardDraft(points=Decimal(points), reason=reason),
        expected_version=0,
        actor=world.actor("tp.appraiser"),
        now=story.APPRAISED,
    )


def answer_supplement(world, code: str) -> None:
    request = council.request_supplement(
        dossier_id=world.dossier().pk,
        number="01/HĐ",
        codes=[code],
        reason="Thiếu báo cáo",
        due_at=story.REPLY_DUE,
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    council.answer_supplement(
        item_id=request.items.get().pk, answer="Đã gửi", actor=world.clerk(), now=story.APPRAISED
    )


def shown(response) -> list[tuple[str, str]]:
    return [(item.dossier.unit.name, item.node.code) for item in response.context["board"].shown]


@pytest.fixture
def as_justice(client, world):
    client.force_login(world.people["tp.appraiser"])
    return client


def test_an_appraiser_sees_the_assigned_components_of_submitted_units_only(as_justice, world):
    story.submit(world)
    assert shown(queue(as_justice, world)) == [
        ("Xã Mẫu 01", code) for code in ("1.2.1", "1.2.2", "2.1", "2.2", "2.3")
    ]


def test_a_component_of_another_agency_is_not_on_the_page(as_justice, world):
    story.submit(world)
    assert "Kế hoạch cải cách hành chính" not in queue(as_justice, world).content.decode()


@pytest.mark.parametrize(
    "username", ["clerk-1", "leader-1", "nv.clerk", "secretary", "chair", "coordinator", "admin"]
)
def test_whoever_appraises_nothing_gets_no_queue(client, world, username):
    client.force_login(world.people[username])
    assert queue(client, world).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, world):
    response = queue(client, world)
    assert response.url == f"/tai-khoan/dang-nhap/?next=/tham-dinh/{world.round.pk}/"


def test_before_anybody_submits_the_queue_says_what_comes_next(as_justice, world):
    assert "ngay khi đơn vị nộp" in queue(as_justice, world).content.decode()


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"trang-thai": "cho"}, ["1.2.1", "1.2.2", "2.2", "2.3"]),
        ({"trang-thai": "da-cham"}, ["2.1"]),
        ({"trang-thai": "khac"}, ["2.1"]),
        ({"trang-thai": "bo-sung"}, ["2.2"]),
        ({"linh-vuc": "1"}, ["1.2.1", "1.2.2"]),
        ({"tim": "sang kien"}, ["2.2"]),
        ({"tim": "XÃ MẪU 02"}, []),
        ({"don-vi": "huyen-mau.xa-02"}, []),
    ],
)
def test_filters_stand_in_the_query_string(as_justice, world, query, codes):
    story.submit(world)
    award(world)
    answer_supplement(world, "2.2")
    assert [code for _unit, code in shown(queue(as_justice, world, **query))] == codes


def test_an_unknown_page_number_shows_the_first_page(as_justice, world):
    story.submit(world)
    response = queue(as_justice, world, xem="danh-sach", trang="99999999")
    assert response.context["page"].number == 1


def test_progress_counts_what_can_still_be_awarded(as_justice, world):
    story.send_provisional(world, 0)
    story.submit(world, 1)
    award(world, commune=1)
    board = queue(as_justice, world).context["board"]
    assert (board.done, board.total, board.locked_units) == (1, 5, 1)


def test_htmx_gets_the_board_alone_and_going_back_the_whole_page(as_justice, world):
    story.submit(world)
    url = reverse("appraise:queue", args=[world.round.pk])
    part = as_justice.get(url, headers={"hx-request": "true"})
    back = as_justice.get(url, headers={"hx-request": "true", "hx-history-restore-request": "true"})
    assert "<html" not in part.content.decode()
    assert "<html" in back.content.decode()
    assert "HX-Request" in part.headers["Vary"]


def test_a_row_and_a_column_lead_to_the_first_case_that_waits(as_justice, world):
    story.submit(world, 0)
    story.submit(world, 1)
    award(world)
    first, second = world.dossier(0).pk, world.dossier(1).pk
    grid = queue(as_justice, world).context["board"].grids[0]
    rows = {row.node.code: row.href for group in grid.fields for row in group.rows}
    assert rows["2.1"] == f"{second}/2.1/?theo=muc"
    assert [column.href for column in grid.units] == [
        f"{first}/1.2.1/?theo=don-vi",
        f"{second}/1.2.1/?theo=don-vi",
    ]


@pytest.mark.parametrize("communes", [1, 3, 25])
@pytest.mark.parametrize("view", ["bang", "danh-sach"])
def test_the_number_of_queries_does_not_grow(client, db, django_assert_num_queries, communes, view):
    world = story.build_world(communes=communes)
    for commune in range(communes):
        story.submit(world, commune)
    client.force_login(world.people["tp.appraiser"])
    queue(client, world)  # the set is compiled once a process
    with django_assert_num_queries(QUERIES):
        queue(client, world, xem=view)
