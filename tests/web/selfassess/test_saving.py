"""A save loads little and answers with little, and what it answers is what a fresh page says."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parindex.assessments.queries import dossier_by_id
from parindex.scenarios.filled_forms import fill_forms
from parindex.scenarios.synthetic import synthetic_facts
from tests.support import story

SET = Path(__file__).parents[3] / "data" / "criteria" / "lai-chau-2019-commune"
HTMX = {"HX-Request": "true"}
SAVES = 12
MOST = {
    "muc": 18,
    "so-lieu": 17,
}  # with three for the session, BEGIN, COMMIT and the journal's three


@pytest.fixture
def large(settings) -> story.World:
    """A world whose communes score themselves by a real set of some ninety components."""
    settings.PARINDEX_NOW = story.DRAFTED
    return story.build_world(1, SET)


def words(html: str) -> str:
    """Return a piece as it reads, without what only HTMX needs."""
    return " ".join(html.replace('hx-swap-oob="true"', "").split()).replace(" >", ">")


def pieces(html: str) -> dict[str, str]:
    """Return the sums of the header, the outline's items and the cards' pieces by their ids."""
    found = {}
    for start in re.finditer(
        r'<(dl|li|span|div)\s[^>]*?\bid="((?:o|k|m|r|w)-[\w-]+|totals)"', html
    ):
        found[start[2]] = words(element(html, start.start(), start[1]))
    return found


def element(html: str, start: int, tag: str) -> str:
    """Return an element with all that is in it."""
    depth = 0
    for mark in re.finditer(rf"<(/?){tag}\b", html[start:]):
        depth += -1 if mark[1] else 1
        if depth == 0:
            return html[start : start + mark.end() + 1]
    raise AssertionError(html[start : start + 200])


def random_component(chance: random.Random, leaf, version: int) -> dict[str, str]:
    return {
        "version": str(version),
        "self_score": chance.choice(["", "0", str(leaf.max_points).replace(".", ",")]),
        "reason": chance.choice(["", "Đếm lại"]),
        "explanation": chance.choice(["", "Có làm, xem báo cáo"]),
        **({"not_applicable": "1"} if leaf.not_applicable_when and chance.random() < 0.5 else {}),
    }


def typed(wire) -> dict[str, str]:
    """Return a fact's wire form as its inputs would send it."""
    if isinstance(wire, dict):
        return {name: str(value).replace(".", ",") for name, value in wire.items()}
    if isinstance(wire, bool):
        return {"value": "true" if wire else "false"}
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", str(wire))
    return {"value": "/".join(reversed(day.groups())) if day else str(wire).replace(".", ",")}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_after_any_save_the_sums_are_those_of_a_fresh_page(large, seed):
    chance, dossier = random.Random(seed), large.dossier()
    client = Client()
    client.force_login(large.people["clerk-1"])
    desk = f"/tu-danh-gia/{dossier.pk}/"
    criteria_set = client.get(desk).context["workbook"].criteria_set
    facts = synthetic_facts(criteria_set, quality=0.7, chance=chance)
    own = [leaf for leaf in criteria_set.leaves if leaf.scored_by.value != "survey"]
    for _save in range(SAVES):
        leaf = chance.choice(own)
        if chance.random() < 0.5 and leaf.facts:
            code = chance.choice(leaf.facts)
            entry = dossier.facts.filter(fact_code=code).first()
            sent = {"version": str(entry.version if entry else 0)} | typed(facts[code])
            answer = client.post(f"{desk}so-lieu/{code}/", sent, headers=HTMX)
        else:
            entry = dossier.entries.filter(code=leaf.code).first()
            sent = random_component(chance, leaf, entry.version if entry else 0)
            answer = client.post(f"{desk}muc/{leaf.code}/", sent, headers=HTMX)
        if answer.status_code == 422:  # a score that the rule cannot give
            continue
        said = pieces(answer.content.decode())
        fresh = pieces(client.get(f"{desk}?linh-vuc=tat-ca").content.decode())
        assert {"totals", f"o-{leaf.code.split('.')[0]}"} <= said.keys()
        assert said == {name: fresh[name] for name in said}


def queries_of(client: Client, url: str, sent: list[dict[str, str]]) -> int:
    """Return the queries of the second save; what is loaded once a process does not count."""
    for typed_in in sent:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.post(url, typed_in, headers=HTMX)
        assert answer.status_code == 200, answer.content.decode()
    return len(queries)


@pytest.mark.django_db
@pytest.mark.parametrize("filled", [False, True])
def test_a_save_takes_few_queries_however_much_is_filled_in(large, filled):
    if filled:
        chance = random.Random(1)
        row = dossier_by_id(large.dossier().pk)
        fill_forms([row], large.commune_set, chance=chance, by="Ai đó", now=story.DRAFTED)
    client = Client()
    client.force_login(large.people["clerk-1"])
    desk = f"/tu-danh-gia/{large.dossier().pk}/"
    criteria_set = client.get(desk).context["workbook"].criteria_set
    leaf = next(leaf for leaf in criteria_set.leaves if leaf.facts and leaf.max_points >= 1)
    entry = large.dossier().entries.filter(code=leaf.code).first()
    fact = large.dossier().facts.filter(fact_code=leaf.facts[0]).first()
    wire = synthetic_facts(criteria_set, quality=0.7, chance=random.Random(1))[leaf.facts[0]]
    at, seen = entry.version if entry else 0, fact.version if fact else 0
    saves = [{"version": str(at + n), "explanation": f"Lần {n}"} for n in range(2)]
    facts = [{"version": str(seen)} | typed(wire)]
    assert queries_of(client, f"{desk}muc/{leaf.code}/", saves) <= MOST["muc"]
    assert queries_of(client, f"{desk}so-lieu/{leaf.facts[0]}/", facts) <= MOST["so-lieu"]
