"""Reviewing, committing, promising, pressing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from parindex.kernel.errors import Denied, Refused, Stale
from parindex.kernel.models import JournalEntry
from parindex.preparation.choices import CommitmentState, OutlookState
from parindex.preparation.models import ChaseNote, Commitment, Outlook
from parindex.preparation.operations import (
    CommitmentDraft,
    Promise,
    answer_chase,
    ask_unit,
    make_commitment,
    mark_contribution,
    promise_contribution,
    save_outlook,
    settle_commitment,
)
from parindex.preparation.operations.noting import PreparationRefused
from parindex.preparation.queries.parts import NotHereError
from tests.support import preparing, story
from tests.support.preparing import DUE, NOW


def say_outlook(world, by, *, code="1.1", state=OutlookState.AT_RISK, version=0, **words):
    return save_outlook(
        cycle=world.cycle,
        unit=words.pop("unit", world.communes[0]),
        code=code,
        state=state,
        note_text=words.get("note", ""),
        expected_version=version,
        actor=world.actor(by),
        now=NOW,
    )


@pytest.mark.parametrize("by", ["clerk-1", "leader-1", "nv.clerk", "nv.appraiser", "coordinator"])
def test_the_unit_its_lead_and_the_coordinator_review_a_component(world, by):
    row = say_outlook(world, by, note="Chưa có kế hoạch")
    assert (row.state, row.note, row.version) == ("AT_RISK", "Chưa có kế hoạch", 1)
    entry = JournalEntry.objects.latest("number")
    assert (entry.action, entry.unit_path) == ("outlook.saved", world.communes[0].path)


@pytest.mark.parametrize("by", ["clerk-2", "tp.clerk", "tp.appraiser", "secretary", "admin"])
def test_nobody_else_reviews_it(world, by):
    with pytest.raises(Denied):
        say_outlook(world, by)


def test_in_the_districts_own_form_the_department_that_leads_a_component_reviews_it(world):
    say_outlook(world, "tp.clerk", code="1.2.1", unit=world.district)
    for by in ("nv.clerk", "tp.appraiser", "district.leader"):
        with pytest.raises(Denied):
            say_outlook(world, by, code="1.2.1", unit=world.district)


def test_an_outlook_on_an_old_version_is_not_lost_silently(world):
    say_outlook(world, "clerk-1", note="Của cán bộ")
    with pytest.raises(Stale) as caught:
        say_outlook(world, "nv.clerk", state=OutlookState.ON_TRACK)
    assert caught.value.theirs["note"] == "Của cán bộ"
    assert say_outlook(world, "nv.clerk", state=OutlookState.ON_TRACK, version=1).version == 2


def test_saving_the_same_outlook_again_changes_nothing(world):
    say_outlook(world, "clerk-1")
    assert say_outlook(world, "clerk-1").version == 1


def test_a_review_can_be_taken_back(world):
    say_outlook(world, "clerk-1")
    assert say_outlook(world, "clerk-1", state="", version=1).state == ""
    assert Outlook.objects.count() == 1


def test_what_is_no_component_cannot_be_reviewed(world):
    for code in ("1.2", "9.9"):
        with pytest.raises(NotHereError):
            say_outlook(world, "clerk-1", code=code)
    with pytest.raises(Refused):
        say_outlook(world, "clerk-1", state="MAYBE")


def test_a_decided_year_is_not_prepared_any_more(world):
    story.decide(world, 0)
    with pytest.raises(Refused):
        say_outlook(world, "clerk-1")
    with pytest.raises(Refused):
        preparing.commit(world)


def test_a_commitment_stands_beside_its_component(world):
    row = preparing.commit(world, target_points=Decimal(2), document_number="15/CK-UBND")
    assert (row.state, row.target_points) == (CommitmentState.OPEN, Decimal(2))
    assert row.made_to == "Trưởng Ban Chỉ đạo CCHC"


def test_the_same_commitment_twice_is_one(world):
    assert preparing.commit(world).pk == preparing.commit(world).pk
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"due_on": None}, "due_on"),
        ({"due_on": dt.date(2019, 1, 1)}, "due_on"),
        ({"target_points": Decimal(3)}, "target_points"),
        ({"target_points": Decimal(0)}, "target_points"),
        ({"target_points": Decimal("0.123")}, "target_points"),
    ],
)
def test_a_commitment_that_cannot_be_names_its_field(world, changes, field):
    with pytest.raises(PreparationRefused) as caught:
        preparing.commit(world, **changes)
    assert caught.value.field == field


def test_a_document_number_that_is_too_long_is_refused(world):
    with pytest.raises(Refused):
        preparing.commit(world, document_number="x" * 81)


def settle(world, row, state, *, result="", version=1, by="clerk-1"):
    return settle_commitment(
        commitment_id=row.pk,
        state=state,
        result=result,
        expected_version=version,
        actor=world.actor(by),
        now=NOW,
    )


def test_a_commitment_is_kept_or_broken_with_a_reason(world):
    row = preparing.commit(world)
    with pytest.raises(PreparationRefused):
        settle(world, row, "BROKEN")
    assert settle(world, row, "BROKEN", result="Thiếu kinh phí").result == "Thiếu kinh phí"
    with pytest.raises(Stale):
        settle(world, row, "KEPT")
    assert settle(world, row, "KEPT", version=2, by="nv.clerk").state == "KEPT"
    with pytest.raises(Denied):
        settle(world, row, "OPEN", version=3, by="clerk-2")
    with pytest.raises(Refused):
        settle(world, row, "MAYBE", version=3)


def test_the_giver_or_who_prepares_writes_a_promise_and_its_keeping(world):
    row = preparing.promise(world, by="tp.clerk")
    assert (row.giver, row.kept_at) == (world.justice, None)
    mark: dict[str, Any] = {"contribution_id": row.pk, "now": NOW}
    with pytest.raises(Denied):
        mark_contribution(is_given=True, expected_version=1, actor=world.actor("clerk-2"), **mark)
    given = mark_contribution(
        is_given=True, note_text="Gửi qua mạng", expected_version=1, actor=world.clerk(0), **mark
    )
    assert (given.kept_at, given.kept_by) == (NOW, world.clerk(0).label)
    with pytest.raises(Stale):
        mark_contribution(is_given=False, expected_version=1, actor=world.clerk(0), **mark)
    again = mark_contribution(
        is_given=False, expected_version=2, actor=world.actor("nv.clerk"), **mark
    )
    assert (again.kept_at, again.kept_by) == (None, "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"giver_code": "khong-co"}, "giver"),
        ({"what": ""}, "what"),
        ({"due_on": dt.date(2019, 1, 1)}, "due_on"),
    ],
)
def test_a_promise_that_cannot_be_names_its_field(world, changes, field):
    with pytest.raises(PreparationRefused) as caught:
        preparing.promise(world, **changes)
    assert caught.value.field == field


def test_a_stranger_promises_nothing_for_others(world):
    with pytest.raises(Denied):
        preparing.promise(world, by="clerk-2")


def ask(world, by="nv.clerk", code="1", **changes):
    wanted: dict[str, Any] = {"text": "Gửi kế hoạch năm", "due_on": DUE} | changes
    return ask_unit(
        cycle=world.cycle,
        unit=world.communes[0],
        code=code,
        actor=world.actor(by),
        now=NOW,
        **wanted,
    )


def test_the_lead_of_a_field_asks_a_unit_and_the_unit_answers(world):
    row = ask(world)
    assert ChaseNote.objects.get().code == "1"
    answer: dict[str, Any] = {"note_id": row.pk, "now": NOW}
    with pytest.raises(Denied):
        answer_chase(text="Đã gửi", actor=world.clerk(1), **answer)
    with pytest.raises(PreparationRefused):
        answer_chase(text=" ", actor=world.clerk(0), **answer)
    assert answer_chase(text="Đã gửi", actor=world.clerk(0), **answer).answered_at == NOW
    assert answer_chase(text="Đã gửi", actor=world.clerk(0), **answer).answered_text == "Đã gửi"
    with pytest.raises(Stale) as caught:
        answer_chase(text="Chưa gửi", actor=world.actor("leader-1"), **answer)
    assert caught.value.theirs == {"text": "Đã gửi"}


def test_only_who_leads_or_coordinates_presses(world):
    ask(world, "coordinator", "2.1")
    with pytest.raises(Denied):
        ask(world, "clerk-1")
    with pytest.raises(Denied):
        ask(world, "tp.clerk", "1.1")
    with pytest.raises(NotHereError):
        ask(world, code="9")
    with pytest.raises(PreparationRefused):
        ask(world, due_on=None)


def test_what_is_not_there_cannot_be_changed(world):
    with pytest.raises(NotHereError):
        settle_commitment(
            commitment_id=0, state="KEPT", expected_version=0, actor=world.clerk(), now=NOW
        )
    with pytest.raises(NotHereError):
        mark_contribution(
            contribution_id=0, is_given=True, expected_version=0, actor=world.clerk(), now=NOW
        )
    with pytest.raises(NotHereError):
        answer_chase(note_id=0, text="x", actor=world.clerk(), now=NOW)
    with pytest.raises(NotHereError):
        make_commitment(
            cycle=world.cycle,
            unit=world.justice,
            code="1.1",
            draft=CommitmentDraft(text="x", due_on=DUE),
            actor=world.clerk(),
            now=NOW,
        )
    with pytest.raises(NotHereError):
        promise_contribution(
            cycle=world.cycle,
            unit=world.communes[0],
            code="1",
            promise=Promise(giver_code="huyen-mau.tu-phap", what="x", due_on=DUE),
            actor=world.clerk(),
            now=NOW,
        )
