"""The documents of a cycle or of one dossier: those that can be made now, and what the others wait for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.models import SignOff, SupplementRequest
from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import dossiers
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Assignment, Cycle, Round
from parindex.cycles.queries import rounds_of
from parindex.documents.catalogue.readers import may_read
from parindex.documents.choices import PaperKind
from parindex.improvement.models import CriteriaProposal
from parindex.kernel.clock import vietnam_date
from parindex.remedies.choices import ActionState
from parindex.remedies.models import RemedialAction
from parindex.results.models import Publication
from parindex.results.queries import standing_publications

_DECIDED = (Stage.DECIDED, Stage.PUBLISHED)


class Place(StrEnum):
    """Where a person goes to bring about what is missing."""

    NOWHERE = ""
    DESK = "desk"  # the unit's own desk
    DOCKET = "docket"  # the dossier before the council
    SIGNING = "signing"  # the chair's signature
    PUBLISHING = "publishing"
    LATE = "late"  # who has not handed in
    PROPOSALS = "proposals"
    REMEDIES = "remedies"  # the unit's remedial actions


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A document: ``ref`` names what it is made from, 0 while it cannot be made and ``missing`` says why.

    ``about`` is the unit or the set it concerns, ``detail`` number, part or version. ``go`` with
    ``publication_id`` and ``set_code`` is where what is missing is done.
    """

    kind: PaperKind
    cycle: Cycle
    about: str
    ref: int = 0
    detail: str = ""
    dated: dt.date | None = None
    missing: str = ""
    remark: str = ""
    go: Place = Place.NOWHERE
    round: Round | None = None
    dossier: Dossier | None = None
    sheet_unit_id: int | None = None
    publication_id: int = 0
    set_code: str = ""

    @property
    def is_ready(self) -> bool:
        return bool(self.ref)

    def is_for(self, actor: Actor) -> bool:
        """Tell whether the person may read it."""
        return may_read(
            actor, self.kind, self.cycle, dossier=self.dossier, sheet_unit_id=self.sheet_unit_id
        )


def kept_for(actor: Actor, offers: Iterable[Offer]) -> list[Offer]:
    """Return the documents that the person may read."""
    return [offer for offer in offers if offer.is_for(actor)]


def offers_of_cycle(cycle: Cycle) -> list[Offer]:
    """Return every document of a cycle, those of the whole cycle first; the same queries for any number of units."""
    rows = dossiers().filter(round__cycle=cycle, closed_at=None)
    ground = _Ground.of(
        cycle, list(rows.order_by("round__number", "unit__sort_key")), rounds_of(cycle)
    )
    found = [*_of_rounds(ground), *_proposals(ground)]
    found += [offer for dossier in ground.dossiers for offer in _of_dossier(ground, dossier)]
    return found


def offers_of_dossier(dossier: Dossier) -> list[Offer]:
    """Return the documents of one dossier, and the announcement it stands in."""
    cycle = dossier.round.cycle
    ground = _Ground.of(cycle, [dossier], [dossier.round])
    found = list(_of_dossier(ground, dossier))
    published = ground.publications.get((dossier.round_id, dossier.criteria_set_id))
    if published is not None and ground.is_appraised(dossier):
        found.append(_announcement(ground, dossier.round, published))
    return found


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """Everything that offers are read from."""

    cycle: Cycle
    dossiers: list[Dossier]
    rounds: list[Round]
    appraised: Collection[int]  # sets that the council of this cycle appraises
    sheets: Mapping[int, list[Sheet]]
    requests: Mapping[int, list[SupplementRequest]]
    publications: Mapping[tuple[int, int], Publication]
    signed: Mapping[tuple[int, int], SignOff]
    planned: Collection[tuple[int, int, int]]  # round, set, unit
    sets: Mapping[int, StoredCriteriaSet] = field(default_factory=dict)

    @classmethod
    def of(cls, cycle: Cycle, rows: list[Dossier], rounds: list[Round]) -> _Ground:
        sheets: dict[int, list[Sheet]] = defaultdict(list)
        asked: dict[int, list[SupplementRequest]] = defaultdict(list)
        mine: dict[str, Any] = (
            {"dossier": rows[0]} if len(rows) == 1 else {"dossier__round__cycle": cycle}
        )
        for sheet in Sheet.objects.filter(**mine).select_related("unit").order_by("unit__sort_key"):
            sheets[sheet.dossier_id].append(sheet)
        for request in SupplementRequest.objects.filter(**mine):
            asked[request.dossier_id].append(request)
        here = Assignment.objects.filter(cycle=cycle, purpose=Purpose.APPRAISE)
        published = standing_publications().filter(round__cycle=cycle)
        signatures = SignOff.objects.filter(round__cycle=cycle).order_by("at", "pk")
        plans = RemedialAction.objects.exclude(state=ActionState.CANCELLED).filter(
            plan__publication__round__cycle=cycle
        )
        named = ("plan__publication__round", "plan__publication__criteria_set", "plan__unit")
        return cls(
            cycle=cycle,
            dossiers=rows,
            rounds=rounds,
            appraised=set(here.values_list("criteria_set_id", flat=True)),
            sheets=sheets,
            requests=asked,
            publications={(row.round_id, row.criteria_set_id): row for row in published},
            signed={(row.round_id, row.criteria_set_id): row for row in signatures},
            planned=set(plans.values_list(*named).distinct()),
            sets={row.criteria_set_id: row.criteria_set for row in rows},
        )

    def is_appraised(self, dossier: Dossier) -> bool:
        return dossier.criteria_set_id in self.appraised


# ---------------------------------------------------------------- of a whole round or cycle


def _of_rounds(ground: _Ground) -> Iterator[Offer]:
    for scoring_round in ground.rounds:
        rows = [row for row in ground.dossiers if row.round_id == scoring_round.pk]
        yield _reminder(ground, scoring_round, rows)
        for set_id, stored in ground.sets.items():
            of_set = [row for row in rows if row.criteria_set_id == set_id]
            if of_set and set_id in ground.appraised:
                yield _minutes(ground, scoring_round, stored, of_set)
                published = ground.publications.get((scoring_round.pk, set_id))
                if published is None:
                    yield _unpublished(ground, scoring_round, stored)
                else:
                    yield _announcement(ground, scoring_round, published)


def _reminder(ground: _Ground, scoring_round: Round, rows: list[Dossier]) -> Offer:
    owing = sum(row.is_drafted and row.unit_id != ground.cycle.body_id for row in rows)
    return Offer(
        kind=PaperKind.REMINDER_LETTER,
        cycle=ground.cycle,
        about=scoring_round.name,
        ref=scoring_round.pk if owing else 0,
        detail=_("%(count)d đơn vị chưa nộp") % {"count": owing} if owing else "",
        missing="" if owing else _("Các đơn vị đều đã nộp hồ sơ."),
        go=Place.LATE if owing else Place.NOWHERE,
        round=scoring_round,
    )


def _minutes(
    ground: _Ground, scoring_round: Round, stored: StoredCriteriaSet, rows: list[Dossier]
) -> Offer:
    signed = ground.signed.get((scoring_round.pk, stored.pk))
    decided = sum(row.stage in _DECIDED for row in rows)
    is_open = any(row.stage not in {*_DECIDED, Stage.SELF_ASSESSMENT} for row in rows)
    ready = signed is not None and bool(decided) and not is_open
    return Offer(
        kind=PaperKind.COUNCIL_MINUTES,
        cycle=ground.cycle,
        about=f"{scoring_round.name} · {stored.name}",
        ref=signed.pk if ready and signed else 0,
        dated=vietnam_date(signed.at) if ready and signed else None,
        missing="" if ready else _("Chủ tịch Hội đồng chưa ký kết quả của đợt."),
        go=Place.SIGNING,
        round=scoring_round,
        set_code=stored.code,
    )


def _announcement(ground: _Ground, scoring_round: Round, row: Publication) -> Offer:
    return Offer(
        kind=PaperKind.RESULTS_ANNOUNCEMENT,
        cycle=ground.cycle,
        about=f"{scoring_round.name} · {row.criteria_set.name}",
        ref=row.pk,
        detail=row.decision_number,
        dated=row.decision_date,
        round=scoring_round,
        publication_id=row.pk,
    )


def _unpublished(ground: _Ground, scoring_round: Round, stored: StoredCriteriaSet) -> Offer:
    return Offer(
        kind=PaperKind.RESULTS_ANNOUNCEMENT,
        cycle=ground.cycle,
        about=f"{scoring_round.name} · {stored.name}",
        missing=_("Kết quả của đợt chưa công bố."),
        go=Place.PUBLISHING,
        round=scoring_round,
        set_code=stored.code,
    )


def _proposals(ground: _Ground) -> Iterator[Offer]:
    count = CriteriaProposal.objects.filter(cycle=ground.cycle).count()
    yield Offer(
        kind=PaperKind.PROPOSALS_REPORT,
        cycle=ground.cycle,
        about=ground.cycle.name,
        ref=ground.cycle.pk if count else 0,
        detail=_("%(count)d kiến nghị") % {"count": count} if count else "",
        missing="" if count else _("Chưa đơn vị nào gửi kiến nghị."),
        go=Place.PROPOSALS if count else Place.NOWHERE,
    )


# ---------------------------------------------------------------- of one dossier


def _of_dossier(ground: _Ground, dossier: Dossier) -> Iterator[Offer]:
    """Yield the documents of a dossier in the order in which they come about."""
    sheets = ground.sheets.get(dossier.pk, [])
    for sheet in sheets:
        yield _report(ground, dossier, sheet)
    yield _submission(ground, dossier, sheets)
    if not ground.is_appraised(dossier):
        return
    for request in ground.requests.get(dossier.pk, []):
        yield _request(ground, dossier, request)
    for make in (_record, _notice, _plan):
        yield make(ground, dossier)


def _about(ground: _Ground, dossier: Dossier, kind: PaperKind, *, go: Place, **more: Any) -> Offer:
    published = ground.publications.get((dossier.round_id, dossier.criteria_set_id))
    return Offer(
        kind=kind,
        cycle=ground.cycle,
        about=dossier.unit.name,
        go=go,
        round=dossier.round,
        dossier=dossier,
        publication_id=published.pk if published else 0,
        set_code=dossier.criteria_set.code,
        **more,
    )


def _report(ground: _Ground, dossier: Dossier, sheet: Sheet) -> Offer:
    approved = sheet.state == SheetState.APPROVED
    return _about(
        ground,
        dossier,
        PaperKind.SELF_ASSESSMENT_REPORT,
        go=Place.DESK,
        ref=sheet.pk,
        detail="" if sheet.unit_id == dossier.unit_id else sheet.unit.name,
        dated=vietnam_date(sheet.approved_at) if approved and sheet.approved_at else None,
        remark="" if approved else _("bản dự thảo: lãnh đạo chưa duyệt"),
        sheet_unit_id=sheet.unit_id,
    )


def _submission(ground: _Ground, dossier: Dossier, sheets: list[Sheet]) -> Offer:
    submitted = dossier.submitted_at
    approved = bool(sheets) and all(sheet.state == SheetState.APPROVED for sheet in sheets)
    ready = submitted is not None or approved
    return _about(
        ground,
        dossier,
        PaperKind.SUBMISSION_LETTER,
        go=Place.DESK,
        ref=dossier.pk if ready else 0,
        detail=dossier.receipt_number,
        dated=vietnam_date(submitted) if submitted else None,
        missing="" if ready else _("Lãnh đạo chưa duyệt hồ sơ."),
        remark=_("chưa nộp") if ready and submitted is None else "",
    )


def _request(ground: _Ground, dossier: Dossier, request: SupplementRequest) -> Offer:
    return _about(
        ground,
        dossier,
        PaperKind.SUPPLEMENT_REQUEST,
        go=Place.DOCKET,
        ref=request.pk,
        detail=request.number,
        dated=request.issued_on,
    )


def _record(ground: _Ground, dossier: Dossier) -> Offer:
    leaves = len(criteria_set_of(dossier.criteria_set).leaves)
    told = dossier.stage in {Stage.AWAITING_REPLY, *_DECIDED}
    ready = dossier.stage != Stage.SELF_ASSESSMENT and (told or dossier.awarded >= leaves)
    if dossier.stage == Stage.SELF_ASSESSMENT:
        missing = _("Đơn vị chưa nộp hồ sơ.")
    else:
        missing = _("Mới thẩm định %(done)d/%(all)d mục.") % {
            "done": dossier.awarded,
            "all": leaves,
        }
    return _about(
        ground,
        dossier,
        PaperKind.APPRAISAL_RECORD,
        go=Place.DOCKET,
        ref=dossier.pk if ready else 0,
        missing="" if ready else missing,
        remark=_("kết quả tạm thời") if ready and dossier.stage not in _DECIDED else "",
    )


def _notice(ground: _Ground, dossier: Dossier) -> Offer:
    ready = dossier.stage == Stage.PUBLISHED
    return _about(
        ground,
        dossier,
        PaperKind.RESULT_NOTICE,
        go=Place.PUBLISHING,
        ref=dossier.pk if ready else 0,
        missing="" if ready else _("Kết quả của đơn vị chưa công bố."),
    )


def _plan(ground: _Ground, dossier: Dossier) -> Offer:
    published = dossier.stage == Stage.PUBLISHED
    key = (dossier.round_id, dossier.criteria_set_id, dossier.unit_id)
    ready = published and key in ground.planned
    waiting = (
        _("Đơn vị chưa lập việc khắc phục nào.")
        if published
        else _("Kết quả của đơn vị chưa công bố.")
    )
    return _about(
        ground,
        dossier,
        PaperKind.REMEDIAL_PLAN,
        go=Place.REMEDIES if published else Place.PUBLISHING,
        ref=dossier.pk if ready else 0,
        missing="" if ready else waiting,
    )
