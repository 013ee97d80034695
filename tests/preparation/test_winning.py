"""What can still be won until the cut-off, searched once for the same facts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.cache import cache

from parindex.assessments.operations import save_fact
from parindex.assessments.queries import load_workbook
from parindex.preparation.winning import kept_prospect, prospect
from tests.support import preparing

TODAY = dt.date(2019, 12, 10)


@pytest.fixture
def workbook(world):
    cache.clear()
    preparing.prepare_round(world)
    return load_workbook(world.dossier())


def test_wins_come_with_their_component_its_points_and_words_in_both_languages(workbook):
    found = prospect(workbook, today=TODAY)
    gain = next(gain for gain in found.gains if gain.code == "1.2.1")
    assert (gain.points, gain.target) == (Decimal(2), Decimal(2))
    assert "mục 1.2.1" in gain.said("vi")
    assert gain.said("en") != gain.said("vi")
    assert gain.said("fr") == gain.said("vi")
    assert found.by_code["1.2.1"] == Decimal(2)
    assert found.index < found.index_reachable


def test_what_is_too_late_cannot_be_won(workbook):
    assert prospect(workbook, today=dt.date(2019, 12, 30)).by_code.get("1.2.2") is None
    assert prospect(workbook, today=dt.date(2020, 1, 2)).gains == ()


def test_the_answer_is_kept_until_a_fact_changes(world, workbook):
    assert kept_prospect(workbook, today=TODAY) is None
    found = prospect(workbook, today=TODAY)
    assert kept_prospect(workbook, today=TODAY) == found
    assert kept_prospect(workbook, today=TODAY + dt.timedelta(days=1)) is None
    save_fact(
        dossier_id=workbook.dossier.pk,
        fact_code="plan_issued",
        wire=True,
        expected_version=0,
        actor=world.clerk(),
        now=preparing.NOW,
    )
    assert kept_prospect(load_workbook(world.dossier()), today=TODAY) is None


def test_a_set_that_cannot_be_turned_round_has_no_answer(workbook, monkeypatch):
    from parindex.engine.goals import NotInvertibleError
    from parindex.preparation import winning

    def refuse(*_args, **_kwargs):
        raise NotInvertibleError("x")

    monkeypatch.setattr(winning, "plan", refuse)
    assert not prospect(workbook, today=TODAY).is_known
