"""On the screen: a lead department sends figures for its field, a unit takes or declines them."""

from __future__ import annotations

from django.urls import reverse

from parindex.assessments.queries import load_workbook
from parindex.exchange.models import FactProposal, UploadedBook
from tests.support.books import edited, put, xlsx


def field_of(world) -> str:
    return reverse("exchange:field", args=[world.round.pk])


def offers_of(world) -> str:
    return reverse("exchange:proposals", args=[world.dossier().pk])


def send(world, client, values):
    """Download, edit, send back; return the preview's address."""
    url = reverse("exchange:figures", args=[world.round.pk, "mini-commune", "xlsx"])
    content = edited(client.get(url).content, put(values))
    return client.post(field_of(world), {"file": xlsx(content)})["Location"]


def test_figures_go_from_the_lead_department_to_the_unit(world, as_person):
    lead, clerk = as_person("tp.clerk"), as_person("clerk-1")
    preview = send(world, lead, {("wrong_documents", 1): 2, ("wrong_documents", 2): "hai"})
    text = lead.get(preview).content.decode()
    assert "Gửi 1 đề nghị cho đơn vị" in text
    assert "“hai” không phải là số" in text
    text = lead.post(f"{preview}ghi/", follow=True).content.decode()
    assert "Đã gửi 1 đề nghị" in text
    assert "Chờ đơn vị xem" in text

    work = clerk.get(reverse("shell:work")).content.decode()
    assert f'href="{offers_of(world)}"' in work
    assert "Cơ quan chủ trì đề nghị 1 số liệu" in work
    text = clerk.get(offers_of(world)).content.decode()
    assert "2 văn bản" in text
    assert "Phòng Tư pháp" in text
    proposal = FactProposal.objects.get()
    text = clerk.post(
        f"{offers_of(world)}nhan/", {"row": [f"{proposal.pk}:0"]}, follow=True
    ).content.decode()
    assert "Đã nhận 1 số liệu vào hồ sơ." in text
    assert load_workbook(world.dossier()).values["wrong_documents"] == 2
    assert "Đơn vị đã nhận" in lead.get(preview).content.decode()


def test_a_figure_is_declined_with_a_reason(world, as_person):
    lead, clerk = as_person("tp.clerk"), as_person("clerk-1")
    preview = send(world, lead, {("wrong_documents", 1): 2})
    lead.post(f"{preview}ghi/")
    url = reverse("exchange:decline", args=[world.dossier().pk, FactProposal.objects.get().pk])
    assert "Hãy ghi lý do" in clerk.post(url, follow=True).content.decode()
    clerk.post(url, {"reason": "Văn bản đã đính chính"})
    assert "Văn bản đã đính chính" in lead.get(preview).content.decode()
    assert "không còn chờ" in clerk.post(url, {"reason": "x"}, follow=True).content.decode()


def test_what_still_waits_is_taken_back(world, as_person):
    lead = as_person("tp.clerk")
    preview = send(world, lead, {("wrong_documents", 1): 2})
    lead.post(f"{preview}ghi/")
    text = lead.post(f"{preview}hoan-tac/", follow=True).content.decode()
    assert "Đã rút" in text
    assert UploadedBook.objects.get().state == "UNDONE"
    assert "Không có đề nghị nào chờ" in as_person("clerk-1").get(offers_of(world)).content.decode()


def test_a_table_is_put_aside(world, as_person):
    lead = as_person("tp.clerk")
    preview = send(world, lead, {("wrong_documents", 1): 2})
    assert lead.post(f"{preview}bo/")["Location"] == field_of(world)


def test_who_only_oversees_or_is_led_has_no_table(world, as_person):
    for name in ("secretary", "chair", "clerk-1", "admin"):
        assert as_person(name).get(field_of(world)).status_code == 404


def test_a_file_that_cannot_be_taken_is_refused_at_its_field(world, as_person):
    lead = as_person("tp.clerk")
    answer = lead.post(field_of(world), {"file": xlsx(b"x", "a.txt")})
    assert answer.status_code == 422
    assert "Chỉ nhận tệp .xlsx" in answer.content.decode()
    assert lead.post(field_of(world)).status_code == 422
    url = reverse("exchange:figures", args=[world.round.pk, "mini-commune", "csv"])
    assert "xa-01;Xã Mẫu 01" in lead.get(url).content.decode()
    unknown = reverse("exchange:figures", args=[world.round.pk, "khac", "xlsx"])
    assert lead.get(unknown).status_code == 404


def test_the_field_leads_to_the_table(world, as_person):
    text = as_person("tp.clerk").get(reverse("prepare:field", args=[world.round.pk])).content
    assert f'href="{field_of(world)}"' in text.decode()
