"""What waits after a publication: reviews to hold and to approve, proposals to answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parindex.accounts.rules import Actor
from parindex.improvement.choices import ReviewState
from parindex.improvement.queries import ReviewDue, open_proposal_counts, reviews_due
from parindex.improvement.rules import leads
from parindex.web.shell.tasks import DRAFT, QUIET, WAITING, Task


def review_tasks(actor: Actor) -> list[Task]:
    """Return the reviews of the person's units that are not approved yet."""
    return [task for due in reviews_due(actor) for task in _review(actor, due)]


def proposal_tasks(actor: Actor) -> list[Task]:
    """Return the cycles of the coordinator with proposals that wait for an answer."""
    return [
        Task(
            title=ngettext(
                "Trả lời %(n)d kiến nghị về tiêu chí", "Trả lời %(n)d kiến nghị về tiêu chí", count
            )
            % {"n": count},
            place=cycle.name,
            url=f"{reverse('improve:proposals', args=[cycle.code])}?trang-thai=cho",
            button=_("Xem kiến nghị"),
            urgency=WAITING,
        )
        for cycle, count in open_proposal_counts(actor)
    ]


def _review(actor: Actor, due: ReviewDue) -> Iterator[Task]:
    if due.state == ReviewState.APPROVED:
        return
    awaits = due.state == ReviewState.AWAITING_APPROVAL
    is_leader = leads(actor, due.dossier.unit)
    if awaits:
        title, button = _("Duyệt biên bản rút kinh nghiệm"), _("Xem và duyệt")
        urgency = WAITING if is_leader else QUIET
    else:
        title, button, urgency = _("Họp rút kinh nghiệm sau kết quả"), _("Rút kinh nghiệm"), DRAFT
    yield Task(
        title=f"{title}: {due.dossier.unit.name}",
        place=str(due.dossier.round),
        url=reverse("improve:review", args=[due.publication_id, due.dossier.unit.code]),
        button=button,
        urgency=urgency,
        state=due.state,
        state_label=str(ReviewState(due.state).label) if due.state else "",
        note="" if awaits else _("Kết quả đã công bố: tìm nguyên nhân mất điểm và trách nhiệm."),
    )
