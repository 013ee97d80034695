"""Who gets in: those who oversee a cycle, who works on a dossier, and for each document whom it is for."""

from __future__ import annotations

from typing import Any

from parindex.accounts.rules import Actor
from parindex.assessments.queries import desk_cover
from parindex.documents.catalogue import NoPaperError, dossier_behind, kind_of, prepared
from parindex.kernel import clock

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def desk_dossier(actor: Actor, *, dossier_id: int) -> dict[str, Any]:
    """A dossier, for its unit, its lead departments and the overseers of its cycle."""
    return {"dossier": desk_cover(actor, dossier_id).dossier}


def result_dossier(actor: Actor, *, publication_id: int, unit_code: str) -> dict[str, Any]:
    """The dossier behind a unit's result, for the same people."""
    return desk_dossier(actor, dossier_id=dossier_behind(publication_id, unit_code).pk)


def paper(actor: Actor, *, slug: str, ref: int, fmt: str) -> dict[str, Any]:
    """A document, for whom it is for."""
    kind = kind_of(slug)
    if kind is None or fmt not in FORMATS:
        raise NoPaperError
    made = prepared(kind, ref, now=clock.now())
    if not made.is_for(actor):
        raise NoPaperError
    return {"made": made, "fmt": fmt}
