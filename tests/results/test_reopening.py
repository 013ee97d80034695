"""A published dossier is reopened, decided again and corrected; what was published still proves itself."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from parindex.appraisal import operations as council
from parindex.appraisal.models import Award, Decision, Ruling
from parindex.appraisal.operations import RulingDraft
from parindex.appraisal.queries import is_left_out, load_docket
from parindex.assessments.choices import Stage
from parindex.kernel import canonical
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.models import JournalEntry
from parindex.results.models import Publication
from parindex.results.operations import publish_results
from parindex.results.queries import content_of, recomputed_hashes
from tests.support import story

DAY = dt.timedelta(days=1)
REOPENED = story.PUBLISHED + DAY
REASON = "Đơn vị khiếu nại, Hội đồng xem lại mục 1.1."


def reopen(world, *, actor="chair", reason=REASON, now=REOPENED, commune=0):
    return council.reopen_for_correction(
        dossier_id=world.dossier(commune).pk, reason=reason, actor=world.actor(actor), now=now
    )


def rule(world, points, *, version=0, now=REOPENED):
    return council.rule_on_component(
        dossier_id=world.dossier().pk,
        code="1.1",
        draft=RulingDraft(points=Decimal(points), reason=f"Kết luận {points} điểm"),
        expected_version=version,
        actor=world.actor("chair"),
        now=now,
    )


def decide(world, now=REOPENED):
    return council.decide_dossier(
        dossier_id=world.dossier().pk, actor=world.actor("chair"), now=now
    )


def correct(world, number, now):
    story.sign_if_ready(world, now=now)
    return publish_results(
        scoring_round=world.round,
        criteria_set=world.commune_set,
        decision_number=number,
        decision_date=dt.date(2020, 2, 15),
        signed_by="Nguyễn Văn Mẫu",
        correction_reason=REASON,
        actor=world.actor("coordinator"),
        now=now,
    )


def verified() -> dict[int, bool]:
    return {row.version: row.content_hash == found for row, found in recomputed_hashes()}


def final(publication):
    unit = next(u for u in content_of(publication)["units"] if u["code"] == "huyen-mau.xa-01")
    return next(row["final"] for row in unit["components"] if row["code"] == "1.1")


@pytest.fixture
def corrected(world):
    """Version 1 on the award, version 2 on a first ruling, version 3 on another."""
    versions = [story.publish(world)]
    for number, points in ((2, "1"), (3, "1.5")):
        now = REOPENED + number * DAY
        reopen(world, now=now)
        rule(world, points, version=number - 2, now=now)
        decide(world, now)
        versions.append(correct(world, f"{number}/QĐ-UBND", now))
    return versions


def test_a_reopened_dossier_awaits_the_chair_and_the_publication_stands(world):
    publication = story.publish(world)
    reopen(world)
    assert [world.dossier(n).stage for n in (0, 1)] == [Stage.AWAITING_REPLY, Stage.PUBLISHED]
    assert Publication.objects.get().content_hash == publication.content_hash
    assert verified() == {1: True}
    assert load_docket(world.dossier()).decision is None
    told = json.loads(JournalEntry.objects.get(action="dossier.reopened").data)
    assert (told["reason"], told["was"]) == (REASON, "PUBLISHED")


def test_nothing_is_published_while_a_dossier_is_reopened(world):
    story.publish(world)
    reopen(world)
    with pytest.raises(Refused, match="chưa kết luận: Xã Mẫu 01"):
        correct(world, "2/QĐ-UBND", REOPENED)


def test_a_correction_is_a_new_version_and_every_version_proves_itself(world, corrected):
    assert [final(row) for row in corrected] == ["2", "1", "1.5"]
    assert verified() == {1: True, 2: True, 3: True}
    assert world.dossier().stage == Stage.PUBLISHED
    decisions = Decision.objects.filter(dossier=world.dossier())
    assert [(row.version, row.reopened_at is None) for row in decisions] == [
        (1, False),
        (2, False),
        (3, True),
    ]


def test_every_version_proves_itself_while_a_new_one_is_being_made(world, corrected):
    reopen(world, now=REOPENED + 4 * DAY)
    rule(world, "0", version=2, now=REOPENED + 4 * DAY)
    assert verified() == {1: True, 2: True, 3: True}


def test_the_decision_again_tells_that_a_correction_is_needed(world):
    story.publish(world)
    reopen(world)
    rule(world, "1")
    decide(world)
    assert is_left_out(world.dossier())
    told = [json.loads(row.data) for row in JournalEntry.objects.filter(action="dossier.decided")]
    assert (told[-1]["version"], told[-1]["correction_needed"]) == (2, True)


@pytest.mark.parametrize(
    ("alter", "wrong"),
    [
        (lambda: Ruling.objects.update(points=Decimal("0.5")), {1: True, 2: True, 3: False}),
        (
            lambda: Award.objects.filter(code="1.1").update(reason="bịa"),
            {1: False, 2: False, 3: False},
        ),
        (
            lambda: Decision.objects.filter(version=2, reopened_at__isnull=False).update(
                rulings=canonical.to_text({})
            ),
            {1: True, 2: False, 3: True},
        ),
    ],
)
def test_whatever_is_altered_is_found_in_the_versions_that_stand_on_it(
    world, corrected, alter, wrong
):
    alter()
    assert verified() == wrong


def test_a_picture_from_before_decisions_had_versions_still_proves_itself(world):
    publication = story.publish(world)
    content = content_of(publication)
    for unit in content["units"]:
        del unit["decision"]
    Publication.objects.update(
        content=canonical.to_text(content), content_hash=canonical.sha256(content)
    )
    assert verified() == {1: True}
    reopen(world)
    rule(world, "1")
    assert verified() == {1: True}


@pytest.mark.parametrize("actor", ["secretary", "coordinator", "clerk-1", "admin"])
def test_only_the_chair_reopens(world, actor):
    story.decide(world)
    with pytest.raises(Denied):
        reopen(world, actor=actor)


def test_a_decided_dossier_may_be_reopened_too_but_not_without_a_reason(world):
    story.decide(world)
    with pytest.raises(Refused, match="lý do"):
        reopen(world, reason=" ")
    reopen(world, now=story.DECIDED)
    with pytest.raises(Refused, match="Chờ đơn vị giải trình"):
        reopen(world, now=story.DECIDED)


def test_what_was_altered_since_the_decision_is_not_reopened_as_if_nothing_were(world):
    story.decide(world)
    Award.objects.filter(dossier=world.dossier(), code="1.1").update(points=Decimal("0.5"))
    with pytest.raises(Refused, match="không còn khớp"):
        reopen(world, now=story.DECIDED)
