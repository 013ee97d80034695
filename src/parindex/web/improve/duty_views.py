"""Which of a unit's staff looks after what: one table, edited row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parindex.criteria.queries import criteria_set_of
from parindex.improvement.operations import save_duty
from parindex.improvement.queries import duties_of, participation_of, staff_of
from parindex.improvement.rules import works_for
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, Stale
from parindex.kernel.sheets import Cell, Column, Sheet
from parindex.web.improve.loaders import desk_in_cycle, unit_in_cycle
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import typed, version_of
from parindex.web.shell.sheets import asks_workbook, send_workbook

_COLUMNS = (
    Column(title="Mục", width=9),
    Column(title="Nội dung", width=60),
    Column(title="Giao ở mục này", width=28),
    Column(title="Người theo dõi", width=28),
    Column(title="Ghi chú", width=44),
)


@dataclass(frozen=True, kw_only=True)
class DutyRow:
    """A node with who was named for it, and whose it is through a node above."""

    node: Any
    duty: Any
    above: Any

    @property
    def depth(self) -> int:
        return int(self.node.code.count("."))

    @property
    def is_open(self) -> bool:
        """Tell whether nobody looks after a component."""
        return self.node.is_leaf and self.duty is None and self.above is None


@dataclass(frozen=True, kw_only=True)
class Editing:
    """The row that is being written."""

    code: str
    person: str
    note: str
    version: int
    error: Correctable | None = None

    @property
    def conflict(self) -> Stale | None:
        return self.error if isinstance(self.error, Stale) else None


@loads("the unit itself, or oversees the cycle", unit_in_cycle)
@require_safe
def duties(request: PersonRequest, cycle: Any, unit: Any) -> HttpResponseBase:
    """Show who looks after what."""
    part = participation_of(cycle, unit)
    if asks_workbook(request) and part is not None:
        sheet = _sheet(_rows(criteria_set_of(part.criteria_set), duties_of(cycle, unit)))
        name = f"phan-cong-{unit.code}-{cycle.code}"
        return send_workbook([sheet], name=name, title=f"Phân công: {unit}", now=now())
    return _page(request, cycle, unit, code=request.GET.get("sua", ""))


@loads("the unit's desk", desk_in_cycle)
@require_POST
def save(request: PersonRequest, cycle: Any, unit: Any) -> HttpResponse:
    """Name somebody for a node, or nobody."""
    code, person, note = (typed(request.POST, name) for name in ("code", "person", "note"))
    version = version_of(request.POST)
    try:
        save_duty(
            cycle=cycle,
            unit=unit,
            code=code,
            person=person,
            note=note,
            expected_version=version,
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        newest = error.version if isinstance(error, Stale) else version
        editing = Editing(code=code, person=person, note=note, version=newest, error=error)
        return _page(request, cycle, unit, code=code, editing=editing)
    messages.success(request, _("Đã lưu phân công mục %(code)s.") % {"code": code})
    return redirect(f"{reverse('improve:duties', args=[cycle.code, unit.code])}#n-{code}")


def _page(
    request: PersonRequest, cycle: Any, unit: Any, *, code: str, editing: Editing | None = None
) -> HttpResponse:
    part = participation_of(cycle, unit)
    if part is None:
        raise Http404
    found = duties_of(cycle, unit)
    is_own = works_for(request.actor, unit)
    rows = _rows(criteria_set_of(part.criteria_set), found)
    if editing is None and is_own and code in {row.node.code for row in rows}:
        duty = found.get(code)
        editing = Editing(
            code=code,
            person=duty.person if duty else "",
            note=duty.note if duty else "",
            version=duty.version if duty else 0,
        )
    context = {
        "cycle": cycle,
        "unit": unit,
        "rows": rows,
        "open": [row for row in rows if row.is_open],
        "people": _people(found),
        "staff": staff_of(unit) if editing else {},
        "editing": editing,
        "is_own": is_own,
    }
    status = status_of(editing.error if editing else None)
    return render(request, "improve/duties.html", context, status=status)


def _sheet(rows: Sequence[DutyRow]) -> Sheet:
    """Return every node with who was named for it, and who looks after it in the end."""
    table: list[list[Cell]] = [
        [
            row.node.code,
            row.node.name,
            row.duty.person if row.duty else None,
            (row.duty or row.above).person if row.duty or row.above else None,
            row.duty.note if row.duty else None,
        ]
        for row in rows
    ]
    return Sheet(name="Phân công", columns=_COLUMNS, rows=table)


def _rows(criteria_set: Any, duties: dict[str, Any]) -> Sequence[DutyRow]:
    rows = []
    for node in criteria_set.walk():
        line = [above.code for above in reversed(criteria_set.ancestors(node.code))]
        above = next((duties[code] for code in line if code in duties), None)
        rows.append(DutyRow(node=node, duty=duties.get(node.code), above=above))
    return rows


def _people(duties: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Return who holds what, for the overview."""
    found: dict[str, list[str]] = {}
    for code in sorted(duties):
        found.setdefault(duties[code].person, []).append(code)
    return sorted(found.items())
