"""Agencies that score themselves by a table of their own and appraise others by it (letter 000)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from parindex.appraisal.operations import (
    AwardDraft,
    SubstitutionPlan,
    appoint_substitute,
    save_award,
)
from parindex.appraisal.queries import appraisal_queue, council_dossiers
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import Dossier
from parindex.assessments.operations import (
    ComponentDraft,
    approve_sheet,
    open_dossiers,
    request_approval,
    save_component,
    save_fact,
    submit_dossier,
)
from parindex.assessments.progress import drafting_progress
from parindex.assessments.queries import dossier_by_id, load_workbook
from parindex.cycles.operations import add_participants
from parindex.kernel.errors import Denied
from parindex.units.models import Unit
from tests.support import story
from tests.support.story import World


@pytest.fixture
def agencies(world: World) -> World:
    """Return the world in which home affairs and justice score themselves too."""
    add_participants(
        cycle=world.cycle,
        criteria_set=world.commune_set,
        units=[world.home_affairs, world.justice],
        actor="kiểm thử",
        now=story.OPENED,
    )
    assert open_dossiers(scoring_round=world.round, actor="kiểm thử", now=story.OPENED) == 2
    return world


def own_dossier(world: World, unit: Unit) -> Dossier:
    return dossier_by_id(Dossier.objects.get(round=world.round, unit=unit).pk)


def hand_in(world: World, unit: Unit, who: str) -> Dossier:
    """Let an agency's clerk score, its leader approve, and its clerk hand in."""
    dossier, clerk = own_dossier(world, unit), world.actor(f"{who}.clerk")
    at: dict[str, Any] = {"actor": clerk, "now": story.DRAFTED}
    for fact, wire in story.FACTS.items():
        save_fact(dossier_id=dossier.pk, fact_code=fact, wire=wire, expected_version=0, **at)
    for line in load_workbook(dossier).lines.values():
        if line.is_self_scored:
            draft = ComponentDraft(
                self_score=story.JUDGED if line.computed is None else line.computed,
                explanation="Có văn bản lưu tại phòng",
            )
            save_component(
                dossier_id=dossier.pk, code=line.code, draft=draft, expected_version=0, **at
            )
    sheet = request_approval(sheet_id=dossier.sheets.get().pk, **at)
    seen = sheet_hash(load_workbook(dossier), sheet)
    leader = world.actor(f"{who}.leader")
    approve_sheet(sheet_id=sheet.pk, seen_hash=seen, actor=leader, now=story.DRAFTED)
    return submit_dossier(dossier_id=dossier.pk, **at)


def award(world: World, dossier: Dossier, code: str, who: str):
    line = load_workbook(dossier).lines[code]
    return save_award(
        dossier_id=dossier.pk,
        code=code,
        draft=AwardDraft(points=line.counted or Decimal(0)),
        expected_version=0,
        actor=world.actor(who),
        now=story.APPRAISED,
    )


def test_an_agency_hands_its_own_form_in_on_one_sheet(agencies):
    dossier = hand_in(agencies, agencies.home_affairs, "nv")
    assert dossier.receipt_number
    assert dossier.sheets.get().unit == agencies.home_affairs


def test_an_agencys_clerk_finds_both_jobs_in_the_work_list(agencies):
    found = drafting_progress(agencies.actor("nv.clerk"))
    assert {row.dossier.unit for row in found} == {agencies.home_affairs, agencies.district}


def test_agencies_stand_before_the_council_like_everybody(agencies):
    units = {dossier.unit for dossier in council_dossiers(agencies.round)}
    assert units == {agencies.home_affairs, agencies.justice, *agencies.communes}


def test_an_agency_never_appraises_itself(agencies):
    own = hand_in(agencies, agencies.home_affairs, "nv")
    with pytest.raises(Denied):
        award(agencies, own, "1.1", "nv.appraiser")
    queue = appraisal_queue(agencies.actor("nv.appraiser"), agencies.round, now=story.APPRAISED)
    assert own not in {item.dossier for item in queue}


def test_agencies_appraise_each_other_on_what_they_are_assigned(agencies):
    home = hand_in(agencies, agencies.home_affairs, "nv")
    justice = hand_in(agencies, agencies.justice, "tp")
    assert award(agencies, home, "1.2.1", "tp.appraiser").agency == agencies.justice
    assert award(agencies, justice, "1.1", "nv.appraiser").agency == agencies.home_affairs
    for dossier, code, who in ((home, "1.1", "tp.appraiser"), (justice, "1.2.1", "nv.appraiser")):
        with pytest.raises(Denied):
            award(agencies, dossier, code, who)


def test_what_an_agency_may_not_appraise_of_itself_goes_to_a_substitute(agencies):
    own = hand_in(agencies, agencies.home_affairs, "nv")
    today = dt.date(2020, 2, 3)
    appoint_substitute(
        cycle=agencies.cycle,
        plan=SubstitutionPlan(
            agency_code=agencies.home_affairs.code,
            username="tp.appraiser",
            from_day=today,
            until_day=today,
            document_number="05/QĐ-HĐ",
            document_date=today,
            reason="Phòng Nội vụ không thẩm định hồ sơ của mình",
        ),
        actor=agencies.actor("chair"),
        now=story.APPRAISED,
    )
    assert award(agencies, own, "1.1", "tp.appraiser").agency == agencies.home_affairs


@pytest.mark.parametrize("path", ["", "cong-bo/mini-commune/", "phan-cong/mini-commune/tham-dinh/"])
def test_the_cycles_pages_show_agencies_beside_communes(agencies, settings, path):
    hand_in(agencies, agencies.justice, "tp")
    settings.PARINDEX_NOW = story.APPRAISED
    client = Client()
    client.force_login(agencies.people["coordinator"])
    answer = client.get(f"/dieu-phoi/mau-2019/{path}")
    assert answer.status_code == 200
    assert "Phòng Tư pháp" in answer.content.decode()
