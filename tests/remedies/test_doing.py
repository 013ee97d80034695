from __future__ import annotations

import datetime as dt

import pytest

from parindex.evidence.models import EvidenceDocument
from parindex.kernel.errors import Denied, Refused, Stale
from parindex.kernel.models import JournalEntry
from parindex.remedies import operations
from parindex.remedies.models import ActionStep, RemedialAction
from parindex.remedies.operations import NewDocument, RemedyRefused
from parindex.remedies.queries import NotHereError, progress_by_code
from tests.support import preparing, remedying, story
from tests.support.remedying import MAY


@pytest.fixture
def action(world, publication):
    return remedying.make(publication, world)


def step(world, action, **changes):
    return {
        "action_id": action.pk,
        "expected_version": action.version,
        "actor": world.clerk(),
        "now": MAY,
        **changes,
    }


def document(world, commune=0):
    return EvidenceDocument.objects.filter(unit=world.communes[commune]).first()


def finish(world, action, **changes):
    ids = changes.pop("document_ids", [document(world).pk])
    return operations.finish_action(document_ids=ids, **step(world, action, **changes))


def undo(world, action, **changes):
    return operations.undo_last(**step(world, action, **changes))


def test_progress_is_kept_with_its_history(world, publication, action):
    once = remedying.progress(world, action, 30, text="Đã giao việc")
    again = remedying.progress(world, once, 60, text="Còn hai nhiệm vụ")
    assert (again.state, again.percent, again.version) == ("DOING", 60, 3)
    notes = ActionStep.objects.filter(kind="PROGRESSED").values_list("percent", "note", "by")
    assert list(notes) == [
        (30, "Đã giao việc", "Trần Cán Bộ 1"),
        (60, "Còn hai nhiệm vụ", "Trần Cán Bộ 1"),
    ]


@pytest.mark.parametrize(
    ("percent", "text", "field"),
    [(None, "x", "percent"), (-1, "x", "percent"), (101, "x", "percent"), (5, " ", "note")],
)
def test_progress_names_the_field_at_fault(world, action, percent, text, field):
    with pytest.raises(RemedyRefused) as refused:
        remedying.progress(world, action, percent, text=text)
    assert refused.value.field == field


def test_who_comes_second_is_told(world, action):
    remedying.progress(world, action, 30)
    with pytest.raises(Stale) as stale:
        remedying.progress(world, action, 60)
    assert stale.value.theirs == {"state": "Đang làm", "percent": "30%"}


def test_done_needs_a_document_of_the_unit(world, action):
    with pytest.raises(RemedyRefused) as refused:
        finish(world, action, document_ids=[])
    assert refused.value.field == "documents"
    with pytest.raises(NotHereError):
        finish(world, action, document_ids=[document(world, 1).pk])
    done = finish(world, action)
    assert (done.state, done.percent) == ("DONE", 100)
    assert [row.document for row in done.evidence.all()] == [document(world)]


def test_done_may_bring_a_new_document(world, action):
    new = NewDocument(
        details=story.details("7/BC-UBND", issued_on=dt.date(2020, 4, 1)), upload=story.pdf()
    )
    done = finish(world, action, document_ids=[], new=new)
    assert done.evidence.get().document.number == "7/BC-UBND"
    assert done.evidence.get().document.unit == world.communes[0]


def test_what_is_done_or_given_up_does_not_change_until_it_is_taken_up_again(world, action):
    done = finish(world, action)
    with pytest.raises(Refused, match="Hãy mở lại trước"):
        remedying.progress(world, done, 10)
    again = operations.reopen_action(reason="Còn thiếu", **step(world, done))
    assert again.state == "DOING"
    given_up = operations.cancel_action(reason="Chuyển sang xã khác", **step(world, again))
    assert (given_up.state, given_up.reason) == ("CANCELLED", "Chuyển sang xã khác")
    with pytest.raises(Refused):
        finish(world, given_up)


def test_giving_up_and_taking_up_need_a_reason(world, action):
    with pytest.raises(RemedyRefused):
        operations.cancel_action(reason=" ", **step(world, action))
    with pytest.raises(Refused, match="đang mở"):
        operations.reopen_action(reason="x", **step(world, action))


def test_undo_goes_back_step_by_step(world, action):
    half = remedying.progress(world, action, 50)
    done = finish(world, half)
    back = undo(world, done)
    assert (back.state, back.percent, back.evidence.count()) == ("DOING", 50, 0)
    back = undo(world, back)
    assert (back.state, back.percent) == ("OPEN", 0)
    assert undo(world, back) is None
    assert not RemedialAction.objects.exists()
    assert JournalEntry.objects.filter(action="remedy.undone").count() == 3


def test_undo_restores_text_owner_and_day(world, publication, action):
    from parindex.remedies.operations import ActionDraft

    changed = operations.change_action(
        ground=remedying.ground(publication, world),
        draft=ActionDraft(text="Khác", owner="Ai đó", due_on=dt.date(2020, 6, 1), aim="OWN"),
        **step(world, action),
    )
    assert changed.expected_gain is None
    back = undo(world, changed)
    back.refresh_from_db()
    assert (back.text, back.owner, back.due_on) == (action.text, action.owner, action.due_on)
    assert (back.user, back.expected_gain, back.aim) == (action.user, action.expected_gain, "MOST")
    assert back.search == action.search
    assert back.version == 3


def test_a_step_that_was_undone_is_not_told_any_more(world, publication, action):
    undo(world, remedying.progress(world, action, 50, text="Nhầm"))
    told = progress_by_code(world.communes[0], publication)["1.2.1"][0]
    assert (told.percent, told.note) == (0, "")


@pytest.mark.parametrize("name", ["clerk-2", "coordinator", "chair"])
def test_only_the_units_desk_reports(world, action, name):
    with pytest.raises(Denied):
        remedying.progress(world, action, actor=world.actor(name))
    with pytest.raises(Denied):
        undo(world, action, actor=world.actor(name))


def test_what_is_gone_is_not_here(world, action):
    undo(world, action)
    with pytest.raises(NotHereError):
        undo(world, action)


def test_a_commitment_tells_how_far_it_is(world):
    row = preparing.commit(world)
    publication = story.publish(world)
    operations.note_commitment_progress(
        commitment_id=row.pk, percent=40, text="Đang trình", actor=world.clerk(), now=MAY
    )
    told = progress_by_code(world.communes[0], publication)["1.1"]
    assert [(each.is_commitment, each.state, each.percent, each.note) for each in told] == [
        (True, "DOING", 40, "Đang trình")
    ]
    with pytest.raises(Denied):
        operations.note_commitment_progress(
            commitment_id=row.pk, percent=40, text="x", actor=world.clerk(1), now=MAY
        )


def test_a_settled_commitment_takes_no_more_progress(world):
    from parindex.preparation.operations import settle_commitment

    row = preparing.commit(world)
    publication = story.publish(world)
    settle_commitment(
        commitment_id=row.pk, state="KEPT", expected_version=1, actor=world.clerk(), now=MAY
    )
    with pytest.raises(Refused, match="đã ghi kết quả"):
        operations.note_commitment_progress(
            commitment_id=row.pk, percent=40, text="x", actor=world.clerk(), now=MAY
        )
    told = progress_by_code(world.communes[0], publication)["1.1"][0]
    assert (told.state, told.percent) == ("DONE", 100)


def test_progress_is_said_in_a_sentence(world, publication, action):
    today = MAY.date()
    text = "Theo số liệu năm 2019: cần thêm 1 nhiệm vụ hoàn thành (9 → 10 trên 10) để đạt 2 điểm"

    def said():
        return progress_by_code(world.communes[0], publication)["1.2.1"][0].sentence(today)

    assert said() == f"{text}; chưa thực hiện, hạn 31/12/2020."
    half = remedying.progress(world, action, 50, text="Đã giao việc.")
    assert said() == f"{text}; đang thực hiện, đạt 50%; Đã giao việc."
    finish(world, half, text="Xong cả mười")
    assert said() == (f"{text}; đã hoàn thành; Xong cả mười; tài liệu: 12/KH-UBND ngày 20/01/2019.")
