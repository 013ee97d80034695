from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parindex.remedies import operations
from parindex.remedies.queries.board import (
    BoardFilter,
    all_rows,
    board_keys,
    board_rows,
    totals_of,
    unit_rows,
)
from tests.support import preparing, remedying, story

TODAY = remedying.MAY.date()


@pytest.fixture
def published(world):
    """Both communes plan; the first one also promised something in the preparation."""
    preparing.commit(world)
    publication = story.publish(world)
    remedying.make(publication, world, text="Việc xa", owner="Chị Lan")
    remedying.make(publication, world, text="Việc gần", due_on=dt.date(2020, 3, 1))
    remedying.make(publication, world, 1, code="2.1")
    return publication


def found(world, **wanted):
    keys = board_keys(world.cycle, BoardFilter(**wanted), today=TODAY)
    return [(row.unit.name, row.progress.text) for row in board_rows(keys)]


COMMITMENT = ("Xã Mẫu 01", "Ban hành kế hoạch trước ngày 20/12")
NEAR, FAR = ("Xã Mẫu 01", "Việc gần"), ("Xã Mẫu 01", "Việc xa")
SECOND = (
    "Xã Mẫu 02",
    "Theo số liệu năm 2019: cần bớt 1 văn bản trái thẩm quyền (1 → 0) để đạt 1 điểm.",
)


def test_everything_stands_on_the_board_overdue_first(world, published):
    assert found(world) == [COMMITMENT, NEAR, FAR, SECOND]


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ({"kind": "viec"}, [NEAR, FAR, SECOND]),
        ({"kind": "cam-ket"}, [COMMITMENT]),
        ({"state": "qua-han"}, [COMMITMENT, NEAR]),
        ({"state": "sap-den-han"}, []),
        ({"state": "chua-xong"}, [COMMITMENT, NEAR, FAR, SECOND]),
        ({"state": "OPEN"}, [COMMITMENT, NEAR, FAR, SECOND]),
        ({"state": "DOING"}, []),
        ({"state": "DONE"}, []),
        ({"unit": "huyen-mau.xa-02"}, [SECOND]),
        ({"words": "chi lan"}, [FAR]),
        ({"words": "xa mau 02"}, [SECOND]),
        ({"words": "ke hoach 20/12"}, [COMMITMENT]),
    ],
)
def test_the_board_is_filtered(world, published, wanted, rows):
    assert found(world, **wanted) == rows


def test_what_is_done_stands_last(world, published):
    from parindex.remedies.models import RemedialAction

    near = RemedialAction.objects.get(text="Việc gần")
    document = remedying.document(world)
    operations.finish_action(
        action_id=near.pk,
        document_ids=[document.pk],
        expected_version=1,
        actor=world.clerk(),
        now=remedying.MAY,
    )
    assert found(world)[-1] == NEAR
    assert found(world, state="DONE") == [NEAR]


def test_a_commitment_with_progress_is_being_done(world, published):
    from parindex.preparation.models import Commitment

    operations.note_commitment_progress(
        commitment_id=Commitment.objects.get().pk,
        percent=10,
        text="Đang trình",
        actor=world.clerk(),
        now=remedying.MAY,
    )
    assert found(world, state="DOING") == [COMMITMENT]
    assert COMMITMENT not in found(world, state="OPEN")


def test_units_are_counted_and_hope_for_no_more_than_they_lost(world, published):
    rows = unit_rows(world.cycle, today=TODAY)
    assert [(row.unit.name, row.state, row.count, row.overdue, row.expected) for row in rows] == [
        ("Xã Mẫu 01", "DRAFT", 2, 1, Decimal(1)),
        ("Xã Mẫu 02", "DRAFT", 1, 0, Decimal("0.25")),
    ]
    totals = totals_of(world.cycle, rows, today=TODAY)
    assert (totals.units, totals.planned, totals.actions, totals.overdue, totals.commitments) == (
        *(2, 2, 3),
        2,
        1,
    )


def test_a_unit_without_a_plan_is_listed(world, publication):
    rows = unit_rows(world.cycle, today=TODAY)
    assert [(row.state, row.state_label, row.count) for row in rows] == [("", "", 0), ("", "", 0)]


def test_a_long_board_is_read_in_pieces(world, published):
    keys = board_keys(world.cycle, BoardFilter(), today=TODAY)
    assert [row.progress.text for row in all_rows(keys, chunk=3)] == [
        row.progress.text for row in board_rows(keys)
    ]
