"""Plays stories in the test's own database, and the parindex command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from parindex.cli.ground import DATA
from parindex.results.models import Publication
from parindex.results.queries import content_of
from tests.support.repository import ROOT


def play(story: Callable[..., list[Publication]]) -> dict[str, Any]:
    """Play a story to its end; return what each criteria set's publication froze."""
    published = story(DATA, tell=lambda _line: None)
    return {row.criteria_set.code: content_of(row) for row in published}


def require_ranked(content: dict[str, Any], *, units: int) -> None:
    """Everybody is ranked by the index, and who is equal shares a rank."""
    assert len(content["units"]) == units
    assert content["absent"] == []
    indices = [float(unit["index"]) for unit in content["units"]]
    for unit in content["units"]:
        assert unit["rank"] == 1 + sum(index > float(unit["index"]) for index in indices)
    assert "giả lập" in content["synthetic_note"]


def component(content: dict[str, Any], unit_code: str, code: str) -> dict[str, Any]:
    """Return what is frozen of one component of one unit."""
    unit = next(row for row in content["units"] if row["code"] == unit_code)
    return next(row for row in unit["components"] if row["code"] == code)


def command(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the parindex command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "parindex", *words],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "parindex.config.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
