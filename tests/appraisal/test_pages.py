"""The screens of the council's work where two people meet, or a claim comes back to the chair."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership
from parindex.appraisal.queries import load_docket
from parindex.assessments.models import ComponentEntry, FactEntry
from tests.support import story


@pytest.fixture
def as_(world, settings):
    settings.PARINDEX_NOW = story.APPRAISED

    def browser(username: str) -> Client:
        client = Client()
        client.force_login(world.people[username])
        return client

    return browser


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_survey_result_that_came_in_between_is_shown_and_not_lost(world, as_):
    dossier, client = story.submit(world), as_("tp.appraiser")
    address = f"/tham-dinh/{world.round.pk}/{dossier.pk}/2.3/"
    forms = text_of(client.get(address)).split("<form ")
    survey = next(form for form in forms if "c-survey" in form)
    assert 'name="version" value="0"' in survey
    send = f"{address}dieu-tra/"
    assert client.post(send, {"percent": "80", "version": "0"}).status_code == 302
    refused = client.post(send, {"percent": "20", "version": "0"})
    assert refused.status_code == 409
    assert "Kết quả đang lưu: 80%." in text_of(refused)
    assert refused.context["page"].survey_text == "20"
    assert refused.context["page"].survey_version == 1
    assert client.post(send, {"percent": "20", "version": "1"}).status_code == 302
    assert FactEntry.objects.get(dossier=dossier, fact_code="satisfaction").version == 2


def test_the_chair_may_grant_what_the_appraiser_refused(world, as_):
    dossier = story.send_provisional(world)
    ComponentEntry.objects.filter(dossier=dossier, code="2.1").update(not_applicable=True)
    client = as_("chair")
    here = f"/dieu-phoi/mau-2019/ho-so/{dossier.pk}/"
    assert 'name="not_applicable"' in text_of(client.get(f"{here}?muc=2.1"))
    assert 'name="not_applicable"' not in text_of(client.get(f"{here}?muc=1.1"))
    typed = {"points": "", "reason": "Đúng là không phát sinh", "not_applicable": "1"}
    client.post(f"{here}muc/2.1/", typed | {"version": "0"})
    assert load_docket(world.dossier()).cases["2.1"].not_applicable


def test_a_ruling_that_came_in_between_is_shown_and_not_lost(world, as_):
    dossier, client = story.send_provisional(world), as_("chair")
    send = f"/dieu-phoi/mau-2019/ho-so/{dossier.pk}/muc/1.1/"
    client.post(send, {"points": "1", "reason": "Chưa công khai", "version": "0"})
    refused = client.post(send, {"points": "2", "reason": "Đã công khai", "version": "0"})
    assert refused.status_code == 409
    assert "Chưa công khai" in text_of(refused)
    assert (refused.context["page"].ruling.reason, refused.context["page"].ruling.version) == (
        "Đã công khai",
        1,
    )
    client.post(send, {"points": "2", "reason": "Đã công khai", "version": "1"})
    assert load_docket(world.dossier()).cases["1.1"].final == Decimal(2)


def test_the_page_offers_nothing_to_who_sits_in_the_unit(world, as_):
    dossier = story.award_all(world)
    Membership.objects.create(
        user=world.people["clerk-1"], unit=world.district, role=Role.SECRETARY
    )
    seat = as_("clerk-1").get(f"/dieu-phoi/mau-2019/ho-so/{dossier.pk}/").context["page"].seat
    assert (seat.may_request, seat.may_send, seat.may_rule) == (False, False, False)
