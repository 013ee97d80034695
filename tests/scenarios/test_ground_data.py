"""The units of the four letters, and the four stories beside each other in one database."""

from __future__ import annotations

import datetime as dt

import pytest

from parindex.accounts.models import User
from parindex.cli.ground import DATA
from parindex.cycles.models import Cycle
from parindex.kernel.errors import Refused
from parindex.scenarios import cao_loc, tam_duong, thua_thien_hue, vinh_linh
from parindex.scenarios.stage import at
from parindex.units.operations import import_units
from parindex.units.queries import agencies_of, communes_of, lineage, unit_by_code

STORIES = (tam_duong, cao_loc, vinh_linh, thua_thien_hue)


def silence(_line: str) -> None:
    """Tell nobody."""


@pytest.fixture
def ground(db):
    for name in ("lai-chau", "lang-son", "quang-tri", "thua-thien-hue"):
        import_units(path=DATA / "units" / f"{name}.yaml", actor="test", now=at(2026, 1, 5))


def test_cao_loc_has_twenty_communes_and_two_towns_after_the_mergers_of_2020(ground):
    communes = communes_of(unit_by_code("cao-loc"), on=dt.date(2020, 11, 30))
    assert communes.count() == 22
    assert communes.filter(subkind="thi-tran").count() == 2
    assert agencies_of(unit_by_code("cao-loc")).count() == 13


def test_vinh_linh_has_fifteen_communes_and_three_towns(ground):
    communes = communes_of(unit_by_code("vinh-linh"), on=dt.date(2023, 12, 31))
    assert communes.count() == 18
    assert communes.filter(subkind="thi-tran").count() == 3


def test_a_commune_of_2025_remembers_the_communes_that_it_came_from(ground):
    assert {unit.name for unit in lineage(unit_by_code("quang-tri.vinh-hoang"))} == {
        "Vĩnh Thái",
        "Trung Nam",
        "Vĩnh Hòa",
        "Vĩnh Tú",
    }


def test_hue_was_split_into_two_districts_on_the_first_of_january_2025(ground):
    for name in ("phu-xuan", "thuan-hoa"):
        quarter = unit_by_code(f"thua-thien-hue.{name}")
        assert [unit.name for unit in lineage(quarter)] == ["Thành phố Huế"]
        assert not quarter.exists_on(dt.date(2024, 12, 31))


def test_sung_phai_left_the_district_and_the_year_2019_stays_where_it_was(ground):
    import_units(path=DATA / "units" / "lai-chau-2020.yaml", actor="test", now=at(2026, 1, 5))
    moved = unit_by_code("tam-duong.sung-phai")
    assert moved.parent == unit_by_code("tp-lai-chau")
    assert communes_of(unit_by_code("tam-duong")).count() == 13


def test_the_four_stories_stand_side_by_side_in_one_database(db):
    for story in STORIES:
        story.set_stage(DATA, password=None, tell=silence)
    assert Cycle.objects.count() == 4
    names = set(User.objects.values_list("username", flat=True))
    assert {"noivu.canbo", "caoloc.noivu.canbo", "vinhlinh.noivu.canbo"} <= names
    assert "thuathienhue.noivu.giamdoc" in names


def test_a_story_is_not_loaded_twice(db):
    cao_loc.set_stage(DATA, password=None, tell=silence)
    with pytest.raises(Refused, match="cao-loc-2020"):
        cao_loc.set_stage(DATA, password=None, tell=silence)
