"""What one person gets of a dossier as a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from parindex.accounts.rules import Actor
from parindex.assessments.models import Sheet
from parindex.assessments.operations.locking import drafting_obstacle, gathering_obstacle
from parindex.assessments.queries import NoDossierError
from parindex.assessments.workbook import Workbook
from parindex.engine import CriteriaSet, ScoredBy, to_wire
from parindex.exchange.books.dossier_out import DossierForm, score_row
from parindex.exchange.books.marks import Marks, Seen, digest
from parindex.exchange.choices import BookKind, RowKind
from parindex.exchange.rules import own_sheets


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A person's part of a dossier: for each fact and component of theirs why it is closed ("" while open)."""

    sheets: Collection[Sheet]
    facts: Mapping[str, str]
    components: Mapping[str, str]

    @property
    def closed_because(self) -> tuple[str, ...]:
        """Return the reasons why something is closed, each once."""
        reasons = (*self.facts.values(), *self.components.values())
        return tuple(dict.fromkeys(reason for reason in reasons if reason))

    @property
    def is_open(self) -> bool:
        """Tell whether anything can be written at all."""
        return not all((*self.facts.values(), *self.components.values()))


def desk_of(workbook: Workbook, actor: Actor, *, now: dt.datetime) -> Desk:
    """Return the person's part of a dossier; raises NoDossierError for somebody who has none."""
    sheets = {sheet.pk: sheet for sheet in own_sheets(actor, workbook.sheets)}
    if not sheets:
        raise NoDossierError
    dossier = workbook.dossier
    gathering = {pk: gathering_obstacle(dossier, sheet, now) for pk, sheet in sheets.items()}
    drafting = {pk: drafting_obstacle(dossier, sheet, now) for pk, sheet in sheets.items()}
    facts: dict[str, str] = {}
    for code in unit_facts(workbook.criteria_set):
        owner = workbook.lines_using(code)[0].sheet
        if owner is not None and owner.pk in sheets:
            facts[code] = gathering[owner.pk]
    components = {
        line.code: drafting[line.sheet.pk]
        for line in workbook.lines.values()
        if line.sheet is not None and line.sheet.pk in sheets and line.is_self_scored
    }
    return Desk(sheets=sheets.values(), facts=facts, components=components)


def unit_facts(criteria_set: CriteriaSet) -> list[str]:
    """Return the facts that units answer, in the order of the components that ask for them."""
    asked = dict.fromkeys(code for leaf in criteria_set.leaves for code in leaf.facts)
    return [
        code
        for code in asked
        if criteria_set.leaves_using(code)[0].scored_by is not ScoredBy.SURVEY
    ]


def dossier_form(workbook: Workbook, actor: Actor, *, now: dt.datetime) -> DossierForm:
    """Return what the person downloads of a dossier; raises NoDossierError."""
    desk = desk_of(workbook, actor, now=now)
    return DossierForm(
        workbook=workbook,
        facts=tuple(desk.facts),
        components=tuple(desk.components),
        open_facts={code for code, closed in desk.facts.items() if not closed},
        open_components={code for code, closed in desk.components.items() if not closed},
        closed_because=desk.closed_because,
        marks=_marks(workbook, desk, now=now),
    )


def _marks(workbook: Workbook, desk: Desk, *, now: dt.datetime) -> Marks:
    dossier = workbook.dossier
    seen = {
        (str(RowKind.FACT.value), code): Seen(
            version=workbook.facts[code].version, digest=fact_digest(workbook, code)
        )
        for code in desk.facts
        if code in workbook.facts
    }
    for code in desk.components:
        line = workbook.lines[code]
        if line.entry is not None:
            seen[RowKind.COMPONENT.value, code] = Seen(
                version=line.entry.version, digest=digest(score_row(line).content)
            )
    return Marks(
        kind=BookKind.DOSSIER.value,
        dossier_id=dossier.pk,
        unit_code=dossier.unit.code,
        unit_name=dossier.unit.body,
        round_id=dossier.round_id,
        set_code=dossier.criteria_set.code,
        set_hash=dossier.criteria_set.content_hash,
        taken_at=now,
        seen=seen,
    )


def fact_digest(workbook: Workbook, code: str) -> str:
    """Return the fingerprint of a fact as it stands in the dossier."""
    value = workbook.values.get(code)
    return digest(None if value is None else to_wire(value))
