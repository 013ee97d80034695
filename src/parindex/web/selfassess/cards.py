"""Cards: one component as the desk shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.locking import drafting_obstacle
from parindex.assessments.rules import may_draft
from parindex.assessments.sight import sees
from parindex.assessments.workbook import Line, Workbook
from parindex.viet import format_decimal, search_key
from parindex.web.selfassess.facts import Conflict, FactField, fact_field
from parindex.web.selfassess.names import anchor, slug


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What stands in the inputs of a card: the stored texts, or what was typed and not taken."""

    self_score: str = ""
    reason: str = ""
    explanation: str = ""
    not_applicable: bool = False


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a person typed and the server did not take; shown again beside the sentence why."""

    draft: Draft | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: Conflict | None = None
    facts: Mapping[str, FactField] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """A document of a component; ``warning`` when its own date lies outside the data window."""

    link_id: int
    document_id: int
    kind: str
    number: str
    issued_on: dt.date
    issuer: str
    summary: str
    file_name: str
    supplement_number: str
    warning: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One component with everything its card shows."""

    line: Line
    dossier_id: int
    version: int
    draft: Draft
    facts: tuple[FactField, ...]
    evidence: tuple[EvidenceRow, ...]
    lead: str
    is_mine: bool
    closed_because: str
    errors: Mapping[str, str]
    conflict: Conflict | None
    is_hidden: bool = False

    @property
    def code(self) -> str:
        return self.line.code

    @property
    def slug(self) -> str:
        return slug(self.code)

    @property
    def anchor(self) -> str:
        return anchor(self.code)

    @property
    def is_editable(self) -> bool:
        return self.is_mine and not self.closed_because and self.line.is_self_scored

    @property
    def computed_text(self) -> str:
        """Return the computed points as they go into the score's input; "" for none."""
        return "" if self.line.computed is None else format_decimal(_bare(self.line.computed))

    @property
    def needs_reason(self) -> bool:
        return self.line.differs or bool(self.errors.get("reason"))

    @property
    def search(self) -> str:
        return search_key(f"{self.code} {self.line.node.name}")

    @property
    def flags(self) -> str:
        return " ".join(flags_of(self.line, is_mine=self.is_mine))

    @property
    def saved_at(self) -> dt.datetime | None:
        return self.line.entry.changed_at if self.line.entry else None


def flags_of(line: Line, *, is_mine: bool) -> list[str]:
    """Return the filters that a component passes (the words of ``filters.FILTERS``)."""
    found = {
        "chua-xong": bool(line.blockers),
        "thieu-minh-chung": line.is_self_scored and not line.not_applicable and not line.is_proven,
        "khac-diem-tinh": line.differs,
        "cua-toi": is_mine,
        "xong": line.is_self_scored and not line.blockers,
        "bi-tinh-0": line.lacks_proof,
    }
    return [name for name, holds in found.items() if holds]


def build_card(
    workbook: Workbook, code: str, *, actor: Actor, now: dt.datetime, typed: Typed | None = None
) -> Card:
    """Return the card of one component for one person; makes no query."""
    line, typed = workbook.lines[code], typed or Typed()
    sheet, dossier = line.sheet, workbook.dossier
    is_mine = sheet is not None and may_draft(actor, sheet)
    closed = drafting_obstacle(dossier, sheet, now) if sheet is not None else ""
    return Card(
        line=line,
        dossier_id=dossier.pk,
        version=line.entry.version if line.entry else 0,
        draft=typed.draft or _stored(line),
        facts=tuple(
            typed.facts.get(fact_code)
            or fact_field(
                workbook,
                fact_code,
                inside=code,
                is_editable=is_mine and not closed,
                links_to_owner=sees(actor, workbook, workbook.lines_using(fact_code)[0]),
            )
            for fact_code in line.node.facts
        ),
        evidence=evidence_rows(workbook, line),
        lead=sheet.unit.name if sheet is not None else _("chưa phân công"),
        is_mine=is_mine,
        closed_because=closed,
        errors=typed.errors,
        conflict=typed.conflict,
    )


def evidence_rows(workbook: Workbook, line: Line) -> tuple[EvidenceRow, ...]:
    """Return the documents of a component, each with its warning."""
    cycle = workbook.dossier.round.cycle
    return tuple(
        EvidenceRow(
            link_id=link.pk,
            document_id=link.document_id,
            kind=link.document.get_kind_display(),
            number=link.document.number,
            issued_on=link.document.issued_on,
            issuer=link.document.issuer,
            summary=link.document.summary,
            file_name=link.document.file_name,
            supplement_number=link.supplement_number,
            warning=""
            if cycle.data_from <= link.document.issued_on <= cycle.data_until
            else _("Ban hành ngoài thời gian lấy số liệu"),
        )
        for link in line.evidence
    )


def _stored(line: Line) -> Draft:
    return Draft(
        self_score="" if line.self_score is None else format_decimal(_bare(line.self_score)),
        reason=line.reason,
        explanation=line.explanation,
        not_applicable=line.not_applicable,
    )


def _bare(number: Decimal) -> Decimal:
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
