"""The second reader's pages, and the thread on the appraiser's desk."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from parindex.appraisal import operations as council
from parindex.appraisal.models import ReplyAttachment, SecondReading
from parindex.appraisal.operations import AwardDraft, DrawPlan
from tests.support import story


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def as_(world, settings):
    settings.PARINDEX_NOW = story.APPRAISED

    def browser(username: str) -> Client:
        client = Client()
        client.force_login(world.people[username])
        return client

    return browser


@pytest.fixture
def far(world):
    dossier = story.award_all(world)
    council.save_award(
        dossier_id=dossier.pk,
        code="1.1",
        draft=AwardDraft(points=Decimal(1), reason="Chưa công khai"),
        expected_version=1,
        actor=world.actor("nv.appraiser"),
        now=story.APPRAISED,
    )
    council.draw_readings(
        scoring_round=world.round,
        criteria_set=world.commune_set,
        plan=DrawPlan(least_points=Decimal(1)),
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    return dossier


def test_the_reader_is_led_from_the_work_list_to_the_award(world, far, as_):
    client = as_("tp.appraiser")
    assert "Đọc lại điểm thẩm định" in words(client.get("/viec/"))
    listing = f"/tham-dinh/{world.round.pk}/doc-lai/"
    text = words(client.get(listing))
    assert "Đã đọc lại 0/1 mục" in text
    assert "Phòng Nội vụ chấm 1 điểm" in text
    case = f"/tham-dinh/{world.round.pk}/{far.pk}/1.1/doc-lai/"
    assert "Chưa công khai" in words(client.get(case))
    missing = client.post(case, {"seen_award": "2"})
    assert missing.status_code == 422
    assert "Hãy chọn đồng ý hoặc đề nghị điểm khác." in words(missing)
    kept = client.post(case, {"says": "khac", "points": "2", "reason": "", "seen_award": "2"})
    assert kept.status_code == 422
    assert kept.context["form"].points == "2"
    said = {"says": "khac", "points": "2", "reason": "Đã công khai", "seen_award": "2"}
    assert client.post(case, said).headers["Location"] == listing
    assert SecondReading.objects.get().state == "DIFFERS"
    assert "Đề nghị điểm khác" in words(client.get(f"{listing}?trang-thai=DIFFERS"))


def test_the_first_appraiser_sees_the_other_points_and_may_follow(world, far, as_):
    case = f"/tham-dinh/{world.round.pk}/{far.pk}/1.1/"
    said = {"says": "khac", "points": "2", "reason": "Đã công khai", "seen_award": "2"}
    as_("tp.appraiser").post(f"{case}doc-lai/", said)
    client = as_("nv.appraiser")
    text = words(client.get(case))
    assert "đề nghị 2 điểm" in text
    assert "Đã công khai" in text
    queue = f"/tham-dinh/{world.round.pk}/"
    found = client.get(f"{queue}?trang-thai=doc-lai&xem=danh-sach")
    assert "Đọc lại: điểm khác" in words(found)
    client.post(f"{case}cham/", {"points": "2", "reason": "", "version": "2"})
    assert len(client.get(f"{queue}?trang-thai=doc-lai").context["board"].shown) == 0


def test_who_does_not_read_finds_nothing(world, far, as_):
    for username in ("nv.appraiser", "secretary", "clerk-1"):
        assert as_(username).get(f"/tham-dinh/{world.round.pk}/doc-lai/").status_code == 404
        case = f"/tham-dinh/{world.round.pk}/{far.pk}/1.1/doc-lai/"
        assert as_(username).get(case).status_code == 404


def test_the_appraiser_answers_the_unit_and_the_unit_goes_on(world, as_):
    dossier = story.send_provisional(world)
    unit, page = as_("clerk-1"), f"/tu-danh-gia/{dossier.pk}/giai-trinh/"
    text = words(unit.get(page))
    assert "không phải tài liệu kiểm chứng và không được tính điểm" in text
    first = {"text": "Đề nghị xem lại", "version": "0", "files": story.pdf("trang-12.pdf")}
    assert unit.post(f"{page}1.1/", first).status_code == 302
    appraiser = as_("nv.appraiser")
    assert "Trả lời 1 giải trình của đơn vị" in words(appraiser.get("/viec/"))
    case = f"/tham-dinh/{world.round.pk}/{dossier.pk}/1.1/"
    assert "trang-12.pdf" in words(appraiser.get(case))
    assert appraiser.post(f"{case}trao-doi/", {"text": ""}).status_code == 422
    assert appraiser.post(f"{case}trao-doi/", {"text": "Nêu rõ trang"}).status_code == 302
    assert "Nêu rõ trang" in words(unit.get(page))
    refused = unit.post(f"{page}1.1/trao-doi/", {"text": " "})
    assert refused.status_code == 422
    assert unit.post(f"{page}1.1/trao-doi/", {"text": "Trang 12"}).status_code == 302
    assert "Trang 12" in words(appraiser.get(case))


def test_a_file_of_a_thread_is_downloaded_by_whom_it_concerns(world, as_):
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
    url = f"/trao-doi/{ReplyAttachment.objects.get().pk}/"
    answer = as_("nv.appraiser").get(url)
    assert b"".join(answer.streaming_content) == story.PDF
    assert "trang-12.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for username in ("tp.appraiser", "clerk-2", "admin"):
        assert as_(username).get(url).status_code == 404
