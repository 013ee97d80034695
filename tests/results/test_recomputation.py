"""What `parindex results verify` computes anew, and what it takes as frozen."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from parindex.appraisal.models import Award
from parindex.assessments import operations as desk
from parindex.assessments.models import ComponentEntry, FactEntry
from parindex.criteria import queries as criteria
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Cycle
from parindex.kernel import canonical
from parindex.results.models import Publication
from parindex.results.queries import recomputed_hashes
from parindex.units.models import Unit
from tests.support import story


def verified() -> list[bool]:
    return [row.content_hash == computed for row, computed in recomputed_hashes()]


@pytest.fixture
def published(world):
    publication = story.publish(world)
    assert verified() == [True]
    return publication


def test_a_unit_renamed_afterwards_changes_nothing(world, published):
    Unit.objects.filter(pk=world.communes[0].pk).update(name="Xã Đổi Tên", sort_key="zzz")
    Unit.objects.filter(pk=world.district.pk).update(body="UBND huyện Đổi Tên")
    Cycle.objects.update(name="Tên khác", synthetic_note="giả lập")
    assert verified() == [True]


def test_assignments_changed_afterwards_change_nothing(world, published):
    for code in ("1", "2", "1.2"):
        desk.share_out(
            cycle=world.cycle,
            criteria_set=world.commune_set,
            purpose=Purpose.APPRAISE,
            node_code=code,
            agency=None,
            source="",
            actor=world.actor("coordinator"),
            now=story.PUBLISHED + dt.timedelta(days=1),
        )
    assert verified() == [True]


@pytest.mark.parametrize(
    ("rows", "changed"),
    [
        (Award, {"points": Decimal("0.25")}),
        (Award, {"not_applicable": True}),
        (Award, {"reason": "bịa"}),
        (ComponentEntry, {"self_score": Decimal("0.25")}),
        (FactEntry, {"raw": "null"}),
    ],
)
def test_a_stored_score_altered_afterwards_is_found(world, published, rows, changed):
    rows.objects.filter(dossier=world.dossier()).update(**changed)
    assert verified() == [False]


def test_a_dossier_taken_away_is_found(world, published):
    Unit.objects.filter(pk=world.communes[0].pk).update(code="huyen-mau.khac")
    assert verified() == [False]


@pytest.mark.parametrize(
    ("old", "new"), [("7.85", "9.85"), ("Xã Mẫu 01", "Xã Mẫu 10"), ('"rank":1', '"rank":2')]
)
@pytest.mark.parametrize("with_hash", [False, True])
def test_an_altered_picture_is_found(published, old, new, with_hash):
    text = published.content.replace(old, new)
    assert text != published.content
    changes = {"content": text}
    if with_hash and "Mẫu" not in old:  # names are annotations: only the hash speaks for them
        changes["content_hash"] = canonical.sha256(json.loads(text))
    Publication.objects.update(**changes)
    assert verified() == [False]


def test_an_altered_criteria_set_is_not_used(world, monkeypatch):
    monkeypatch.setattr(criteria, "_compiled", {})
    stored = world.commune_set
    altered = stored.content.replace('"at_least":"90"', '"at_least":"99"')
    assert altered != stored.content
    StoredCriteriaSet.objects.filter(pk=stored.pk).update(content=altered)
    with pytest.raises(criteria.AlteredCriteriaSetError, match="đã bị sửa sau khi nạp"):
        criteria.criteria_set_of(StoredCriteriaSet.objects.get(pk=stored.pk))


def test_content_that_is_no_json_is_refused_with_the_same_sentence(world, monkeypatch):
    monkeypatch.setattr(criteria, "_compiled", {})
    StoredCriteriaSet.objects.filter(pk=world.commune_set.pk).update(content="{")
    with pytest.raises(criteria.AlteredCriteriaSetError):
        criteria.criteria_set_of(StoredCriteriaSet.objects.get(pk=world.commune_set.pk))
