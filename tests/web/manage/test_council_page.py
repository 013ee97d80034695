"""The council's page: who sits on it, who stands in, who stands aside."""

from __future__ import annotations

import pytest
from django.test import Client

from parindex.appraisal.models import Recusal, Substitution
from tests.support import story
from tests.web.manage.places import CYCLE, words

PAGE = f"{CYCLE}hoi-dong/"
PLAN = {
    "agency": "huyen-mau.noi-vu",
    "person": "tp.clerk",
    "start": "03/02/2020",
    "end": "05/02/2020",
    "number": "5/QĐ-HĐ",
    "date": "01/02/2020",
    "reason": "Thành viên đi công tác",
}
CONFLICT = {"person": "nv.appraiser", "unit": "huyen-mau.xa-01", "reason": "Anh ruột"}


def test_the_page_names_everybody_with_what_they_appraise(world, as_):
    text = words(as_("coordinator").get(PAGE))
    for said in (
        "Hội đồng thẩm định huyện Mẫu",
        "Hoàng Chủ Tịch",
        "Vũ Thư Ký",
        "Lê Thẩm Định",
        "giao riêng",
        "Chưa cử ai thẩm định thay.",
        "Chưa ai khai xung đột lợi ích.",
    ):
        assert said in text
    assert "Cử người thay…" not in text


def test_a_member_reads_it_and_may_declare_a_conflict_of_their_own(world, as_):
    client = as_("nv.appraiser")
    text = words(client.get(PAGE))
    assert "Khai xung đột lợi ích…" in text
    assert "Cử người thay…" not in text
    assert 'value="tp.appraiser"' not in text
    assert "Tiến độ" not in text
    assert client.post(f"{PAGE}xung-dot/", CONFLICT).status_code == 302
    assert Recusal.objects.get().user == world.people["nv.appraiser"]
    assert "Không còn ai thẩm định được: Xã Mẫu 01" in words(as_("chair").get(PAGE))


def test_the_chair_appoints_ends_and_lifts(world, as_):
    client = as_("chair")
    assert client.post(f"{PAGE}nguoi-thay/", PLAN).status_code == 302
    text = words(client.get(PAGE))
    assert "thay đến hết 05/02/2020" in text
    row = Substitution.objects.get()
    client.post(f"{PAGE}nguoi-thay/{row.pk}/ket-thuc/")
    assert "kết thúc lúc" in words(client.get(PAGE))
    again = client.post(f"{PAGE}nguoi-thay/{row.pk}/ket-thuc/")
    assert again.status_code == 422
    assert "đã kết thúc" in words(again)
    client.post(f"{PAGE}xung-dot/", CONFLICT)
    conflict = Recusal.objects.get()
    client.post(f"{PAGE}xung-dot/{conflict.pk}/go/")
    assert "gỡ lúc" in words(client.get(PAGE))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"end": ""}, "Hãy ghi ngày cuối thay thế."),
        ({"start": "mai"}, "Không hiểu ngày “mai”."),
        ({"number": " "}, "Hãy ghi số văn bản cử người thay và lý do."),
        ({"person": ""}, "Hãy chọn người thay trong danh sách"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(world, as_, changes, sentence):
    answer = as_("secretary").post(f"{PAGE}nguoi-thay/", PLAN | changes)
    assert answer.status_code == 422
    text = words(answer)
    assert sentence in text
    assert "Thành viên đi công tác" in text
    assert not Substitution.objects.exists()


def test_a_substitute_finds_the_queue_in_their_work(world, as_):
    story.submit(world)
    as_("chair").post(f"{PAGE}nguoi-thay/", PLAN)
    client = as_("tp.clerk")
    assert "Thẩm định" in words(client.get("/viec/"))
    page = f"/tham-dinh/{world.round.pk}/{world.dossier().pk}/1.1/"
    assert client.get(f"/tham-dinh/{world.round.pk}/").status_code == 200
    client.post(f"{page}cham/", {"points": "2", "reason": "", "version": "0"})
    text = words(as_("nv.appraiser").get(page))
    assert "Thẩm định thay Phòng Nội vụ theo 5/QĐ-HĐ" in text


@pytest.mark.parametrize("communes", [1, 3])
def test_the_page_costs_the_same_for_one_unit_and_for_three(as_, count_queries, communes, db):
    world = story.build_world(communes=communes)
    for commune in world.communes:
        as_("chair").post(f"{PAGE}xung-dot/", CONFLICT | {"unit": commune.code})
    assert world.cycle.code in PAGE
    count_queries(as_("chair"), PAGE, 11)


def test_nobody_signed_out_reads_it(world, at):
    assert Client().get(PAGE).status_code == 302
