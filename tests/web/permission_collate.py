"""Who may use the pages of the collated report: rows for the table of permissions, and the world behind them.

The collated report is begun in the period of ``permission_reports``, in which commune 2 has sent its own.
"""

from __future__ import annotations

from typing import Any

from parindex.reporting.collating.operations import collate
from parindex.reporting.models import Passage
from parindex.reporting.queries import period_by_code
from tests.support import story
from tests.support.story import World

RUNS = frozenset({"coordinator"})
BODY = frozenset({"district.leader"})
OVERSEE = frozenset({"secretary", "chair"}) | RUNS | BODY
_PERIOD = {"code": "mau-2020-q1"}
_CELL = {"table": "nhiem-vu", "row": "ke-hoach", "column": "tong", **_PERIOD}
_SECTION = {"section": "the-che", **_PERIOD}
_PASSAGE = {"passage_id": "PASSAGE", **_PERIOD}
_OWN = {"passage_id": "OWN_PASSAGE", **_PERIOD}


def _get(route: str, who: frozenset[str], about: str = "", **url: str) -> dict[str, Any]:
    return {"route": f"collate:{route}", "who": who, "url": url, "about": about}


def _post(
    route: str, who: frozenset[str], typed: dict[str, str], about: str = "", **url: str
) -> dict[str, Any]:
    return {**_get(route, who, about, **url), "post": typed}


def collate_rows(everybody: frozenset[str]) -> list[dict[str, Any]]:
    """Return the rows; ``everybody`` is who is signed in."""
    return [
        _get("hub", everybody),
        _get("overview", OVERSEE, **_PERIOD),
        _get("download", OVERSEE, fmt="docx", **_PERIOD),
        _get("section", OVERSEE, **_SECTION),
        _get("source", OVERSEE, **_PASSAGE),
        _get("source", frozenset(), "of a passage of a unit's own report", **_OWN),
        _get("tables", OVERSEE, **_PERIOD),
        _get("cell", OVERSEE, **_CELL),
        _post("cell", RUNS | BODY, {"choice": "sum", "reason": "x", "version": "1"}, **_CELL),
        _post("settle_table", RUNS | BODY, {"choice": "sum"}, table="nhiem-vu", **_PERIOD),
        _post("collate", RUNS, {}, **_PERIOD),
        _post("step", OVERSEE, {"action": ""}, "of no kind", **_PERIOD),
        _post("step", RUNS | BODY, {"action": "request"}, "asking", **_PERIOD),
        _post("step", BODY, {"action": "approve"}, "approval", **_PERIOD),
        _post("step", RUNS | BODY, {"action": "recall"}, "recall", **_PERIOD),
        _post("send_up", BODY, {"period": "x"}, **_PERIOD),
        _post("add_passage", RUNS | BODY, {"text": "x"}, **_SECTION),
        _post("edit_passage", RUNS | BODY, {"text": "x", "version": "1"}, **_PASSAGE),
        _post("edit_passage", frozenset(), {"text": "x"}, "of a unit's own report", **_OWN),
        _post("act_on_passage", RUNS | BODY, {"action": "up"}, **_PASSAGE),
    ]


def collated_stage(world: World) -> dict[str, int]:
    """Begin the collated report."""
    report = collate(
        period=period_by_code("mau-2020-q1"),
        actor=world.actor("coordinator"),
        now=story.APPRAISED,
    ).report
    passage = Passage.objects.filter(report=report, section_code="the-che").get()
    return {"PASSAGE": passage.pk, "OWN_PASSAGE": passage.source_id or 0}
