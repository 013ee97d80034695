"""Which documents of a cycle can be made now, what is missing for the others, who may read each, and the making."""

from __future__ import annotations

from parindex.documents.catalogue.homes import (
    dossier_behind,
    overseen_cycles,
    own_dossiers,
)
from parindex.documents.catalogue.making import NoPaperError, Prepared, prepared
from parindex.documents.catalogue.offers import (
    Offer,
    Place,
    kept_for,
    offers_of_cycle,
    offers_of_dossier,
)
from parindex.documents.catalogue.readers import may_read
from parindex.documents.catalogue.slugs import SLUGS, kind_of
from parindex.documents.choices import PaperKind

__all__ = [
    "SLUGS",
    "NoPaperError",
    "Offer",
    "PaperKind",
    "Place",
    "Prepared",
    "dossier_behind",
    "kept_for",
    "kind_of",
    "may_read",
    "offers_of_cycle",
    "offers_of_dossier",
    "overseen_cycles",
    "own_dossiers",
    "prepared",
]
