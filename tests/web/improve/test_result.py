from __future__ import annotations

import pytest
from django.urls import reverse

from parindex.appraisal.choices import Side
from parindex.appraisal.models import Reply, ReplyMessage
from parindex.assessments.models import EvidenceLink
from tests.support import aftermath

pytestmark = pytest.mark.django_db
UNIT = "huyen-mau.xa-01"


def text_of(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(response.content.decode().split())


def test_every_lost_point_stands_with_its_reason(publication, as_person):
    page = text_of(as_person("clerk-1"), reverse("improve:result", args=[publication.pk, UNIT]))
    assert "1.2.1. Mức độ hoàn thành kế hoạch" in page
    assert 'id="muc-1.1"' not in page  # nothing was lost there
    assert "cộng đúng bằng" in page
    assert f"/kien-nghi/mau-2019/{UNIT}/?bo=mini-commune&amp;muc=1.2.1" in page


def test_what_nothing_proves_is_said_to_have_got_no_points_for_that(world, publication, as_person):
    EvidenceLink.objects.filter(dossier=world.dossier(), code="1.2.1").delete()
    page = text_of(as_person("clerk-1"), reverse("improve:result", args=[publication.pk, UNIT]))
    assert page.count("không giải trình nên không được tính điểm") == 1


def test_what_unit_and_council_said_stands_beside_the_loss(world, publication, as_person):
    dossier = world.dossier()
    common = {"dossier": dossier, "code": "1.2.1"}
    at = aftermath.LATER
    Reply.objects.create(text="Xin xem lại", changed_by="A", changed_at=at, **common)
    ReplyMessage.objects.create(side=Side.COUNCIL, text="Đã xem", author="B", at=at, **common)
    page = text_of(as_person("clerk-1"), reverse("improve:result", args=[publication.pk, UNIT]))
    assert page.index("Xin xem lại") < page.index("Đã xem")


def test_the_order_and_the_filter_stand_in_the_address(publication, as_person):
    here = reverse("improve:result", args=[publication.pk, UNIT])
    client = as_person("leader-1")
    by_field = text_of(client, f"{here}?xep=linh-vuc")
    assert "row-field" in by_field
    found = text_of(client, f"{here}?tim=muc+do+hoan+thanh")
    assert 'id="muc-1.2.1"' in found
    assert 'id="muc-2.1"' not in found
    assert "Không có mục nào khớp" in text_of(client, f"{here}?linh-vuc=7")


def test_who_looks_after_a_component_and_what_was_learned_is_said(world, publication, as_person):
    aftermath.approve_review(publication, world)
    client = as_person("clerk-1")
    client.post(
        reverse("improve:save_duty", args=[world.cycle.code, UNIT]),
        {"code": "1.2", "person": "Bà Hoa", "version": "0"},
    )
    page = text_of(client, reverse("improve:result", args=[publication.pk, UNIT]))
    assert "Phụ trách: Bà Hoa" in page
    assert "Xem bài học" in page


def test_the_way_in_shows_a_unit_and_a_coordinator_their_own(publication, as_person):
    unit = text_of(as_person("clerk-1"), reverse("improve:hub"))
    assert "Kết quả chi tiết" in unit
    assert "Dự thảo bộ tiêu chí" not in unit
    coordinator = text_of(as_person("coordinator"), reverse("improve:hub"))
    assert "Dự thảo bộ tiêu chí năm sau" in coordinator
    assert "Chưa có gì ở đây" in text_of(as_person("admin"), reverse("improve:hub"))
