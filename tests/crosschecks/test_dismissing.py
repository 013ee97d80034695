from __future__ import annotations

from decimal import Decimal

import pytest

from parindex.assessments.models import ComponentEntry
from parindex.assessments.queries import load_workbook
from parindex.crosschecks.models import FlagDismissal
from parindex.crosschecks.operations import dismiss_flag, restore_flag
from parindex.crosschecks.queries import component_flags
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.models import JournalEntry
from tests.support import story

REASON = "Đã đối chiếu với báo cáo gốc"


@pytest.fixture
def flagged(world):
    """The first commune's 2.1 claims more than the rule gives, and is handed in."""
    story.submit(world)
    claim(world, "1")
    return world


def claim(world, points: str) -> None:
    """Change a handed-in score behind the program's back: that is how a flag changes fastest."""
    ComponentEntry.objects.filter(dossier=world.dossier(), code="2.1").update(
        self_score=Decimal(points)
    )


def standing(world):
    return component_flags(load_workbook(world.dossier()), "2.1")


def dismiss(world, who: str = "tp.appraiser", reason: str = REASON, fingerprint: str = ""):
    [row] = standing(world)
    return dismiss_flag(
        dossier_id=world.dossier().pk,
        code="2.1",
        fingerprint=fingerprint or row.flag.fingerprint,
        reason=reason,
        actor=world.actor(who),
        now=story.APPRAISED,
    )


@pytest.mark.parametrize("who", ["tp.appraiser", "secretary", "chair"])
def test_a_flag_is_set_aside_with_a_reason(flagged, who):
    dismissal = dismiss(flagged, who)
    [row] = standing(flagged)
    assert row.dismissal == dismissal
    assert not row.is_open
    assert (dismissal.reason, dismissal.dismissed_at) == (REASON, story.APPRAISED)


@pytest.mark.parametrize(
    "who", ["nv.appraiser", "coordinator", "clerk-1", "leader-1", "clerk-2", "admin"]
)
def test_nobody_else_sets_a_flag_aside(flagged, who):
    with pytest.raises(Denied):
        dismiss(flagged, who)
    assert not FlagDismissal.objects.exists()


def test_without_a_reason_nothing_is_set_aside(flagged):
    with pytest.raises(Refused, match="lý do"):
        dismiss(flagged, reason="  ")


def test_a_flag_that_is_gone_is_not_set_aside(flagged):
    with pytest.raises(Refused, match="tải lại"):
        dismiss(flagged, fingerprint="0" * 64)


def test_a_published_dossier_is_left_alone(world):
    story.publish(world)
    with pytest.raises(Refused, match="Đã công bố"):
        dismiss_flag(
            dossier_id=world.dossier().pk,
            code="2.1",
            fingerprint="0" * 64,
            reason=REASON,
            actor=world.actor("chair"),
            now=story.PUBLISHED,
        )


def test_setting_aside_twice_is_setting_aside_once(flagged):
    assert dismiss(flagged) == dismiss(flagged, "secretary")
    assert FlagDismissal.objects.count() == 1


def test_a_flag_comes_back_when_it_says_something_else(flagged):
    dismiss(flagged)
    claim(flagged, "0.9")
    [row] = standing(flagged)
    assert row.is_open
    claim(flagged, "1")
    [row] = standing(flagged)
    assert not row.is_open  # it says again what was looked at


def test_a_dismissal_can_be_taken_back_and_given_anew(flagged):
    dismissal = dismiss(flagged)
    for _twice in range(2):
        restore_flag(
            dismissal_id=dismissal.pk, actor=flagged.actor("tp.appraiser"), now=story.APPRAISED
        )
    assert standing(flagged)[0].is_open
    dismiss(flagged)
    assert FlagDismissal.objects.count() == 2


@pytest.mark.parametrize("who", ["nv.appraiser", "coordinator", "clerk-1"])
def test_nobody_else_takes_a_dismissal_back(flagged, who):
    dismissal = dismiss(flagged)
    with pytest.raises(Denied):
        restore_flag(dismissal_id=dismissal.pk, actor=flagged.actor(who), now=story.APPRAISED)


def test_what_was_never_set_aside_is_not_taken_back(flagged):
    with pytest.raises(Refused, match="tải lại"):
        restore_flag(dismissal_id=10**6, actor=flagged.actor("chair"), now=story.APPRAISED)


def test_the_journal_tells_who_and_why(flagged):
    dismissal = dismiss(flagged)
    restore_flag(dismissal_id=dismissal.pk, actor=flagged.actor("secretary"), now=story.APPRAISED)
    told = JournalEntry.objects.filter(action__startswith="crosscheck.").order_by("number")
    assert [entry.action for entry in told] == ["crosscheck.dismissed", "crosscheck.restored"]
    assert all(REASON in entry.data and "tự chấm 1 điểm" in entry.data for entry in told)
    assert all(entry.subject.endswith("/component:2.1") for entry in told)
