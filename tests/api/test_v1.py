from __future__ import annotations

from decimal import Decimal

import pytest

from parindex.assessments.queries import load_workbook
from tests.support import story

FACTS = {**story.FACTS}


def test_anybody_can_score_facts_and_nothing_is_stored(client, world):
    answer = client.post(
        "/api/v1/criteria-sets/mini-commune/score",
        {"facts": FACTS},
        content_type="application/json",
    )
    assert answer.status_code == 200
    tree = answer.json()
    steps = tree["children"][0]["children"][1]["children"][0]
    assert (steps["code"], Decimal(steps["points"])) == ("1.2.1", Decimal(1))
    assert "9/10" in steps["sentence"]
    assert steps["sentence"].endswith(": 1/2 điểm.")
    assert steps["sentence_en"].endswith(": 1/2 points.")


def test_the_api_gives_the_same_points_as_the_desk(client, world):
    dossier = story.fill_in(world)
    client.force_login(world.people["clerk-1"])
    shown = client.get(f"/api/v1/dossiers/{dossier.pk}").json()
    lines = load_workbook(dossier).lines
    assert {row["code"]: row["computed"] for row in shown["components"]} == {
        code: None if line.computed is None else format(line.computed, "f")
        for code, line in lines.items()
    }
    assert Decimal(shown["counted_points"]) == load_workbook(dossier).own_tally.points


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"wrong_documents": -1}, ""),
        ({"plan_tasks": {"numerator": 11, "denominator": 10}}, "mẫu"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_a_wrong_fact_is_answered_with_a_sentence(client, world, facts, word: str):
    answer = client.post(
        "/api/v1/criteria-sets/mini-commune/score",
        {"facts": facts},
        content_type="application/json",
    )
    assert answer.status_code == 422
    assert word in answer.json()["detail"]


def test_a_set_and_a_publication_that_are_not_there_are_404(client, world):
    assert client.get("/api/v1/criteria-sets/none").status_code == 404
    assert client.get("/api/v1/publications/1").status_code == 404


def test_a_dossier_is_for_its_unit_and_the_overseers_only(client, world):
    dossier = world.dossier()
    url = f"/api/v1/dossiers/{dossier.pk}"
    assert client.get(url).status_code == 401
    seen = {}
    for username in (
        "clerk-1",
        "leader-1",
        "clerk-2",
        "nv.appraiser",
        "secretary",
        "chair",
        "coordinator",
        "admin",
    ):
        client.force_login(world.people[username])
        seen[username] = client.get(url).status_code
    assert seen == {
        "clerk-1": 200,
        "leader-1": 200,
        "clerk-2": 404,
        "nv.appraiser": 404,
        "secretary": 200,
        "chair": 200,
        "coordinator": 200,
        "admin": 404,
    }


def test_published_results_are_public(client, world):
    publication = story.publish(world)
    (row,) = client.get("/api/v1/publications").json()
    assert row["content_hash"] == publication.content_hash
    full = client.get(f"/api/v1/publications/{publication.pk}").json()
    assert [unit["name"] for unit in full["units"]] == ["Xã Mẫu 01", "Xã Mẫu 02"]
    assert [row["code"] for row in client.get("/api/v1/criteria-sets").json()] == [
        "mini-commune",
        "mini-district",
    ]
    assert client.get("/api/v1/criteria-sets/mini-commune").json()["code"] == "mini-commune"


def test_a_department_gets_only_the_components_it_leads_and_no_sums(world, client):
    client.force_login(world.people["tp.clerk"])
    body = client.get(f"/api/v1/dossiers/{world.district_dossier().pk}").json()
    assert [row["code"] for row in body["components"]] == ["1.2.1", "1.2.2", "2.1", "2.2", "2.3"]
    assert body["counted_points"] is None
    assert body["computed"] is None


def test_an_unknown_component_is_answered_with_a_sentence(world, client):
    body = {"facts": {}, "not_applicable": ["zzz"]}
    answer = client.post(
        "/api/v1/criteria-sets/mini-commune/score", body, content_type="application/json"
    )
    assert answer.status_code == 422
    assert "zzz" in answer.json()["detail"]
