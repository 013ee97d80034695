from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from parindex.assessments.choices import Stage
from parindex.kernel import canonical
from parindex.kernel.errors import Denied, Refused
from parindex.results.operations import publish_results
from parindex.results.queries import content_of, recomputed_hashes
from tests.support import story


def publish(world, *, actor: str = "coordinator", **changes):
    values = {
        "scoring_round": world.round,
        "criteria_set": world.commune_set,
        "decision_number": "99/QĐ-UBND",
        "decision_date": dt.date(2020, 2, 14),
        "signed_by": "Nguyễn Văn Mẫu",
        "actor": world.actor(actor),
        "now": story.PUBLISHED,
    }
    story.sign_if_ready(world, now=story.PUBLISHED)
    return publish_results(**{**values, **changes})


def test_the_figures_are_the_sums_of_the_components(world):
    content = content_of(story.publish(world))
    for unit in content["units"]:
        final = sum(Decimal(row["final"]) for row in unit["components"])
        assert (
            Decimal(unit["points"])
            == final
            == sum(Decimal(field["points"]) for field in unit["fields"])
        )
        # 2 + 1 (90% of the tasks) + 2 + 0.75 (one wrong document) + 0.5 + 80% of 2
        assert (unit["points"], unit["max_points"], unit["index"], unit["class"]) == (
            "7.85",
            "10",
            "78.50",
            "Khá",
        )


def test_ties_share_a_rank(world):
    assert [unit["rank"] for unit in content_of(story.publish(world))["units"]] == [1, 1]


def test_a_unit_that_never_handed_in_is_absent_not_zero(world):
    story.decide(world, 0)
    content = content_of(publish(world))
    assert [unit["name"] for unit in content["units"]] == ["Xã Mẫu 01"]
    assert [unit["name"] for unit in content["absent"]] == ["Xã Mẫu 02"]


def test_an_undecided_dossier_stands_in_the_way(world):
    story.decide(world, 0)
    story.send_provisional(world, 1)
    with pytest.raises(Refused, match="Còn 1 hồ sơ chưa kết luận: Xã Mẫu 02"):
        publish(world)


def test_nothing_decided_cannot_be_published(world):
    with pytest.raises(Refused, match="Chưa có hồ sơ nào"):
        publish(world)


def test_it_is_published_once(world):
    story.publish(world)
    with pytest.raises(Refused, match="đã được công bố"):
        publish(world)


def test_a_decision_number_and_a_signer_are_needed(world):
    story.decide(world, 0)
    with pytest.raises(Refused, match="số quyết định"):
        publish(world, decision_number=" ")


def test_only_the_coordinator_publishes(world):
    story.decide(world, 0)
    for actor in ("chair", "secretary", "clerk-1", "admin"):
        with pytest.raises(Denied):
            publish(world, actor=actor)


def test_dossiers_move_to_published(world):
    story.publish(world)
    assert world.dossier(0).stage == Stage.PUBLISHED


def test_a_publication_recomputes_to_the_same_bytes(world):
    publication = story.publish(world)
    assert publication.content_hash == canonical.sha256(json.loads(publication.content))
    assert [recomputed for _publication, recomputed in recomputed_hashes()] == [
        publication.content_hash
    ]


def test_a_publication_is_never_edited(world):
    publication = story.publish(world)
    publication.decision_number = "100/QĐ-UBND"
    with pytest.raises(Refused, match="đính chính là một phiên bản mới"):
        publication.save()
