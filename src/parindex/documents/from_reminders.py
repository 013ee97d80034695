"""Fills the reminder letter from who has not handed in a round."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import override

from parindex.assessments.choices import Stage
from parindex.assessments.models import Dossier
from parindex.assessments.queries import drafted_dossiers
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.models import Round
from parindex.documents import reminder_letter
from parindex.documents.bodies import full_name, title_of_head
from parindex.documents.councils import letter_origin, ordered_by, through
from parindex.documents.paper import Paper, Signature
from parindex.documents.people import leader_signature
from parindex.documents.reminder_letter import OwingUnit, ReminderLetterContext
from parindex.kernel.clock import vietnam_date


def owing_dossiers(scoring_round: Round) -> list[Dossier]:
    """Return the dossiers of a round that still wait to be handed in, but for the body's own form."""
    rows = drafted_dossiers().filter(round=scoring_round)
    return list(rows.exclude(unit=scoring_round.cycle.body_id).order_by("unit__sort_key"))


def reminder_paper(scoring_round: Round, *, now: dt.datetime) -> Paper:
    """Return the letter to everybody who has not handed in; raises LookupError when all have."""
    with override("vi"):
        return reminder_letter.compose(reminder_context(scoring_round, now=now))


def reminder_context(scoring_round: Round, *, now: dt.datetime) -> ReminderLetterContext:
    """Return what the letter says: by the committee, drafted and signed (TL.) by its coordinator."""
    cycle, owing = scoring_round.cycle, owing_dossiers(scoring_round)
    if not owing:
        raise LookupError(scoring_round.pk)
    asked = Dossier.objects.filter(round=scoring_round, closed_at=None).exclude(unit=cycle.body_id)
    handed_in = asked.exclude(stage=Stage.SELF_ASSESSMENT).count()
    return ReminderLetterContext(
        origin=letter_origin(cycle, from_body=True, year=vietnam_date(now).year),
        opening=ordered_by(cycle),
        body=full_name(cycle.body),
        cycle_year=cycle.year,
        today=vietnam_date(now),
        due_at=scoring_round.due_at,
        handed_in=handed_in,
        total=handed_in + len(owing),
        units=tuple(_owing(row, now) for row in owing),
        through=through(cycle),
        chair=f"Chủ tịch {full_name(cycle.body)}",
        coordinator=cycle.coordinator.name,
        signature=_by_order(scoring_round),
        recipients=(
            "Như trên",
            f"Chủ tịch, các Phó Chủ tịch {cycle.body.body} (để báo cáo)",
            cycle.coordinator.name,
            "Lưu: VT",
        ),
        synthetic=bool(cycle.synthetic_note),
    )


def _owing(dossier: Dossier, now: dt.datetime) -> OwingUnit:
    due = dossier.due_at
    days = max(
        0, -((due - now) // dt.timedelta(days=1))
    )  # begun days, as the list of the late counts
    return OwingUnit(
        name=full_name(dossier.unit),
        due_at=due,
        days_late=days,
        finished=dossier.finished,
        components=len(criteria_set_of(dossier.criteria_set).leaves),
        note="được gia hạn" if dossier.extended_until else "",
    )


def _by_order(scoring_round: Round) -> Signature:
    """The coordinator's head signs by order of the committee's chair."""
    coordinator = scoring_round.cycle.coordinator
    if not coordinator.is_agency:
        return leader_signature(coordinator)
    head = leader_signature(coordinator)
    title = f"{title_of_head(coordinator)} {_field_of(coordinator.name)}".strip()
    authority = ("TL. CHỦ TỊCH",)
    if head.authority:  # a deputy signs in the head's place
        return Signature(authority=(*authority, f"KT. {title}"), title=head.title, name=head.name)
    return Signature(authority=authority, title=title, name=head.name)


def _field_of(name: str) -> str:
    """Return what follows the head's title: "NỘI VỤ" of "Phòng Nội vụ", "SỞ NỘI VỤ" of "Sở Nội vụ"."""
    for opening in ("Phòng ", "Ban "):
        if name.startswith(opening):
            return name.removeprefix(opening).upper()
    return name.upper() if name.startswith("Sở ") else ""
