"""A year from its file: cycle, rounds, participants and who answers for what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.db import transaction
from ruamel.yaml import YAML

from parindex.accounts.rules import Actor
from parindex.assessments.operations import open_dossiers, share_out
from parindex.criteria.queries import stored_set_by_code
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Cycle, Round
from parindex.cycles.operations import CyclePlan, add_participants, open_cycle, open_round
from parindex.kernel.clock import VIETNAM, vietnam_midnight
from parindex.units.models import Unit
from parindex.units.queries import communes_of, unit_by_code


@transaction.atomic
def open_cycle_from_file(path: Path, *, actor: Actor, now: dt.datetime) -> Cycle:
    """Open everything a cycle file names, dossiers included.

    The actor must coordinate the cycle. Units and criteria sets must be there already.
    """
    document = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    cycle = open_cycle(plan=_plan(document), actor=actor.label, now=now)
    rounds = [_open_round(cycle, row, actor, now) for row in document["rounds"]]
    for row in document["participants"]:
        add_participants(
            cycle=cycle,
            criteria_set=stored_set_by_code(row["criteria_set"]),
            units=_units(row),
            actor=actor.label,
            now=now,
        )
    sets = document["assignments"]["sets"]
    for part in ("assignments", "assignments_beyond_letter"):
        _assign(cycle, sets, document.get(part) or {"nodes": {}}, actor=actor, now=now)
    for opened in rounds:
        open_dossiers(scoring_round=opened, actor=actor.label, now=now)
    return cycle


def _plan(document: dict[str, Any]) -> CyclePlan:
    texts = ("code", "name", "ordered_by", "council_name", "council_decision", "synthetic_note")
    return CyclePlan(
        year=document["year"],
        body=unit_by_code(document["body"]),
        coordinator=unit_by_code(document["coordinator"]),
        data_from=document["data_from"],
        data_until=document["data_until"],
        **{name: str(document.get(name, "")).strip() for name in texts},
    )


def _open_round(cycle: Cycle, row: dict[str, Any], actor: Actor, now: dt.datetime) -> Round:
    return open_round(
        cycle=cycle,
        number=row["number"],
        name=row["name"],
        opens_at=dt.datetime.fromisoformat(row["opens_at"]).replace(tzinfo=VIETNAM),
        due_at=vietnam_midnight(row["due_before"]),
        actor=actor.label,
        now=now,
    )


def _units(row: dict[str, Any]) -> list[Unit]:
    if "communes_of" in row:
        return list(communes_of(unit_by_code(row["communes_of"])))
    return [unit_by_code(code) for code in row["units"]]


def _assign(
    cycle: Cycle,
    sets: dict[str, str],
    part: dict[str, Any],
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    for purpose, set_code in sets.items():
        stored = stored_set_by_code(set_code)
        for node_code, agency_code in part["nodes"].items():
            share_out(
                cycle=cycle,
                criteria_set=stored,
                purpose=Purpose[purpose],
                node_code=node_code,
                agency=unit_by_code(agency_code),
                source=part["source"],
                actor=actor,
                now=now,
            )
