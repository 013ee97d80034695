"""Reads of what comes after a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership
from parindex.accounts.rules import Actor
from parindex.appraisal.choices import Side
from parindex.appraisal.models import Reply, ReplyMessage
from parindex.assessments.choices import Stage
from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink
from parindex.assessments.queries import dossiers
from parindex.assessments.rules import DESK_ROLES
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Assignment, Cycle, Participant
from parindex.engine import CriteriaSet
from parindex.improvement.models import (
    CriteriaProposal,
    DraftEdit,
    DraftSet,
    Lesson,
    LessonsReview,
    StaffDuty,
)
from parindex.improvement.rules import OPEN, TAKEN_UP
from parindex.kernel.errors import Correctable
from parindex.results.models import Publication
from parindex.results.queries import (
    NoPublicationError,
    content_of,
    publication_by_id,
    publication_of,
)
from parindex.units.models import Unit


class NotHereError(Correctable):
    """There is no such review, proposal or duty, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có nội dung này."))


@dataclass(frozen=True, kw_only=True)
class UnitResult:
    """One unit in one publication; ``picture`` is its part of the frozen content."""

    publication: Publication
    content: dict[str, Any]
    picture: dict[str, Any]
    unit: Unit

    @property
    def criteria_set(self) -> CriteriaSet:
        return criteria_set_of(self.publication.criteria_set)

    @property
    def cycle(self) -> Cycle:
        return self.publication.round.cycle


def unit_result(publication_id: int, unit_code: str) -> UnitResult:
    """Return a unit's result; raises NoPublicationError."""
    publication = publication_by_id(publication_id)
    content = content_of(publication)
    picture = next((row for row in content["units"] if row["code"] == unit_code), None)
    unit = Unit.objects.filter(code=unit_code).first()
    if picture is None or unit is None:
        raise NoPublicationError
    return UnitResult(publication=publication, content=content, picture=picture, unit=unit)


def newer_than(publication: Publication) -> Publication | None:
    """Return the newest correction of a result, None when it is the newest itself."""
    newest = publication_of(publication.round, publication.criteria_set)
    return None if newest is None or newest.pk == publication.pk else newest


@dataclass(frozen=True, kw_only=True)
class Said:
    """One turn of the talk about an award: which side, and its words."""

    side: str
    text: str


def replies_of(publication: Publication, unit: Unit) -> dict[str, list[Said]]:
    """Return what unit and council said to each other about the awards, by component."""
    papers = _papers(publication, unit)
    found: dict[str, list[Said]] = {}
    for reply in Reply.objects.filter(**papers):
        opening = Said(side=str(Side.UNIT.label), text=reply.text)
        found.setdefault(reply.code, []).append(opening)
    for message in ReplyMessage.objects.filter(**papers):
        turn = Said(side=message.get_side_display(), text=message.text)
        found.setdefault(message.code, []).append(turn)
    return found


def _papers(publication: Publication, unit: Unit) -> dict[str, Any]:
    """Return the filter for what belongs to the unit's dossier behind a result."""
    return {
        "dossier__round": publication.round,
        "dossier__criteria_set": publication.criteria_set_id,
        "dossier__unit": unit,
    }


def proven_codes(publication: Publication, unit: Unit) -> set[str]:
    """Return the components for which the unit gave evidence or an explanation; others get no points."""
    papers = _papers(publication, unit)
    links = EvidenceLink.objects.filter(**papers).values_list("code", flat=True)
    explained = ComponentEntry.objects.filter(**papers).exclude(explanation="")
    return {*links, *explained.values_list("code", flat=True)}


# ---------------------------------------------------------------- lessons learned


def reviews() -> QuerySet[LessonsReview]:
    """Return reviews with their lessons."""
    lessons = Prefetch("lessons", queryset=Lesson.objects.order_by("code"))
    return (
        LessonsReview.objects.select_related("unit", "publication", "publication__round__cycle")
        .defer("publication__content")
        .prefetch_related(lessons)
    )


def review_of(publication: Publication, unit: Unit) -> LessonsReview | None:
    """Return the unit's review of a result, whichever version of the result it began with."""
    return reviews_of(publication).filter(unit=unit).first()


def reviews_of(publication: Publication) -> QuerySet[LessonsReview]:
    """Return all reviews of a result."""
    return reviews().filter(
        publication__round=publication.round_id,
        publication__criteria_set=publication.criteria_set_id,
    )


@dataclass(frozen=True, kw_only=True)
class ReviewDue:
    """A published dossier of one's unit, its newest result, and where the review of it stands."""

    dossier: Dossier
    publication_id: int
    state: str


def reviews_due(actor: Actor) -> list[ReviewDue]:
    """Return the newest published dossier of each unit on whose desk the person works."""
    mine = actor.unit_ids(*DESK_ROLES)
    versions = Publication.objects.filter(
        round=OuterRef("round"), criteria_set=OuterRef("criteria_set")
    ).order_by("-version")
    own = LessonsReview.objects.filter(
        publication__round=OuterRef("round"),
        publication__criteria_set=OuterRef("criteria_set"),
        unit=OuterRef("unit"),
    )
    rows = (
        dossiers()
        .filter(unit_id__in=mine, stage=Stage.PUBLISHED)
        .annotate(
            newest=Subquery(versions.values("pk")[:1]), review=Subquery(own.values("state")[:1])
        )
        .order_by("unit_id", "-round__due_at")
    )
    found: dict[int, ReviewDue] = {}
    for row in rows:
        if row.newest is not None:
            due = ReviewDue(dossier=row, publication_id=row.newest, state=row.review or "")
            found.setdefault(row.unit_id, due)
    return list(found.values())


# ---------------------------------------------------------------- who looks after what


def participation_of(cycle: Cycle, unit: Unit) -> Participant | None:
    """Return the unit's part in a cycle, with its set."""
    return (
        Participant.objects.select_related("criteria_set")
        .defer("criteria_set__content")
        .filter(cycle=cycle, unit=unit)
        .first()
    )


def duties_of(cycle: Cycle, unit: Unit) -> dict[str, StaffDuty]:
    """Return a unit's duties in a cycle, by the node they were given for."""
    return {row.code: row for row in StaffDuty.objects.filter(cycle=cycle, unit=unit)}


def people_by_leaf(
    criteria_set: CriteriaSet, duties: Mapping[str, StaffDuty]
) -> dict[str, StaffDuty]:
    """Return for each component the duty of its deepest node; components without one are left out."""
    answer = {}
    for leaf in criteria_set.leaves:
        line = [leaf.code, *(node.code for node in reversed(criteria_set.ancestors(leaf.code)))]
        duty = next((duties[code] for code in line if code in duties), None)
        if duty is not None:
            answer[leaf.code] = duty
    return answer


def staff_of(unit: Unit) -> dict[str, int]:
    """Return the people with a seat in the unit: name to id, in the order in which they came."""
    seats = Membership.objects.filter(unit=unit).select_related("user").order_by("pk")
    return {seat.user.full_name or seat.user.username: seat.user_id for seat in seats}


# ---------------------------------------------------------------- proposals


def proposals() -> QuerySet[CriteriaProposal]:
    """Return proposals, the oldest first."""
    return CriteriaProposal.objects.select_related("unit", "criteria_set", "cycle").defer(
        "criteria_set__content"
    )


def proposals_of(cycle: Cycle, *, unit: Unit | None = None) -> list[CriteriaProposal]:
    """Return a cycle's proposals, or those of one unit."""
    rows = proposals().filter(cycle=cycle)
    return list(rows if unit is None else rows.filter(unit=unit))


def sets_to_propose_on(cycle: Cycle, unit: Unit) -> list[StoredCriteriaSet]:
    """Return the sets a unit works with: by which it scores itself, and which it appraises or leads."""
    taking_part = Participant.objects.filter(cycle=cycle, unit=unit)
    assigned = Assignment.objects.filter(cycle=cycle, agency=unit)
    known = taking_part.values("criteria_set").union(assigned.values("criteria_set"))
    return list(StoredCriteriaSet.objects.defer("content").filter(pk__in=known).order_by("pk"))


def open_proposal_counts(actor: Actor) -> list[tuple[Cycle, int]]:
    """Return the cycles that the person coordinates with how many proposals wait for an answer."""
    cycles = (
        Cycle.objects.filter(
            coordinator_id__in=actor.unit_ids(Role.COORDINATOR),
            criteria_proposals__state__in=OPEN,
        )
        .annotate(waiting=Count("criteria_proposals"))
        .order_by("-year", "code")
    )
    return [(cycle, cycle.waiting) for cycle in cycles]


def grouped(rows: Iterable[CriteriaProposal]) -> dict[tuple[int, str], list[CriteriaProposal]]:
    """Group proposals by set and node, so that like is answered with like."""
    found: dict[tuple[int, str], list[CriteriaProposal]] = {}
    for row in rows:
        found.setdefault((row.criteria_set_id, row.node_code), []).append(row)
    return found


# ---------------------------------------------------------------- drafts


def drafts_of(cycle: Cycle) -> QuerySet[DraftSet]:
    """Return the drafts begun from a cycle's sets, without their long content."""
    return (
        DraftSet.objects.filter(cycle=cycle)
        .select_related("base")
        .defer("content", "base__content")
        .annotate(edit_count=Count("edits"))
    )


def draft_by_id(draft_id: int) -> DraftSet:
    """Return one draft with its content; raises NotHereError."""
    rows = DraftSet.objects.select_related(
        "base", "cycle", "cycle__body", "cycle__coordinator"
    ).defer("base__content")
    found = rows.filter(pk=draft_id).first()
    if found is None:
        raise NotHereError
    return found


def edits_of(draft: DraftSet) -> QuerySet[DraftEdit]:
    """Return a draft's changes, the newest first, with the proposals they answer."""
    return DraftEdit.objects.filter(draft=draft).prefetch_related("proposals__unit")


def proposals_to_take_up(draft: DraftSet) -> list[CriteriaProposal]:
    """Return the accepted proposals about the set that the draft was made from."""
    return list(
        proposals().filter(cycle=draft.cycle, criteria_set=draft.base_id, state__in=TAKEN_UP)
    )


def sets_of(cycle: Cycle) -> list[StoredCriteriaSet]:
    """Return the sets by which units score themselves in a cycle."""
    used = Participant.objects.filter(cycle=cycle).values("criteria_set")
    return list(StoredCriteriaSet.objects.defer("content").filter(pk__in=used).order_by("pk"))
