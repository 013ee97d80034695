from __future__ import annotations

from decimal import Decimal

from parindex.reporting.collating.conflicts import (
    Kind,
    by_place,
    conflicts_of,
    total_conflicts,
)
from parindex.reporting.collating.sums import Place, collate
from tests.reporting.collating.outlines import OUTLINE, TABLE, cells, lead, unit


def found(*sources):
    return conflicts_of(OUTLINE, sources, collate(OUTLINE, sources))


def brief(*sources):
    return [(item.kind, item.place.column, item.name) for item in found(*sources)]


def test_reports_that_agree_have_no_conflict():
    same = cells(received=5, solved=5, on_time=4)
    assert brief(unit(1, same), lead(same)) == []


def test_a_sum_that_is_not_the_leads_figure():
    (conflict,) = found(
        unit(1, cells(received=5)), unit(2, cells(received=6)), lead(cells(received=12))
    )
    assert conflict.kind is Kind.LEAD_DIFFERS
    assert (conflict.value, conflict.other, conflict.other_name) == (11, 12, "Văn phòng")
    assert conflict.report_id is None


def test_a_lead_alone_contradicts_nobody():
    assert brief(unit(1, {}), lead(cells(received=12))) == []


def test_a_part_larger_than_its_whole_is_named_with_its_unit():
    conflict = found(unit(1, cells(received=5, solved=6)))[0]
    assert (conflict.kind, conflict.name) == (Kind.PART_ABOVE_WHOLE, "Xã 1")
    assert (conflict.value, conflict.other, conflict.whole) == (6, 5, "Tiếp nhận")


def test_a_part_equal_to_its_whole_is_right():
    assert brief(unit(1, cells(received=6, solved=6, on_time=6))) == []


def test_a_cumulative_figure_below_the_period_before():
    fell = unit(1, cells(received=4), before=cells(received=9))
    rose = unit(2, cells(received=9), before=cells(received=4))
    assert brief(fell, rose) == [(Kind.FELL, "received", "Xã 1")]


def test_a_figure_that_counts_the_period_only_may_fall():
    now = cells(received=9, solved=1, on_time=1)
    assert brief(unit(1, now, before=cells(solved=5))) == []


def test_a_figure_other_than_the_dossiers():
    source = unit(1, cells(received=4), facts={Place("files", "online", "received"): Decimal(5)})
    assert brief(source) == [(Kind.FACT_DIFFERS, "received", "Xã 1")]


def test_half_a_ratio_is_told_at_the_figure_that_was_given():
    conflict = found(unit(1, cells(on_time=3)))[0]
    assert (conflict.kind, conflict.place.column) == (Kind.HALF_RATIO, "on_time")
    assert conflict.whole == "Đã giải quyết"


def test_a_total_larger_than_its_whole():
    (conflict,) = total_conflicts(TABLE, "online", {"received": Decimal(1), "solved": Decimal(2)})
    assert (conflict.kind, conflict.place.column) == (Kind.PART_ABOVE_WHOLE, "solved")


def test_conflicts_are_gathered_by_cell_in_the_outlines_order():
    sources = (
        unit(1, cells("paper", received=1, solved=2)),
        unit(2, cells(received=1, solved=2)),
        lead(cells(received=3, solved=3)),
    )
    places = list(by_place(found(*sources)))
    assert [(place.row, place.column) for place in places] == [
        ("online", "received"),
        ("online", "solved"),
        ("paper", "solved"),
    ]
