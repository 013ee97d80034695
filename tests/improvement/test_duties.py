from __future__ import annotations

import pytest

from parindex.criteria.queries import criteria_set_of
from parindex.improvement.operations import save_duty
from parindex.improvement.queries import NotHereError, duties_of, people_by_leaf
from parindex.kernel.errors import Denied, Stale
from tests.support.aftermath import LATER

pytestmark = pytest.mark.django_db


def give(world, code, person, version=0, **changes):
    return save_duty(
        **{
            "cycle": world.cycle,
            "unit": world.communes[0],
            "code": code,
            "person": person,
            "expected_version": version,
            "actor": world.clerk(),
            "now": LATER,
            **changes,
        }
    )


def test_the_deepest_node_says_who_looks_after_a_component(world):
    give(world, "1", "Trần Lãnh Đạo 1")
    give(world, "1.2", "Bà Lê Thị Hoa, công chức tư pháp")
    found = people_by_leaf(
        criteria_set_of(world.commune_set), duties_of(world.cycle, world.communes[0])
    )
    assert {code: duty.person.split(",")[0] for code, duty in found.items()} == {
        "1.1": "Trần Lãnh Đạo 1",
        "1.2.1": "Bà Lê Thị Hoa",
        "1.2.2": "Bà Lê Thị Hoa",
    }
    assert found["1.1"].user == world.people["leader-1"]
    assert found["1.2.1"].user is None


def test_no_name_takes_the_duty_away(world):
    give(world, "1", "Ông A")
    assert give(world, "1", " ", 1) is None
    assert duties_of(world.cycle, world.communes[0]) == {}
    assert give(world, "1", "") is None


def test_only_the_unit_shares_out_its_own_work_and_only_what_its_set_has(world):
    for actor in (world.clerk(1), world.actor("coordinator")):
        with pytest.raises(Denied):
            give(world, "1", "Ông A", actor=actor)
    with pytest.raises(NotHereError):
        give(world, "9.9", "Ông A")
    with pytest.raises(NotHereError):
        give(world, "1", "Ông A", unit=world.justice, actor=world.actor("tp.clerk"))


def test_two_who_share_out_at_once_see_each_others_words(world):
    give(world, "1", "Ông A")
    with pytest.raises(Stale) as caught:
        give(world, "1", "Ông B")
    assert caught.value.theirs["person"] == "Ông A"
