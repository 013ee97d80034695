"""Pages about a whole round: requests, provisional results, second readings, the signature, reopening."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parindex.appraisal import operations as council
from parindex.appraisal.models import SecondReading, SignOff, SupplementRequest
from parindex.assessments.choices import Stage
from tests.support import story
from tests.web.manage.places import CYCLE, words

REQUESTS, SENDING = f"{CYCLE}yeu-cau-bo-sung/", f"{CYCLE}ket-qua-tam-thoi/"
READINGS, SIGNING = f"{CYCLE}doc-lai/", f"{CYCLE}ky-ket-qua/"
DUE = {"day": "20/02/2020", "time": "17:00"}


def ask(client, world, codes, **changes):
    typed = {"number": "7/HĐ", "reason": "Thiếu báo cáo", **DUE, **changes}
    boxes = {f"codes-{world.dossier(n).pk}": text for n, text in codes.items()}
    return client.post(f"{REQUESTS}gui/?dot=1", typed | boxes)


def test_one_document_goes_to_several_units_from_one_page(world, as_):
    story.submit(world, 0)
    story.submit(world, 1)
    client = as_("secretary")
    assert "chưa có văn bản yêu cầu bổ sung nào" in words(client.get(REQUESTS))
    filled = client.get(f"{REQUESTS}?dot=1&muc=1.2.1")
    assert [row.codes for row in filled.context["asked"]] == ["1.2.1", "1.2.1"]
    assert ask(client, world, {0: "1.1, 1.2.1", 1: "2.1"}).status_code == 302
    assert SupplementRequest.objects.count() == 2
    assert "tới 2 đơn vị" in words(client.get(REQUESTS))
    assert [(v, n) for v, _label, n in client.get(REQUESTS).context["page"].states] == [
        ("dang-mo", 2),
        ("da-tra-loi", 0),
        ("het-han", 0),
    ]
    only = client.get(f"{REQUESTS}?trang-thai=dang-mo&tim=xa mau 02").context["page"].shown
    assert [row.request.dossier.unit.name for row, _tone in only] == ["Xã Mẫu 02"]
    assert "Không có văn bản nào như vậy." in words(client.get(f"{REQUESTS}?trang-thai=het-han"))


def test_a_refused_document_keeps_every_box(world, as_):
    story.submit(world, 0)
    story.submit(world, 1)
    answer = ask(as_("secretary"), world, {0: "1.1", 1: "9.9"})
    assert answer.status_code == 422
    assert "Xã Mẫu 02: Bộ tiêu chí không có mục 9.9." in words(answer)
    assert [row.codes for row in answer.context["asked"]] == ["1.1", "9.9"]
    assert not SupplementRequest.objects.exists()
    empty = ask(as_("secretary"), world, {0: "1.1"}, day="")
    assert "Hãy ghi hạn bổ sung." in words(empty)


def test_the_coordinator_reads_the_requests_only(world, as_):
    story.submit(world, 0)
    assert as_("coordinator").get(REQUESTS).context["asked"] == []
    assert ask(as_("coordinator"), world, {0: "1.1"}).status_code == 404


def test_all_ready_results_go_out_at_once(world, as_):
    story.award_all(world, 0)
    story.submit(world, 1)
    client = as_("secretary")
    text = words(client.get(SENDING))
    assert "1 hồ sơ sẵn sàng" in text
    assert "Còn 6 mục chưa thẩm định" in text
    refused = client.post(f"{SENDING}gui/?dot=1", {"day": "01/01/2020", "time": "17:00"})
    assert refused.status_code == 422
    assert 'value="01/01/2020"' in words(refused)
    assert client.post(f"{SENDING}gui/?dot=1", DUE).status_code == 302
    assert [world.dossier(n).stage for n in (0, 1)] == [Stage.AWAITING_REPLY, Stage.SUBMITTED]
    assert "Thư ký Hội đồng gửi" not in words(client.get(SENDING))


def test_the_secretary_draws_and_sees_how_far_it_is(world, as_):
    story.award_all(world, 0)
    client = as_("secretary")
    assert "Chưa rút mục nào" in words(client.get(READINGS))
    typed = {"set_code": "mini-commune", "seed": "2019", "share": "40", "points": "", "percent": ""}
    refused = client.post(f"{READINGS}rut/?dot=1", typed | {"share": "0"})
    assert refused.status_code == 422
    assert client.post(f"{READINGS}rut/?dot=1", typed).status_code == 302
    text = words(client.get(READINGS))
    assert 'Rút 40% của 5 mục, mã rút <span class="mono">2019</span>' in text
    assert "Đã đọc lại 0/2 mục." in text
    assert len(client.get(f"{READINGS}?trang-thai=DIFFERS").context["page"].shown) == 0
    assert SecondReading.objects.count() == 2


def test_the_chair_sees_what_is_open_and_signs(world, as_, at):
    story.submit(world, 0)
    client = as_("chair")
    text = words(client.get(SIGNING))
    assert "Chưa ký được: 1 đơn vị còn việc phải xong trước." in text
    assert 'name="seen_hash"' not in text
    only = client.get(f"{SIGNING}?loai=khong-nop").context["sets"][0].shown
    assert [item.dossier.unit.name for item, _address in only] == ["Xã Mẫu 02"]


def test_a_signature_is_given_once_and_shown(world, as_, at):
    story.decide(world, 0)
    at(story.DECIDED)
    client = as_("chair")
    part = client.get(SIGNING).context["sets"][0]
    typed = {"set_code": "mini-commune", "seen_hash": part.current_hash}
    stale = client.post(f"{SIGNING}ky/?dot=1", typed | {"seen_hash": "x"})
    assert stale.status_code == 422
    assert "đã thay đổi" in words(stale)
    assert client.post(f"{SIGNING}ky/?dot=1", typed).status_code == 302
    text = words(client.get(SIGNING))
    assert "Đã ký" in text
    assert "1 việc còn mở được ghi khi ký" in text
    assert SignOff.objects.count() == 1
    unsigned = words(as_("coordinator").get(f"{CYCLE}cong-bo/mini-commune/"))
    assert "chưa ký kết quả" not in unsigned


def test_an_unsigned_result_is_not_offered_for_publication(world, as_, at):
    story.decide(world, 0)
    at(story.PUBLISHED)
    text = words(as_("coordinator").get(f"{CYCLE}cong-bo/mini-commune/"))
    assert "Chủ tịch Hội đồng chưa ký kết quả này." in text
    assert 'name="number"' not in text
    assert "Ký kết quả trước khi công bố" in words(as_("chair").get("/viec/"))


def test_the_chair_reopens_and_the_published_result_stands(world, as_, at):
    publication = story.publish(world)
    at(story.PUBLISHED)
    client, here = as_("chair"), f"{CYCLE}ho-so/{world.dossier().pk}/"
    assert "Mở lại để đính chính…" in words(client.get(here))
    refused = client.post(f"{here}mo-lai/", {"reason": ""})
    assert refused.status_code == 422
    assert client.post(f"{here}mo-lai/", {"reason": "Cộng nhầm mục 1.1"}).status_code == 302
    text = words(client.get(here))
    assert "Cộng nhầm mục 1.1" in text
    assert "Kết luận hồ sơ…" in text
    page = words(as_("coordinator").get(f"{CYCLE}cong-bo/mini-commune/"))
    assert publication.content_hash in page
    assert "Mở lại để đính chính…" not in words(as_("secretary").get(here))


def test_the_council_answers_in_the_thread_on_the_dossiers_page(world, as_):
    dossier = story.send_provisional(world)
    council.save_reply(
        dossier_id=dossier.pk,
        code="1.1",
        text="Đề nghị xem lại",
        expected_version=0,
        actor=world.clerk(),
        now=story.APPRAISED,
        uploads=[story.pdf("trang-12.pdf")],
    )
    client, here = as_("secretary"), f"{CYCLE}ho-so/{dossier.pk}/"
    assert "1 giải trình chờ trả lời hoặc kết luận" in words(client.get("/viec/"))
    send = f"{here}muc/1.1/trao-doi/"
    refused = client.post(send, {"text": "  "})
    assert refused.status_code == 422
    assert "Hãy ghi nội dung trao đổi." in words(refused)
    answer = client.post(send, {"text": "Đơn vị nêu rõ", "files": story.pdf("hoi.pdf")})
    assert answer.status_code == 302
    text = words(client.get(here))
    for said in ("Đề nghị xem lại", "trang-12.pdf", "Đơn vị nêu rõ", "hoi.pdf"):
        assert said in text


@pytest.mark.parametrize("page", [REQUESTS, SENDING, READINGS, SIGNING])
def test_a_page_costs_the_same_for_one_unit_and_for_three(page, db, settings):
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    found = []
    for communes in (1, 3):
        with transaction.atomic():
            world = story.build_world(communes=communes)
            settings.PARINDEX_NOW = story.APPRAISED
            for commune in range(communes):
                story.award_all(world, commune)
            council.draw_readings(
                scoring_round=world.round,
                criteria_set=world.commune_set,
                plan=council.DrawPlan(seed="1", share=Decimal(100)),
                actor=world.actor("secretary"),
                now=story.APPRAISED,
            )
            client = Client()
            client.force_login(world.people["secretary"])
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            found.append(len(captured))
            transaction.set_rollback(True)
    assert found[0] == found[1] <= 28
