"""Figures of many units at once: what somebody leads, and what a workbook would propose. Nothing is written."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.leading import Led, sets_led_by
from parindex.assessments.models import Dossier, FactEntry, Sheet
from parindex.assessments.operations.locking import gathering_obstacle
from parindex.assessments.queries import dossiers_of_round
from parindex.assessments.values import in_words, read_raw
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Cycle, Round
from parindex.cycles.rules import may_coordinate
from parindex.engine import FactValue, parse_fact, to_wire
from parindex.exchange.books import facts_form
from parindex.exchange.books.dossier_form import GUIDE
from parindex.exchange.books.facts_form import FactsForm
from parindex.exchange.books.facts_in import FactsContent, FigureSaid, read_facts
from parindex.exchange.books.findings import Finding
from parindex.exchange.books.looks import LISTS
from parindex.exchange.books.marks import SHEET, Marks, Seen, digest, read_marks
from parindex.exchange.books.opening import open_book
from parindex.exchange.books.tables import tell_of_sheets
from parindex.exchange.choices import BookKind, RowKind
from parindex.exchange.models import UploadedBook
from parindex.exchange.queries.forms import unit_facts
from parindex.exchange.queries.uploads import NoBookError
from parindex.exchange.rules import leading_units
from parindex.kernel.clock import moment_text, vietnam_date
from parindex.kernel.errors import Correctable
from parindex.kernel.files import open_stored


class NothingLedError(Correctable):
    """The person leads nothing of other units in the round."""

    def __init__(self) -> None:
        super().__init__(
            _("Cơ quan của anh/chị không chủ trì nội dung nào của các đơn vị trong đợt này.")
        )


def led_by(actor: Actor, cycle: Cycle) -> list[Led]:
    """Return what the person's bodies lead in other units, set by set; the coordinator leads everything.

    Raises NothingLedError. The body's own form is not among it: there the departments type themselves.
    """
    everything = may_coordinate(actor, cycle)
    led = sets_led_by(leading_units(actor, cycle), cycle, everything=everything)
    found = [one for one in led if not one.is_own_form]
    if not found:
        raise NothingLedError
    return found


def round_led(actor: Actor, round_id: int) -> tuple[Round, list[Led]]:
    """Return a round with what the person leads in it; raises NothingLedError."""
    rows = Round.objects.select_related("cycle", "cycle__body", "cycle__coordinator")
    found = rows.filter(pk=round_id).first()
    if found is None:
        raise NothingLedError
    return found, led_by(actor, found.cycle)


def facts_form_of(scoring_round: Round, led: Led, *, now: dt.datetime) -> FactsForm:
    """Return units and figures for download: three queries whatever their number."""
    criteria_set = criteria_set_of(led.stored)
    facts = [
        code
        for code in unit_facts(criteria_set)
        if criteria_set.leaves_using(code)[0].code in led.codes
    ]
    rows = dossiers_of_round(scoring_round).filter(criteria_set=led.stored)
    dossiers = list(rows.exclude(unit_id=scoring_round.cycle.body_id))
    entries = _entries(dossiers, facts)
    values = {
        pk: {
            code: read_raw(criteria_set, code, entry.raw)
            for code, entry in found.items()
            if not entry.is_empty
        }
        for pk, found in entries.items()
    }
    return FactsForm(
        round=scoring_round,
        stored=led.stored,
        criteria_set=criteria_set,
        facts=facts,
        dossiers=dossiers,
        values=values,
        closed=_closed(dossiers, now),
        marks=_marks(scoring_round, led.stored, entries, values, now=now),
    )


def _entries(dossiers: Sequence[Dossier], facts: Sequence[str]) -> dict[int, dict[str, FactEntry]]:
    found: dict[int, dict[str, FactEntry]] = defaultdict(dict)
    for entry in FactEntry.objects.filter(dossier__in=dossiers, fact_code__in=facts):
        found[entry.dossier_id][entry.fact_code] = entry
    return found


def _closed(dossiers: Sequence[Dossier], now: dt.datetime) -> dict[int, str]:
    """Say of each dossier why no figures can be entered; "" while it is open."""
    sheets = {sheet.dossier_id: sheet for sheet in Sheet.objects.filter(dossier__in=dossiers)}
    return {
        dossier.pk: gathering_obstacle(dossier, sheets[dossier.pk], now)
        if dossier.pk in sheets
        else _("đơn vị chưa có phần nào để nhập")
        for dossier in dossiers
    }


def _marks(
    scoring_round: Round,
    stored: StoredCriteriaSet,
    entries: Mapping[int, Mapping[str, FactEntry]],
    values: Mapping[int, Mapping[str, FactValue]],
    *,
    now: dt.datetime,
) -> Marks:
    seen = {
        (str(RowKind.FACT.value), f"{pk}:{code}"): Seen(
            version=entry.version, digest=_digest(values[pk].get(code))
        )
        for pk, found in entries.items()
        for code, entry in found.items()
    }
    return Marks(
        kind=BookKind.FACTS.value,
        round_id=scoring_round.pk,
        set_code=stored.code,
        set_hash=stored.content_hash,
        taken_at=now,
        seen=seen,
    )


def _digest(value: FactValue | None) -> str:
    return digest(None if value is None else to_wire(value))


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A figure that a workbook has for a unit, other than the dossier's.

    A conflict is one that the unit saved after the download: it is left out unless it is chosen.
    """

    dossier: Dossier
    fact_code: str
    label: str
    row: int
    before: str
    after: str
    wire: Any
    version: int
    is_conflict: bool
    saved_by: str
    saved_at: str

    @property
    def key(self) -> str:
        """Return the name under which the figure is chosen."""
        return f"{self.dossier.pk}:{self.fact_code}:{self.version}"


@dataclass(frozen=True, kw_only=True)
class FactsPlan:
    """Everything of a preview."""

    rows: Sequence[Proposed]
    findings: Sequence[Finding]
    unchanged: int
    taken_at: dt.datetime

    @property
    def changes(self) -> list[Proposed]:
        return [row for row in self.rows if not row.is_conflict]

    @property
    def conflicts(self) -> list[Proposed]:
        return [row for row in self.rows if row.is_conflict]

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_error]

    @property
    def cautions(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.is_error]


def facts_plan_of(book: UploadedBook, actor: Actor, *, now: dt.datetime) -> FactsPlan:
    """Read a stored workbook and hold it against the dossiers as they stand now."""
    with open_stored(book.file) as file:
        opened = open_book(file)
    led = next(
        (one for one in led_by(actor, book.round.cycle) if one.stored.pk == book.criteria_set_id),
        None,
    )
    if led is None:
        raise NoBookError
    filled = facts_form_of(book.round, led, now=now)
    content = read_facts(
        opened,
        filled.criteria_set,
        facts=filled.facts,
        units={dossier.unit.code: dossier.unit.name for dossier in filled.dossiers},
        today=vietnam_date(now),
    )
    tell_of_sheets(opened, {GUIDE, facts_form.SHEET, LISTS, SHEET}, content.findings)
    return _plan(filled, read_marks(opened), content)


def _plan(filled: FactsForm, marks: Marks, content: FactsContent) -> FactsPlan:
    dossiers = {dossier.unit.code: dossier for dossier in filled.dossiers}
    entries = _entries(filled.dossiers, filled.facts)
    rows: list[Proposed] = []
    unchanged = 0
    for said in content.figures:
        dossier = dossiers[said.unit_code]
        value = filled.values.get(dossier.pk, {}).get(said.fact_code)
        seen = marks.seen_at(RowKind.FACT, f"{dossier.pk}:{said.fact_code}")
        if said.wire is None or digest(said.wire) in {seen.digest, _digest(value)}:
            unchanged += 1
        elif _may_propose(said, filled.closed[dossier.pk], content):
            entry = entries.get(dossier.pk, {}).get(said.fact_code)
            rows.append(_proposed(filled, said, dossier, entry, seen_version=seen.version))
    return FactsPlan(
        rows=rows,
        findings=content.findings.in_order,
        unchanged=unchanged,
        taken_at=marks.taken_at,
    )


def _may_propose(said: FigureSaid, closed: str, content: FactsContent) -> bool:
    reason = closed
    if not reason and said.is_hidden:
        reason = _("ô bị ẩn nhưng có thay đổi nên không nhập; hãy bỏ lọc, bỏ ẩn rồi gửi lại")
    if reason:
        place = {"row": said.row, "column": said.column}
        content.findings.error(reason, sheet=facts_form.SHEET, title=said.title, **place)
        return False
    content.findings.extend(said.cautions)
    return True


def _proposed(
    filled: FactsForm,
    said: FigureSaid,
    dossier: Dossier,
    entry: FactEntry | None,
    *,
    seen_version: int,
) -> Proposed:
    fact = filled.criteria_set.facts[said.fact_code]
    value = filled.values.get(dossier.pk, {}).get(said.fact_code)
    version = entry.version if entry else 0
    return Proposed(
        dossier=dossier,
        fact_code=said.fact_code,
        label=fact.label,
        row=said.row,
        before=in_words(fact, value),
        after=in_words(fact, parse_fact(fact, said.wire)),
        wire=said.wire,
        version=version,
        is_conflict=version != seen_version,
        saved_by=entry.changed_by if entry else "",
        saved_at=moment_text(entry.changed_at) if entry else "",
    )
