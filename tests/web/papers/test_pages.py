"""The pages of documents: what is there, what is missing, filters that stay in the address, files."""

from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.documents import reading
from tests.support import story

OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def client_of(world, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def page_of(world, name: str = "coordinator", query: str = "") -> str:
    url = reverse("papers:cycle", args=[world.cycle.code])
    response = client_of(world, name).get(f"{url}{query}")
    assert response.status_code == 200
    return response.content.decode()


def file_url(slug: str, ref: int, fmt: str = "docx") -> str:
    return reverse("papers:download", args=[slug, ref, fmt])


def test_the_cycle_shows_what_can_be_made_and_what_is_missing_with_the_way_there(world):
    story.submit(world)
    page = page_of(world)
    assert file_url("cong-van-nop-ho-so", world.dossier(0).pk) in page
    assert file_url("cong-van-nop-ho-so", world.dossier(1).pk) not in page
    assert "Lãnh đạo chưa duyệt hồ sơ." in page
    assert reverse("selfassess:desk", args=[world.dossier(1).pk]) in page
    assert reverse("manage:sign_off", args=[world.cycle.code]) in page


def test_filters_narrow_the_list_and_stay(world):
    story.submit(world)
    page = page_of(world, query="?loai=cong-van-nop-ho-so&tinh-trang=lam-duoc")
    assert file_url("cong-van-nop-ho-so", world.dossier(0).pk) in page
    assert "bao-cao-tu-danh-gia/" not in page
    assert re.search(r'value="cong-van-nop-ho-so"\s+selected', page)


def test_search_needs_no_marks(world):
    page = page_of(world, query="?tim=xa+mau+02&loai=bao-cao-tu-danh-gia")
    assert page.count("bao-cao-tu-danh-gia/") == 2  # DOCX and PDF of one unit


def test_a_search_without_a_hit_says_how_to_see_all(world):
    assert "Bỏ mọi bộ lọc" in page_of(world, query="?tim=khong-co")


def test_a_unit_sees_the_documents_of_its_own_dossier(world):
    story.decide(world)
    url = reverse("papers:dossier", args=[world.dossier().pk])
    page = client_of(world, "clerk-1").get(url).content.decode()
    assert file_url("bien-ban-tham-dinh", world.dossier().pk) in page
    assert "Kết quả của đơn vị chưa công bố." in page
    assert reverse("manage:cycle", args=[world.cycle.code]) not in page


@pytest.mark.parametrize(("fmt", "content_type"), [("docx", OFFICE), ("pdf", "application/pdf")])
def test_the_file_comes_under_a_telling_name(world, fmt, content_type):
    story.submit(world)
    dossier = world.dossier()
    response = client_of(world, "clerk-1").get(file_url("cong-van-nop-ho-so", dossier.pk, fmt))
    assert response["Content-Type"] == content_type
    assert (
        f"cong-van-nop-ho-so-mau-2019-1-{dossier.unit.code}.{fmt}"
        in response["Content-Disposition"]
    )
    if fmt == "docx":
        assert reading.opened(response.content).tables


def test_what_is_not_ready_is_answered_with_a_sentence(world):
    story.submit(world)
    response = client_of(world, "secretary").get(file_url("bien-ban-tham-dinh", world.dossier().pk))
    assert response.status_code == 422
    assert "Còn mục chưa thẩm định" in response.content.decode()


@pytest.mark.parametrize("path", ["khong-co/1.docx", "bien-ban-tham-dinh/1.exe"])
def test_unknown_kinds_and_formats_are_not_there(world, path):
    url = f"{reverse('papers:home')}tai/{path}"
    assert client_of(world, "secretary").get(url).status_code == 404


def test_home_leads_to_cycles_and_dossiers(world):
    home = reverse("papers:home")
    overseer = client_of(world, "secretary").get(home).content.decode()
    clerk = client_of(world, "clerk-1").get(home).content.decode()
    nobody = client_of(world, "admin").get(home).content.decode()
    assert reverse("papers:cycle", args=[world.cycle.code]) in overseer
    assert reverse("papers:dossier", args=[world.dossier().pk]) in clerk
    assert "Chưa có văn bản nào của anh/chị." in nobody


def test_the_page_costs_the_same_for_one_and_for_twenty_communes(db):
    found = []
    for communes in (1, 20):
        with transaction.atomic():
            world = story.build_world(communes)
            client, url = (
                client_of(world, "coordinator"),
                reverse("papers:cycle", args=["mau-2019"]),
            )
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            found.append(len(queries))
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert found[0] <= 18
