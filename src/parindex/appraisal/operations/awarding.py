"""Awards: what an assigned appraiser gives, component by component."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.docket import counts_now, newest_supplement
from parindex.appraisal.models import Award, SupplementItem
from parindex.appraisal.operations.judging import check_points, stored_judgement
from parindex.appraisal.rules import Bench, bench_of, is_open_for_award
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier, FactEntry
from parindex.assessments.operations.locking import leaf_of, locked_dossier
from parindex.assessments.operations.noting import note, require_version, stamp
from parindex.assessments.queries import load_line
from parindex.assessments.values import read_raw, write_raw
from parindex.assessments.workbook import Line
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.queries import responsibilities
from parindex.engine import ScoredBy, parse_fact
from parindex.kernel.errors import Denied, Refused
from parindex.viet import format_decimal


@dataclass(frozen=True, kw_only=True)
class AwardDraft:
    """What an appraiser gives a component; ``points`` None only where it does not apply."""

    points: Decimal | None
    reason: str = ""
    not_applicable: bool = False


@transaction.atomic
def save_award(
    *,
    dossier_id: int,
    code: str,
    draft: AwardDraft,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> Award:
    """Award a component; a reason is demanded when the points are not the unit's.

    Raises Denied outside the assignment, Refused when the stage is over, when points lack
    evidence and explanation, or when the reason is missing; Stale on an old version. The same
    award again is quietly kept, unless a supplement came in since: then it is confirmed anew.
    """
    dossier, agency_id, bench = _case_for(dossier_id, code, actor, now)
    line = load_line(dossier, code)
    _check_award(line, draft, criteria_set_of(dossier.criteria_set).points_places)
    points = None if draft.not_applicable else draft.points
    fields = {
        "points": points,
        "reason": draft.reason.strip(),
        "not_applicable": draft.not_applicable,
    }
    award = Award.objects.filter(dossier=dossier, code=code).first()
    is_same = award is not None and all(
        getattr(award, name) == value for name, value in fields.items()
    )
    if award is not None and is_same and not _is_outdated(award, line):
        return award
    before = stored_judgement(award)
    require_version(award, expected_version, before)
    award = award or Award(dossier=dossier, code=code, version=0)
    for name, value in fields.items():
        setattr(award, name, value)
    award.agency_id, award.judge_id = agency_id, actor.user_id
    award.substitution_id = bench.substitution_for(agency_id)
    stamp(award, actor=actor, now=now)
    _begin_appraisal(dossier)
    _count_awards(dossier)
    note(
        dossier,
        "award.saved",
        about=f"component:{code}",
        actor=actor,
        now=now,
        data={"before": before, "after": fields, **_in_whose_place(award)},
    )
    return award


@transaction.atomic
def record_survey_result(
    *,
    dossier_id: int,
    code: str,
    wire: Any,
    expected_version: int,
    actor: Actor,
    now: dt.datetime,
) -> FactEntry:
    """Enter the survey's percentage for a survey component; its points follow from the rule.

    A changed percentage takes back the awards given on the old one, so that they are given again;
    the same percentage changes nothing. Raises engine.FactError for a value outside 0 to 100
    percent, Stale on an old version.
    """
    dossier, _agency_id, _bench = _case_for(dossier_id, code, actor, now)
    node = leaf_of(dossier, code)
    if node.scored_by is not ScoredBy.SURVEY:
        raise Refused(_("Mục này không lấy điểm từ điều tra xã hội học."))
    fact_code, criteria_set = node.facts[0], criteria_set_of(dossier.criteria_set)
    value = parse_fact(criteria_set.facts[fact_code], wire)
    fact = FactEntry.objects.filter(dossier=dossier, fact_code=fact_code).first()
    stored = read_raw(criteria_set, fact_code, fact.raw) if fact and not fact.is_empty else None
    if fact is not None and stored == value:
        return fact
    require_version(fact, expected_version, {"percent": stored})
    before = fact.raw if fact else None
    fact = fact or FactEntry(dossier=dossier, fact_code=fact_code, version=0)
    fact.raw = write_raw(wire)
    stamp(fact, actor=actor, now=now)
    note(
        dossier,
        "survey.recorded",
        about=f"component:{code}",
        actor=actor,
        now=now,
        data={"before": before, "after": fact.raw},
    )
    codes = [leaf.code for leaf in criteria_set.leaves_using(fact_code)]
    _take_back_awards(dossier, codes, actor=actor, now=now)
    return fact


def _take_back_awards(
    dossier: Dossier, codes: Sequence[str], *, actor: Actor, now: dt.datetime
) -> None:
    """Remove the awards that rest on a figure which changed."""
    for award in Award.objects.filter(dossier=dossier, code__in=codes).order_by("pk"):
        note(
            dossier,
            "award.withdrawn",
            about=f"component:{award.code}",
            actor=actor,
            now=now,
            data={"before": stored_judgement(award)},
        )
        award.delete()
    _count_awards(dossier)


def _count_awards(dossier: Dossier) -> None:
    """Keep beside the dossier how many components are awarded: boards of thousands read it there."""
    awarded = Award.objects.filter(dossier=dossier).count()
    Dossier.objects.filter(pk=dossier.pk).update(awarded=awarded)


def _case_for(
    dossier_id: int, code: str, actor: Actor, now: dt.datetime
) -> tuple[Dossier, int, Bench]:
    """Return the locked dossier and the assigned agency, if the person may judge the component."""
    dossier = locked_dossier(dossier_id)
    leaf_of(dossier, code)
    agency_id = responsibilities(dossier.round.cycle, dossier.criteria_set, Purpose.APPRAISE).get(
        code
    )
    bench = bench_of(actor, dossier.round.cycle, now)
    if agency_id is None or not bench.may_award(dossier, agency_id):
        raise Denied(_("Mục này không thuộc phần thẩm định được phân công cho anh/chị."))
    if not is_open_for_award(dossier):
        raise Refused(
            _("Hồ sơ đang ở bước “%(stage)s”, không chấm thẩm định được.")
            % {"stage": dossier.get_stage_display()}
        )
    return dossier, agency_id, bench


def _in_whose_place(award: Award) -> dict[str, Any]:
    """Return for the journal in which agency's name a substitute awarded; empty for a member."""
    if award.substitution is None:
        return {}
    named = award.substitution.document_number
    return {"agency": award.agency.code, "substitution": named}


def _check_award(line: Line, draft: AwardDraft, places: int) -> None:
    check_points(
        line,
        draft.points,
        not_applicable=draft.not_applicable,
        places=places,
        missing=_("Hãy ghi điểm thẩm định."),
    )
    if draft.not_applicable:
        return
    proposed = counts_now(line)
    if draft.points != proposed and not draft.reason.strip():
        raise Refused(
            _("Điểm thẩm định khác %(proposed)s điểm: hãy ghi lý do.")
            % {"proposed": _("chưa có") if proposed is None else format_decimal(proposed)}
        )


def _begin_appraisal(dossier: Dossier) -> None:
    if dossier.stage == Stage.SUBMITTED:
        Dossier.objects.filter(pk=dossier.pk).update(stage=Stage.UNDER_APPRAISAL)


def _is_outdated(award: Award, line: Line) -> bool:
    """Tell whether something came in on request after the award was given."""
    items = SupplementItem.objects.filter(request__dossier=award.dossier_id, code=award.code)
    came_in = newest_supplement(line, items)
    return came_in is not None and award.changed_at < came_in
