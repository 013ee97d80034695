"""Who judges in whose place, and who stands aside."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership
from parindex.appraisal import operations as council
from parindex.appraisal.council import council_of, is_council_member
from parindex.appraisal.models import Award
from parindex.appraisal.operations import AwardDraft, SubstitutionPlan
from parindex.appraisal.queries import appraisal_queue, appraisal_rounds
from parindex.appraisal.rules import may_award, may_request, may_rule, may_send
from parindex.appraisal.standings import queue_counts
from parindex.kernel.clock import VIETNAM, vietnam_midnight
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.models import JournalEntry
from tests.support import story

FIRST, LAST = dt.date(2020, 2, 3), dt.date(2020, 2, 5)
SECOND = dt.timedelta(seconds=1)


def plan(**changes) -> SubstitutionPlan:
    values = {
        "agency_code": "huyen-mau.noi-vu",
        "username": "tp.clerk",
        "from_day": FIRST,
        "until_day": LAST,
        "document_number": "05/QĐ-HĐ",
        "document_date": dt.date(2020, 2, 1),
        "reason": "Thành viên đi công tác",
    }
    return SubstitutionPlan(**{**values, **changes})


def appoint(world, *, actor="chair", now=story.APPRAISED, **changes):
    return council.appoint_substitute(
        cycle=world.cycle, plan=plan(**changes), actor=world.actor(actor), now=now
    )


def recuse(world, *, who="nv.appraiser", unit="huyen-mau.xa-01", actor=None, reason="Anh ruột"):
    return council.declare_recusal(
        cycle=world.cycle,
        username=who,
        unit_code=unit,
        reason=reason,
        actor=world.actor(actor or who),
        now=story.APPRAISED,
    )


def award(world, *, actor="tp.clerk", now=story.APPRAISED):
    return council.save_award(
        dossier_id=world.dossier().pk,
        code="1.1",
        draft=AwardDraft(points=Decimal(2)),
        expected_version=0,
        actor=world.actor(actor),
        now=now,
    )


def entries(action):
    return JournalEntry.objects.filter(action=action).count()


def test_a_substitute_awards_in_the_agencys_name_and_the_award_says_so(world):
    story.submit(world)
    substitution = appoint(world)
    found = award(world)
    assert (found.agency, found.judge, found.substitution) == (
        world.home_affairs,
        world.people["tp.clerk"],
        substitution,
    )
    assert "Phạm Tư Pháp" in found.changed_by
    assert '"substitution":"05/QĐ-HĐ"' in JournalEntry.objects.get(action="award.saved").data


def test_the_agencys_own_appraiser_goes_on_meanwhile(world):
    story.submit(world)
    appoint(world)
    assert award(world, actor="nv.appraiser").substitution is None


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        (vietnam_midnight(FIRST) - SECOND, False),
        (vietnam_midnight(FIRST), True),
        (vietnam_midnight(LAST + dt.timedelta(days=1)) - SECOND, True),
        (vietnam_midnight(LAST + dt.timedelta(days=1)), False),
    ],
)
def test_a_substitution_holds_from_the_first_midnight_in_vietnam_to_the_last(world, moment, may):
    story.submit(world)
    appoint(world, now=dt.datetime(2020, 2, 1, 12, tzinfo=VIETNAM))
    substitute, dossier = world.actor("tp.clerk"), world.dossier()
    utc = moment.astimezone(dt.UTC)
    assert may_award(substitute, dossier, world.home_affairs.pk, now=utc) is may
    assert bool(appraisal_queue(substitute, world.round, now=utc)) is may
    assert appraisal_rounds(substitute, utc).exists() is may
    assert [(count.units, count.total) for count in queue_counts(substitute, utc)] == (
        [(1, 1)] if may else []
    )


def test_a_substitution_ends_at_once_when_it_is_ended(world):
    story.submit(world)
    row = appoint(world)
    ending = {"cycle": world.cycle, "substitution_id": row.pk, "now": story.APPRAISED}
    with pytest.raises(Denied):
        council.end_substitution(**ending, actor=world.actor("coordinator"))
    council.end_substitution(**ending, actor=world.actor("secretary"))
    with pytest.raises(Denied):
        award(world)
    with pytest.raises(Refused, match="đã kết thúc"):
        council.end_substitution(**ending, actor=world.actor("secretary"))
    assert (entries("substitute.appointed"), entries("substitute.ended")) == (1, 1)


def test_a_substitute_never_judges_a_unit_they_belong_to(world):
    story.submit(world)
    appoint(world, username="clerk-1")
    with pytest.raises(Denied):
        award(world, actor="clerk-1")


def test_a_substitute_for_one_cycle_is_none_in_another(world):
    story.submit(world)
    appoint(world)
    other = type(world.cycle).objects.get(pk=world.cycle.pk)
    other.pk, other.code = None, "khac"
    other.save()
    type(world.round).objects.update(cycle=other)
    assert not may_award(
        world.actor("tp.clerk"), world.dossier(), world.home_affairs.pk, now=story.APPRAISED
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"agency_code": "huyen-mau.xa-01"}, "được phân công thẩm định"),
        ({"username": "khong-co"}, "người thay"),
        ({"username": "nv.appraiser"}, "không cần cử thay"),
        ({"until_day": dt.date(2020, 2, 2)}, "từ ngày đầu"),
        ({"from_day": dt.date(2020, 1, 1), "until_day": dt.date(2020, 2, 2)}, "đã qua"),
        ({"document_date": dt.date(2020, 2, 4)}, "tương lai"),
        ({"document_number": " "}, "số văn bản"),
        ({"reason": ""}, "lý do"),
        ({"document_number": "x" * 81}, "80 ký tự"),
    ],
)
def test_a_substitution_that_does_not_fit_is_refused(world, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        appoint(world, **changes)


def test_the_same_person_is_not_appointed_twice_for_the_same_days(world):
    appoint(world)
    with pytest.raises(Refused, match="từ 03/02/2020 đến 05/02/2020"):
        appoint(world, from_day=LAST, until_day=LAST)
    appoint(world, from_day=dt.date(2020, 2, 6), until_day=dt.date(2020, 2, 7))


@pytest.mark.parametrize("actor", ["coordinator", "nv.appraiser", "clerk-1", "admin"])
def test_only_chair_and_secretary_appoint(world, actor):
    with pytest.raises(Denied):
        appoint(world, actor=actor)


def test_who_declares_a_conflict_judges_nothing_of_the_unit(world):
    story.submit(world, 0)
    story.submit(world, 1)
    recuse(world)
    judge = world.actor("nv.appraiser")
    with pytest.raises(Denied):
        award(world, actor="nv.appraiser")
    queue = appraisal_queue(judge, world.round, now=story.APPRAISED)
    assert {item.dossier.unit.name for item in queue} == {"Xã Mẫu 02"}
    assert [count.units for count in queue_counts(judge, story.APPRAISED)] == [1]
    assert not Award.objects.exists()


def test_chair_and_secretary_stand_aside_too(world):
    dossier = story.submit(world)
    recuse(world, who="secretary")
    recuse(world, who="chair", actor="secretary")
    assert not may_request(world.actor("secretary"), dossier)
    assert not may_send(world.actor("secretary"), dossier)
    assert not may_rule(world.actor("chair"), dossier)
    assert may_rule(world.actor("chair"), world.dossier(1))


def test_a_conflict_is_declared_by_the_member_or_the_councils_heads(world):
    with pytest.raises(Denied):
        recuse(world, actor="tp.appraiser")
    with pytest.raises(Refused, match="thành viên của Hội đồng"):
        recuse(world, who="clerk-1", actor="chair")
    with pytest.raises(Refused, match="đơn vị tham gia"):
        recuse(world, unit="khong-co")
    with pytest.raises(Refused, match="lý do"):
        recuse(world, reason="  ")
    recuse(world, actor="secretary")
    with pytest.raises(Refused, match="đã đứng ngoài"):
        recuse(world)


def test_a_conflict_is_lifted_by_somebody_else(world):
    story.submit(world)
    row = recuse(world, who="secretary")
    lifting = {"cycle": world.cycle, "recusal_id": row.pk, "now": story.APPRAISED}
    with pytest.raises(Refused, match="Không tự gỡ"):
        council.lift_recusal(**lifting, actor=world.actor("secretary"))
    with pytest.raises(Denied):
        council.lift_recusal(**lifting, actor=world.actor("nv.appraiser"))
    council.lift_recusal(**lifting, actor=world.actor("chair"))
    assert may_request(world.actor("secretary"), world.dossier())
    with pytest.raises(Refused, match="đã được gỡ"):
        council.lift_recusal(**lifting, actor=world.actor("chair"))
    recuse(world, who="secretary")
    assert entries("recusal.declared") == 2


def test_the_council_says_who_appraises_what_and_where_nobody_is_left(world):
    appoint(world)
    recuse(world)
    recuse(world, who="tp.clerk", actor="chair")
    found = council_of(world.cycle, FIRST)
    assert [member.user.username for member in (*found.chairs, *found.secretaries)] == [
        "chair",
        "secretary",
    ]
    rows = {row.agency.name: row for row in found.agencies}
    assert [(t.node.code, t.is_override) for t in rows["Phòng Tư pháp"].tasks] == [
        ("1.2", True),
        ("2", False),
    ]
    home = rows["Phòng Nội vụ"]
    assert [row.substitute.username for row in home.substitutes] == ["tp.clerk"]
    assert [unit.name for unit in home.stranded] == ["Xã Mẫu 01"]
    assert rows["Phòng Tư pháp"].stranded == ()
    later = council_of(world.cycle, dt.date(2020, 2, 6))
    assert [row.substitutes for row in later.agencies] == [(), ()]


def test_members_and_substitutes_read_the_council(world):
    appoint(world)
    may = {name for name in world.people if is_council_member(world.actor(name), world.cycle)}
    expected = {"nv.appraiser", "tp.appraiser", "secretary", "chair", "coordinator", "tp.clerk"}
    assert may == expected


@pytest.mark.django_db
def test_the_bench_costs_the_same_for_one_and_for_many_units():
    found = []
    for communes in (1, 4):
        from django.db import transaction

        with transaction.atomic():
            world = story.build_world(communes)
            for commune in range(communes):
                story.submit(world, commune)
                recuse(world, who="tp.appraiser", unit=world.communes[commune].code)
            appoint(world, username="tp.appraiser", from_day=FIRST)
            judge = world.actor("tp.appraiser")
            appraisal_queue(judge, world.round, now=story.APPRAISED)
            counts = []
            for read in (
                lambda w=world, j=judge: appraisal_queue(j, w.round, now=story.APPRAISED),
                lambda j=judge: queue_counts(j, story.APPRAISED),
                lambda w=world: council_of(w.cycle, FIRST),
            ):
                with CaptureQueriesContext(connection) as captured:
                    read()
                counts.append(len(captured))
            found.append(counts)
            transaction.set_rollback(True)
    assert found[0] == found[1]


def test_a_role_taken_away_leaves_the_agency_to_its_substitute(world):
    story.submit(world)
    Membership.objects.filter(user=world.people["nv.appraiser"], role=Role.APPRAISER).delete()
    appoint(world)
    assert award(world).agency == world.home_affairs
