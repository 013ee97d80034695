from __future__ import annotations

import datetime as dt

import pytest

from parindex.assessments import operations as desk
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import Sheet
from parindex.assessments.queries import load_workbook
from parindex.notices.queries.lateness import late_in
from tests.support import story

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def names(world, now):
    return {(row.unit.name, row.days, row.is_missing) for row in late_in(world.round, now=now)}


def test_nobody_is_late_before_the_deadline(world):
    assert late_in(world.round, now=story.DUE - HOUR) == []


def test_units_and_departments_are_late_from_the_deadline_on(world):
    assert names(world, story.DUE + 25 * HOUR) == {
        (name, 2, True) for name in ("Xã Mẫu 01", "Xã Mẫu 02", "Phòng Nội vụ", "Phòng Tư pháp")
    }


def test_who_handed_in_late_stands_with_the_heads_words(world):
    story.request_approval(world)
    sheet = world.sheet()
    desk.approve_sheet(
        sheet_id=sheet.pk,
        seen_hash=sheet_hash(load_workbook(world.dossier()), sheet),
        actor=world.leader(),
        now=story.DRAFTED,
    )
    desk.submit_dossier(
        dossier_id=world.dossier().pk,
        late_explanation="Mất điện ba ngày",
        actor=world.leader(),
        now=story.DUE + HOUR,
    )
    row = next(
        row for row in late_in(world.round, now=story.DUE + 9 * DAY) if row.unit.name == "Xã Mẫu 01"
    )
    assert (row.days, row.explanation, row.is_missing) == (1, "Mất điện ba ngày", False)


def test_a_unit_with_an_extension_is_late_by_its_own_deadline(world):
    desk.grant_extension(
        dossier_id=world.dossier().pk,
        due_at=story.DUE + 3 * DAY,
        document_number="9/CV",
        document_date=story.OPENED.date(),
        reason="Thiên tai",
        actor=world.actor("coordinator"),
        now=story.DRAFTED,
    )
    assert "Xã Mẫu 01" not in {name for name, _days, _missing in names(world, story.DUE + 2 * DAY)}
    late = late_in(world.round, now=story.DUE + 4 * DAY)
    row = next(row for row in late if row.unit.name == "Xã Mẫu 01")
    assert row.extension is not None
    assert (row.days, row.extension.document_number) == (1, "9/CV")


def test_a_department_that_was_approved_in_time_is_not_late(world):
    Sheet.objects.filter(unit=world.justice).update(state="APPROVED", approved_at=story.DRAFTED)
    assert "Phòng Tư pháp" not in {row.unit.name for row in late_in(world.round, now=story.DUE)}


def test_a_department_that_was_approved_late_is(world):
    Sheet.objects.filter(unit=world.justice).update(
        state="APPROVED", approved_at=story.DUE + DAY, late_explanation="Thiếu người"
    )
    row = next(
        row for row in late_in(world.round, now=story.DUE + 5 * DAY) if row.unit == world.justice
    )
    assert (row.days, row.explanation, row.part_of) == (1, "Thiếu người", "UBND huyện Mẫu")


@pytest.mark.django_db
def test_the_list_costs_the_same_for_one_unit_and_for_twenty(django_assert_num_queries):
    from django.db import transaction

    for communes in (1, 20):
        with transaction.atomic():
            world = story.build_world(communes)
            late_in(world.round, now=story.DUE)
            with django_assert_num_queries(6):
                assert len(late_in(world.round, now=story.DUE)) == communes + 2
            transaction.set_rollback(True)
