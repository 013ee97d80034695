from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from parindex.kernel.errors import Refused
from parindex.units.models import Succession, Unit
from parindex.units.operations import import_units
from parindex.units.queries import communes_of, lineage, successions_of, unit_by_code
from tests.support.story import OPENED

DAY = dt.date(2025, 7, 1)
BEFORE = """
units:
  - {code: tinh, kind: province, name: Tỉnh Mẫu}
  - {code: tinh.huyen, kind: district, name: Huyện Cũ, parent: tinh, to: 2025-06-30}
  - {code: xa-a, kind: commune, name: Xã A, parent: tinh.huyen, to: 2025-06-30}
  - {code: xa-b, kind: commune, name: Xã B, parent: tinh.huyen, from: 2020-01-10, to: 2025-06-30}
  - {code: xa-c, kind: commune, name: Xã C, parent: tinh.huyen, to: 2020-01-09}
successions:
  - {day: 2020-01-10, document: 866/NQ-UBTVQH14, predecessors: [xa-c], successors: [xa-b]}
"""
AFTER = """
units:
  - {code: xa-moi, kind: commune, name: Xã Mới, parent: tinh, from: 2025-07-01}
successions:
  - day: 2025-07-01
    document: 1670/NQ-UBTVQH15
    predecessors: [xa-a, xa-b]
    successors: [xa-moi]
"""


@pytest.fixture
def load(db, tmp_path: Path):
    """Return a function that imports a units file from its text."""

    def load_text(text: str) -> int:
        path = tmp_path / "don-vi.yaml"
        path.write_text(text, encoding="utf-8")
        return import_units(path=path, actor="kiểm thử", now=OPENED)

    return load_text


@pytest.fixture
def reformed(load):
    """Load the units of both tiers: with districts until 30/06/2025, without from 01/07/2025."""
    load(BEFORE)
    load(AFTER)


def test_a_unit_exists_from_its_first_to_its_last_day(reformed):
    commune = unit_by_code("xa-b")
    days = (dt.date(2020, 1, 9), dt.date(2020, 1, 10), dt.date(2025, 6, 30), DAY)
    assert [commune.exists_on(day) for day in days] == [False, True, True, False]


def test_a_unit_without_dates_exists_always(reformed):
    assert unit_by_code("tinh").exists_on(dt.date(1997, 1, 1))


def test_a_lineage_goes_back_through_all_mergers(reformed):
    assert [unit.code for unit in lineage(unit_by_code("xa-moi"))] == ["xa-a", "xa-b", "xa-c"]
    assert lineage(unit_by_code("xa-a")) == []


def test_a_lineage_costs_a_query_a_generation(reformed, django_assert_num_queries):
    unit = unit_by_code("xa-moi")
    with django_assert_num_queries(3):
        lineage(unit)


def test_a_unit_names_what_it_came_from_and_what_it_went_on_in(reformed):
    rows = successions_of(unit_by_code("xa-b"))
    assert [str(row) for row in rows] == ["Xã C → Xã B", "Xã B → Xã Mới"]


def test_importing_again_changes_nothing(reformed, load):
    load(BEFORE)
    load(AFTER)
    assert (Unit.objects.count(), Succession.objects.count()) == (6, 3)


def test_the_communes_of_a_day_are_those_of_the_tiers_of_that_day(reformed):
    province, district = unit_by_code("tinh"), unit_by_code("tinh.huyen")
    last_year = dt.date(2024, 12, 31)
    assert [unit.code for unit in communes_of(district, on=last_year)] == ["xa-a", "xa-b"]
    assert not communes_of(province, on=last_year)
    assert [unit.code for unit in communes_of(province, on=DAY)] == ["xa-moi"]


def test_a_unit_under_a_new_parent_takes_everything_below_along(reformed, load):
    load("""
units:
  - {code: tinh-lon, kind: province, name: Tỉnh Lớn}
  - {code: tinh.huyen, kind: district, name: Huyện Cũ, parent: tinh-lon}
""")
    assert unit_by_code("xa-a").path == "/tinh-lon/tinh.huyen/xa-a/"


@pytest.mark.parametrize(
    ("succession", "says"),
    [
        ("{day: 2025-07-02, predecessors: [xa-a], successors: [xa-moi]}", "30/06/2025|01/07/2025"),
        ("{day: 2025-06-30, predecessors: [xa-a], successors: [xa-moi]}", "không có Xã Mới"),
        ("{day: 2025-07-01, predecessors: [xa-z], successors: [xa-moi]}", "Không có đơn vị “xa-z”"),
        ("{day: 2025-07-01, predecessors: [tinh], successors: [tinh]}", "kế thừa chính mình"),
    ],
)
def test_a_succession_that_cannot_be_is_refused(reformed, load, succession, says):
    row = succession.replace("{day", "{document: QĐ, day")
    with pytest.raises(Refused, match=says):
        load(f"units: []\nsuccessions:\n  - {row}\n")


def test_an_unknown_parent_is_named(load):
    with pytest.raises(Refused, match="Không có đơn vị “tinh-khac”"):
        load("units:\n  - {code: x, kind: commune, name: X, parent: tinh-khac}\n")
