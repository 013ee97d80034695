from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from parindex.results.queries import content_of
from tests.support import story

COMMUNE = "huyen-mau.xa-01"


def altered(publication, change):
    """Publish a second version whose frozen content was changed."""
    content = content_of(publication)
    change(content)
    publication.pk, publication.version, publication._state.adding = None, 2, True
    publication.content = json.dumps(content, ensure_ascii=False)
    publication.save()
    return publication


def ranking(html: str) -> list[str]:
    """Return the names of the units in the order shown."""
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    return re.findall(r"/huyen-mau\.xa-\d+/\">([^<]+)</a>", body)


def pages_of(publication) -> list[str]:
    return [
        reverse("public:home"),
        reverse("public:results"),
        reverse("public:results") + "?tim=xa",
        reverse("public:publication", args=[publication.pk]),
        reverse("public:unit", args=[publication.pk, COMMUNE]),
        reverse("public:criteria"),
        reverse("public:criteria_set", args=["mini-commune"]),
    ]


def test_anybody_may_read_everything(page, publication):
    for url in pages_of(publication):
        page(url)


def test_a_signed_in_clerk_reads_the_same_pages(client, world, publication):
    client.force_login(world.people["clerk-1"])
    assert {client.get(url).status_code for url in pages_of(publication)} == {200}


def test_pages_cannot_be_posted_to(client, publication):
    assert {client.post(url).status_code for url in pages_of(publication)} == {405}


def test_nothing_published_is_said_kindly(page, db):
    assert "Chưa có kết quả nào được công bố." in page("/")
    assert "Chưa có kết quả nào được công bố." in page(reverse("public:results"))
    assert "Chưa có bộ tiêu chí nào." in page(reverse("public:criteria"))


@pytest.mark.parametrize(
    "url",
    [
        "/ket-qua/{absent}/",
        "/ket-qua/{pk}/khong-co/",
        "/ket-qua/{absent}/huyen-mau.xa-01/",
        "/ket-qua/{absent}/ket-qua.csv",
        "/ket-qua/{absent}/ket-qua.xlsx",
        "/ket-qua/{absent}/ket-qua.json",
        "/ket-qua/{absent}/thong-bao.pdf",
        "/ket-qua/{pk}/thong-bao.odt",
        "/bo-tieu-chi/khong-co/",
    ],
)
def test_what_is_not_there_is_404(client, publication, url: str):
    url = url.format(pk=publication.pk, absent=publication.pk + 1)
    answer = client.get(url, follow=True)
    assert answer.status_code == 404


def test_the_ranking_shows_the_frozen_figures(page, publication):
    html = page(reverse("public:publication", args=[publication.pk]))
    assert ranking(html) == ["Xã Mẫu 01", "Xã Mẫu 02"]
    for shown in ("99/QĐ-UBND", "14/02/2020", "Nguyễn Văn Mẫu", "78,50", "7,85", "Khá"):
        assert shown in html
    assert publication.content_hash in html


def test_what_changes_afterwards_does_not_change_the_page(page, world, publication):
    world.communes[0].name = "Xã Đổi Tên"
    world.communes[0].save()
    assert "Xã Đổi Tên" not in page(reverse("public:publication", args=[publication.pk]))
    assert "Xã Đổi Tên" not in page(reverse("public:unit", args=[publication.pk, COMMUNE]))


def test_no_clerk_s_name_is_shown(page, world, publication):
    names = [person.full_name for name, person in world.people.items() if name != "chair"]
    for url in pages_of(publication):
        html = page(url)
        assert [name for name in names if name in html] == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("tim=xa+mau+02", ["Xã Mẫu 02"]),
        ("tim=XÃ 01", ["Xã Mẫu 01"]),
        ("tim=khong-co", []),
        ("loai=Khá", ["Xã Mẫu 01", "Xã Mẫu 02"]),
        ("loai=Tốt", []),
        ("sap=-ten", ["Xã Mẫu 02", "Xã Mẫu 01"]),
        ("sap=-lv-1", ["Xã Mẫu 01", "Xã Mẫu 02"]),
        ("sap=vo-nghia", ["Xã Mẫu 01", "Xã Mẫu 02"]),
    ],
)
def test_the_ranking_can_be_narrowed_and_sorted(page, publication, query: str, names: list[str]):
    html = page(f"{reverse('public:publication', args=[publication.pk])}?{query}")
    assert ranking(html) == names


def test_what_was_asked_for_stays_in_the_links(page, publication):
    html = page(f"{reverse('public:publication', args=[publication.pk])}?tim=xa&loai=Khá&sap=-diem")
    assert "?tim=xa&amp;loai=Kh%C3%A1&amp;sap=diem#bang" in html  # the other way round
    assert '<input type="hidden" name="sap" value="-diem">' in html
    assert 'aria-sort="descending"' in html


def test_a_hostile_search_is_only_text(page, publication):
    html = page(
        f"{reverse('public:publication', args=[publication.pk])}?tim=<script>alert(1)</script>"
    )
    assert "<script>alert" not in html


def test_a_unit_is_found_from_the_list_of_results(page, publication):
    html = page(reverse("public:results") + "?tim=mau 02")
    assert reverse("public:unit", args=[publication.pk, "huyen-mau.xa-02"]) in html
    assert reverse("public:unit", args=[publication.pk, COMMUNE]) not in html


def test_a_correction_is_pointed_to(page, publication):
    first = publication.pk
    corrected = altered(publication, dict.copy)
    html = page(reverse("public:publication", args=[first]))
    assert "Kết quả này đã được đính chính" in html
    assert reverse("public:publication", args=[corrected.pk]) in html
    assert "đã được đính chính" not in page(reverse("public:publication", args=[corrected.pk]))


def test_a_unit_s_page_adds_up_as_frozen(page, publication):
    html = page(reverse("public:unit", args=[publication.pk, COMMUNE]))
    for shown in ("7,85", "/10", "78,50", "5<span", "2,85<span", "83,33", "71,25"):
        assert shown in html
    assert html.count("minh họa</span>") == 6
    assert "điều tra xã hội học" in html
    assert "Đơn vị sau:" in html
    assert "Đơn vị trước:" not in html


def test_a_unit_s_chart_has_words_and_a_table(page, publication):
    html = page(reverse("public:unit", args=[publication.pk, COMMUNE]))
    assert 'role="img" aria-labelledby="chart-title chart-desc"' in re.sub(r"\s+", " ", html)
    assert "Chỉ số của Xã Mẫu 01 theo lĩnh vực" in html
    assert "Lĩnh vực 1: 83,33%, bình quân 83,33%." in html
    assert "Chỉ số của đơn vị theo từng lĩnh vực và bình quân của mọi đơn vị" in html


def test_reasons_and_rulings_are_told(page, publication):
    def change(content):
        row = content["units"][0]["components"][0]
        row.update(self_score="2", award="1", final="1.5", reason="Kế hoạch ban hành chậm.")

    corrected = altered(publication, change)
    html = page(reverse("public:unit", args=[corrected.pk, COMMUNE]))
    assert "Kế hoạch ban hành chậm." in html
    assert "(−0,5)" in html
    assert "Thẩm định lần đầu 1 điểm" in html


def test_a_component_that_does_not_apply_is_out_of_the_maximum(page, publication):
    def change(content):
        content["units"][0]["components"][0].update(final=None, not_applicable=True)

    corrected = altered(publication, change)
    html = page(reverse("public:unit", args=[corrected.pk, COMMUNE]))
    assert "không áp dụng" in html


def test_a_set_is_shown_whole_with_its_rules_in_words(page, world):
    html = page(reverse("public:criteria_set", args=["mini-commune"]))
    for code in ("1", "1.1", "1.2", "1.2.1", "1.2.2", "2.1", "2.2", "2.3"):
        assert html.count(f'id="muc-{code}"') == 1
    for words in (
        "Từ 80% đến dưới 100%",
        "Chậm nhất ngày 10/12/2019",
        "trừ 0,25 điểm cho mỗi văn bản",
        "Trong năm không ban hành văn bản nào",
        "Báo cáo điều tra xã hội học",
        "minh họa",
    ):
        assert words in html


def test_pages_are_never_shared_by_caches(client, publication):
    for url in pages_of(publication):
        assert "private" in client.get(url).headers["Cache-Control"]


def test_no_page_needs_inline_script_or_style(page, publication):
    for url in pages_of(publication):
        html = page(url)
        assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", html) == []


@pytest.mark.parametrize("communes", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_units(
    client, db, django_assert_num_queries, communes: int
):
    publication = story.publish(story.build_world(communes=communes))
    expected = dict(zip(pages_of(publication), (3, 1, 2, 2, 1, 1, 1), strict=True))
    client.get(reverse("public:unit", args=[publication.pk, COMMUNE]))  # compile the set
    for url, number in expected.items():
        with django_assert_num_queries(number):
            client.get(url)
