from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.assessments.queries import load_workbook
from parindex.crosschecks.choices import Kind
from parindex.crosschecks.queries import (
    component_flags,
    dossier_flags,
    flags_at,
    round_flags,
    unit_hints,
)
from parindex.units.choices import UnitKind
from parindex.units.models import Succession, Unit
from tests.crosschecks import years
from tests.support import story

MOST_OF_A_CASE = 7


def kinds(found) -> list[tuple[str, str]]:
    return sorted((row.code, row.flag.kind) for row in found)


def queries_of(call) -> int:
    call()
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


@pytest.fixture
def over_scored(world):
    """The first commune claims a whole point more in 1.2.1 and 0.25 more in 2.1; both handed in."""
    story.fill_in(world)
    years.score(world, "1.2.1", "2")
    years.score(world, "2.1", "1")
    hand_in(world)
    return world


def hand_in(world, commune: int = 0) -> None:
    from parindex.assessments import operations as desk
    from parindex.assessments.fingerprint import sheet_hash

    clerk, leader, now = world.clerk(commune), world.leader(commune), story.DRAFTED
    sheet = desk.request_approval(sheet_id=world.sheet(commune).pk, actor=clerk, now=now)
    seen = sheet_hash(load_workbook(world.dossier(commune)), sheet)
    desk.approve_sheet(sheet_id=sheet.pk, seen_hash=seen, actor=leader, now=now)
    desk.submit_dossier(dossier_id=sheet.dossier_id, actor=clerk, now=now)


def test_a_component_a_dossier_and_the_round_tell_the_same(over_scored):
    story.submit(over_scored, 1)
    workbook = load_workbook(over_scored.dossier())
    one = component_flags(workbook, "1.2.1")
    whole = dossier_flags(workbook)
    of_round = [row for row in round_flags(over_scored.round) if row.dossier == workbook.dossier]
    assert kinds(one) == [("1.2.1", Kind.COMPUTED)]
    assert kinds(whole) == kinds(of_round) == [("1.2.1", Kind.COMPUTED), ("2.1", Kind.COMPUTED)]
    fingerprints = [{row.flag.fingerprint for row in found} for found in (whole, of_round)]
    assert fingerprints[0] == fingerprints[1]


def test_a_document_of_another_commune_is_found_both_ways(world):
    story.submit(world, 0)
    story.submit(world, 1)  # the same file, issued by "UBND xã Mẫu 01"
    workbook = load_workbook(world.dossier(1))
    expected = [("1.1", Kind.ISSUER), ("1.1", Kind.SHARED_DOCUMENT)]
    assert kinds(component_flags(workbook, "1.1")) == sorted(expected)
    assert kinds(flags_at([workbook.dossier], {"1.1"})) == sorted(expected)


def test_a_dossier_that_is_not_handed_in_is_no_twin_and_has_no_flags_in_the_round(world):
    story.fill_in(world, 0)
    story.submit(world, 1)
    assert {row.flag.kind for row in round_flags(world.round)} == {Kind.ISSUER}


def test_an_empty_round_has_no_flags(world):
    assert round_flags(world.round) == []


def test_the_last_published_result_is_held_against_this_year_s(world):
    story.publish(world)
    now = years.next_year(world)
    story.fill_in(now)
    years.enter(now, "plan_tasks", {"numerator": 40, "denominator": 40})
    years.score(now, "1.2.1", "2")
    found = component_flags(load_workbook(now.dossier()), "1.2.1")
    assert [row.flag.kind for row in found] == [Kind.LAST_YEAR, Kind.LAST_YEAR, Kind.WINDOW]
    points, ratio = (row.flag.sentence for row in found[:2])
    assert "cao hơn hẳn kết quả công bố năm 2019: 1/2 điểm (50%)" in points
    assert "năm nay là 40/40 (100%), năm 2019 là 9/10 (90%)" in ratio


def test_a_merged_commune_is_held_against_those_it_came_from(world):
    story.publish(world)
    merged = Unit.objects.create(
        code="huyen-mau.xa-moi",
        kind=UnitKind.COMMUNE,
        name="Xã Mới",
        body="UBND xã Mới",
        parent=world.district,
        path="/mau/huyen-mau/huyen-mau.xa-moi/",
        sort_key="xa moi",
    )
    for commune in world.communes:
        Succession.objects.create(
            predecessor=commune, successor=merged, on=dt.date(2020, 7, 1), document="1/NQ"
        )
    now = years.next_year(world, [merged])
    workbook = load_workbook(now.dossier())
    from parindex.crosschecks.queries.bodies import families_of
    from parindex.crosschecks.queries.past import past_results

    families = families_of([merged], ["UBND xã Mẫu 01"])
    results = past_results(families, before=2020)[merged.pk]
    assert {row.unit_code for row in results} == {commune.code for commune in world.communes}
    scores = [row.score_of(workbook.lines["1.2.1"].node, "another set") for row in results]
    assert [score and score.points for score in scores] == [1, 1]
    assert families.circle(merged).judge("UBND xã Mẫu 01").value == "own"


def test_the_unit_s_own_hints_leave_out_what_tells_of_others(world):
    story.submit(world, 0)
    story.fill_in(world, 1)
    hints = unit_hints(load_workbook(world.dossier(1)), ["1.1"])
    assert {flag.kind for flag in hints["1.1"]} == {Kind.ISSUER, Kind.SHARED_DOCUMENT}
    assert all("Xã Mẫu 01" not in flag.for_unit.split("ban hành")[-1] for flag in hints["1.1"])


def test_outliers_are_found_among_handed_in_dossiers(db):
    world = story.build_world(communes=10)
    for commune in range(10):
        story.fill_in(world, commune)
        tasks = {"numerator": 2 if commune == 3 else 9, "denominator": 10}
        years.enter(world, "plan_tasks", tasks, commune=commune)
        score = "0" if commune == 3 else "1"
        years.score(world, "1.2.1", score, commune=commune)
        hand_in(world, commune)
    workbook = load_workbook(world.dossier(3))
    narrow = [row.flag for row in component_flags(workbook, "1.2.1")]
    wide = [row.flag for row in round_flags(world.round) if row.flag.kind == Kind.OUTLIER]
    [outlier] = [flag for flag in narrow if flag.kind == Kind.OUTLIER]
    assert [flag.fingerprint for flag in wide] == [outlier.fingerprint]
    assert "là 20%, trung vị của 9 đơn vị khác là 90%" in outlier.sentence


@pytest.mark.parametrize("code", ["1.1", "1.2.1", "2.3"])
def test_a_component_costs_seven_queries_at_most(over_scored, code):
    workbook = load_workbook(over_scored.dossier())
    assert queries_of(lambda: component_flags(workbook, code)) <= MOST_OF_A_CASE


def test_the_queries_do_not_grow_with_the_round(django_db_blocker, db):
    from django.db import transaction

    found = []
    for communes in (1, 5):
        with transaction.atomic():
            world = story.build_world(communes)
            for commune in range(communes):
                story.submit(world, commune)
            workbook = load_workbook(world.dossier())
            found.append(
                (
                    queries_of(lambda: component_flags(workbook, "1.2.1")),  # noqa: B023
                    queries_of(lambda: dossier_flags(workbook)),  # noqa: B023
                    queries_of(lambda: unit_hints(workbook)),  # noqa: B023
                    queries_of(lambda: round_flags(world.round)),  # noqa: B023
                )
            )
            transaction.set_rollback(True)
    assert found[0] == found[1]
