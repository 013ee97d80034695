"""The unit's page: outlooks, commitments, promises, and what can still be won."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from parindex.assessments.operations import save_fact
from parindex.preparation.models import Commitment, Contribution, Outlook
from tests.support import preparing, story

HTMX = {"HTTP_HX_REQUEST": "true"}


def page_of(world, commune=0):
    return reverse("prepare:unit", args=[world.dossier(commune).pk])


def place(name, world, *more, code="1.1"):
    return reverse(f"prepare:{name}", args=[world.dossier().pk, code, *more])


def text_of(response):
    return response.content.decode()


def test_the_page_shows_every_component_with_its_points_so_far(prepared, as_person):
    save_fact(
        dossier_id=prepared.dossier().pk,
        fact_code="plan_issued",
        wire=True,
        expected_version=0,
        actor=prepared.clerk(),
        now=preparing.NOW,
    )
    found = text_of(as_person("clerk-1").get(page_of(prepared)))
    for name in ("Kế hoạch cải cách hành chính", "Văn bản trái thẩm quyền", "Mức độ hài lòng"):
        assert name in found
    assert "còn 21 ngày" in " ".join(found.split())
    assert "Đang tìm những việc còn làm kịp" in found  # the search never blocks the page


def test_a_click_reviews_a_component(prepared, as_person):
    typed = {"state": "AT_RISK", "note": "Chưa ban hành", "version": "0"}
    answer = as_person("clerk-1").post(place("outlook", prepared), typed, **HTMX)
    assert answer.status_code == 200
    assert 'id="c-1-1"' in text_of(answer)
    assert 'hx-swap-oob="true"' in text_of(answer)  # the figures on top
    assert Outlook.objects.get().note == "Chưa ban hành"


def test_without_scripts_the_filters_survive_a_save(prepared, as_person):
    url = f"{place('outlook', prepared)}?trang-thai=chua-soat"
    answer = as_person("clerk-1").post(url, {"state": "ON_TRACK", "version": "0"})
    assert answer["Location"] == f"{page_of(prepared)}?trang-thai=chua-soat#c-1-1"


def test_a_conflict_shows_both_texts(prepared, as_person):
    preparing.review(prepared, note="Của xã")
    typed = {"state": "ON_TRACK", "note": "Của phòng", "version": "0"}
    answer = as_person("nv.clerk").post(place("outlook", prepared), typed, **HTMX)
    assert answer.status_code == 409
    assert "Của xã" in text_of(answer)
    assert "Của phòng" in text_of(answer)
    whole = as_person("nv.clerk").post(place("outlook", prepared), typed)
    assert (whole.status_code, "Của phòng" in text_of(whole)) == (409, True)


def test_the_filters_choose_components(prepared, as_person):
    preparing.review(prepared)
    preparing.commit(prepared, code="1.2.1")
    client = as_person("clerk-1")

    def shown(query):
        found = text_of(client.get(f"{page_of(prepared)}?{query}"))
        return [
            code for code in ("1.1", "1.2.1", "2.1") if f'id="c-{code.replace(".", "-")}"' in found
        ]

    assert shown("") == ["1.1", "1.2.1", "2.1"]
    assert shown("trang-thai=nguy-co") == ["1.1"]
    assert shown("trang-thai=chua-soat") == ["1.2.1", "2.1"]
    assert shown("linh-vuc=2") == ["2.1"]
    assert shown("cam-ket=co") == ["1.2.1"]
    assert shown("cam-ket=khong") == ["1.1", "2.1"]
    assert shown("cam-ket=qua-han") == []
    assert shown("con=1") == []  # not searched yet: the list follows
    assert shown("con=1&tinh=1") == ["1.1", "1.2.1", "2.1"]
    assert shown("con=1&trang-thai=nguy-co") == ["1.1"]  # the search is kept


def test_a_form_opens_in_its_place_and_a_commitment_is_written(prepared, as_person):
    client = as_person("leader-1")
    assert 'name="target_points"' in text_of(
        client.get(f"{place('component', prepared)}?lam=commit", **HTMX)
    )
    typed = {"text": "Ban hành kế hoạch", "due_on": "20/12/2019", "target_points": "1,5"}
    answer = client.post(place("commit", prepared), typed, **HTMX)
    assert answer.status_code == 200
    assert Commitment.objects.get().target_points == Decimal("1.5")
    settled = client.post(
        place("settle", prepared, Commitment.objects.get().pk),
        {"state": "KEPT", "result": "Kế hoạch số 3", "version": "1"},
    )
    assert settled.status_code == 302
    assert Commitment.objects.get().result == "Kế hoạch số 3"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "", "due_on": "20/12/2019"}, "Hãy ghi nội dung cam kết."),
        ({"text": "Kế hoạch", "due_on": "hôm nào đó"}, "Không hiểu ngày"),
        ({"text": "Kế hoạch", "due_on": "20/12/2019", "target_points": "9"}, "không quá 2"),
    ],
)
def test_a_refused_commitment_keeps_what_was_typed(prepared, as_person, typed, said):
    answer = as_person("clerk-1").post(place("commit", prepared), typed, **HTMX)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert typed["due_on"] in text_of(answer)


def test_who_gives_what_is_written_and_marked(prepared, as_person):
    client = as_person("clerk-1")
    form = text_of(client.get(f"{place('component', prepared)}?lam=promise"))
    assert "Phòng Tư pháp" in form
    typed = {"giver": "huyen-mau.tu-phap", "what": "Danh sách", "due_on": "20/12/2019"}
    assert client.post(place("promise", prepared), typed, **HTMX).status_code == 200
    gift = Contribution.objects.get()
    giver = as_person("tp.clerk")
    assert "Danh sách" in text_of(giver.get(reverse("prepare:giving", args=["mau-2019"])))
    marked = giver.post(
        reverse("prepare:mark", args=[gift.pk]), {"given": "1", "version": "1", "from": "giving"}
    )
    assert marked["Location"] == reverse("prepare:giving", args=["mau-2019"])
    gift.refresh_from_db()
    assert gift.kept_at is not None
    late = client.post(reverse("prepare:mark", args=[gift.pk]), {"given": "0", "version": "1"})
    assert late["Location"] == f"{page_of(prepared)}#c-1-1"
    assert "đã sửa mục này" in text_of(client.get(page_of(prepared)))


def test_what_can_still_be_won_becomes_a_commitment_in_one_click(prepared, as_person):
    client = as_person("clerk-1")
    url = reverse("prepare:plan", args=[prepared.dossier().pk])
    found = text_of(client.get(url, **HTMX))
    assert "Đặt thành cam kết" in found
    page = client.get(page_of(prepared)).context["page"]
    offer = page.gains[0]
    typed = {
        "from": "plan",
        "text": offer.words,
        "target_points": "2",
        "due_on": "31/12/2019",
    }
    answer = client.post(place("commit", prepared, code=offer.gain.code), typed, **HTMX)
    assert "Đã cam kết" in text_of(answer)
    assert Commitment.objects.get().text == offer.words
    assert client.get(url)["Location"].endswith("?&tinh=1#con")


def test_a_lead_sees_only_what_it_leads(prepared, as_person):
    found = text_of(as_person("nv.appraiser").get(f"{page_of(prepared)}?tinh=1"))
    assert 'id="c-1-1"' in found
    assert 'id="c-2-1"' not in found
    assert "làm hết danh sách" not in found
    assert as_person("nv.clerk").get(place("component", prepared, code="2.1")).status_code == 404


def test_after_the_cut_off_nothing_can_be_won(prepared, as_person, settings):
    settings.PARINDEX_NOW = story.DRAFTED
    found = text_of(as_person("clerk-1").get(f"{page_of(prepared)}?tinh=1"))
    assert "Đã qua ngày chốt số liệu" in found
    assert "Đặt thành cam kết" not in found


def test_who_was_asked_answers_on_the_page(prepared, as_person):
    note = preparing.chase(prepared)
    client = as_person("clerk-1")
    assert "Gửi kế hoạch năm" in text_of(client.get(page_of(prepared)))
    url = reverse("prepare:answer", args=[prepared.dossier().pk, note.pk])
    empty = client.post(url, {"text": " "})
    assert (empty.status_code, "Hãy ghi nội dung trả lời." in text_of(empty)) == (422, True)
    assert client.post(url, {"text": "Đã gửi"})["Location"].endswith("#nhac")
    again = as_person("leader-1").post(url, {"text": "Chưa gửi"})
    assert (again.status_code, "Đã gửi" in text_of(again)) == (409, True)
    assert as_person("nv.clerk").post(url, {"text": "x"}).status_code == 404


def test_the_desk_shows_outlook_and_commitment_beside_the_component(prepared, as_person):
    preparing.review(prepared, note="Chờ kinh phí")
    preparing.commit(prepared)
    found = text_of(
        as_person("clerk-1").get(reverse("selfassess:desk", args=[prepared.dossier().pk]))
    )
    assert "Chờ kinh phí" in found
    assert "Ban hành kế hoạch trước ngày 20/12" in found
