from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.criteria.queries import criteria_set_of
from parindex.engine import index
from parindex.results.losses import _shares, loss_sheet
from parindex.results.queries import content_of
from tests.support import story

POINTS = st.decimals(min_value=0, max_value=5, places=2)


@given(st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=60))
def test_the_shares_add_up_to_what_is_missing_to_a_hundred(pairs):
    lost = {str(at): min(pair) for at, pair in enumerate(pairs)}
    top = sum((max(pair) for pair in pairs), Decimal(0))
    if not top:
        return
    missing = 100 - index(top - sum(lost.values()), top)
    shares = _shares(lost, top=top, missing=missing)
    assert sum(shares.values()) == missing
    exact = {code: points * 100 / top for code, points in lost.items() if points}
    assert all(abs(shares[code] - exact[code]) < Decimal("0.011") for code in exact)


@pytest.mark.django_db
def test_a_units_losses_add_up_field_by_field_and_in_all(world):
    publication = story.publish(world)
    content = content_of(publication)
    sheet = loss_sheet(content["units"][0], criteria_set_of(world.commune_set))
    assert sheet.lost == sum(loss.row.lost for loss in sheet.losses)
    assert sheet.share == sum(part.share for part in sheet.fields)
    assert sheet.share + sheet.index == 100
    assert [loss.row.lost for loss in sheet.losses] == sorted(
        (loss.row.lost for loss in sheet.losses), reverse=True
    )
    for part in sheet.fields:
        assert part.lost == part.max_points - part.points


@pytest.mark.django_db
def test_what_does_not_apply_loses_nothing_and_the_rest_weighs_more(world):
    publication = story.publish(world)
    unit = content_of(publication)["units"][0]
    row = next(row for row in unit["components"] if row["code"] == "2.1")
    row |= {"not_applicable": True, "final": None}
    kept = [Decimal(each["final"] or 0) for each in unit["components"] if each is not row]
    total = sum(kept, Decimal(0))
    unit |= {
        "points": str(total),
        "max_points": "9",
        "index": str(index(total, Decimal(9))),
    }
    sheet = loss_sheet(unit, criteria_set_of(world.commune_set))
    assert [row.code for row in sheet.not_applicable] == ["2.1"]
    assert "2.1" not in {loss.row.code for loss in sheet.losses}
    assert sum(loss.share for loss in sheet.losses) == 100 - Decimal(unit["index"])
    assert sheet.losses[0].share == (sheet.losses[0].row.lost * 100 / 9).quantize(Decimal("0.01"))
