from __future__ import annotations

import datetime as dt

import pytest

from parindex.assessments.models import Dossier
from parindex.assessments.operations import (
    ExtensionRefused,
    grant_extension,
    submit_dossier,
)
from parindex.assessments.progress import drafting_progress
from parindex.assessments.queries import dossier_by_id, extensions_of, last_deadline
from parindex.assessments.rules import is_late
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.models import JournalEntry
from parindex.results.operations import publish_results
from tests.support import story
from tests.support.rounds import plan_second, start

SECOND = dt.timedelta(seconds=1)
LONGER = story.DUE + dt.timedelta(days=3)


def grant(world, commune: int = 0, **changes):
    values = {
        "dossier_id": world.dossier(commune).pk,
        "due_at": LONGER,
        "document_number": "15/UBND-NV",
        "document_date": dt.date(2020, 1, 10),
        "reason": "Lũ quét làm mất liên lạc",
        "actor": world.actor("coordinator"),
        "now": story.DRAFTED,
    }
    return grant_extension(**{**values, **changes})


def hand_in(world, commune: int = 0, *, now: dt.datetime, **more) -> Dossier:
    story.approve(world, commune)
    return submit_dossier(
        dossier_id=world.dossier(commune).pk, actor=world.leader(commune), now=now, **more
    )


def test_the_last_second_of_the_day_before_is_in_time(world):
    assert story.DUE.isoformat() == "2020-01-23T00:00:00+07:00"
    assert not hand_in(world, now=story.DUE - SECOND).is_late


def test_midnight_in_vietnam_is_late(world):
    late = hand_in(world, now=story.DUE, late_explanation="Mất điện")
    assert (late.is_late, late.late_explanation) == (True, "Mất điện")


def test_midnight_is_the_same_moment_however_it_is_written(world):
    utc = dt.datetime(2020, 1, 22, 17, 0, tzinfo=dt.UTC)
    assert is_late(world.dossier(), utc)
    assert not is_late(world.dossier(), utc - SECOND)


@pytest.mark.parametrize(
    "granted_at", [story.DRAFTED, story.DUE - SECOND, story.DUE, LONGER - SECOND]
)
def test_an_extension_counts_from_whenever_it_is_granted(world, granted_at):
    """In the last second before the deadline, and after it."""
    grant(world, now=granted_at)
    dossier = world.dossier()
    assert dossier.due_at == LONGER
    assert not is_late(dossier, LONGER - SECOND)
    assert is_late(dossier, LONGER)
    assert world.dossier(1).due_at == story.DUE


def test_a_unit_with_more_time_hands_in_without_explaining(world):
    grant(world, now=story.DUE - SECOND)
    assert not hand_in(world, now=LONGER - SECOND).is_late


def test_the_newest_extension_counts(world):
    grant(world)
    grant(world, due_at=LONGER + SECOND, document_number="16/UBND-NV")
    dossier = world.dossier()
    assert dossier.due_at == LONGER + SECOND
    assert [row.document_number for row in extensions_of(dossier)] == ["16/UBND-NV", "15/UBND-NV"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_at": story.DUE}, "due"),
        ({"now": LONGER}, "due"),
        ({"document_number": " "}, "number"),
        ({"document_date": dt.date(2020, 1, 11)}, "date"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world, changes, field):
    with pytest.raises(ExtensionRefused) as refusal:
        grant(world, **changes)
    assert refusal.value.field == field
    assert world.dossier().extended_until is None


def test_an_extension_never_shortens_the_time(world):
    grant(world)
    with pytest.raises(ExtensionRefused, match="00:00 ngày 26/01/2020"):
        grant(world, due_at=LONGER - SECOND)


def test_only_the_coordinator_grants(world):
    for username in ("secretary", "chair", "leader-1", "nv.leader", "admin"):
        with pytest.raises(Denied):
            grant(world, actor=world.actor(username))


def test_a_dossier_that_is_handed_in_needs_no_extension(world):
    story.submit(world)
    with pytest.raises(Refused, match="Hồ sơ đã nộp, số biên nhận BN-2019-1-"):
        grant(world)


def test_the_journal_keeps_the_document(world):
    grant(world)
    entry = JournalEntry.objects.get(action="dossier.extended")
    assert "15/UBND-NV" in str(entry.data)


def test_publication_waits_for_who_was_given_more_time(world):
    assert last_deadline(world.round, world.commune_set) == story.DUE
    grant(world)
    assert last_deadline(world.round, world.commune_set) == LONGER
    story.submit(world)
    assert last_deadline(world.round, world.commune_set) == story.DUE


def test_publishing_before_the_extension_ends_is_refused(world):
    story.decide(world, 1)
    grant(world, due_at=story.PUBLISHED + SECOND)
    with pytest.raises(Refused, match="Chưa hết hạn nộp hồ sơ"):
        publish_results(
            scoring_round=world.round,
            criteria_set=world.commune_set,
            decision_number="99/QĐ-UBND",
            decision_date=dt.date(2020, 2, 14),
            signed_by="Nguyễn Văn Mẫu",
            actor=world.actor("coordinator"),
            now=story.PUBLISHED,
        )


def test_the_next_round_waits_for_who_was_given_more_time(world):
    later = plan_second(world)
    grant(world)
    with pytest.raises(Refused, match="Xã Mẫu 01 được gia hạn nộp Đợt 1 đến trước 00:00"):
        start(world, later, now=LONGER - SECOND)
    assert start(world, later, now=LONGER) == 3


def test_the_work_list_goes_by_the_units_own_deadline(world):
    grant(world)
    found = drafting_progress(world.clerk())
    assert [row.dossier.due_at for row in found] == [LONGER]
    assert dossier_by_id(found[0].dossier.pk).due_at == LONGER
