"""The draft of next year's set: begun from this year's, changed step by step, each step on record."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.operations.noting import require_version
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Cycle
from parindex.improvement import editing
from parindex.improvement.choices import EditAction
from parindex.improvement.editing import NewNode
from parindex.improvement.models import DraftEdit, DraftSet
from parindex.improvement.queries import NotHereError, draft_by_id, proposals_to_take_up, sets_of
from parindex.improvement.rules import may_draft_set
from parindex.kernel import canonical, journal
from parindex.kernel.clock import vietnam_date
from parindex.kernel.errors import Denied, Refused
from parindex.kernel.lengths import require_fit
from parindex.viet import format_decimal

NOT_ISSUED = "(dự thảo)"
Change = Callable[[dict[str, Any]], dict[str, Any]]
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class DraftHead:
    """What stands at the head of a draft."""

    name: str
    year: int
    annex: str = ""
    decision_number: str = NOT_ISSUED
    issued_on: dt.date
    issuer: str
    in_force_from: dt.date


@dataclass(frozen=True, kw_only=True)
class ComponentTexts:
    """The words of a node."""

    name: str
    guidance: str = ""
    evidence: Sequence[str] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Step:
    """Who changes which draft, from which version on, and which proposals that answers."""

    draft_id: int
    expected_version: int
    actor: Actor
    now: dt.datetime
    proposals: Sequence[int] = field(default=())


@transaction.atomic
def start_draft(
    *,
    cycle: Cycle,
    base: StoredCriteriaSet,
    code: str,
    name: str,
    year: int,
    actor: Actor,
    now: dt.datetime,
) -> DraftSet:
    """Begin next year's set from this year's; raises Refused when the code is taken."""
    if not may_draft_set(actor, cycle):
        raise Denied(_("Chỉ cơ quan điều phối được soạn dự thảo bộ tiêu chí."))
    if base.pk not in {row.pk for row in sets_of(cycle)}:
        raise NotHereError
    _require_free(code)
    document = criteria_set_of(base).dump()
    _require_next_year(year, document)
    document |= {"code": code, "name": name.strip(), "year": year, "in_force_to": None}
    document["in_force_from"] = f"{year}-01-01"
    document["decision"] = {
        **document["decision"],
        "number": NOT_ISSUED,
        "issued_on": vietnam_date(now).isoformat(),
    }
    draft = DraftSet(
        cycle=cycle,
        base=base,
        code=code,
        name=name.strip(),
        year=year,
        content=canonical.to_text(document),
        made_by=actor.label,
        made_at=now,
        changed_by=actor.label,
        changed_at=now,
    )
    _require_named(draft)
    draft.save()
    _note(draft, "draft.started", actor=actor, now=now, data={"criteria_set": base.code})
    return draft


def change_head(step: Step, head: DraftHead) -> DraftSet:
    """Change name, year, decision and dates of the draft."""
    summary = _("Phần đầu: %(name)s, năm %(year)d") % {"name": head.name, "year": head.year}

    def edit(document: dict[str, Any]) -> dict[str, Any]:
        return editing.with_head(
            document,
            name=head.name.strip(),
            year=head.year,
            annex=head.annex.strip(),
            in_force_from=head.in_force_from.isoformat(),
            decision={
                "number": head.decision_number.strip(),
                "issued_on": head.issued_on.isoformat(),
                "issuer": head.issuer.strip(),
            },
        )

    return _edit(step, EditAction.HEAD, "", edit, summary=summary)


def change_points(step: Step, code: str, points: Decimal) -> DraftSet:
    """Give a component another maximum; the points in its rule and the sums above follow."""
    summary = _("Điểm tối đa mục %(code)s: %(points)s") % {
        "code": code,
        "points": format_decimal(points),
    }
    return _edit(
        step,
        EditAction.POINTS,
        code,
        lambda document: editing.with_points(document, code, points),
        summary=summary,
    )


def change_rule(step: Step, code: str, text: str) -> DraftSet:
    """Score a component by another text; raises EditRefused when the text is not understood."""
    summary = _("Cách chấm mục %(code)s: %(text)s") % {"code": code, "text": text.strip()}
    return _edit(
        step,
        EditAction.RULE,
        code,
        lambda document: editing.with_rule(document, code, text)[0],
        summary=summary,
    )


def change_texts(step: Step, code: str, texts: ComponentTexts) -> DraftSet:
    """Change a node's name, guidance and list of evidence."""
    summary = _("Lời của mục %(code)s: %(name)s") % {"code": code, "name": texts.name.strip()}
    return _edit(
        step,
        EditAction.TEXTS,
        code,
        lambda document: editing.with_texts(
            document, code, name=texts.name, guidance=texts.guidance, evidence=texts.evidence
        ),
        summary=summary,
    )


def add_component(step: Step, new: NewNode) -> DraftSet:
    """Add a component below a criterion, or a criterion below a field."""
    summary = _("Thêm mục %(code)s %(name)s, %(points)s điểm") % {
        "code": new.code,
        "name": new.name.strip(),
        "points": format_decimal(new.max_points),
    }
    return _edit(
        step,
        EditAction.ADD,
        new.code,
        lambda document: editing.with_node(document, new)[0],
        summary=summary,
    )


def remove_node(step: Step, code: str) -> DraftSet:
    """Take a node out with everything below it."""
    summary = _("Bỏ mục %(code)s") % {"code": code}
    return _edit(
        step,
        EditAction.REMOVE,
        code,
        lambda document: editing.without(document, code),
        summary=summary,
    )


def restore_node(step: Step, code: str) -> DraftSet:
    """Put a node back as it stands in this year's set."""
    base = criteria_set_of(draft_by_id(step.draft_id).base).dump()
    summary = _("Mục %(code)s: trả về như bộ hiện hành") % {"code": code}
    return _edit(
        step,
        EditAction.RESTORE,
        code,
        lambda document: editing.restored(document, base, code),
        summary=summary,
    )


def change_year(step: Step) -> DraftSet:
    """Name the draft's year where its words and days still name this year's."""
    draft = draft_by_id(step.draft_id)
    old = criteria_set_of(draft.base).year or 0
    summary = _("Đổi năm %(old)d thành %(new)d trong lời và ngày") % {"old": old, "new": draft.year}
    return _edit(
        step,
        EditAction.YEAR,
        "",
        lambda document: editing.with_year(document, old),
        summary=summary,
    )


@transaction.atomic
def _edit(step: Step, action: EditAction, code: str, change: Change, *, summary: str) -> DraftSet:
    draft = _locked(step)
    before = json.loads(draft.content)
    document = change(before)
    content = canonical.to_text(document)
    if content == draft.content:
        raise Refused(_("Không có gì thay đổi so với dự thảo."))
    draft.content, draft.name, draft.year = content, document["name"], document["year"]
    _require_named(draft)
    draft.version += 1
    draft.changed_by, draft.changed_at = step.actor.label, step.now
    draft.save()
    row = DraftEdit.objects.create(
        draft=draft,
        number=(draft.edits.aggregate(last=Max("number"))["last"] or 0) + 1,
        action=action,
        code=code,
        summary=summary,
        made_by=step.actor.label,
        made_at=step.now,
    )
    known = {proposal.pk for proposal in proposals_to_take_up(draft)}
    row.proposals.set(known & set(step.proposals))
    data = {"edit": action, "node": code, "text": summary, "version": draft.version}
    data["proposals"] = sorted(known & set(step.proposals))
    _note(draft, "draft.changed", actor=step.actor, now=step.now, data=data)
    return draft


def _locked(step: Step) -> DraftSet:
    rows = DraftSet.objects.select_for_update(of=("self",)).select_related(
        "cycle", "cycle__body", "base"
    )
    draft = rows.defer("base__content").filter(pk=step.draft_id).first()
    if draft is None:
        raise NotHereError
    if not may_draft_set(step.actor, draft.cycle):
        raise Denied(_("Chỉ cơ quan điều phối được soạn dự thảo bộ tiêu chí."))
    newest = draft.edits.first()
    theirs = {"summary": newest.summary if newest else draft.name}
    require_version(draft, step.expected_version, theirs)
    return draft


def _require_free(code: str) -> None:
    if not _CODE.fullmatch(code):
        raise Refused(_("Mã bộ gồm chữ thường không dấu, số và gạch nối, ví dụ lai-chau-2020."))
    taken = (
        DraftSet.objects.filter(code=code).exists()
        or StoredCriteriaSet.objects.filter(code=code).exists()
    )
    if taken:
        raise Refused(_("Mã “%(code)s” đã có bộ khác dùng: hãy chọn mã khác.") % {"code": code})


def _require_next_year(year: int, document: dict[str, Any]) -> None:
    base = document.get("year") or 2000
    if not base <= year <= 2100:
        raise Refused(_("Năm của dự thảo phải từ %(base)d đến 2100.") % {"base": base})


def _require_named(draft: DraftSet) -> None:
    if not draft.name:
        raise Refused(_("Hãy ghi tên bộ tiêu chí."))
    require_fit(draft, {"code": _("Mã bộ tiêu chí"), "name": _("Tên bộ tiêu chí")})


def _note(
    draft: DraftSet, action: str, *, actor: Actor, now: dt.datetime, data: dict[str, Any]
) -> None:
    journal.record(
        at=now,
        actor=actor.label,
        action=action,
        subject=f"cycle:{draft.cycle.code}/draft:{draft.code}",
        unit_path=draft.cycle.body.path,
        data=data,
    )
