"""Filling in: facts, self-scores, explanations, remarks; nobody's text is lost silently."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.models import ComponentEntry, Dossier, FactEntry, Sheet
from parindex.assessments.operations.counting import recount
from parindex.assessments.operations.locking import (
    leaf_of,
    locked_dossier,
    locked_sheet,
    require_drafting,
    require_gathering,
    sheet_for,
)
from parindex.assessments.operations.noting import note, require_version, stamp
from parindex.assessments.values import write_raw
from parindex.criteria.queries import criteria_set_of
from parindex.engine import Node, ScoredBy, parse_fact
from parindex.kernel.errors import Correctable, Refused
from parindex.viet import format_decimal


class ScoreRefused(Correctable):
    """The score cannot be: outside 0 to max points, or finer than the set allows."""


@dataclass(frozen=True, kw_only=True)
class ComponentDraft:
    """What a clerk writes for one component; ``self_score`` in points, None = not scored yet."""

    self_score: Decimal | None
    reason: str = ""
    explanation: str = ""
    not_applicable: bool = False

    @property
    def as_fields(self) -> dict[str, Any]:
        return {
            "self_score": None if self.not_applicable else self.self_score,
            "reason": self.reason.strip(),
            "explanation": self.explanation.strip(),
            "not_applicable": self.not_applicable,
        }


@transaction.atomic
def save_component(
    *,
    dossier_id: int,
    code: str,
    draft: ComponentDraft,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> ComponentEntry:
    """Save a component's self-score, reason and explanation.

    ``expected_version`` is the version the person saw (0 for a fresh component). Saving what
    is stored already succeeds quietly, so a retry on a bad line does no harm; anything else
    on an old version raises Stale with the other person's text. Raises ScoreRefused, Refused
    or Denied; nothing is changed then.
    """
    dossier = locked_dossier(dossier_id)
    node = leaf_of(dossier, code)
    require_drafting(dossier, sheet_for(dossier, code), actor, now)
    _check_draft(node, draft, criteria_set_of(dossier.criteria_set).points_places)
    entry = ComponentEntry.objects.filter(dossier=dossier, code=code).first()
    fields = draft.as_fields
    if entry is not None and all(getattr(entry, name) == value for name, value in fields.items()):
        return entry
    require_version(entry, expected_version, _texts_of(entry))
    before = _texts_of(entry)
    entry = entry or ComponentEntry(dossier=dossier, code=code, version=0)
    for name, value in fields.items():
        setattr(entry, name, value)
    stamp(entry, actor=actor, now=now)
    recount([dossier.pk])
    note(
        dossier,
        "component.saved",
        about=f"component:{code}",
        actor=actor,
        now=now,
        data={"before": before, "after": _texts_of(entry)},
    )
    return entry


@transaction.atomic
def save_fact(
    *,
    dossier_id: int,
    fact_code: str,
    wire: Any,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> FactEntry:
    """Save a fact in the engine's wire form (None clears it); versions as in save_component.

    Raises engine.FactError with a sentence for a value that cannot be.
    """
    dossier = locked_dossier(dossier_id)
    criteria_set = criteria_set_of(dossier.criteria_set)
    if fact_code not in criteria_set.facts:
        raise Refused(_("Bộ tiêu chí không có số liệu này."))
    _require_fact_drafting(dossier, fact_code, actor, now)
    if wire is not None:
        parse_fact(criteria_set.facts[fact_code], wire)
    raw = write_raw(wire)
    entry = FactEntry.objects.filter(dossier=dossier, fact_code=fact_code).first()
    if entry is not None and entry.raw == raw:
        return entry
    require_version(entry, expected_version, {"value": entry.raw} if entry else {})
    before = entry.raw if entry else None
    entry = entry or FactEntry(dossier=dossier, fact_code=fact_code, version=0)
    entry.raw = raw
    stamp(entry, actor=actor, now=now)
    note(
        dossier,
        "fact.saved",
        about=f"fact:{fact_code}",
        actor=actor,
        now=now,
        data={"before": before, "after": raw},
    )
    return entry


@transaction.atomic
def save_remarks(
    *,
    sheet_id: int,
    difficulties: str,
    proposals: str,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> Sheet:
    """Save the report's closing part: difficulties, obstacles and proposals."""
    sheet = locked_sheet(sheet_id)
    require_drafting(sheet.dossier, sheet, actor, now)
    texts = {"difficulties": difficulties.strip(), "proposals": proposals.strip()}
    before = {name: getattr(sheet, name) for name in texts}
    if before == texts:
        return sheet
    require_version(sheet, expected_version, before)
    sheet.difficulties, sheet.proposals = texts["difficulties"], texts["proposals"]
    stamp(sheet, actor=actor, now=now)
    note(
        sheet.dossier,
        "sheet.remarked",
        about=f"sheet:{sheet.unit.code}",
        actor=actor,
        now=now,
        data={"before": before, "after": texts},
    )
    return sheet


def _require_fact_drafting(
    dossier: Dossier, fact_code: str, actor: Actor, now: dt.datetime
) -> None:
    """A shared fact may be entered by whoever answers for the first component that uses it."""
    first = criteria_set_of(dossier.criteria_set).leaves_using(fact_code)[0]
    if first.scored_by is ScoredBy.SURVEY:
        raise Refused(_("Kết quả điều tra xã hội học do Hội đồng nhập."))
    require_gathering(dossier, sheet_for(dossier, first.code), actor, now)


def _check_draft(node: Node, draft: ComponentDraft, places: int) -> None:
    if node.scored_by is ScoredBy.SURVEY:
        raise ScoreRefused(_("Mục này lấy điểm từ điều tra xã hội học, đơn vị không tự chấm."))
    if draft.not_applicable and not node.not_applicable_when:
        raise ScoreRefused(
            _("Mục này áp dụng cho mọi đơn vị, không đánh dấu “không áp dụng” được.")
        )
    check_score(draft.self_score, node=node, places=places)


def check_score(score: Decimal | None, *, node: Node, places: int) -> None:
    """Raise ScoreRefused unless the score lies in 0..max points, is not finer than allowed, and suits the rule."""
    if score is None:
        return
    if not score.is_finite() or not 0 <= score <= node.max_points:
        top = format_decimal(node.max_points)
        raise ScoreRefused(_("Điểm phải từ 0 đến %(max)s.") % {"max": top})
    if node.rule is not None and (objection := node.rule.objection(score)):
        raise ScoreRefused(objection)
    if score != round(score, places):
        raise ScoreRefused(_("Điểm chỉ lấy đến %(places)d chữ số thập phân.") % {"places": places})


def _texts_of(entry: ComponentEntry | None) -> dict[str, Any]:
    if entry is None:
        return {}
    return {
        "self_score": entry.self_score,
        "reason": entry.reason,
        "explanation": entry.explanation,
        "not_applicable": entry.not_applicable,
    }
