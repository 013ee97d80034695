"""The command line, the API and the screen give the same points and the same sentences."""

from __future__ import annotations

import html
import json
import random
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from parindex.assessments.operations import save_fact
from parindex.assessments.queries import load_workbook
from parindex.cli import main
from parindex.scenarios.synthetic import synthetic_facts
from parindex.viet import format_decimal
from tests.support import story

SET = Path(__file__).parents[2] / "data" / "criteria" / "lai-chau-2019-commune"
Points = dict[str, tuple[str | None, str]]


def leaves(tree: dict[str, Any]) -> Points:
    """Return points and sentence of each component of a trace."""
    if not tree["children"]:
        return {tree["code"]: (tree["points"], tree["sentence"])}
    return {code: found for child in tree["children"] for code, found in leaves(child).items()}


def on_screen(page: str) -> Points:
    """Read the same off the desk."""
    found: Points = {}
    for slug, block in re.findall(
        r'(?s)<div class="d-trace" id="r-([\w-]+)".*?(<p.*?)</div>', page
    ):
        points = re.search(r"<b>([^<]*)</b>", block)
        sentence = re.search(r'(?s)<p class="d-trace-why">(.*?)</p>', block)
        assert points
        assert sentence
        shown = points[1].strip().replace(",", ".")
        found[slug.replace("-", ".")] = (
            None if shown == "–" else shown,
            html.unescape(sentence[1].strip()),
        )
    return found


@pytest.mark.django_db
def test_command_line_api_and_screen_agree(settings, tmp_path: Path):
    settings.PARINDEX_NOW = story.DRAFTED
    world = story.build_world(1, SET)
    workbook = load_workbook(world.dossier())
    answers = synthetic_facts(workbook.criteria_set, quality=0.8, chance=random.Random(7))
    for fact_code, wire in answers.items():
        if workbook.lines_using(fact_code)[0].is_self_scored:
            save_fact(
                dossier_id=world.dossier().pk,
                fact_code=fact_code,
                wire=wire,
                expected_version=0,
                actor=world.clerk(),
                now=story.DRAFTED,
            )
        else:
            answers = {code: answer for code, answer in answers.items() if code != fact_code}
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"facts": answers}), encoding="utf-8")
    command = CliRunner().invoke(main, ["score", str(SET), str(path), "--json"])
    assert command.exit_code == 0, command.output
    client = Client()
    api = client.post(
        "/api/v1/criteria-sets/lai-chau-2019-commune/score",
        {"facts": answers},
        content_type="application/json",
    ).json()
    client.force_login(world.people["clerk-1"])
    desk = reverse("selfassess:desk", args=[world.dossier().pk])
    page = client.get(f"{desk}?linh-vuc=tat-ca").content.decode()
    dossier = client.get(f"/api/v1/dossiers/{world.dossier().pk}").json()

    from_command = leaves(json.loads(command.output))
    assert len(from_command) == 86
    assert leaves(api) == from_command
    assert leaves(dossier["computed"]) == from_command
    assert on_screen(page) == from_command
    tree = CliRunner().invoke(main, ["score", str(SET), str(path)]).output
    for code, (points, sentence) in from_command.items():
        shown = "–" if points is None else format_decimal(Decimal(points))
        assert re.search(rf"(?m)^\s*{re.escape(code)} .*: {re.escape(shown)}/", tree)
        assert sentence in tree
