"""The page that compares a dossier with the unit's dossier of the earlier round, component by component."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from parindex.assessments.comparison import ComponentChange, compare
from parindex.assessments.sight import seen_codes
from parindex.assessments.workbook import Line, Workbook
from parindex.kernel.clock import now
from parindex.kernel.sheets import Cell, Column, Sheet
from parindex.viet import format_decimal
from parindex.web.selfassess.beside import earlier_workbook, what_changed
from parindex.web.selfassess.facts import shown
from parindex.web.selfassess.names import anchor, place
from parindex.web.shell import loaders
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.sheets import asks_workbook, send_workbook

_COLUMNS = (
    Column(title="Mục", width=9),
    Column(title="Nội dung", width=50),
    Column(title="Có gì mới", width=30),
    Column(title="Nội dung thay đổi", width=30),
    Column(title="Đợt trước", width=40),
    Column(title="Đợt này", width=40),
)
CHANGED, ALL = "", "tat-ca"
FILTERS = {CHANGED: gettext_lazy("Chỉ mục có thay đổi"), ALL: gettext_lazy("Mọi mục")}


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One thing said in both rounds, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One component of the page; ``kinds`` names what is new."""

    change: ComponentChange
    kinds: Sequence[str]
    pairs: Sequence[Pair]

    @property
    def code(self) -> str:
        return self.change.code

    @property
    def anchor(self) -> str:
        return anchor(self.code)

    @property
    def place(self) -> str:
        return place(self.code)


@loads("desk", loaders.desk)
@require_GET
def comparison(request: PersonRequest, *, workbook: Workbook) -> HttpResponseBase:
    """Show what is new since the earlier round; 404 in a first one."""
    earlier = earlier_workbook(workbook)
    if earlier is None:
        raise Http404
    kind = request.GET.get("loc", CHANGED)
    seen = seen_codes(request.actor, workbook)
    changes = [change for change in compare(earlier, workbook) if change.code in seen]
    changed = [change for change in changes if change.is_changed]
    rows = [_row(change) for change in (changes if kind == ALL else changed)]
    if asks_workbook(request):
        name = f"so-dot-truoc-{workbook.dossier.unit.code}"
        return send_workbook([_sheet(rows)], name=name, title=str(workbook.dossier), now=now())
    context = {
        "dossier": workbook.dossier,
        "earlier": earlier.dossier,
        "rows": rows,
        "changed": len(changed),
        "total": len(changes),
        "filters": FILTERS.items(),
        "kind": kind if kind in FILTERS else CHANGED,
        "before": _counted(earlier, seen),
        "after": _counted(workbook, seen),
    }
    return render(request, "selfassess/comparison.html", context)


def _sheet(rows: Sequence[Comparison]) -> Sheet:
    """Return a row for each thing said, and one for a component where only documents are new."""
    table: list[list[Cell]] = []
    for row in rows:
        head: list[Cell] = [row.code, row.change.node.name, "; ".join(map(str, row.kinds)) or None]
        said = [[*head, pair.label, pair.before, pair.after] for pair in row.pairs]
        table += said or [[*head, None, None, None]]
    return Sheet(name="So với đợt trước", columns=_COLUMNS, rows=table)


def _row(change: ComponentChange) -> Comparison:
    pairs = [
        Pair(
            label=row.fact.label,
            before=shown(row.fact, row.before),
            after=shown(row.fact, row.after),
        )
        for row in change.facts
    ]
    if change.score_changed:
        scores = {"before": _score(change.before), "after": _score(change.after)}
        pairs.append(Pair(label=_("Điểm tự chấm"), **scores))
    if change.reason_changed:
        reasons = {"before": change.before.reason, "after": change.after.reason}
        pairs.append(Pair(label=_("Lý do khác điểm tính"), **reasons))
    if change.explanation_changed:
        said = {"before": change.before.explanation, "after": change.after.explanation}
        pairs.append(Pair(label=_("Giải trình"), **said))
    return Comparison(change=change, kinds=what_changed(change), pairs=pairs)


def _score(line: Line) -> str:
    if line.not_applicable:
        return _("không áp dụng")
    return "" if line.self_score is None else format_decimal(_bare(line.self_score))


def _counted(workbook: Workbook, seen: frozenset[str]) -> Decimal:
    lines = (line for code, line in workbook.lines.items() if code in seen)
    return sum((line.counted or Decimal(0) for line in lines), Decimal(0))


def _bare(number: Decimal) -> Decimal:
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
