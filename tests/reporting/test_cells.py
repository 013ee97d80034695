from __future__ import annotations

from decimal import Decimal

import pytest

from parindex.reporting.cells import CellError, ratio_of, read_cell, stored_value, write_raw
from parindex.reporting.outline import CellType, Column


def column(type_: CellType) -> Column:
    return Column(code="c", title="Cột", type=type_)


@pytest.mark.parametrize(
    ("type_", "wire", "value"),
    [
        (CellType.COUNT, 12, 12),
        (CellType.COUNT, None, None),
        (CellType.AMOUNT, "1234.5", Decimal("1234.5")),
        (CellType.AMOUNT, 7, Decimal(7)),
        (CellType.TEXT, "  đủ ", "đủ"),
        (CellType.TEXT, "", None),
    ],
)
def test_a_cell_holds_what_its_column_says_and_reads_back(type_, wire, value):
    assert read_cell(column(type_), wire) == value
    assert stored_value(column(type_), write_raw(value)) == value


@pytest.mark.parametrize(
    ("type_", "wire"),
    [
        (CellType.COUNT, -1),
        (CellType.COUNT, True),
        (CellType.COUNT, "12"),
        (CellType.COUNT, 10**15),
        (CellType.AMOUNT, "1,5"),
        (CellType.AMOUNT, "NaN"),
        (CellType.AMOUNT, 1.5),
        (CellType.TEXT, 12),
        (CellType.TEXT, "x" * 1001),
        (CellType.RATIO, 50),
    ],
)
def test_a_cell_refuses_what_its_column_does_not_hold(type_, wire):
    with pytest.raises(CellError):
        read_cell(column(type_), wire)


@pytest.mark.parametrize(
    ("parts", "percent"),
    [
        ((1, 3), Decimal("33.33")),
        ((2, 3), Decimal("66.67")),
        ((Decimal("0.125"), 100), Decimal("0.13")),
        ((5, 0), None),
        ((None, 3), None),
        ((3, None), None),
        (("a", 3), None),
    ],
)
def test_a_ratio_is_computed_from_its_counts_to_two_places(parts, percent):
    assert ratio_of(*parts) == percent
