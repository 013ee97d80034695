from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.assessments.comparison import compare
from parindex.assessments.fingerprint import dossier_hash, is_as_handed_in
from parindex.assessments.models import Dossier, EvidenceLink
from parindex.assessments.operations import (
    ComponentDraft,
    attach_document,
    detach_document,
    open_dossiers,
    request_approval,
    save_component,
    save_fact,
    save_remarks,
    start_round,
    submit_dossier,
)
from parindex.assessments.progress import drafting_progress
from parindex.assessments.queries import dossier_by_id, load_workbook
from parindex.cycles.models import Participant
from parindex.cycles.operations import add_participants
from parindex.kernel.errors import Denied, Refused
from parindex.units.models import Unit
from tests.support import story
from tests.support.rounds import AMIDST, of_round, plan_second, start, start_second

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def two_rounds(world):
    """Return the world in its second round: commune 1 handed in in the first, commune 2 did not."""
    story.submit(world, 0)
    story.fill_in(world, 1)
    later = start_second(world)
    return world, later


def test_a_round_starts_at_the_earlier_ones_deadline_and_not_a_second_before(world):
    later = plan_second(world)
    with pytest.raises(Refused, match="còn hạn nộp đến trước 00:00 ngày 23/01/2020"):
        start(world, later, now=story.DUE - SECOND)
    assert start(world, later, now=story.DUE) == 3


def test_only_the_coordinator_starts_a_round(world):
    later = plan_second(world)
    for username in ("secretary", "chair", "admin", "leader-1"):
        with pytest.raises(Denied):
            start_round(scoring_round=later, actor=world.actor(username), now=story.DUE)


def test_a_round_starts_once(two_rounds):
    world, later = two_rounds
    with pytest.raises(Refused, match="Đợt 2 đã mở rồi"):
        start(world, later)


def test_a_first_round_is_not_started_this_way(world):
    with pytest.raises(Refused, match="không tiếp từ đợt nào"):
        start(world, world.round)


def test_opening_a_cycles_dossiers_leaves_the_later_round_alone(world):
    with pytest.raises(Refused, match="tiếp từ đợt trước"):
        open_dossiers(scoring_round=plan_second(world), actor="kiểm thử", now=story.OPENED)


def test_every_unit_goes_on_with_what_stood(two_rounds):
    world, later = two_rounds
    for commune in world.communes:
        copy = load_workbook(of_round(later, commune))
        before = load_workbook(dossier_by_id(copy.dossier.continues_id or 0))
        assert {code: fact.raw for code, fact in copy.facts.items()} == {
            code: fact.raw for code, fact in before.facts.items()
        }
        assert copy.own_tally.points == before.own_tally.points > 0
        assert not any(change.is_changed for change in compare(before, copy))
        assert copy.dossier.stage == "SELF_ASSESSMENT"
        assert [sheet.state for sheet in copy.sheets] == ["DRAFTING"]


def test_remarks_go_along(world):
    sheet = world.sheet()
    save_remarks(
        sheet_id=sheet.pk,
        difficulties="Thiếu người",
        proposals="Thêm máy quét",
        expected_version=0,
        actor=world.clerk(),
        now=story.DRAFTED,
    )
    later = start_second(world)
    copy = of_round(later, world.communes[0]).sheets.get()
    assert (copy.difficulties, copy.proposals) == ("Thiếu người", "Thêm máy quét")


def test_evidence_that_the_council_asked_for_belongs_to_what_is_handed_in_next(world):
    dossier = story.submit(world)
    EvidenceLink.objects.filter(dossier=dossier, code="1.1").update(supplement_number="01/HĐ")
    later = start_second(world)
    copy = of_round(later, world.communes[0])
    assert not EvidenceLink.objects.filter(dossier=copy).exclude(supplement_number="").exists()


def test_a_unit_without_an_earlier_dossier_begins_with_an_empty_one(world):
    newcomer = Unit.objects.create(
        code="xa-moi", kind="COMMUNE", name="Xã Mới", parent=world.district, path="/x/", sort_key=""
    )
    later = plan_second(world)
    add_participants(
        cycle=world.cycle,
        criteria_set=world.commune_set,
        units=[newcomer],
        actor="kiểm thử",
        now=story.DRAFTED,
    )
    assert start(world, later) == 4
    empty = of_round(later, newcomer)
    assert empty.continues is None
    assert empty.sheets.count() == 1


def test_a_unit_that_was_moved_to_another_set_begins_anew(world):
    story.fill_in(world)
    Participant.objects.filter(unit=world.communes[0]).update(criteria_set=world.district_set)
    later = start_second(world)
    fresh = of_round(later, world.communes[0])
    assert (fresh.continues, fresh.facts.count()) == (None, 0)


def test_what_was_not_handed_in_is_closed_with_a_sentence(two_rounds):
    world, _later = two_rounds
    dossier, clerk = world.dossier(1), world.clerk(1)
    says = "Đợt 1 đã khép lại khi mở Đợt 2: hồ sơ chưa nộp này được chép sang Đợt 2"
    with pytest.raises(Refused, match=says):
        save_fact(
            dossier_id=dossier.pk,
            fact_code="wrong_documents",
            wire=0,
            expected_version=1,
            actor=clerk,
            now=AMIDST,
        )
    with pytest.raises(Refused, match=says):
        request_approval(sheet_id=world.sheet(1).pk, actor=clerk, now=AMIDST)
    with pytest.raises(Refused, match=says):
        submit_dossier(dossier_id=dossier.pk, actor=world.leader(1), now=AMIDST)


def test_the_work_list_holds_the_new_dossier_only(two_rounds):
    world, later = two_rounds
    assert [row.dossier.round for row in drafting_progress(world.clerk(1))] == [later]


def test_what_was_handed_in_stays_what_it_was_whatever_comes_after(two_rounds):
    """Everything that can be written in round 2 is written; round 1's hash does not move."""
    world, later = two_rounds
    earlier = world.dossier()
    digest = earlier.content_hash
    copy = of_round(later, world.communes[0])
    rewrite(world, copy)
    assert dossier_hash(load_workbook(world.dossier())) == digest
    assert is_as_handed_in(load_workbook(world.dossier()))
    assert world.dossier().content_hash == digest
    assert world.dossier().closed_at is None


def rewrite(world, dossier: Dossier) -> None:
    """Change a fact, a score with its explanation, a document taken away and one added, the remarks."""
    who = {"actor": world.clerk(), "now": AMIDST}
    save_fact(
        dossier_id=dossier.pk,
        fact_code="plan_tasks",
        wire={"numerator": 10, "denominator": 10},
        expected_version=1,
        **who,
    )
    save_component(
        dossier_id=dossier.pk,
        code="1.2.1",
        draft=ComponentDraft(self_score=Decimal(2), explanation="Hoàn thành tháng 12"),
        expected_version=1,
        **who,
    )
    old = EvidenceLink.objects.get(dossier=dossier, code="1.1").document_id
    detach_document(dossier_id=dossier.pk, code="1.1", document_id=old, **who)
    attach_document(
        dossier_id=dossier.pk,
        code="1.1",
        details=story.details("99/KH-UBND"),
        upload=story.pdf(content=b"%PDF-1.4\n% moi\n"),
        **who,
    )
    save_remarks(
        sheet_id=dossier.sheets.get().pk,
        difficulties="Mới",
        proposals="",
        expected_version=0,
        **who,
    )


def test_the_comparison_names_what_is_new_component_by_component(two_rounds):
    world, later = two_rounds
    copy = of_round(later, world.communes[0])
    rewrite(world, copy)
    changes = {
        change.code: change
        for change in compare(load_workbook(world.dossier()), load_workbook(copy))
        if change.is_changed
    }
    assert list(changes) == ["1.1", "1.2.1"]
    assert [link.document.number for link in changes["1.1"].added] == ["99/KH-UBND"]
    assert [link.document.number for link in changes["1.1"].removed] == ["12/KH-UBND"]
    scored = changes["1.2.1"]
    assert [change.fact.code for change in scored.facts] == ["plan_tasks"]
    assert scored.score_changed
    assert scored.explanation_changed
    assert scored.gained == Decimal(1)


def test_the_cost_does_not_grow_with_what_is_copied(world):
    empty = plan_second(world)
    with CaptureQueriesContext(connection) as few:
        start(world, empty)
    Dossier.objects.filter(round=empty).delete()
    Dossier.objects.update(closed_at=None)
    story.fill_in(world, 0)
    story.fill_in(world, 1)
    with CaptureQueriesContext(connection) as many:
        start(world, empty)
    assert len(many) <= len(few) + 3  # one statement for each kind of row that there was none of
