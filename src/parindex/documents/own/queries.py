"""Reads of own templates: whose, since when, and which one a document is written in."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.documents.choices import PaperKind
from parindex.documents.models import OwnTemplate
from parindex.kernel.errors import Correctable
from parindex.units.models import Unit


class NoTemplateError(Correctable):
    """There is no such template or body, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("Không có mẫu văn bản này."))


def bodies_of(actor: Actor) -> list[Unit]:
    """Return the bodies whose templates the person keeps: the agency they coordinate for, and its committee."""
    ids = actor.unit_ids(Role.COORDINATOR)
    if not ids:
        return []
    seats = Unit.objects.filter(pk__in=ids).select_related("parent").order_by("sort_key")
    found = [
        unit for seat in seats for unit in ((seat.parent, seat) if seat.is_agency else (seat,))
    ]
    return list({unit.pk: unit for unit in found if unit is not None}.values())


def body_for(actor: Actor, code: str) -> Unit:
    """Return the body of this code, for who keeps its templates; raises NoTemplateError."""
    found = next((unit for unit in bodies_of(actor) if unit.code == code), None)
    if found is None:
        raise NoTemplateError
    return found


def templates_of(body: Unit) -> QuerySet[OwnTemplate]:
    """Return the body's templates, those in use and those that were, the newest first."""
    return OwnTemplate.objects.filter(body=body).select_related("file", "body")


def template_by_id(body: Unit, template_id: int) -> OwnTemplate:
    """Return one template of the body; raises NoTemplateError."""
    found = templates_of(body).filter(pk=template_id).first()
    if found is None:
        raise NoTemplateError
    return found


def template_for(kind: PaperKind, issuer: Unit) -> OwnTemplate | None:
    """Return the template in which the body's documents are written: its own, or the nearest that covers it.

    One query, which reads no unit above the body: its path names them.
    """
    above = [code for code in issuer.path.split("/") if code]
    rows = OwnTemplate.objects.filter(
        Q(body_id=issuer.pk) | Q(body__code__in=above, covers_below=True),
        kind=kind,
        ended_at__isnull=True,
    ).select_related("body", "file")
    return max(rows, key=lambda row: len(row.body.path), default=None)
