"""What the pages of documents show: the documents under the filters, and where to go for what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import TextChoices
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy

from parindex.documents.catalogue import SLUGS, Offer, Place
from parindex.viet import search_key
from parindex.web.shell.forms import typed

PAGE_SIZE = 50


class Look(TextChoices):
    """Whether documents can be made; the values stand in the query string."""

    READY = "lam-duoc", gettext_lazy("Làm được ngay")
    MISSING = "con-thieu", gettext_lazy("Còn thiếu")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table."""

    offer: Offer
    links: Mapping[str, str]
    go: str

    @property
    def kind(self) -> str:
        return str(self.offer.kind.label)


@dataclass(frozen=True, kw_only=True)
class PapersPage:
    """The documents of a cycle or a dossier; ``overseer`` decides where "go there" leads."""

    offers: Sequence[Offer]
    query: QueryDict
    overseer: bool

    @property
    def kind(self) -> str:
        return self.query.get("loai", "")

    @property
    def look(self) -> str:
        return self.query.get("tinh-trang", "")

    @property
    def round_number(self) -> str:
        return self.query.get("dot", "")

    @cached_property
    def text(self) -> str:
        return typed(self.query, "tim").strip()

    @property
    def kinds(self) -> list[tuple[str, str, int]]:
        """Return name, label and number of each kind that there is."""
        found = Counter(offer.kind for offer in self.offers)
        return [(slug, str(kind.label), found[kind]) for kind, slug in SLUGS.items() if found[kind]]

    @property
    def looks(self) -> list[tuple[str, str, int]]:
        ready = sum(offer.is_ready for offer in self.offers)
        counts = {Look.READY: ready, Look.MISSING: len(self.offers) - ready}
        return [(look.value, str(look.label), counts[look]) for look in Look]

    @property
    def rounds(self) -> list[tuple[str, str]]:
        """Return number and name of each round, when there are several."""
        found = {str(offer.round.number): offer.round.name for offer in self.offers if offer.round}
        return sorted(found.items()) if len(found) > 1 else []

    @cached_property
    def fitting(self) -> list[Offer]:
        key = search_key(self.text)
        return [offer for offer in self.offers if self._fits(offer, key)]

    @cached_property
    def page(self) -> Page[Offer]:
        """Return the page that the query string asks for; junk is the first."""
        return Paginator(self.fitting, PAGE_SIZE).get_page(self.query.get("trang", "1"))

    @property
    def rows(self) -> list[Row]:
        return [_row(offer, overseer=self.overseer) for offer in self.page]

    @property
    def without_page(self) -> str:
        """Return the query string without the page, to put another page behind it."""
        kept = self.query.copy()
        kept.pop("trang", None)
        return f"{kept.urlencode()}&" if kept else ""

    def _fits(self, offer: Offer, key: str) -> bool:
        if self.kind and SLUGS[offer.kind] != self.kind:
            return False
        if self.look and offer.is_ready != (self.look == Look.READY):
            return False
        if self.round_number and offer.round and str(offer.round.number) != self.round_number:
            return False
        said = f"{offer.about} {offer.detail} {offer.kind.label}"
        return not key or key in search_key(said)


def _row(offer: Offer, *, overseer: bool) -> Row:
    slug = SLUGS[offer.kind]
    links = {
        fmt.upper(): reverse("papers:download", args=[slug, offer.ref, fmt])
        for fmt in ("docx", "pdf")
        if offer.is_ready
    }
    return Row(offer=offer, links=links, go="" if offer.is_ready else _go(offer, overseer=overseer))


def _go(offer: Offer, *, overseer: bool) -> str:
    """Return where what is missing is done; nothing where the person cannot do anything."""
    if offer.go == Place.DESK and offer.dossier:
        return reverse("selfassess:desk", args=[offer.dossier.pk])
    if offer.go == Place.REMEDIES and offer.dossier and offer.publication_id:
        return reverse("remedy:plan", args=[offer.publication_id, offer.dossier.unit.code])
    make = _OVERSEERS.get(offer.go)
    return make(offer) if make and overseer else ""


def _docket(offer: Offer) -> str:
    pk: Any = offer.dossier.pk if offer.dossier else 0
    return reverse("manage:dossier", args=[offer.cycle.code, pk])


def _of_cycle(name: str) -> Callable[[Offer], str]:
    return lambda offer: reverse(name, args=[offer.cycle.code])


_OVERSEERS: Mapping[Place, Callable[[Offer], str]] = {
    Place.DOCKET: _docket,
    Place.SIGNING: _of_cycle("manage:sign_off"),
    Place.PUBLISHING: lambda offer: reverse(
        "manage:publish", args=[offer.cycle.code, offer.set_code]
    ),
    Place.LATE: _of_cycle("notify:late"),
    Place.PROPOSALS: _of_cycle("improve:proposals"),
}
