"""Edges of the clock that no single operation's tests meet: where one thing ends and the next begins."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from parindex.appraisal import operations as council
from parindex.assessments import operations as desk
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.queries import load_workbook
from parindex.kernel.clock import VIETNAM
from parindex.kernel.errors import Refused
from parindex.results.operations import publish_results
from tests.procedure.support.probing import is_allowed
from tests.procedure.support.states import CODE, DAY, LATER_OPENS, Scene, procedure_world
from tests.support import story
from tests.support.rounds import of_round, start

SECOND = dt.timedelta(seconds=1)
MIDNIGHT = dt.datetime(2020, 2, 11, 0, 0, tzinfo=VIETNAM)  # a window "đến hết ngày 10/02"


def _awarded_until(world, reply_due_at):
    story.award_all(world)
    council.send_provisional(
        dossier_id=world.dossier().pk,
        reply_due_at=reply_due_at,
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )


@pytest.mark.parametrize(
    ("moment", "unit_speaks"),
    [(MIDNIGHT - SECOND, True), (MIDNIGHT, False), (MIDNIGHT.astimezone(dt.UTC), False)],
)
def test_when_the_unit_falls_silent_the_chair_decides_and_not_a_second_before(
    world, moment, unit_speaks
):
    _awarded_until(world, MIDNIGHT)
    scene = Scene(column="", world=world, dossier=world.dossier(), now=moment)
    assert is_allowed("save_reply", scene, world.clerk()) is unit_speaks
    assert is_allowed("decide_dossier", scene, world.actor("chair")) is not unit_speaks


def test_an_extension_of_the_last_second_spares_the_head_an_explanation(world):
    story.approve(world)
    desk.grant_extension(
        dossier_id=world.dossier().pk,
        due_at=story.DUE + DAY,
        document_number="20/UBND-NV",
        document_date=(story.DUE - SECOND).date(),
        reason="Mất điện toàn xã",
        actor=world.actor("coordinator"),
        now=story.DUE - SECOND,
    )
    handed_in = desk.submit_dossier(
        dossier_id=world.dossier().pk, actor=world.clerk(), now=story.DUE + DAY - SECOND
    )
    assert not handed_in.is_late


def test_a_document_that_grants_more_time_may_be_of_today_in_vietnam(world):
    """Half past midnight on 23/01 in Vietnam is still 22/01 in Greenwich."""
    just_after = (story.DUE + dt.timedelta(minutes=30)).astimezone(dt.UTC)
    granted = desk.grant_extension(
        dossier_id=world.dossier().pk,
        due_at=story.DUE + DAY,
        document_number="20/UBND-NV",
        document_date=dt.date(2020, 1, 23),
        reason="Mất điện toàn xã",
        actor=world.actor("coordinator"),
        now=just_after,
    )
    assert granted.document_date == dt.date(2020, 1, 23)


@pytest.mark.parametrize(("early", "is_late"), [(SECOND, False), (0 * SECOND, True)])
def test_a_department_is_late_with_its_part_from_midnight_on(world, early, is_late):
    dossier = story.fill_in_district(world)
    sheet = dossier.sheets.get(unit=world.home_affairs)
    desk.request_approval(sheet_id=sheet.pk, actor=world.actor("nv.clerk"), now=story.DRAFTED)
    seen = sheet_hash(load_workbook(dossier), sheet)
    ask = {"sheet_id": sheet.pk, "seen_hash": seen, "actor": world.actor("nv.leader")}
    if is_late:
        with pytest.raises(Refused, match="giải trình của người đứng đầu"):
            desk.approve_sheet(**ask, now=story.DUE - early)
    else:
        assert desk.approve_sheet(**ask, now=story.DUE - early).late_explanation == ""


def test_a_request_ends_with_appraisal_even_if_its_own_date_is_later(world):
    """Letter 1202: nothing is added any more; the second in which the notice goes out counts."""
    dossier = story.submit(world)
    request = council.request_supplement(
        dossier_id=dossier.pk,
        number="02/YC-HĐ",
        codes=[CODE],
        reason="Gửi bản có dấu",
        due_at=MIDNIGHT + 30 * DAY,
        actor=world.actor("secretary"),
        now=story.APPRAISED - DAY,
    )
    told = {"item_id": request.items.get().pk, "actor": world.clerk()}
    council.answer_supplement(**told, answer="Đã gửi", now=story.APPRAISED - DAY)
    _award_rest(world)
    for operation, more in (
        (council.answer_supplement, {"answer": "Gửi thêm"}),
        (council.attach_supplement, {"details": story.details(), "upload": story.pdf()}),
    ):
        with pytest.raises(Refused, match="đóng sớm"):
            operation(**told, **more, now=story.APPRAISED)


def _award_rest(world):
    """Award everything and send the result in the same second."""
    dossier = world.dossier()
    for line in load_workbook(dossier).lines.values():
        points = line.counted if line.is_self_scored else line.node.max_points
        council.save_award(
            dossier_id=dossier.pk,
            code=line.code,
            draft=council.AwardDraft(points=points, reason="Đã xem"),
            expected_version=0,
            actor=world.actor("nv.appraiser" if line.code == CODE else "tp.appraiser"),
            now=story.APPRAISED,
        )
    council.send_provisional(
        dossier_id=dossier.pk,
        reply_due_at=MIDNIGHT,
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )


def test_a_later_rounds_finished_copy_waits_for_the_round_to_open(db):
    """The coordinator may start a round beforehand; nobody hands in what is not open."""
    world = procedure_world()
    story.fill_in(world)
    later = world.round.continued_by.get()
    start(world, later, now=story.DUE)
    sheet = of_round(later, world.communes[0]).sheets.get()
    ask: dict[str, Any] = {"sheet_id": sheet.pk, "actor": world.clerk()}
    with pytest.raises(Refused, match="chưa mở"):
        desk.request_approval(**ask, now=LATER_OPENS - SECOND)
    assert desk.request_approval(**ask, now=LATER_OPENS).state == "AWAITING_APPROVAL"


@pytest.mark.parametrize(("early", "is_published"), [(SECOND, False), (0 * SECOND, True)])
def test_results_wait_for_the_last_extension_to_the_second(world, early, is_published):
    until = story.PUBLISHED + DAY
    story.decide(world, 0)
    desk.grant_extension(
        dossier_id=world.dossier(1).pk,
        due_at=until,
        document_number="20/UBND-NV",
        document_date=story.DUE.date(),
        reason="Bão",
        actor=world.actor("coordinator"),
        now=story.DUE,
    )
    story.sign_if_ready(world, now=until - early)
    publish = {
        "scoring_round": world.round,
        "criteria_set": world.commune_set,
        "decision_number": "99/QĐ-UBND",
        "decision_date": story.PUBLISHED.date(),
        "signed_by": "Nguyễn Văn Mẫu",
        "actor": world.actor("coordinator"),
    }
    if is_published:
        assert publish_results(**publish, now=until - early).version == 1
    else:
        with pytest.raises(Refused, match="Chưa hết hạn nộp"):
            publish_results(**publish, now=until - early)
