from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parindex.assessments.operations import (
    ComponentDraft,
    attach_document,
    request_approval,
    save_component,
    save_fact,
    save_remarks,
)
from parindex.assessments.rules import is_preparing
from parindex.kernel.errors import Refused
from tests.support import story

SECOND = dt.timedelta(seconds=1)
PREPARES = story.OPENED - dt.timedelta(days=20)
AMIDST = PREPARES + dt.timedelta(days=5)


@pytest.fixture
def preparing(world):
    """Return the world with twenty days of preparation before its round."""
    world.round.prepares_from = PREPARES
    world.round.save()
    return world


def enter_fact(world, now: dt.datetime):
    return save_fact(
        dossier_id=world.dossier().pk,
        fact_code="plan_issued",
        wire=True,
        expected_version=0,
        actor=world.clerk(),
        now=now,
    )


def score(world, now: dt.datetime):
    return save_component(
        dossier_id=world.dossier().pk,
        code="1.1",
        draft=ComponentDraft(self_score=Decimal(1)),
        expected_version=0,
        actor=world.clerk(),
        now=now,
    )


def attach(world, now: dt.datetime):
    return attach_document(
        dossier_id=world.dossier().pk,
        code="1.1",
        details=story.details(),
        upload=story.pdf(),
        actor=world.clerk(),
        now=now,
    )


def test_facts_and_documents_are_gathered_from_the_first_second_on(preparing):
    assert enter_fact(preparing, PREPARES).raw == "true"
    assert attach(preparing, PREPARES).code == "1.1"


def test_before_that_nothing_is_entered(preparing):
    for act in (enter_fact, attach, score):
        with pytest.raises(Refused, match="chưa mở, mở từ 08:00 ngày 06/12/2019"):
            act(preparing, PREPARES - SECOND)


def test_scores_wait_for_the_opening_and_the_sentence_says_so(preparing):
    with pytest.raises(Refused, match=r"giai đoạn chuẩn bị.*tự chấm điểm từ 08:00 ngày 26/12/2019"):
        score(preparing, story.OPENED - SECOND)
    assert score(preparing, story.OPENED).self_score == 1


def test_remarks_and_approval_wait_too(preparing):
    sheet = preparing.sheet()
    with pytest.raises(Refused, match="giai đoạn chuẩn bị"):
        save_remarks(
            sheet_id=sheet.pk,
            difficulties="Thiếu người",
            proposals="",
            expected_version=0,
            actor=preparing.clerk(),
            now=AMIDST,
        )
    with pytest.raises(Refused, match="giai đoạn chuẩn bị"):
        request_approval(sheet_id=sheet.pk, actor=preparing.clerk(), now=AMIDST)


def test_the_phase_ends_when_scoring_begins(preparing):
    moments = (PREPARES - SECOND, PREPARES, story.OPENED - SECOND, story.OPENED)
    assert [is_preparing(preparing.round, now) for now in moments] == [False, True, True, False]


def test_a_round_without_preparation_has_no_such_phase(world):
    assert not is_preparing(world.round, story.OPENED - SECOND)
    with pytest.raises(Refused, match="chưa mở, mở từ 08:00 ngày 26/12/2019"):
        enter_fact(world, story.OPENED - SECOND)
