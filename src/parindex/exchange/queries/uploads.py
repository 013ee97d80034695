"""Past and waiting workbooks."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.assessments.models import Dossier
from parindex.assessments.rules import DESK_ROLES, LEAD_ROLES
from parindex.cycles.models import Round
from parindex.exchange.choices import BookKind
from parindex.exchange.models import FactProposal, UploadedBook, WrittenChange
from parindex.exchange.rules import may_use
from parindex.kernel.errors import Correctable


class NoBookError(Correctable):
    """There is no such upload, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có tệp đã gửi này."))


def uploads() -> QuerySet[UploadedBook]:
    """Return uploads with what every page needs of them."""
    rows = UploadedBook.objects.select_related(
        "unit",
        "file",
        "criteria_set",
        "round__cycle",
        "round__cycle__body",
        "round__cycle__coordinator",
        "dossier__unit",
    )
    return rows.defer("criteria_set__content")


def book_for(actor: Actor, book_id: int) -> UploadedBook:
    """Return an upload for the colleagues of whoever sent it in; raises NoBookError."""
    book = uploads().filter(pk=book_id).first()
    if book is None or not may_use(actor, book):
        raise NoBookError
    return book


def uploads_of_dossier(actor: Actor, dossier: Dossier) -> QuerySet[UploadedBook]:
    """Return what the person's desks sent in for a dossier, the newest first."""
    mine = actor.unit_ids(*DESK_ROLES)
    return uploads().filter(kind=BookKind.DOSSIER, dossier=dossier, unit_id__in=mine)


def uploads_of_round(actor: Actor, scoring_round: Round) -> QuerySet[UploadedBook]:
    """Return the figures of many units that the person's bodies sent in, the newest first."""
    mine = actor.unit_ids(*LEAD_ROLES, Role.COORDINATOR)
    return uploads().filter(kind=BookKind.FACTS, round=scoring_round, unit_id__in=mine)


def changes_of(book: UploadedBook) -> list[WrittenChange]:
    """Return what an upload wrote, in the order of the workbook."""
    return list(book.changes.all())


def proposals_of(book: UploadedBook) -> list[FactProposal]:
    """Return what an upload proposed, unit by unit."""
    rows = book.proposals.select_related("dossier__unit")
    return list(rows.order_by("dossier__unit__sort_key", "pk"))
