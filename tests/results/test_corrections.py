"""When a result may be published, what belongs to it, and how it is corrected."""

from __future__ import annotations

import datetime as dt
import json
import threading

import pytest
from django.db import connections
from django.test import Client

from parindex.appraisal.queries import is_left_out
from parindex.appraisal.standings import council_standings
from parindex.assessments import operations as desk
from parindex.assessments.choices import Stage
from parindex.cycles.rules import may_coordinate
from parindex.kernel.clock import VIETNAM
from parindex.kernel.errors import Refused
from parindex.kernel.models import JournalEntry
from parindex.results import operations
from parindex.results.models import Publication
from parindex.results.operations import publish_results
from parindex.results.queries import content_of, recomputed_hashes, standing_publications
from tests.support import story

REASON = "Xã Mẫu 02 nộp sau khi công bố."
PAGE = "/dieu-phoi/mau-2019/cong-bo/mini-commune/"
TYPED = {"number": "120/QĐ-UBND", "day": "20/02/2020", "signer": "Nguyễn Văn Mẫu", "dot": "1"}
LATE = dt.datetime(2020, 2, 20, 9, 0, tzinfo=VIETNAM)


def publish(world, **changes):
    values = {
        "scoring_round": world.round,
        "criteria_set": world.commune_set,
        "decision_number": "99/QĐ-UBND",
        "decision_date": dt.date(2020, 2, 14),
        "signed_by": "Nguyễn Văn Mẫu",
        "actor": world.actor("coordinator"),
        "now": story.PUBLISHED,
    }
    story.sign_if_ready(world, now=story.PUBLISHED)
    return publish_results(**{**values, **changes})


def correct(world, **changes):
    values = {"decision_number": "120/QĐ-UBND", "correction_reason": REASON, "now": LATE}
    return publish(world, **{**values, **changes})


def verified() -> list[bool]:
    return [row.content_hash == computed for row, computed in recomputed_hashes()]


def hand_in_late(world, commune=1):
    story.approve(world, commune)
    desk.submit_dossier(
        dossier_id=world.dossier(commune).pk,
        late_explanation="Cán bộ nghỉ ốm dài ngày.",
        actor=world.leader(commune),
        now=story.PUBLISHED + dt.timedelta(minutes=1),
    )


@pytest.fixture
def left_out(world, monkeypatch):
    """A world whose result is published without commune 2, which is decided afterwards."""
    story.decide(world, 0)
    first = publish(world)
    monkeypatch.setattr(story, "DRAFTED", story.PUBLISHED)
    monkeypatch.setattr(
        story,
        "submit",
        lambda world, commune: hand_in_late(world, commune) or world.dossier(commune),
    )
    for name, hours in (("APPRAISED", 1), ("REPLY_DUE", 2), ("DECIDED", 3)):
        monkeypatch.setattr(story, name, story.PUBLISHED + dt.timedelta(hours=hours))
    story.decide(world, 1)
    return first


def test_nothing_is_published_before_the_deadline(world):
    story.decide(world, 0)
    with pytest.raises(Refused, match="Chưa hết hạn nộp hồ sơ"):
        publish(
            world,
            now=story.DUE - dt.timedelta(seconds=1),
            decision_date=dt.date(2020, 1, 22),
        )
    assert publish(world, now=story.DUE, decision_date=dt.date(2020, 1, 23)).version == 1


def test_a_decision_is_not_dated_ahead(world):
    story.decide(world, 0)
    with pytest.raises(Refused, match="sau ngày hôm nay"):
        publish(world, decision_date=dt.date(2020, 2, 15))


def test_only_what_is_frozen_becomes_published(world):
    story.decide(world, 0)
    publish(world)
    assert [world.dossier(n).stage for n in (0, 1)] == [Stage.PUBLISHED, Stage.SELF_ASSESSMENT]


def test_who_hands_in_after_the_publication_does_not_change_it(world):
    story.decide(world, 0)
    publication = publish(world)
    hand_in_late(world)
    assert [unit["name"] for unit in content_of(publication)["absent"]] == ["Xã Mẫu 02"]
    assert verified() == [True]


def test_a_dossier_decided_afterwards_is_told_to_need_a_correction(world, left_out):
    assert is_left_out(world.dossier(1))
    assert not is_left_out(world.dossier(0))
    told = [json.loads(row.data) for row in JournalEntry.objects.filter(action="dossier.decided")]
    assert [entry.get("correction_needed", False) for entry in told] == [False, True]
    assert verified() == [True]


def test_the_coordinator_finds_the_correction_on_the_work_list(world, left_out):
    actor = world.actor("coordinator")
    assert [row.is_publishable for row in council_standings(actor, LATE)] == [False]
    story.sign_off(world, now=LATE)
    assert [row.is_publishable for row in council_standings(actor, LATE)] == [True]
    correct(world)
    assert [row.is_publishable for row in council_standings(actor, LATE)] == [False]


def test_a_correction_is_the_next_version_and_leaves_the_first_as_it_is(world, left_out):
    second = correct(world)
    assert (second.version, second.correction_reason) == (2, REASON)
    assert [len(content_of(row)["units"]) for row in (left_out, second)] == [1, 2]
    assert world.dossier(1).stage == Stage.PUBLISHED
    assert verified() == [True, True]
    entry = json.loads(
        JournalEntry.objects.filter(action="results.published").latest("number").data
    )
    assert (entry["version"], entry["correction_reason"]) == (2, REASON)


def test_without_a_reason_there_is_no_second_version(world, left_out):
    with pytest.raises(Refused, match="đã được công bố theo 99/QĐ-UBND"):
        correct(world, correction_reason=" ")
    assert Publication.objects.count() == 1


def test_a_correction_that_changes_nothing_is_refused(world, left_out):
    correct(world)
    with pytest.raises(Refused, match="Không có gì khác"):
        correct(world)


def test_a_first_publication_carries_no_reason(world):
    story.decide(world, 0)
    assert not publish(world, correction_reason="x").correction_reason


def test_lists_show_the_newest_version_only(world, left_out):
    second = correct(world)
    assert list(standing_publications()) == [second]


def test_the_public_page_tells_why_and_links_both_ways(client: Client, world, left_out):
    second = correct(world)
    newer = client.get(f"/ket-qua/{second.pk}/").content.decode()
    older = client.get(f"/ket-qua/{left_out.pk}/").content.decode()
    assert REASON in newer
    assert f'href="/ket-qua/{left_out.pk}/"' in newer
    assert f'href="/ket-qua/{second.pk}/"' in older
    listed = client.get("/ket-qua/").content.decode()
    assert f"/ket-qua/{left_out.pk}/" not in listed


@pytest.fixture
def coordinator(world, settings) -> Client:
    settings.PARINDEX_NOW = LATE
    client = Client()
    client.force_login(world.people["coordinator"])
    return client


def test_the_coordinator_corrects_in_two_steps(world, coordinator, left_out):
    story.sign_off(world, now=LATE)
    page = coordinator.get(PAGE)
    assert 'name="reason"' in page.content.decode()
    shown = coordinator.post(f"{PAGE}xac-nhan/", TYPED | {"reason": REASON})
    assert [row.unit["name"] for row in shown.context["page"].standings] == [
        "Xã Mẫu 01",
        "Xã Mẫu 02",
    ]
    assert Publication.objects.count() == 1
    coordinator.post(f"{PAGE}xac-nhan/", TYPED | {"reason": REASON, "sure": "1"})
    second = Publication.objects.get(version=2)
    assert second.content_hash == shown.context["page"].content_hash
    assert REASON in coordinator.get(PAGE).content.decode()


def test_a_correction_without_a_reason_is_refused_before_it_is_shown(coordinator, left_out):
    answer = coordinator.post(f"{PAGE}xac-nhan/", TYPED)
    assert answer.status_code == 422
    assert "Hãy ghi lý do đính chính." in answer.content.decode()


def test_the_form_for_a_correction_is_asked_for(coordinator, world):
    story.publish(world)
    assert 'name="reason"' not in coordinator.get(PAGE).content.decode()
    assert 'name="reason"' in coordinator.get(f"{PAGE}?dinh-chinh=1").content.decode()


def test_before_the_deadline_the_page_says_what_it_waits_for(coordinator, world, settings):
    settings.PARINDEX_NOW = story.DRAFTED
    assert "Chưa hết hạn nộp hồ sơ" in coordinator.get(PAGE).content.decode()


def test_the_docket_says_that_a_correction_is_needed(coordinator, world, left_out):
    page = coordinator.get(f"/dieu-phoi/mau-2019/ho-so/{world.dossier(1).pk}/")
    assert "cần công bố bản đính chính" in " ".join(page.content.decode().split())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_is_refused(transactional_db, monkeypatch):
    world = story.build_world(communes=1)
    story.decide(world, 0)
    found: list[object] = []
    if connections["default"].vendor == "postgresql":  # SQLite lets one writer in at a time
        both_ready = threading.Barrier(2, timeout=30)

        def wait_for_the_other(*args):
            both_ready.wait()
            return may_coordinate(*args)

        monkeypatch.setattr(operations, "may_coordinate", wait_for_the_other)
    coordinator = world.actor("coordinator")

    def attempt():
        try:
            found.append(publish(world, actor=coordinator).version)
        except Refused as error:
            found.append(str(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    first, second = sorted(map(str, found))
    assert first == "1"
    assert "đã được công bố" in second
