"""What an upload wrote, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from parindex.assessments.values import in_words
from parindex.criteria.queries import criteria_set_of
from parindex.engine import CriteriaSet, parse_fact
from parindex.exchange.choices import RowKind
from parindex.viet import format_decimal


@dataclass(frozen=True, kw_only=True)
class ChangeInWords:
    """One row that was written: its title, old and new, and what became of it."""

    code: str
    title: str
    before: str
    after: str
    state: str
    state_name: str
    kept_because: str


def changes_in_words(book: Any, changes: Iterable[Any]) -> list[ChangeInWords]:
    """Return what an upload wrote, as the person reads it; makes no query."""
    criteria_set = criteria_set_of(book.criteria_set)
    return [
        ChangeInWords(
            code=change.code if change.kind == RowKind.COMPONENT else "",
            title=_title(criteria_set, change),
            before=_said(criteria_set, change, change.before),
            after=_said(criteria_set, change, change.after),
            state=change.state,
            state_name=change.get_state_display(),
            kept_because=change.kept_because,
        )
        for change in changes
    ]


@dataclass(frozen=True, kw_only=True)
class ProposedInWords:
    """One figure that was proposed, and what its unit said."""

    unit: str
    label: str
    value: str
    proposal: Any


def proposed_in_words(book: Any, proposals: Iterable[Any]) -> list[ProposedInWords]:
    """Return what an upload proposed; makes no query."""
    facts = criteria_set_of(book.criteria_set).facts
    return [
        ProposedInWords(
            unit=row.dossier.unit.name,
            label=facts[row.fact_code].label,
            value=in_words(
                facts[row.fact_code], parse_fact(facts[row.fact_code], json.loads(row.raw))
            ),
            proposal=row,
        )
        for row in proposals
    ]


def _title(criteria_set: CriteriaSet, change: Any) -> str:
    if change.kind == RowKind.FACT:
        return criteria_set.facts[change.code].label
    return criteria_set.node(change.code).name


def _said(criteria_set: CriteriaSet, change: Any, text: str) -> str:
    said = json.loads(text)
    if said is None:
        return ""
    if change.kind == RowKind.FACT:
        fact = criteria_set.facts[change.code]
        return in_words(fact, parse_fact(fact, said))
    parts = [
        _("không áp dụng") if said["not_applicable"] else _score(said["self_score"]),
        *(said[name] for name in ("reason", "explanation")),
    ]
    return "\n".join(part for part in parts if part)


def _score(score: str | None) -> str:
    return (
        "" if score is None else _("%(points)s điểm") % {"points": format_decimal(Decimal(score))}
    )
