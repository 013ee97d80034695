"""A person's deadlines, as their calendar shows them: a few queries, whatever the number of units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.urls import reverse

from parindex.accounts.choices import Role
from parindex.accounts.queries import actor_of
from parindex.accounts.rules import Actor
from parindex.appraisal.models import ProvisionalNotice, SupplementRequest
from parindex.appraisal.rules import APPRAISABLE
from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.rules import DESK_ROLES
from parindex.cycles.models import Round
from parindex.kernel.clock import vietnam_date
from parindex.kernel.models import JournalEntry
from parindex.notices.models import CalendarFeed
from parindex.notices.timing import end_of
from parindex.preparation.choices import CommitmentState
from parindex.remedies.queries.waiting import dated_actions, dated_commitments
from parindex.remedies.rules import OPEN_STATES
from parindex.reporting.queries import dated_reports, run_by
from parindex.reporting.rules import is_handed_in

OVERSIGHT = (Role.COORDINATOR, Role.SECRETARY, Role.CHAIR)
KEPT = dt.timedelta(days=120)  # after its deadline a round leaves the calendar
MOST = 300  # deadlines of one kind: nobody has more


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """One entry of a calendar. ``sequence`` grows with each change, ``changed_at`` is the last one's."""

    uid: str
    summary: str
    about: str
    at: dt.datetime
    begins: bool
    is_done: bool
    sequence: int
    changed_at: dt.datetime
    url: str


@dataclass(frozen=True, kw_only=True)
class Revision:
    """How often a round's plan was written down, and when last."""

    count: int
    at: dt.datetime


def feed_owner(token_hash: str) -> Actor | None:
    """Return whose calendar it is, if the person may still sign in."""
    feed = CalendarFeed.objects.select_related("user").filter(token_hash=token_hash).first()
    return actor_of(feed.user) if feed and feed.user.is_active else None


def deadlines_of(actor: Actor, *, now: dt.datetime) -> list[Deadline]:
    """Return what falls due at the person's seats: rounds, dossiers, requests, replies, promises, reports."""
    rounds = list(_rounds(actor, now))
    revisions = _revisions(rounds)
    found: dict[str, Deadline] = {}
    parts: tuple[Iterable[Deadline], ...] = (
        _of_dossiers(actor, now, revisions),
        _of_rounds(actor, rounds, revisions),
        _of_requests(actor, now),
        _of_replies(actor, now),
        _of_remedies(actor, now),
        _of_commitments(actor, now),
        _of_reports(actor, now),
    )
    for part in parts:
        found |= {deadline.uid: deadline for deadline in part}
    return sorted(found.values(), key=lambda deadline: (deadline.at, deadline.uid))


def _rounds(actor: Actor, now: dt.datetime) -> Iterable[Round]:
    """Return the rounds in which the person has a seat, of any kind."""
    desk, council = actor.unit_ids(*DESK_ROLES), actor.unit_ids(*OVERSIGHT)
    appraiser = actor.unit_ids(Role.APPRAISER)
    mine = (
        Q(dossiers__unit_id__in=desk)
        | Q(dossiers__sheets__unit_id__in=desk)
        | Q(cycle__coordinator_id__in=council)
        | Q(cycle__body_id__in=council)
        | Q(cycle__assignments__agency_id__in=appraiser)
    )
    ids = Round.objects.filter(mine, due_at__gt=now - KEPT).values("pk")
    return Round.objects.filter(pk__in=ids).select_related("cycle")[:MOST]


def _revisions(rounds: Iterable[Round]) -> dict[int, Revision]:
    """Return how often the journal tells of each round's plan: it is the only record that only grows."""
    subjects = {f"cycle:{row.cycle.code}/{row.number}": row for row in rounds}
    told = (
        JournalEntry.objects.filter(subject__in=subjects, action__startswith="round.")
        .order_by()
        .values_list("subject")
        .annotate(count=Count("pk"), at=Max("at"))
    )
    found = {subjects[name].pk: Revision(count=count, at=at) for name, count, at in told}
    return {
        row.pk: found.get(row.pk, Revision(count=1, at=row.opens_at)) for row in subjects.values()
    }


def _of_rounds(
    actor: Actor, rounds: Iterable[Round], revisions: dict[int, Revision]
) -> Iterator[Deadline]:
    for row in rounds:
        revision = revisions[row.pk]
        if row.prepares_from:
            yield _of_round(
                row, "chuan-bi", "Chuẩn bị số liệu", at=row.prepares_from, revision=revision
            )
        yield _of_round(row, "mo", "Mở đợt chấm điểm", at=row.opens_at, revision=revision)
        if actor.holds(Role.APPRAISER):
            yield _of_round(row, "tham-dinh", "Bắt đầu thẩm định", at=row.due_at, revision=revision)
        if any(actor.holds(role) for role in OVERSIGHT):
            yield _of_round(
                row, "han", "Hạn nộp hồ sơ", at=row.due_at, revision=revision, begins=False
            )


def _of_round(
    row: Round, name: str, what: str, *, at: dt.datetime, revision: Revision, begins: bool = True
) -> Deadline:
    return Deadline(
        uid=f"{row.cycle.code}.dot-{row.number}.{name}",
        summary=f"{what}: {row.name}",
        about=row.cycle.name,
        at=at,
        begins=begins,
        is_done=False,
        sequence=revision.count - 1,
        changed_at=revision.at,
        url=reverse("shell:work"),
    )


def _of_dossiers(
    actor: Actor, now: dt.datetime, revisions: dict[int, Revision]
) -> Iterator[Deadline]:
    desk = actor.unit_ids(*DESK_ROLES)
    mine = Dossier.objects.filter(Q(unit_id__in=desk) | Q(sheets__unit_id__in=desk))
    rows = (
        Dossier.objects.filter(
            pk__in=mine.values("pk"), closed_at=None, round__due_at__gt=now - KEPT
        )
        .select_related("unit", "round__cycle")
        .annotate(granted=Count("extensions"), granted_at=Max("extensions__granted_at"))
        .order_by("pk")
    )
    for row in rows[:MOST]:
        revision = revisions[row.round_id]
        moments = [revision.at, row.granted_at, row.submitted_at]
        yield Deadline(
            uid=f"{row.round.cycle.code}.ho-so-{row.pk}.han",
            summary=f"Hạn nộp hồ sơ: {row.unit.name}",
            about=str(row.round),
            at=row.due_at,
            begins=False,
            is_done=row.submitted_at is not None,
            sequence=revision.count - 1 + row.granted + (row.submitted_at is not None),
            changed_at=max(moment for moment in moments if moment),
            url=reverse("selfassess:desk", args=[row.pk]),
        )


def _of_requests(actor: Actor, now: dt.datetime) -> Iterator[Deadline]:
    rows = (
        SupplementRequest.objects.filter(
            dossier__unit_id__in=actor.unit_ids(*DESK_ROLES), due_at__gt=now - KEPT
        )
        .select_related("dossier__unit", "dossier__round__cycle")
        .annotate(
            left=Count("items", filter=Q(items__answered_at=None)),
            answered_at=Max("items__answered_at"),
        )
        .order_by("-pk")
    )
    issued = _moments("supplement.requested", [row.dossier_id for row in rows[:MOST]])
    for row in rows[:MOST]:
        done = not row.left or row.dossier.stage not in APPRAISABLE
        at = issued.get(row.dossier_id, row.due_at)
        yield Deadline(
            uid=f"{row.dossier.round.cycle.code}.bo-sung-{row.pk}",
            summary=f"Hạn bổ sung theo {row.number}: {row.dossier.unit.name}",
            about=str(row.dossier.round),
            at=row.due_at,
            begins=False,
            is_done=done,
            sequence=int(done),
            changed_at=max(at, row.answered_at or at) if done else at,
            url=reverse("selfassess:supplements", args=[row.dossier_id]),
        )


def _of_replies(actor: Actor, now: dt.datetime) -> Iterator[Deadline]:
    """A dossier may be decided, opened again and decided anew: each step is one more revision."""
    rows = (
        ProvisionalNotice.objects.filter(
            dossier__unit_id__in=actor.unit_ids(*DESK_ROLES), reply_due_at__gt=now - KEPT
        )
        .select_related("dossier__unit", "dossier__round__cycle")
        .annotate(
            decided=Count("dossier__decisions"), decided_at=Max("dossier__decisions__decided_at")
        )
        .order_by("-pk")
    )
    for row in rows[:MOST]:
        done = row.dossier.stage != Stage.AWAITING_REPLY
        yield Deadline(
            uid=f"{row.dossier.round.cycle.code}.giai-trinh-{row.dossier_id}",
            summary=f"Hạn giải trình kết quả tạm thời: {row.dossier.unit.name}",
            about=str(row.dossier.round),
            at=row.reply_due_at,
            begins=False,
            is_done=done,
            sequence=max(0, 2 * row.decided - done),
            changed_at=row.decided_at or row.sent_at,
            url=reverse("selfassess:replies", args=[row.dossier_id]),
        )


def _of_remedies(actor: Actor, now: dt.datetime) -> Iterator[Deadline]:
    units, since = actor.unit_ids(*DESK_ROLES), vietnam_date(now - KEPT)
    for row in dated_actions(units, since)[:MOST]:
        cycle = row.plan.publication.round.cycle
        yield Deadline(
            uid=f"{cycle.code}.khac-phuc-{row.pk}",
            summary=f"Hạn việc khắc phục mục {row.code}: {row.plan.unit.name}",
            about=row.text,
            at=end_of(row.due_on),
            begins=False,
            is_done=row.state not in OPEN_STATES,
            sequence=row.version - 1,
            changed_at=row.changed_at,
            url=reverse("remedy:action", args=[row.pk]),
        )


def _of_commitments(actor: Actor, now: dt.datetime) -> Iterator[Deadline]:
    units, since = actor.unit_ids(*DESK_ROLES), vietnam_date(now - KEPT)
    for row in dated_commitments(units, since)[:MOST]:
        yield Deadline(
            uid=f"{row.cycle.code}.cam-ket-{row.pk}",
            summary=f"Hạn cam kết ở mục {row.code}: {row.unit.name}",
            about=row.text,
            at=end_of(row.due_on),
            begins=False,
            is_done=row.state != CommitmentState.OPEN,
            sequence=row.version - 1,
            changed_at=row.changed_at,
            url=reverse("shell:work"),
        )


def _of_reports(actor: Actor, now: dt.datetime) -> Iterator[Deadline]:
    """A body's own reports; who coordinates a period has its deadline once."""
    desk = actor.unit_ids(*DESK_ROLES)
    for row in dated_reports(desk, now - KEPT)[:MOST]:
        yield Deadline(
            uid=f"{row.period.code}.bao-cao-{row.pk}.han",
            summary=f"Hạn gửi báo cáo: {row.unit.name}",
            about=row.period.name,
            at=row.due_at,
            begins=False,
            is_done=is_handed_in(row),
            sequence=row.version,
            changed_at=row.submitted_at or row.approved_at or row.period.opens_at,
            url=reverse("report:desk", args=[row.pk]),
        )
    for period in run_by(actor.unit_ids(Role.COORDINATOR)).filter(due_at__gt=now - KEPT)[:MOST]:
        yield Deadline(
            uid=f"{period.code}.han",
            summary="Hạn các đơn vị gửi báo cáo",
            about=period.name,
            at=period.due_at,
            begins=False,
            is_done=False,
            sequence=0,
            changed_at=period.opens_at,
            url=reverse("report:board", args=[period.code]),
        )


def _moments(action: str, dossier_ids: Iterable[int]) -> dict[int, dt.datetime]:
    """Return when the journal last tells of the action for each dossier."""
    subjects = {f"dossier:{pk}": pk for pk in dossier_ids}
    rows = JournalEntry.objects.filter(subject__in=subjects, action=action).order_by()
    return {
        subjects[subject]: at for subject, at in rows.values_list("subject").annotate(at=Max("at"))
    }
