from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.reporting.collating.sums import Place, Source, collate
from tests.reporting.collating.outlines import OUTLINE, cells, lead, unit

AT = Place("files", "online", "received")


def value_of(column: str, *sources):
    return collate(OUTLINE, sources)[AT._replace(column=column)].value


def test_counts_and_amounts_are_summed_exactly():
    sources = [unit(n, cells(received=n, fees=Decimal("0.1"))) for n in range(1, 11)]
    assert value_of("received", *sources) == 55
    assert value_of("fees", *sources) == Decimal("1.0")


def test_a_ratio_is_recomputed_from_the_sums_and_not_averaged():
    small = unit(1, cells(solved=2, on_time=1))  # 50 %
    large = unit(2, cells(solved=98, on_time=98))  # 100 %
    assert value_of("share", small, large) == Decimal("99.00")


def test_a_ratio_rounds_half_up_and_needs_something_to_divide_by():
    assert value_of("share", unit(1, cells(solved=800, on_time=1))) == Decimal("0.13")
    assert value_of("share", unit(1, cells(solved=0, on_time=0))) is None
    assert value_of("share", unit(1, cells(on_time=1))) is None


def test_a_figure_that_nobody_gave_is_not_zero():
    cell = collate(OUTLINE, [unit(1, {}), unit(2, {})])[AT]
    assert cell.value is None
    assert cell.silent == ("Xã 1", "Xã 2")


def test_a_zero_counts_as_given_and_who_gave_nothing_is_named():
    cell = collate(OUTLINE, [unit(1, cells(received=0)), unit(2, {})])[AT]
    assert cell.value == 0
    assert [part.name for part in cell.parts] == ["Xã 1"]
    assert cell.silent == ("Xã 2",)


def test_texts_are_listed_with_whose_they_are():
    sources = [unit(1, cells(note="mất điện")), unit(2, cells(note="")), unit(3, cells(note="–"))]
    assert value_of("note", *sources) == "Xã 1: mất điện; Xã 3: –"


def test_what_a_lead_department_holds_stands_beside_the_sum_and_not_in_it():
    cell = collate(OUTLINE, [unit(1, cells(received=5)), lead(cells(received=7))])[AT]
    assert cell.value == 5
    assert [(part.name, part.value) for part in cell.leads] == [("Văn phòng", 7)]


def test_where_only_the_lead_is_asked_its_figure_is_the_value():
    made = collate(OUTLINE, [unit(1, {}), lead(cells("all", "law", issued=3))])
    cell = made[Place("law", "all", "issued")]
    assert cell.value == 3
    assert (cell.silent, cell.leads) == ((), ())


def test_a_lead_of_another_field_gives_its_own_figure_to_the_sum():
    finance = Source(
        report_id=98, name="Tài chính", area=frozenset({"money"}), cells=cells(received=2)
    )
    cell = collate(OUTLINE, [unit(1, cells(received=5)), finance])[AT]
    assert (cell.value, cell.leads) == (7, ())


def test_every_cell_of_every_table_is_there_even_without_reports():
    made = collate(OUTLINE, [])
    assert len(made) == 13
    assert {cell.value for cell in made.values()} == {None}


COUNTS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=12)


@given(COUNTS, st.integers(0, 12))
def test_collating_in_two_steps_gives_what_collating_at_once_gives(counts, cut):
    """A province's figures do not depend on how its communes are grouped into districts."""
    units = [
        unit(n, cells(solved=solved, on_time=min(solved, on_time)))
        for n, (solved, on_time) in enumerate(counts, 1)
    ]
    halves = []
    for half in (units[:cut], units[cut:]):
        made = collate(OUTLINE, half)
        halves.append(unit(0, {place: cell.value for place, cell in made.items()}))
    for column in ("solved", "on_time", "share"):
        assert value_of(column, *halves) == value_of(column, *units)


@given(COUNTS)
def test_a_recomputed_ratio_lies_between_the_lowest_and_the_highest(counts):
    rows = [(solved + 1, min(solved + 1, on_time)) for solved, on_time in counts]
    units = [unit(n, cells(solved=a, on_time=b)) for n, (a, b) in enumerate(rows, 1)]
    share = value_of("share", *units)
    singles = [value_of("share", source) for source in units]
    assert min(singles) <= share <= max(singles)


@pytest.mark.parametrize("column", ["received", "solved", "fees"])
def test_the_order_of_reports_changes_no_figure(column):
    sources = [unit(n, cells(received=n, solved=n, fees=Decimal(n) / 3)) for n in range(1, 6)]
    assert value_of(column, *sources) == value_of(column, *reversed(sources))
