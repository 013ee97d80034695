"""Writes of units: they come from dated data files and are never typed in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.db import transaction
from ruamel.yaml import YAML

from parindex.kernel import journal
from parindex.units.choices import UnitKind
from parindex.units.models import Unit
from parindex.viet import sort_key


@transaction.atomic
def import_units(*, path: Path, actor: str, now: dt.datetime) -> int:
    """Create or refresh the units of a file in ``data/units``; return how many it names.

    Running it again changes nothing. Parents stand before their children in the file.
    """
    document = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    by_code: dict[str, Unit] = {}
    for row in document["units"]:
        by_code[row["code"]] = _save_unit(row, by_code)
    journal.record(
        at=now,
        actor=actor,
        action="units.imported",
        subject=path.name,
        data={"units": sorted(by_code)},
    )
    return len(by_code)


def _save_unit(row: dict[str, Any], by_code: dict[str, Unit]) -> Unit:
    parent = by_code[str(row["parent"])] if row.get("parent") else None
    code, name = str(row["code"]), str(row["name"])
    unit, _created = Unit.objects.update_or_create(
        code=code,
        defaults={
            "kind": UnitKind[str(row["kind"]).upper()],
            "subkind": row.get("subkind") or "",
            "name": name,
            "body": row.get("body") or name,
            "symbol": row.get("symbol") or "UBND",
            "place": row.get("place") or name,
            "parent": parent,
            "path": f"{parent.path if parent else '/'}{code}/",
            "sort_key": sort_key(name),
            "exists_from": row.get("from"),
            "exists_to": row.get("to"),
        },
    )
    return unit
