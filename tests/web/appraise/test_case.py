from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership
from parindex.appraisal.models import Award
from parindex.assessments import operations as desk
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.queries import load_workbook
from parindex.cycles.operations import GuideDetails, attach_guide
from tests.support import story

QUERIES = {"muc": 41, "don-vi": 43}  # one dossier's docket, and its component in all units


def address(
    world, name: str = "case", *, code: str = "2.1", commune: int = 0, way: str = "muc"
) -> str:
    place = [world.round.pk, world.dossier(commune).pk, code]
    return f"{reverse(f'appraise:{name}', args=place)}?theo={way}"


def post(client, world, *, code: str = "2.1", commune: int = 0, way: str = "muc", **data):
    return client.post(
        address(world, "award", code=code, commune=commune, way=way), {"version": "0", **data}
    )


@pytest.fixture
def submitted(world):
    story.submit(world, 0)
    story.submit(world, 1)
    return world


@pytest.fixture
def as_justice(client, submitted):
    client.force_login(submitted.people["tp.appraiser"])
    return client


def test_a_case_shows_rule_trace_self_score_and_evidence(as_justice, submitted):
    page = as_justice.get(address(submitted)).content.decode()
    for text in (
        "Mỗi văn bản trái thẩm quyền trừ 0,25 điểm.",
        "0,75/1 điểm",
        "12/KH-UBND",
        "1 văn bản",
    ):
        assert text in page


def test_the_guides_of_the_component_and_of_the_whole_set_stand_beside_its_rule(
    as_justice, submitted
):
    titles = {"2.1": "Hướng dẫn mục 2.1", "1.1": "Hướng dẫn mục 1.1", "": "Hướng dẫn chung"}
    for code, title in titles.items():
        attach_guide(
            cycle=submitted.cycle,
            criteria_set=submitted.commune_set,
            node_code=code,
            details=GuideDetails(title=title),
            upload=story.pdf(),
            actor=submitted.actor("coordinator"),
            now=story.DRAFTED,
        )
    page = as_justice.get(address(submitted)).content.decode()
    assert "Hướng dẫn mục 2.1" in page
    assert "Hướng dẫn chung" in page
    assert "Hướng dẫn mục 1.1" not in page


@pytest.mark.parametrize(
    "username", ["clerk-1", "nv.appraiser", "secretary", "chair", "coordinator", "admin"]
)
@pytest.mark.parametrize("name", ["case", "award", "survey"])
def test_nobody_outside_the_assignment_gets_in(client, submitted, username, name):
    client.force_login(submitted.people[username])
    send = client.get if name == "case" else client.post
    assert send(address(submitted, name)).status_code == 404
    assert not Award.objects.exists()


def test_nobody_judges_their_own_unit(as_justice, submitted):
    judge, own = submitted.people["tp.appraiser"], submitted.communes[0]
    Membership.objects.create(user=judge, unit=own, role=Role.CLERK)
    assert as_justice.get(address(submitted)).status_code == 404
    assert post(as_justice, submitted, points="0,75").status_code == 404
    assert as_justice.get(address(submitted, commune=1)).status_code == 200


def test_a_dossier_that_is_not_handed_in_is_not_shown(client, world):
    client.force_login(world.people["tp.appraiser"])
    assert client.get(address(world)).status_code == 404


def test_an_unknown_component_is_not_found(as_justice, submitted):
    assert as_justice.get(address(submitted, code="9.9")).status_code == 404


@pytest.mark.parametrize("points", ["0,75", "0.75"])
def test_points_are_read_with_a_comma_or_a_point(as_justice, submitted, points):
    post(as_justice, submitted, points=points)
    assert Award.objects.get().points == Decimal("0.75")


def test_other_points_without_a_reason_are_refused_and_the_text_stays(as_justice, submitted):
    response = post(as_justice, submitted, points="0,5", reason=" ")
    assert response.status_code == 422
    assert response.context["page"].typed.points == "0,5"
    assert "hãy ghi lý do" in response.content.decode()
    assert not Award.objects.exists()


@pytest.mark.parametrize("points", ["một", "-1", "1,001", "2", ""])
def test_points_that_cannot_be_are_refused_with_a_sentence(as_justice, submitted, points):
    response = post(as_justice, submitted, points=points, reason="Lý do dài")
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert "Lý do dài" in response.content.decode()


def test_characters_that_no_database_keeps_are_taken_out_of_the_reason(as_justice, submitted):
    post(as_justice, submitted, points="0,5\x00", reason="Thiếu\x00 báo cáo\r\nquý IV\x07")
    assert Award.objects.get().reason == "Thiếu báo cáo\nquý IV"


def test_saving_can_stay_on_the_page(as_justice, submitted):
    assert post(as_justice, submitted, points="0,75").url == address(submitted)


def test_after_saving_the_same_component_of_the_next_unit_comes(as_justice, submitted):
    response = post(as_justice, submitted, points="0,75", next="1")
    assert response.url == address(submitted, commune=1)


def test_after_saving_the_next_component_of_the_same_unit_comes(as_justice, submitted):
    response = post(as_justice, submitted, points="0,75", next="1", way="don-vi")
    assert response.url == address(submitted, code="2.2", way="don-vi")


def test_behind_the_last_unit_the_next_component_begins(as_justice, submitted):
    post(as_justice, submitted, points="0,75", commune=0, next="1")
    response = post(as_justice, submitted, points="0,75", commune=1, next="1")
    assert response.url == address(submitted, code="2.2")


def test_after_the_last_case_the_queue_says_that_all_is_done(client, submitted):
    client.force_login(submitted.people["nv.appraiser"])
    post(client, submitted, code="1.1", points="2", commune=1, next="1")
    response = post(client, submitted, code="1.1", points="2", commune=0, next="1")
    assert response.url == reverse("appraise:queue", args=[submitted.round.pk])
    assert "thẩm định xong toàn bộ" in client.get(response.url).content.decode()


def test_previous_and_next_walk_both_ways(as_justice, submitted):
    through_units = as_justice.get(address(submitted, commune=1)).context["page"].trail
    through_unit = as_justice.get(address(submitted, way="don-vi")).context["page"].trail
    assert (through_units.previous_url, through_units.next_url) == (address(submitted), "")
    assert through_unit.previous_url == address(submitted, code="1.2.2", way="don-vi")
    assert through_unit.next_url == address(submitted, code="2.2", way="don-vi")


def test_one_click_keeps_the_own_score_and_goes_on(as_justice, submitted):
    response = post(as_justice, submitted, quick="tu-cham", next="1")
    assert response.url == address(submitted, commune=1)
    assert (Award.objects.get().points, Award.objects.get().reason) == (Decimal("0.75"), "")


def claim_full(world) -> None:
    """Let the first commune claim a full point where the rule gives 0.75, with a reason, and hand in."""
    dossier = story.fill_in(world)
    draft = desk.ComponentDraft(self_score=Decimal(1), reason="Văn bản đã được sửa")
    desk.save_component(
        dossier_id=dossier.pk,
        code="2.1",
        draft=draft,
        expected_version=1,
        actor=world.clerk(),
        now=story.DRAFTED,
    )
    hand_in(world)


def hand_in(world) -> None:
    sheet = desk.request_approval(sheet_id=world.sheet().pk, actor=world.clerk(), now=story.DRAFTED)
    seen = sheet_hash(load_workbook(world.dossier()), sheet)
    desk.approve_sheet(sheet_id=sheet.pk, seen_hash=seen, actor=world.leader(), now=story.DRAFTED)
    desk.submit_dossier(dossier_id=sheet.dossier_id, actor=world.clerk(), now=story.DRAFTED)


def test_one_click_takes_the_computed_points_with_the_rule_as_the_reason(client, world):
    claim_full(world)
    client.force_login(world.people["tp.appraiser"])
    labels = [offer.label for offer in client.get(address(world)).context["page"].offers]
    assert labels == ["Giữ điểm tự chấm 1", "Theo điểm tính 0,75"]
    post(client, world, quick="diem-tinh", next="1")
    award = Award.objects.get()
    assert award.points == Decimal("0.75")
    assert award.reason.startswith("Chấm theo cách tính của bộ tiêu chí:")


def test_two_appraisers_at_once_the_second_sees_both_texts(as_justice, submitted):
    post(as_justice, submitted, points="0,5", reason="Người thứ nhất")
    response = post(as_justice, submitted, points="0,25", reason="Người thứ hai")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Người thứ nhất" in page
    assert "Người thứ hai" in page
    assert Award.objects.get().reason == "Người thứ nhất"


def test_after_a_conflict_saving_again_replaces_knowingly(as_justice, submitted):
    post(as_justice, submitted, points="0,5", reason="Người thứ nhất")
    conflict = post(as_justice, submitted, points="0,25", reason="Người thứ hai")
    version = conflict.context["page"].version
    post(as_justice, submitted, version=str(version), points="0,25", reason="Người thứ hai")
    assert Award.objects.get().reason == "Người thứ hai"


@pytest.mark.parametrize("name", ["award", "survey"])
def test_the_address_of_a_refused_form_leads_back_to_the_case(as_justice, submitted, name):
    assert as_justice.get(address(submitted, name)).url == address(submitted)


def test_a_claim_that_it_does_not_apply_is_accepted_or_refused(client, world):
    dossier = story.fill_in(world)
    desk.save_component(
        dossier_id=dossier.pk,
        code="2.1",
        draft=desk.ComponentDraft(
            self_score=None, not_applicable=True, explanation="Không ban hành văn bản nào"
        ),
        expected_version=1,
        actor=world.clerk(),
        now=story.DRAFTED,
    )
    hand_in(world)
    client.force_login(world.people["tp.appraiser"])
    page = client.get(address(world)).context["page"]
    assert (page.typed.not_applicable, page.offers) == (True, [])
    post(client, world, not_applicable="1")
    assert Award.objects.get().not_applicable
    response = post(client, world, points="0", version="1")
    assert response.status_code == 422
    post(client, world, points="0", reason="Có ban hành một văn bản", version="1")
    assert Award.objects.get().points == 0


def test_a_survey_percentage_gives_the_points(as_justice, submitted):
    response = as_justice.post(address(submitted, "survey", code="2.3"), {"percent": "82,5"})
    assert response.url == address(submitted, code="2.3")
    page = as_justice.get(response.url).context["page"]
    assert (page.survey_text, page.typed.points) == ("82,5", "1,65")
    post(as_justice, submitted, code="2.3", quick="diem-tinh")
    assert Award.objects.get().points == Decimal("1.65")


@pytest.mark.parametrize("percent", ["101", "nhiều", ""])
def test_a_percentage_that_cannot_be_is_refused_and_kept(as_justice, submitted, percent):
    response = as_justice.post(address(submitted, "survey", code="2.3"), {"percent": percent})
    assert response.status_code == 422
    assert response.context["page"].survey_text == percent


def test_a_component_that_is_scored_by_the_unit_takes_no_survey(as_justice, submitted):
    assert as_justice.post(address(submitted, "survey"), {"percent": "80"}).status_code == 422


def test_after_the_provisional_notice_the_award_is_for_reading(client, world):
    story.send_provisional(world)
    client.force_login(world.people["tp.appraiser"])
    assert "award-form" not in client.get(address(world)).content.decode()
    assert post(client, world, points="0,5", reason="Muộn", version="1").status_code == 422


def test_a_document_outside_the_data_window_is_marked(client, world):
    world.cycle.data_from = dt.date(2019, 6, 1)
    world.cycle.save()
    story.submit(world)
    client.force_login(world.people["tp.appraiser"])
    context = client.get(address(world)).context
    assert [item.is_outside for item in context["page"].evidence] == [True]
    assert [row.flag.kind for row in context["panel"].open] == ["ngay-ban-hanh"]


@pytest.mark.parametrize("communes", [1, 3])
@pytest.mark.parametrize("way", ["muc", "don-vi"])
def test_the_number_of_queries_does_not_grow(client, db, django_assert_num_queries, communes, way):
    world = story.build_world(communes=communes)
    for commune in range(communes):
        story.submit(world, commune)
    client.force_login(world.people["tp.appraiser"])
    url = address(world, way=way)
    client.get(url)
    with django_assert_num_queries(QUERIES[way]):
        client.get(url)
