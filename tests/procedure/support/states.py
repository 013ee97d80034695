"""One dossier brought through every state of the procedure, one after the other, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction

from parindex.accounts.choices import Role
from parindex.accounts.operations import register_person
from parindex.accounts.rules import Actor
from parindex.appraisal import operations as council
from parindex.assessments import operations as desk
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import load_workbook
from parindex.cycles.models import Round
from parindex.cycles.operations import open_round
from parindex.results.operations import publish_results
from tests.support import story
from tests.support.story import World

DAY = dt.timedelta(days=1)
UNBEGUN = story.OPENED - 60 * DAY
PREPARES = story.OPENED - 30 * DAY
PREPARING = story.OPENED - 20 * DAY
LATE = story.DUE + DAY
COPIED = story.DUE + 2 * DAY
LATER_OPENS = story.PUBLISHED + 30 * DAY
ASKED = story.APPRAISED - 2 * DAY
ASKED_UNTIL = story.PUBLISHED + 20 * DAY  # outlives the phase it belongs to
ANSWERED = story.APPRAISED - DAY
REPLIED = story.APPRAISED + DAY
OVER = story.REPLY_DUE + dt.timedelta(hours=1)
AFTERWARDS = story.PUBLISHED + DAY
CODE = "1.1"  # the component that everybody tries; home affairs answers for it and appraises it


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A dossier in one state, at one moment."""

    column: str
    world: World
    dossier: Dossier
    now: dt.datetime

    @property
    def sheet(self) -> Sheet:
        """The sheet that holds CODE."""
        own = self.dossier.unit_id != self.world.district.pk
        unit = self.dossier.unit if own else self.world.home_affairs
        return self.dossier.sheets.get(unit=unit)

    @property
    def actor(self):
        return self.world.actor


def procedure_world() -> World:
    """Build the small world with a preparation phase, a second round, a substitute and a recusal."""
    world = story.build_world(communes=2)
    Round.objects.filter(pk=world.round.pk).update(prepares_from=PREPARES)
    world.round.refresh_from_db()
    open_round(
        cycle=world.cycle,
        number=2,
        name="Đợt 2",
        opens_at=LATER_OPENS,
        due_at=LATER_OPENS + 30 * DAY,
        starts_from=world.round,
        actor="kiểm thử",
        now=story.OPENED,
    )
    register_person(
        username="nv.recused",
        full_name="Lê Đứng Ngoài",
        position="",
        encoded_password="",
        seats=[(Role.APPRAISER, world.home_affairs)],
        actor="kiểm thử",
        now=story.OPENED,
    )
    council.declare_recusal(
        cycle=world.cycle,
        username="nv.recused",
        unit_code=world.communes[0].code,
        reason="Là em của Chủ tịch xã",
        actor=world.actor("secretary"),
        now=story.OPENED,
    )
    _appoint(world, world.home_affairs.code, "tp.clerk")
    _appoint(world, world.justice.code, "nv.clerk")
    return world


def commune_scenes(world: World) -> Iterator[Scene]:
    """Yield a commune's dossier in every state, in the order of the year."""
    yield _scene("chuẩn bị", world, PREPARING)
    story.fill_in(world)
    yield _scene("đang soạn", world, story.DRAFTED)
    request_approval(world.sheet(), world.clerk())
    yield _scene("chờ duyệt", world, story.DRAFTED)
    approve(world.sheet(), world.leader())
    yield _scene("đã duyệt", world, story.DRAFTED)
    yield _scene("quá hạn", world, LATE)
    with rolled_back():
        later = _start_later(world)
        yield _scene("đợt sau đã mở", world, LATER_OPENS + DAY)
        yield _scene("chưa mở", replace(world, round=later), COPIED)
    _submit_and_ask(world)
    yield _scene("đã nộp", world, ANSWERED)
    _award(world)
    yield _scene("đang thẩm định", world, story.APPRAISED)
    _send_and_reply(world)
    yield _scene("chờ giải trình", world, REPLIED)
    yield _scene("hết hạn giải trình", world, OVER)
    council.decide_dossier(
        dossier_id=world.dossier().pk, actor=world.actor("chair"), now=story.DECIDED
    )
    yield _scene("đã kết luận", world, story.PUBLISHED)
    _publish(world)
    yield _scene("đã công bố", world, AFTERWARDS)
    council.reopen_for_correction(
        dossier_id=world.dossier().pk,
        reason="Tính nhầm mục 1.1",
        actor=world.actor("chair"),
        now=AFTERWARDS,
    )
    yield _scene("mở lại", world, AFTERWARDS)


def district_scenes(world: World) -> Iterator[Scene]:
    """Yield the district's own form in every state that it passes: nobody here appraises it."""
    yield _district_scene("chuẩn bị", world, PREPARING)
    story.fill_in_district(world)
    yield _district_scene("đang soạn", world, story.DRAFTED)
    departments = (world.home_affairs, "nv"), (world.justice, "tp")
    sheets = {name: world.district_dossier().sheets.get(unit=unit) for unit, name in departments}
    for name, sheet in sheets.items():
        request_approval(sheet, world.actor(f"{name}.clerk"))
    yield _district_scene("chờ duyệt", world, story.DRAFTED)
    for name, sheet in sheets.items():
        approve(sheet, world.actor(f"{name}.leader"))
    yield _district_scene("đã duyệt", world, story.DRAFTED)
    yield _district_scene("quá hạn", world, LATE)
    with rolled_back():
        later = _start_later(world)
        yield _district_scene("đợt sau đã mở", world, LATER_OPENS + DAY)
        yield _district_scene("chưa mở", replace(world, round=later), COPIED)
    desk.submit_dossier(
        dossier_id=world.district_dossier().pk, actor=world.actor("coordinator"), now=story.DRAFTED
    )
    yield _district_scene("đã nộp", world, story.APPRAISED)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo everything that is written in the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def request_approval(sheet: Sheet, clerk: Actor, now: dt.datetime = story.DRAFTED) -> None:
    desk.request_approval(sheet_id=sheet.pk, actor=clerk, now=now)


def approve(sheet: Sheet, leader: Actor, now: dt.datetime = story.DRAFTED) -> None:
    seen = sheet_hash(load_workbook(sheet.dossier), sheet)
    desk.approve_sheet(sheet_id=sheet.pk, seen_hash=seen, actor=leader, now=now)


def _appoint(world: World, agency_code: str, username: str) -> None:
    council.appoint_substitute(
        cycle=world.cycle,
        plan=council.SubstitutionPlan(
            agency_code=agency_code,
            username=username,
            from_day=UNBEGUN.date(),
            until_day=(LATER_OPENS + 90 * DAY).date(),
            document_number="01/QĐ-HĐ",
            document_date=UNBEGUN.date(),
            reason="Thành viên nghỉ phép",
        ),
        actor=world.actor("secretary"),
        now=story.OPENED,
    )


def _scene(column: str, world: World, now: dt.datetime) -> Scene:
    return Scene(column=column, world=world, dossier=world.dossier(), now=now)


def _district_scene(column: str, world: World, now: dt.datetime) -> Scene:
    return Scene(column=column, world=world, dossier=world.district_dossier(), now=now)


def _start_later(world: World) -> Round:
    """Start the second round before it opens: everything in it is a finished copy."""
    later = Round.objects.get(starts_from=world.round)
    desk.start_round(scoring_round=later, actor=world.actor("coordinator"), now=COPIED)
    return later


def _submit_and_ask(world: World) -> None:
    dossier = world.dossier()
    desk.submit_dossier(dossier_id=dossier.pk, actor=world.clerk(), now=story.DRAFTED)
    council.request_supplement(
        dossier_id=dossier.pk,
        number="02/YC-HĐ",
        codes=[CODE],
        reason="Gửi bản có dấu",
        due_at=ASKED_UNTIL,
        actor=world.actor("secretary"),
        now=ASKED,
    )


def _award(world: World) -> None:
    """Answer the request, award everything, let another agency read CODE again and agree."""
    dossier = world.dossier()
    item = dossier.supplement_requests.get().items.get()
    council.answer_supplement(item_id=item.pk, answer="Đã gửi", actor=world.clerk(), now=ANSWERED)
    council.record_survey_result(
        dossier_id=dossier.pk,
        code="2.3",
        wire="80",
        expected_version=0,
        actor=world.actor("tp.appraiser"),
        now=story.APPRAISED,
    )
    for line in load_workbook(dossier).lines.values():
        points = line.counted if line.is_self_scored else line.computed
        is_tried = line.code == CODE
        council.save_award(
            dossier_id=dossier.pk,
            code=line.code,
            draft=council.AwardDraft(
                points=Decimal(1) if is_tried else points,
                reason="Chưa công khai" if is_tried else "",
            ),
            expected_version=0,
            actor=world.actor("nv.appraiser" if is_tried else "tp.appraiser"),
            now=story.APPRAISED,
        )
    _read_again(world, dossier)


def _read_again(world: World, dossier: Dossier) -> None:
    council.draw_readings(
        scoring_round=world.round,
        criteria_set=world.commune_set,
        plan=council.DrawPlan(least_points=Decimal(1)),
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    council.save_reading(
        dossier_id=dossier.pk,
        code=CODE,
        draft=council.ReadingDraft(agrees=True),
        seen_award=1,
        actor=world.actor("tp.appraiser"),
        now=story.APPRAISED,
    )


def _send_and_reply(world: World) -> None:
    dossier = world.dossier()
    council.send_provisional(
        dossier_id=dossier.pk,
        reply_due_at=story.REPLY_DUE,
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    council.save_reply(
        dossier_id=dossier.pk,
        code=CODE,
        text="Đã công khai trên bảng tin",
        expected_version=0,
        actor=world.clerk(),
        now=story.APPRAISED,
    )


def _publish(world: World) -> None:
    story.sign_off(world, now=story.PUBLISHED)
    publish_results(
        scoring_round=world.round,
        criteria_set=world.commune_set,
        decision_number="99/QĐ-UBND",
        decision_date=story.PUBLISHED.date(),
        signed_by="Nguyễn Văn Mẫu",
        actor=world.actor("coordinator"),
        now=story.PUBLISHED,
    )
