"""Cards: one component as the desk shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.locking import drafting_obstacle, gathering_obstacle
from parindex.assessments.rules import may_draft
from parindex.assessments.sight import sees_all
from parindex.assessments.workbook import Line, Workbook
from parindex.engine import Node
from parindex.viet import format_decimal, search_key
from parindex.web.selfassess.beside import Beside
from parindex.web.selfassess.facts import Conflict, FactField, fact_field
from parindex.web.selfassess.names import anchor, place, slug


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
class Hold:
    """What a person may do in one sheet now: work in it, and if not, why not."""

    is_seen: bool
    is_mine: bool = False
    closed_because: str = ""
    gathering_closed: str = ""

    @property
    def is_open(self) -> bool:
        return self.is_mine and not (self.closed_because and self.gathering_closed)

    @property
    def is_shut(self) -> bool:
        """Tell whether the person would work here but cannot score or write now."""
        return self.is_mine and bool(self.closed_because)


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
    path: str
    version: int
    draft: Draft
    facts: tuple[FactField, ...]
    evidence: tuple[EvidenceRow, ...]
    lead: str
    is_mine: bool
    closed_because: str
    gathering_closed: str
    errors: Mapping[str, str]
    conflict: Conflict | None
    guides: Sequence[Any] = ()
    news: str = ""
    ready: Any = None
    rule: str = ""
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
    def place(self) -> str:
        return place(self.code)

    @property
    def is_editable(self) -> bool:
        return self.is_mine and not self.closed_because and self.line.is_self_scored

    @property
    def is_gatherable(self) -> bool:
        """Tell whether documents can be added: from the preparation phase on, before scoring."""
        return self.is_mine and not self.gathering_closed and self.line.is_self_scored

    @property
    def computed_text(self) -> str:
        """Return the computed points as they go into the score's input; "" for none."""
        return points_text(self.line.computed)

    @property
    def needs_reason(self) -> bool:
        return self.line.differs or bool(self.errors.get("reason"))

    @property
    def search(self) -> str:
        return search_text(self.code, self.line.node.name)

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


@lru_cache(maxsize=4096)
def search_text(code: str, name: str) -> str:
    """Return what the search looks through; made once, because every page needs it of every component."""
    return search_key(f"{code} {name}")


def holds_of(workbook: Workbook, *, actor: Actor, now: dt.datetime) -> dict[int | None, Hold]:
    """Return what the person may do in each sheet, and under None where nobody answers."""
    whole, dossier = sees_all(actor, workbook), workbook.dossier
    holds: dict[int | None, Hold] = {None: Hold(is_seen=whole)}
    for sheet in workbook.sheets:
        is_mine = may_draft(actor, sheet)
        holds[sheet.pk] = Hold(
            is_seen=whole or is_mine,
            is_mine=is_mine,
            closed_because=drafting_obstacle(dossier, sheet, now),
            gathering_closed=gathering_obstacle(dossier, sheet, now),
        )
    return holds


def hold_at(holds: Mapping[int | None, Hold], line: Line) -> Hold:
    """Return what the person may do with one component."""
    return holds[line.sheet.pk if line.sheet is not None else None]


def build_card(
    workbook: Workbook,
    code: str,
    *,
    holds: Mapping[int | None, Hold],
    typed: Typed | None = None,
    beside: Beside | None = None,
    whole: bool = True,
) -> Card:
    """Return the card of one component for one person; makes no query.

    ``whole=False`` gives it without facts and documents, for the pieces that a save renews.
    """
    line, typed, beside = workbook.lines[code], typed or Typed(), beside or Beside()
    hold, dossier = hold_at(holds, line), workbook.dossier
    return Card(
        line=line,
        path=reverse("selfassess:save_component", args=[dossier.pk, code]),
        version=line.entry.version if line.entry else 0,
        draft=typed.draft or _stored(line),
        facts=tuple(
            typed.facts.get(fact_code)
            or fact_field(
                workbook,
                fact_code,
                inside=code,
                is_editable=hold.is_mine and not hold.gathering_closed,
                links_to_owner=hold_at(holds, workbook.lines_using(fact_code)[0]).is_seen,
            )
            for fact_code in (line.node.facts if whole else ())
        ),
        evidence=evidence_rows(workbook, line) if whole else (),
        lead=line.sheet.unit.name if line.sheet is not None else _("chưa phân công"),
        is_mine=hold.is_mine,
        closed_because=hold.closed_because,
        gathering_closed=hold.gathering_closed,
        guides=beside.guides_at(code),
        news=beside.news_at(code),
        ready=beside.ready.get(code),
        rule=rule_text(workbook, line.node),
        errors=typed.errors,
        conflict=typed.conflict,
    )


_rules: dict[tuple[str, str, str], str] = {}


def rule_text(workbook: Workbook, node: Node) -> str:
    """Return how the component is scored, as HTML.

    It is the longest part of a card and never changes under a set's hash: drawn once a process
    and language.
    """
    stored = workbook.dossier.criteria_set
    key = (stored.content_hash, node.code, get_language() or "")
    if key not in _rules:
        context = {"node": node, "stored": stored}
        _rules[key] = render_to_string("selfassess/_rule.html", context)
    return _rules[key]


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
        self_score=points_text(line.self_score),
        reason=line.reason,
        explanation=line.explanation,
        not_applicable=line.not_applicable,
    )


def points_text(points: Decimal | None) -> str:
    """Return points as they go into an input; "" for none."""
    return "" if points is None else format_decimal(_bare(points))


def _bare(number: Decimal) -> Decimal:
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
