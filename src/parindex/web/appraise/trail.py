"""Going through the work: one component through the units, or one unit through its components."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parindex.accounts.rules import Actor
from parindex.appraisal.docket import Docket
from parindex.appraisal.queries import QueueItem, appraisal_queue
from parindex.appraisal.rules import bench_of
from parindex.kernel.clock import now
from parindex.web.appraise.board import by_component


class Way(TextChoices):
    """In which direction "next" goes; the value stands in the query string as ``theo``."""

    COMPONENT = "muc", _("Mục này qua các đơn vị")
    UNIT = "don-vi", _("Đơn vị này qua các mục")

    @classmethod
    def of(cls, text: str) -> Way:
        return cls.UNIT if text == cls.UNIT else cls.COMPONENT


@dataclass(frozen=True, kw_only=True)
class Trail:
    """The stretch of work that the person is walking, and where on it they stand."""

    way: Way
    items: Sequence[QueueItem]
    position: int

    @property
    def here(self) -> QueueItem:
        return self.items[self.position]

    @property
    def number(self) -> int:
        """Return the place on the way, counted from 1."""
        return self.position + 1

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def done(self) -> int:
        return sum(item.is_done for item in self.items)

    @property
    def previous_url(self) -> str:
        return self._url(self.items[self.position - 1]) if self.position else ""

    @property
    def next_url(self) -> str:
        return self._url(self.items[self.number]) if self.number < self.total else ""

    @property
    def switch_url(self) -> str:
        """Return the same case on the other way."""
        other = Way.UNIT if self.way is Way.COMPONENT else Way.COMPONENT
        return case_url(self.here, other)

    @property
    def next_waiting(self) -> QueueItem | None:
        """Return the next one without award behind this one, else the first before it."""
        rotated = [*self.items[self.number :], *self.items[: self.position]]
        return next((item for item in rotated if not item.is_done), None)

    def _url(self, item: QueueItem) -> str:
        return case_url(item, self.way)


def trail_through(items: Sequence[QueueItem], dossier: Any, code: str, way: Way) -> Trail:
    """Return the walk through these items, standing at the case."""
    return Trail(way=way, items=items, position=_position(items, dossier.pk, code))


def same_unit(actor: Actor, docket: Docket) -> list[QueueItem]:
    """Return the person's components of a docket that is loaded already."""
    dossier = docket.workbook.dossier
    bench = bench_of(actor, dossier.round.cycle, now())
    return [
        QueueItem(
            dossier=dossier,
            node=case.line.node,
            entry=case.line.entry,
            award=case.award,
            evidence_count=len(case.line.evidence),
            has_answered_supplement=any(item.answered_at for item in case.supplements),
            reading=case.reading,
        )
        for case in docket.cases.values()
        if bench.may_award(dossier, case.agency_id)
    ]


def same_component(actor: Actor, dossier: Any, code: str) -> list[QueueItem]:
    """Return the component in all units that score by the same set."""
    found = appraisal_queue(actor, dossier.round, now=now(), code=code)
    return [item for item in found if item.dossier.criteria_set_id == dossier.criteria_set_id]


def next_work(actor: Actor, dossier: Any, code: str, way: Way) -> QueueItem | None:
    """Return the next item without award: on the way first, then anywhere behind it, then before it."""
    if way is Way.UNIT:
        items = appraisal_queue(actor, dossier.round, now=now(), dossier_id=dossier.pk)
    else:
        items = same_component(actor, dossier, code)
    ahead = trail_through(items, dossier, code, way).next_waiting
    if ahead is not None:
        return ahead
    rest = appraisal_queue(actor, dossier.round, now=now())
    ordered = by_component(rest) if way is Way.COMPONENT else rest
    return trail_through(ordered, dossier, code, way).next_waiting


def case_url(item: QueueItem, way: Way) -> str:
    """Return the address of an item's case with the way to walk."""
    return case_address(item.dossier, item.node.code, way)


def case_address(dossier: Any, code: str, way: Way) -> str:
    """Return the address of a component of a dossier with the way to walk."""
    place = {"round_id": dossier.round_id, "dossier_id": dossier.pk, "code": code}
    return f"{reverse('appraise:case', kwargs=place)}?theo={way.value}"


def _position(items: Sequence[QueueItem], dossier_id: int, code: str) -> int:
    return next(
        i for i, item in enumerate(items) if (item.dossier.pk, item.node.code) == (dossier_id, code)
    )
