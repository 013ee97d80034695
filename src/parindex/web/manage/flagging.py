"""All cross-checks of a round: what stands open, what was set aside and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import TextChoices
from django.http import HttpResponseBase, QueryDict
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from parindex.crosschecks.choices import Kind
from parindex.crosschecks.queries import PlacedFlag, round_flags
from parindex.cycles.queries import rounds_of
from parindex.kernel import clock
from parindex.viet import search_key
from parindex.web.manage.tables import flags_sheet
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.fragments import page_or_part
from parindex.web.shell.loaders import overseen_cycle
from parindex.web.shell.sheets import asks_workbook, send_workbook

PAGE_SIZE = 50


class State(TextChoices):
    """Which flags are listed; the values stand in the query string."""

    OPEN = "con", gettext_lazy("Cần xem")
    DISMISSED = "bo-qua", gettext_lazy("Đã bỏ qua")
    ALL = "tat-ca", gettext_lazy("Tất cả")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string; empty means all, the state begins with what is open."""

    kind: str = ""
    unit: str = ""
    field: str = ""
    state: str = State.OPEN
    text: str = ""
    page: str = "1"

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        state = query.get("trang-thai", "")
        return cls(
            kind=query.get("loai", ""),
            unit=query.get("don-vi", ""),
            field=query.get("linh-vuc", ""),
            state=state if state in State.values else State.OPEN,
            text=query.get("tim", "").strip(),
            page=query.get("trang", "1"),
        )

    def takes(self, row: PlacedFlag, *, but: str = "") -> bool:
        """Tell whether a flag passes the filters, ``but`` one: that one's choices are counted."""
        passed = {
            "kind": self.kind in {"", row.flag.kind.value},
            "unit": self.unit in {"", row.dossier.unit.code},
            "field": self.field in {"", row.field.code},
            "state": self.state == State.ALL or (self.state == State.OPEN) is row.is_open,
            "text": not self.text or search_key(self.text) in _said(row),
        }
        return all(holds for name, holds in passed.items() if name != but)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a filter with how many flags it would leave."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class FlagList:
    """The flags of a round under the filters."""

    rows: Sequence[PlacedFlag]
    wanted: Wanted

    @cached_property
    def shown(self) -> list[PlacedFlag]:
        """Return what the filters leave, the gravest first, each unit's in the order of the set."""
        found = [row for row in self.rows if self.wanted.takes(row)]
        return sorted(found, key=lambda row: -row.flag.severity)

    @property
    def page(self) -> Page[PlacedFlag]:
        return Paginator(self.shown, PAGE_SIZE).get_page(self.wanted.page)

    @property
    def open_count(self) -> int:
        return sum(row.is_open for row in self.rows)

    @property
    def kinds(self) -> list[Choice]:
        counts = self._counts("kind", lambda row: row.flag.kind.value)
        return [
            Choice(value=kind.value, label=str(kind.label), count=counts[kind.value])
            for kind in Kind
        ]

    @property
    def states(self) -> list[Choice]:
        found = [row for row in self.rows if self.wanted.takes(row, but="state")]
        is_open = sum(row.is_open for row in found)
        counts = {State.OPEN: is_open, State.DISMISSED: len(found) - is_open, State.ALL: len(found)}
        return [
            Choice(value=state.value, label=str(state.label), count=counts[state])
            for state in State
        ]

    @property
    def units(self) -> list[Choice]:
        names = {row.dossier.unit.code: row.dossier.unit.name for row in self.rows}
        return self._choices(names, self._counts("unit", lambda row: row.dossier.unit.code))

    @property
    def fields(self) -> list[Choice]:
        names = {row.field.code: f"{row.field.code}. {row.field.name}" for row in self.rows}
        counts = self._counts("field", lambda row: row.field.code)
        return self._choices({code: names[code] for code in sorted(names, key=_number)}, counts)

    def _counts(self, name: str, key: Callable[[PlacedFlag], str]) -> Counter[str]:
        return Counter(key(row) for row in self.rows if self.wanted.takes(row, but=name))

    @staticmethod
    def _choices(names: dict[str, str], counts: Counter[str]) -> list[Choice]:
        return [Choice(value=code, label=name, count=counts[code]) for code, name in names.items()]


@loads("oversees the cycle", overseen_cycle)
@require_GET
def flags(request: PersonRequest, cycle: Any) -> HttpResponseBase:
    """List the flags of a round."""
    rounds = rounds_of(cycle)
    number = request.GET.get("dot", "")
    chosen = next(
        (row for row in rounds if str(row.number) == number), rounds[-1] if rounds else None
    )
    rows = round_flags(chosen) if chosen else []
    found = FlagList(rows=rows, wanted=Wanted.of(request.GET))
    if asks_workbook(request):
        sheet, name = flags_sheet(found.shown), f"doi-chieu-{cycle.code}"
        return send_workbook([sheet], name=name, title=f"Đối chiếu: {cycle}", now=clock.now())
    context = {
        "cycle": cycle,
        "rounds": rounds,
        "round": chosen,
        "list": found,
    }
    return page_or_part(
        request, page="manage/flags.html", part="manage/_flags.html", context=context
    )


def _said(row: PlacedFlag) -> str:
    said = f"{row.code} {row.node.name} {row.dossier.unit.name} {row.flag.sentence}"
    return search_key(said)


def _number(code: str) -> tuple[int, str]:
    return (int(code) if code.isdecimal() else 0, code)
