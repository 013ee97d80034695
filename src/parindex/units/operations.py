"""Writes of units: they come from dated data files and are never typed in."""

from __future__ import annotations

import datetime as dt
from itertools import product
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from ruamel.yaml import YAML

from parindex.kernel import journal
from parindex.kernel.errors import Refused
from parindex.units.choices import UnitKind
from parindex.units.models import Succession, Unit
from parindex.viet import format_date, sort_key


@transaction.atomic
def import_units(*, path: Path, actor: str, now: dt.datetime) -> int:
    """Create or refresh the units of a file in ``data/units``; return how many it names.

    Running it again changes nothing. Parents stand before their children in the file, or came
    with an earlier one. A unit whose parent changed takes all below it along; its cycles stay
    where they are. Raises Refused for a unit nobody knows and a succession that cannot be.
    """
    document = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    by_code: dict[str, Unit] = {}
    for row in document["units"]:
        by_code[str(row["code"])] = _save_unit(row, by_code)
    successions = [
        _save_succession(row, pair, by_code)
        for row in document.get("successions") or ()
        for pair in product(row["predecessors"], row["successors"])
    ]
    journal.record(
        at=now,
        actor=actor,
        action="units.imported",
        subject=path.name,
        data={"units": sorted(by_code), "successions": len(successions)},
    )
    return len(by_code)


def _save_unit(row: dict[str, Any], by_code: dict[str, Unit]) -> Unit:
    parent = _known(row["parent"], by_code) if row.get("parent") else None
    code, name = str(row["code"]), str(row["name"])
    before = Unit.objects.filter(code=code).values_list("path", flat=True).first()
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
    if before is not None and before != unit.path:
        _move_below(before, unit.path)
    return unit


def _move_below(before: str, after: str) -> None:
    """Let everything below a unit follow it to its new parent."""
    below = list(Unit.objects.filter(path__startswith=before))
    for unit in below:
        unit.path = after + unit.path.removeprefix(before)
    Unit.objects.bulk_update(below, ["path"], batch_size=500)


def _save_succession(
    row: dict[str, Any], pair: tuple[Any, Any], by_code: dict[str, Unit]
) -> Succession:
    """Keep one succession; the old body must stand until the day before, the new one from that day."""
    predecessor, successor = (_known(code, by_code) for code in pair)
    on, document = row["day"], str(row["document"])
    if predecessor == successor:
        raise Refused(_("%(unit)s không kế thừa chính mình được.") % {"unit": successor.name})
    for unit, day in ((predecessor, on - dt.timedelta(days=1)), (successor, on)):
        if not unit.exists_on(day):
            raise Refused(
                _("Ngày %(day)s không có %(unit)s (%(code)s): hãy xem lại from, to và day.")
                % {"day": format_date(day), "unit": unit.name, "code": unit.code}
            )
    kept, _created = Succession.objects.update_or_create(
        predecessor=predecessor, successor=successor, defaults={"on": on, "document": document}
    )
    return kept


def _known(code: Any, by_code: dict[str, Unit]) -> Unit:
    unit = by_code.get(str(code)) or Unit.objects.filter(code=str(code)).first()
    if unit is None:
        raise Refused(
            _("Không có đơn vị “%(code)s”: hãy ghi đơn vị này ở trên, hoặc nạp tệp có nó trước.")
            % {"code": code}
        )
    return unit
