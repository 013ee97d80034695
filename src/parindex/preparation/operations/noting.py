"""What every change of the preparation has in common: its checks and its journal entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Cycle
from parindex.engine import Node
from parindex.kernel import journal
from parindex.kernel.clock import vietnam_date
from parindex.kernel.errors import Correctable, Denied, Refused
from parindex.preparation.queries.parts import NotHereError, is_concluded, part_in
from parindex.preparation.rules import Part, may_prepare
from parindex.units.models import Unit


class PreparationRefused(Correctable):
    """Something that was typed is missing or cannot be; names the field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def part_to_prepare(cycle: Cycle, unit: Unit, code: str, actor: Actor) -> Part:
    """Return the unit's part for somebody who may prepare the component; raises Denied, NotHereError."""
    part = part_in(cycle, unit, is_locked=True)
    leaf_of(part, code)
    if not may_prepare(actor, part, code):
        raise Denied(_("Mục này do cơ quan khác phụ trách, anh/chị không sửa được."))
    return part


def leaf_of(part: Part, code: str) -> Node:
    """Return a component of the part's set; raises NotHereError."""
    leaves = criteria_set_of(part.criteria_set).leaves
    found = next((leaf for leaf in leaves if leaf.code == code), None)
    if found is None:
        raise NotHereError
    return found


def require_unconcluded(part: Part) -> None:
    """Raise Refused once the unit's last round of the cycle is decided."""
    if is_concluded(part.cycle, part.unit):
        raise Refused(_("Kết quả năm nay đã kết luận nên không còn gì để chuẩn bị."))


def require_text(text: str, *, field: str, missing: str) -> str:
    """Return the text without white space around it; raises PreparationRefused for none."""
    stripped = text.strip()
    if not stripped:
        raise PreparationRefused(field, missing)
    return stripped


def require_due(due_on: dt.date | None, now: dt.datetime) -> dt.date:
    """Return the day until which something is promised; raises PreparationRefused for one gone by."""
    if due_on is None:
        raise PreparationRefused("due_on", _("Hãy ghi hạn."))
    if due_on < vietnam_date(now):
        raise PreparationRefused("due_on", _("Hạn đã qua: hãy ghi từ hôm nay trở đi."))
    return due_on


def note(row: Any, action: str, *, actor: Actor, now: dt.datetime, data: Mapping[str, Any]) -> None:
    """Write a journal entry about a row of a unit's preparation."""
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"cycle:{row.cycle.code}/component:{row.code}",
        unit_path=row.unit.path,
        data=dict(data),
    )
