"""What the form of a new period offers, and the plan that comes out of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.cycles.queries import cycles
from parindex.kernel.clock import vietnam_date
from parindex.kernel.errors import Refused
from parindex.reporting.choices import PeriodKind
from parindex.reporting.operations import Lead, PeriodPlan
from parindex.reporting.outline import Outline
from parindex.reporting.periods import Window, window_of
from parindex.reporting.queries import leads_of, outlines, run_by
from parindex.reporting.reading import outline_of
from parindex.results.queries import standing_publications
from parindex.units.queries import agencies_of, communes_of, units_by_pk
from parindex.web.shell.forms import read_date, read_moment, typed

NAMES = ("agency", "outline", "kind", "year", "name", "ordered_by", "plan", "result", "own_cycle")
DAYS = ("data_from", "data_until", "due_day", "due_time")
_CODES = {
    PeriodKind.QUARTER_1: "q1",
    PeriodKind.HALF_YEAR: "6t",
    PeriodKind.NINE_MONTHS: "9t",
    PeriodKind.YEAR: "nam",
}


@dataclass(frozen=True, kw_only=True)
class PeriodForm:
    """What was typed or chosen; leads and partners by field."""

    texts: dict[str, str] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    partners: dict[str, str] = field(default_factory=dict)
    is_sent: bool = False

    @classmethod
    def of(cls, post: QueryDict) -> Self:
        return cls(
            texts={name: typed(post, name).strip() for name in (*NAMES, *DAYS)},
            leads={key[5:]: typed(post, key) for key in post if key.startswith("lead-")},
            partners={key[8:]: typed(post, key) for key in post if key.startswith("partner-")},
            is_sent="kind" in post,
        )

    def text(self, name: str) -> str:
        return self.texts.get(name, "")


@dataclass(frozen=True, kw_only=True)
class FieldChoice:
    """A field of the outline with who leads it in this form."""

    field: Any
    agency: str
    partner: str


@dataclass(frozen=True, kw_only=True)
class OpeningPage:
    """Everything on the page."""

    form: PeriodForm
    agencies: Sequence[Any]
    agency: Any
    outlines: Sequence[Any]
    outline: Any
    kind: str
    year: int
    now: dt.datetime

    kinds = PeriodKind.choices

    @property
    def body(self) -> Any:
        return self.agency.parent or self.agency

    @cached_property
    def departments(self) -> list[Any]:
        return list(agencies_of(self.body, on=self.last_day))

    @cached_property
    def communes(self) -> list[Any]:
        return list(communes_of(self.body, on=self.last_day))

    @cached_property
    def definition(self) -> Outline | None:
        return outline_of(self.outline) if self.outline else None

    @cached_property
    def window(self) -> Window | None:
        return window_of(self.definition, self.kind, self.year) if self.definition else None

    @property
    def last_day(self) -> dt.date:
        return self.window.data_until if self.window else vietnam_date(self.now)

    @property
    def name(self) -> str:
        words = {
            PeriodKind.QUARTER_1: _("Báo cáo CCHC quý I năm %(year)d"),
            PeriodKind.HALF_YEAR: _("Báo cáo CCHC 6 tháng đầu năm %(year)d"),
            PeriodKind.NINE_MONTHS: _("Báo cáo CCHC 9 tháng năm %(year)d"),
            PeriodKind.YEAR: _("Báo cáo CCHC năm %(year)d"),
        }
        return self.form.text("name") or words[PeriodKind(self.kind)] % {"year": self.year}

    @property
    def results(self) -> list[Any]:
        rows = standing_publications().filter(round__cycle__body=self.body)
        return list(rows)

    @property
    def cycles(self) -> list[Any]:
        return list(cycles().filter(year=self.year, participants__unit=self.body))

    @cached_property
    def previous(self) -> Any:
        """Return the last period of the same body, whose texts and leads go on."""
        until = self.window.data_until if self.window else dt.date.max
        rows = run_by({self.agency.pk}).filter(body=self.body, data_until__lt=until)
        return rows.order_by("-data_until").first()

    @cached_property
    def fields(self) -> list[FieldChoice]:
        kept = {row.field_code: row for row in leads_of(self.previous)} if self.previous else {}
        return [
            FieldChoice(
                field=part,
                agency=self.form.leads.get(part.code, _code_of(kept, part.code, "agency")),
                partner=self.form.partners.get(part.code, _code_of(kept, part.code, "partner")),
            )
            for part in (self.definition.fields if self.definition else ())
        ]

    def plan(self, form: PeriodForm) -> PeriodPlan:
        """Return what is opened; raises Correctable for days that cannot be read."""
        if self.outline is None:
            raise Refused(
                _("Chưa có đề cương nào. Người quản trị nạp bằng: parindex reports import.")
            )
        by_code = {row.code: row for row in self.departments}
        return PeriodPlan(
            code=f"{self.body.code}-{self.year}-{_CODES[PeriodKind(self.kind)]}",
            name=self.name,
            kind=self.kind,
            year=self.year,
            body=self.body,
            coordinator=self.agency,
            outline=self.outline,
            opens_at=self.now,
            units=[*self.communes, *self.departments],
            leads={
                code: Lead(agency=by_code[chosen], partner=by_code.get(form.partners.get(code, "")))
                for code, chosen in form.leads.items()
                if chosen in by_code
            },
            data_from=read_date(form.text("data_from")),
            data_until=read_date(form.text("data_until")),
            due_at=read_moment(form.text("due_day"), form.text("due_time")),
            ordered_by=form.text("ordered_by"),
            plan=form.text("plan"),
            result=_chosen(self.results, form.text("result")),
            own_cycle=_chosen(self.cycles, form.text("own_cycle")),
            previous=self.previous,
        )


def build_page(actor: Actor, form: PeriodForm, *, now: dt.datetime) -> OpeningPage:
    """Gather what the form offers to the person."""
    agencies = units_by_pk(actor.unit_ids(Role.COORDINATOR))
    stored = list(outlines())
    year = form.text("year")
    kind = form.text("kind")
    return OpeningPage(
        form=form,
        agencies=agencies,
        agency=next((row for row in agencies if row.code == form.text("agency")), agencies[0]),
        outlines=stored,
        outline=next(
            (row for row in stored if row.code == form.text("outline")),
            stored[0] if stored else None,
        ),
        kind=kind if kind in PeriodKind.values else PeriodKind.QUARTER_1.value,
        year=int(year)
        if year.isdecimal() and 2000 <= int(year[:4]) <= 2100
        else vietnam_date(now).year,
        now=now,
    )


def _code_of(rows: dict[str, Any], code: str, name: str) -> str:
    found = getattr(rows[code], name) if code in rows else None
    return str(found.code) if found else ""


def _chosen(rows: Sequence[Any], pk: str) -> Any:
    return next((row for row in rows if str(row.pk) == pk), None)
