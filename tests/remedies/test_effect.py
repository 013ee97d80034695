from __future__ import annotations

from decimal import Decimal

import pytest

from parindex.remedies.queries.effect import effect_between, effect_of
from tests.support import remedying


@pytest.fixture
def before(world, publication):
    return remedying.ground(publication, world)


def test_what_came_back_is_told_for_each_component_and_adds_up_to_the_index(
    world, publication, before
):
    made = [
        remedying.make(publication, world),
        remedying.make(publication, world, text="Kiểm tra hằng tháng"),
        remedying.make(publication, world, code="2.1"),
    ]
    now = remedying.later(before, **{"1_2_1": "2", "2_1": "0.5", "2_2": "1"})
    effect = effect_between(before, now, made)
    assert [(row.code, row.lost_before, row.lost_now, row.points) for row in effect.rows] == [
        ("1.2.1", Decimal(1), Decimal(0), Decimal(1)),
        ("2.1", Decimal("0.25"), Decimal("0.5"), Decimal("-0.25")),
    ]
    assert [len(row.actions) for row in effect.rows] == [2, 1]
    assert effect.rows[0].expected == Decimal(1)
    assert effect.points == Decimal("0.75")
    assert effect.change == now.sheet.index - before.sheet.index == Decimal("12.50")
    assert (effect.share, effect.other_share) == (Decimal("7.50"), Decimal("5.00"))
    assert effect.share + effect.other_share == effect.change


def test_the_sum_is_exact_even_where_the_parts_are_rounded(world, publication, before):
    """Thirds of an index are rounded in the shares, and still nothing is left over."""
    before.picture["max_points"] = "9"
    before.picture["points"] = "6.85"
    before.picture["index"] = "76.11"
    made = [remedying.make(publication, world), remedying.make(publication, world, code="2.1")]
    now = remedying.later(before, **{"1_2_1": "1.5", "2_2": "0.75"})
    effect = effect_between(before, now, made)
    assert effect.share + effect.other_share == effect.change


def test_no_effect_before_there_is_a_next_result(world, publication):
    assert effect_of(remedying.view(publication, world)) is None
    remedying.make(publication, world)
    assert effect_of(remedying.view(publication, world)) is None


def test_the_next_result_is_found(world, publication):
    """The year after, the same body publishes again: the plan of this year is held against it."""
    remedying.make(publication, world)
    again = remedying.publish_next_year(world, publication)
    effect = effect_of(remedying.view(publication, world))
    assert effect is not None
    assert effect.now.publication == again
    assert (effect.change, effect.points, effect.is_same_set) == (Decimal(0), Decimal(0), True)


def test_in_another_set_a_component_is_the_one_of_the_same_name(world, publication, before):
    from parindex.remedies.queries import Ground
    from parindex.results.models import Publication

    made = [remedying.make(publication, world), remedying.make(publication, world, code="2.1")]
    picture = dict(before.picture)
    moved = {"1.2.1": "2.2", "2.2": "1.2.1", "2.1": "2.1"}
    rows = {row["code"]: row for row in before.picture["components"]}
    names = {moved.get(code, code): row["name"] for code, row in rows.items()}
    names["2.1"] = "Một mục mới"
    picture["components"] = [{**row, "name": names[row["code"]]} for row in rows.values()]

    other = Publication(criteria_set=world.district_set, round=publication.round)
    now = Ground(publication=other, unit=before.unit, picture=picture)
    now.__dict__["criteria_set"] = before.criteria_set  # as if the other set had the same nodes
    effect = effect_between(before, now, made)
    assert [(row.code, row.code_now, row.is_comparable) for row in effect.rows] == [
        ("1.2.1", "2.2", True),
        ("2.1", "", False),
    ]
    assert not effect.is_same_set
