"""Who may use the pages of periodic reports: rows for the table of permissions, and the world behind them.

Commune 1 drafts its report, justice writes a section with home affairs as its partner.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.support import reporting, story
from tests.support.story import World

DESK = frozenset({"clerk-1", "leader-1"})
DESK_2 = frozenset({"clerk-2", "leader-2"})
LEADER = frozenset({"leader-1"})
HOME = frozenset({"nv.clerk", "nv.leader"})
JUSTICE = frozenset({"tp.clerk", "tp.leader"})
RUNS = frozenset({"coordinator"})
OVERSEE = frozenset({"secretary", "chair", "coordinator", "district.leader"})
_OF_1: dict[str, str] = {"report_id": "REPORT_1"}
_OF_JUSTICE: dict[str, str] = {"report_id": "REPORT_TP"}
_JOINT = {"joint_id": "JOINT", **_OF_JUSTICE}
_CELL = {"table": "nhiem-vu", "row": "ke-hoach", "column": "tong"}


def _get(route: str, who: frozenset[str], about: str = "", **url: str) -> dict[str, Any]:
    return {"route": f"report:{route}", "who": who, "url": url, "about": about}


def _post(
    route: str, who: frozenset[str], typed: dict[str, str], about: str = "", **url: str
) -> dict[str, Any]:
    return {**_get(route, who, about, **url), "post": typed}


def report_rows(everybody: frozenset[str]) -> list[dict[str, Any]]:
    """Return the rows; ``everybody`` is who is signed in."""
    return [
        _get("hub", everybody),
        _get("open", RUNS),
        _get("board", OVERSEE, code="mau-2020-q1"),
        _post("remind", RUNS, {"text": "Gửi ngay", "token": "a1"}, code="mau-2020-q1"),
        _post("receive_all", RUNS, {}, code="mau-2020-q1"),
        _get("desk", DESK | OVERSEE, **_OF_1),
        _get("desk", JUSTICE | HOME | OVERSEE, "of justice, with its partner", **_OF_JUSTICE),
        _get("receipt", DESK_2 | OVERSEE, report_id="REPORT_2"),
        _get("download", DESK | OVERSEE, fmt="docx", **_OF_1),
        _get("download", DESK | OVERSEE, fmt="pdf", **_OF_1),
        _post("prefill", DESK, {}, **_OF_1),
        _post("step", DESK | RUNS, {"action": ""}, "of no kind", **_OF_1),
        _post("step", LEADER, {"action": "approve"}, "approval", **_OF_1),
        _post("step", RUNS, {"action": "receive"}, "receipt", **_OF_1),
        _get("extend", RUNS, **_OF_1),
        _post("extend", RUNS, {"day": "09/03/2020", "document": "Công văn 1"}, **_OF_1),
        _post("save_passage", DESK, {"text": "x", "version": "0"}, section="chi-dao", **_OF_1),
        _post("save_figure", DESK, {"value": "1", "version": "0"}, **_CELL, **_OF_1),
        _post("ask_joint", JUSTICE, {"agency": ""}, section="dia-ban.the-che", **_OF_JUSTICE),
        _post("joint", HOME, {"text": "Phần của Nội vụ", "version": "0"}, "giving", **_JOINT),
        _post("joint", JUSTICE, {"action": "withdraw"}, "withdrawing", **_JOINT),
    ]


def reports_stage(world: World) -> dict[str, int]:
    """Open a period in which commune 2 has sent its report."""
    opened = story.APPRAISED - dt.timedelta(days=1)
    period = reporting.open_period(world, opens_at=opened)
    two = reporting.report_of(period, world.communes[1])
    reporting.submit(two, world.clerk(1), world.leader(1), now=story.APPRAISED)
    justice = reporting.report_of(period, world.justice)
    return {
        "REPORT_1": reporting.report_of(period, world.communes[0]).pk,
        "REPORT_2": two.pk,
        "REPORT_TP": justice.pk,
        "JOINT": justice.joints.get().pk,
    }
