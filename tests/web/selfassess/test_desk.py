"""The desk: one page for the whole form, saved piece by piece."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from parindex.assessments.queries import load_workbook
from tests.support import story

AFTER_DUE = story.DUE + dt.timedelta(hours=1)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def save(person, desk, code, *, htmx=True, **typed):
    return person.post(f"{desk}muc/{code}/", {"version": "0", **typed}, htmx=htmx)


def line(world, code, commune=0):
    return load_workbook(world.dossier(commune)).lines[code]


def test_the_page_shows_every_component_in_the_official_order(sign_in, desk):
    page = text(sign_in("clerk-1").get(desk))
    places = [
        page.index(f'id="c-{slug}"') for slug in ("1-1", "1-2-1", "1-2-2", "2-1", "2-2", "2-3")
    ]
    assert places == sorted(places)
    assert "Bộ tiêu chí" in page
    assert "minh họa" in page


@pytest.mark.parametrize("fill", [False, True])
def test_the_page_takes_few_queries_however_much_is_filled_in(world, sign_in, desk, fill):
    if fill:
        story.fill_in(world)
    person = sign_in("clerk-1")
    person.get(desk)  # compiles the set once per process
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert person.get(desk).status_code == 200
    assert len(queries) <= 17, [query["sql"][:90] for query in queries]


def test_a_stranger_finds_nothing(sign_in, desk):
    stranger = sign_in("clerk-2")
    assert stranger.get(desk).status_code == 404
    assert save(stranger, desk, "1.1", self_score="1").status_code == 404


def test_the_filter_stands_in_the_query_string(world, sign_in, desk):
    story.fill_in(world)
    clerk = sign_in("clerk-1")
    save(clerk, desk, "2.2", version="1", self_score="")
    page = clerk.get(f"{desk}?loc=chua-xong")
    assert page.context["board"].visible == 1
    assert [card.code for card in shown(page)] == ["2.2"]
    assert [card.code for card in shown(clerk.get(f"{desk}?tim=ke+hoach"))] == ["1.1", "1.2.1"]
    assert clerk.get(f"{desk}?loc=khong-co").context["board"].visible == 6
    assert "Không có mục nào theo bộ lọc này" in text(clerk.get(f"{desk}?tim=xyz"))


def shown(page):
    groups = (group for block in page.context["board"].fields for group in block.groups)
    return [card for group in groups for card in group.cards if not card.is_hidden]


def test_filters_find_what_lacks_evidence_and_what_differs(world, sign_in, desk):
    story.fill_in(world)
    clerk = sign_in("clerk-1")
    save(clerk, desk, "1.1", version="1", self_score="1", reason="Chấm chặt hơn")
    assert [card.code for card in shown(clerk.get(f"{desk}?loc=khac-diem-tinh"))] == ["1.1"]
    assert shown(clerk.get(f"{desk}?loc=thieu-minh-chung")) == []


def test_saving_a_fact_computes_the_points_and_says_why(world, sign_in, desk):
    sent = {"version": "0", "numerator": "9", "denominator": "10"}
    answer = sign_in("clerk-1").post(f"{desk}so-lieu/plan_tasks/", sent, htmx=True)
    assert answer.status_code == 200
    assert "= 90%" in text(answer)
    assert "9/10 = 90%" in text(answer)
    assert line(world, "1.2.1").computed == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"numerator": "12", "denominator": "10"}, "không được lớn hơn"),
        ({"numerator": "chín", "denominator": "10"}, "Không hiểu số lượng “chín”"),
        ({"numerator": "9", "denominator": ""}, "Hãy nhập thêm"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_with_a_sentence(world, sign_in, desk, sent, sentence):
    answer = sign_in("clerk-1").post(
        f"{desk}so-lieu/plan_tasks/", {"version": "0", **sent}, htmx=True
    )
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert line(world, "1.2.1").computed is None


def test_without_scripts_the_page_comes_back_with_what_was_typed(sign_in, desk):
    answer = save(
        sign_in("clerk-1"), desk, "1.1", htmx=False, self_score="ba", explanation="Vì thế"
    )
    assert answer.status_code == 422
    assert "Không hiểu số điểm “ba”" in text(answer)
    assert 'value="ba"' in text(answer)
    assert "Vì thế" in text(answer)


def test_without_scripts_a_save_leads_back_to_the_card(world, sign_in, desk):
    answer = save(sign_in("clerk-1"), desk, "1.1", htmx=False, self_score="1,5")
    assert (answer.status_code, answer["Location"]) == (302, f"{desk}?linh-vuc=1.1#c-1-1")
    assert line(world, "1.1").self_score == Decimal("1.5")


def test_the_button_takes_the_computed_points(world, sign_in, desk):
    clerk = sign_in("clerk-1")
    clerk.post(
        f"{desk}so-lieu/plan_tasks/", {"version": "0", "numerator": "9", "denominator": "10"}
    )
    save(clerk, desk, "1.2.1", htmx=False, take="computed")
    assert line(world, "1.2.1").self_score == 1


def test_a_score_without_evidence_and_explanation_is_announced_as_zero(sign_in, desk):
    clerk = sign_in("clerk-1")
    answer = text(save(clerk, desk, "1.1", self_score="2"))
    assert "2 điểm này sẽ bị tính 0" in answer
    assert "1 mục, mất 2 điểm" in answer
    answer = text(save(clerk, desk, "1.1", version="1", self_score="2", explanation="Có làm"))
    assert "sẽ bị tính 0" not in answer


def test_a_score_above_the_maximum_is_refused(sign_in, desk):
    answer = save(sign_in("clerk-1"), desk, "1.1", self_score="3")
    assert answer.status_code == 422
    assert "Điểm phải từ 0 đến 2" in text(answer)


@pytest.mark.parametrize("htmx", [True, False])
def test_when_two_save_at_once_both_texts_are_on_the_page(world, sign_in, desk, htmx):
    clerk, leader = sign_in("clerk-1"), sign_in("leader-1")
    save(clerk, desk, "1.1", self_score="1", explanation="Của cán bộ")
    answer = save(leader, desk, "1.1", htmx=htmx, self_score="2", explanation="Của lãnh đạo")
    assert answer.status_code == 409
    assert "Của cán bộ" in text(answer)
    assert "Của lãnh đạo" in text(answer)
    assert "Giữ của tôi" in text(answer)
    assert "Lấy của người kia" in text(answer)
    assert line(world, "1.1").explanation == "Của cán bộ"
    kept = save(leader, desk, "1.1", version="1", self_score="2", explanation="Của lãnh đạo")
    assert kept.status_code == 200
    assert line(world, "1.1").explanation == "Của lãnh đạo"


def test_when_two_enter_the_same_fact_both_numbers_are_on_the_page(sign_in, desk):
    path = f"{desk}so-lieu/wrong_documents/"
    sign_in("clerk-1").post(path, {"version": "0", "value": "1"}, htmx=True)
    answer = sign_in("leader-1").post(path, {"version": "0", "value": "2"}, htmx=True)
    assert answer.status_code == 409
    assert "1 văn bản" in text(answer)
    assert "Lấy của người kia" in text(answer)


def test_the_card_as_stored_is_there_to_take_theirs(sign_in, desk):
    clerk = sign_in("clerk-1")
    save(clerk, desk, "1.1", self_score="1", explanation="Đang lưu")
    assert "Đang lưu" in text(clerk.get(f"{desk}muc/1.1/", htmx=True))
    assert clerk.get(f"{desk}muc/1.1/").status_code == 302


def test_the_survey_is_not_self_scored(sign_in, desk):
    answer = save(sign_in("clerk-1"), desk, "2.3", self_score="1")
    assert answer.status_code == 422
    assert "điều tra xã hội học" in text(answer)


def test_nothing_applies_without_an_explanation(world, sign_in, desk):
    answer = text(save(sign_in("clerk-1"), desk, "2.1", not_applicable="1"))
    assert "Hãy giải trình vì sao mục này không áp dụng" in answer
    assert line(world, "2.1").not_applicable


def test_after_approval_saving_says_what_would_open_it(world, sign_in, desk):
    story.approve(world)
    clerk = sign_in("clerk-1")
    answer = save(clerk, desk, "1.1", version="1", self_score="1", explanation="Muộn rồi")
    assert answer.status_code == 422
    assert "Lãnh đạo đã duyệt nội dung này" in text(answer)
    page = text(clerk.get(desk))
    assert "Muốn sửa, hãy rút lại" in page
    assert 'name="self_score"' not in page


def test_after_the_deadline_saving_still_works_and_the_page_warns(world, sign_in, desk, at):
    clerk = sign_in("clerk-1")
    at(AFTER_DUE)
    assert "sẽ được ghi là nộp muộn" in text(clerk.get(desk))
    assert save(clerk, desk, "1.1", self_score="1").status_code == 200


def test_text_is_shown_as_text(sign_in, desk):
    clerk = sign_in("clerk-1")
    save(clerk, desk, "1.1", self_score="1", explanation="</textarea><script>alert(1)</script>")
    assert "<script>alert" not in text(clerk.get(desk))


def test_a_lead_department_sees_and_edits_only_what_it_leads(world, sign_in):
    desk = f"/tu-danh-gia/{world.district_dossier().pk}/"
    justice = sign_in("tp.clerk")
    page = justice.get(desk)
    own = {card.code for card in shown(page)}
    assert own
    assert "1.1" not in own
    assert page.context["board"].totals.max_points < 10
    assert justice.get(f"{desk}muc/1.1/", htmx=True).status_code == 404
    assert save(justice, desk, "1.1", self_score="1").status_code == 404
    whole = sign_in("coordinator").get(desk)
    assert "1.1" in {card.code for card in shown(whole)}
    assert 'name="self_score"' not in text(whole)
