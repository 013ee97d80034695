"""Going through the work: one component through the units, or one unit through its components."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parindex.accounts.rules import Actor
from parindex.appraisal.desk import Desk, Window, desk_of
from parindex.appraisal.docket import Docket
from parindex.appraisal.queries import QueueItem
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
    """The stretch of work that the person is walking, and where on it they stand.

    Through the units of a large round ``items`` are those of one ``window``.
    """

    way: Way
    items: Sequence[QueueItem]
    position: int
    window: Window | None = None

    @property
    def here(self) -> QueueItem:
        return self.items[self.position]

    @property
    def number(self) -> int:
        """Return the place on the way, counted from 1."""
        return self.position + (self.window.first if self.window else 1)

    @property
    def total(self) -> int:
        return self.window.total if self.window else len(self.items)

    @property
    def is_whole(self) -> bool:
        """Tell whether all that is on the way is loaded, so that what is done can be counted."""
        return self.total == len(self.items)

    @property
    def done(self) -> int:
        return sum(item.is_done for item in self.items)

    @property
    def previous_url(self) -> str:
        if self.position:
            return case_url(self.items[self.position - 1], self.way)
        return self._beyond(self.window.before if self.window else None)

    @property
    def next_url(self) -> str:
        if self.position + 1 < len(self.items):
            return case_url(self.items[self.position + 1], self.way)
        return self._beyond(self.window.after if self.window else None)

    @property
    def switch_url(self) -> str:
        """Return the same case on the other way."""
        other = Way.UNIT if self.way is Way.COMPONENT else Way.COMPONENT
        return case_url(self.here, other)

    @property
    def next_waiting(self) -> QueueItem | None:
        """Return the next one without award behind this one, else the first before it."""
        rotated = [*self.items[self.position + 1 :], *self.items[: self.position]]
        return next((item for item in rotated if not item.is_done), None)

    def _beyond(self, dossier_id: int | None) -> str:
        """Return the same component in a unit of the neighbouring window."""
        if dossier_id is None:
            return ""
        return _address(self.here.dossier.round_id, dossier_id, self.here.node.code, self.way)


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


def same_component(actor: Actor, dossier: Any, code: str) -> Trail:
    """Return the walk through the units that score by the same set, a window of them."""
    desk = desk_of(actor, dossier.round, now=now()).of_set(dossier.criteria_set_id)
    window = desk.window_of(dossier)
    items = desk.items(window.rows, code=code)
    place = _position(items, dossier.pk, code)
    return Trail(way=Way.COMPONENT, items=items, position=place, window=window)


def next_work(actor: Actor, dossier: Any, code: str, way: Way) -> QueueItem | None:
    """Return the next item without award: on the way first, then in the units behind, then before.

    Through the units one goes component by component, and a large round window by window.
    """
    desk = desk_of(actor, dossier.round, now=now())
    items = _stretch(desk, dossier, way)
    ahead = trail_through(items, dossier, code, way).next_waiting
    if ahead is not None:
        return ahead
    last = items[-1].dossier if way is Way.UNIT else max(items, key=_rank).dossier
    found = desk.next_with_work(last)
    if found is None:
        return None
    return next((item for item in _stretch(desk, found, way) if not item.is_done), None)


def _stretch(desk: Desk, dossier: Any, way: Way) -> list[QueueItem]:
    """Return a unit through its components, or the components of its window through the units."""
    if way is Way.UNIT:
        return desk.items([dossier])
    return by_component(desk.items(desk.window_of(dossier).rows))


def _rank(item: QueueItem) -> tuple[str, int]:
    return item.dossier.unit.sort_key, item.dossier.pk


def case_url(item: QueueItem, way: Way) -> str:
    """Return the address of an item's case with the way to walk."""
    return case_address(item.dossier, item.node.code, way)


def case_address(dossier: Any, code: str, way: Way) -> str:
    """Return the address of a component of a dossier with the way to walk."""
    return _address(dossier.round_id, dossier.pk, code, way)


def _address(round_id: int, dossier_id: int, code: str, way: Way) -> str:
    place = {"round_id": round_id, "dossier_id": dossier_id, "code": code}
    return f"{reverse('appraise:case', kwargs=place)}?theo={way.value}"


def _position(items: Sequence[QueueItem], dossier_id: int, code: str) -> int:
    return next(
        i for i, item in enumerate(items) if (item.dossier.pk, item.node.code) == (dossier_id, code)
    )
