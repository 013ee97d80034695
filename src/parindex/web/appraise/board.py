"""The queue as a grid (components by communes) or a list, with its filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parindex.appraisal.desk import WINDOW, Desk, Window
from parindex.appraisal.queries import QueueItem
from parindex.appraisal.rules import is_open_for_award
from parindex.criteria.queries import criteria_set_of
from parindex.engine import Node
from parindex.viet import format_decimal, search_key

PAGE_SIZE = 60
MOST_CHOICES = 60  # units in a list to choose from; more are looked for by name


class Status(TextChoices):
    """What an appraiser looks for; the values stand in the query string."""

    WAITING = "cho", gettext_lazy("Chờ thẩm định")
    DONE = "da-cham", gettext_lazy("Đã thẩm định")
    DIFFERS = "khac", gettext_lazy("Khác điểm tự chấm")
    UNPROVEN = "thieu", gettext_lazy("Thiếu kiểm chứng")
    ANSWERED = "bo-sung", gettext_lazy("Đã trả lời bổ sung")
    DOUBTED = "doc-lai", gettext_lazy("Người đọc lại đề nghị điểm khác")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string; empty means all."""

    unit: str = ""
    field: str = ""
    status: str = ""
    text: str = ""
    flagged: bool = False
    as_list: bool = False
    page: int = 1
    group: int = 1
    with_work: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        return cls(
            unit=query.get("don-vi", "").strip(),
            field=query.get("linh-vuc", ""),
            status=query.get("trang-thai", ""),
            text=query.get("tim", "").strip(),
            flagged=query.get("canh-bao") == "1",
            as_list=query.get("xem") == "danh-sach",
            page=_number(query.get("trang", "1")),
            group=_number(query.get("nhom", "1")),
            with_work=query.get("con-viec") == "1",
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(
            self.unit or self.field or self.status or self.text or self.flagged or self.with_work
        )


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Which units of the round stand on the page.

    ``is_large`` when the round has more than fit: then the unit, a unit's name and "còn việc"
    are looked for in the whole round, and everything else in the ``window``. ``choices`` are the
    units to choose from as code and name; none when there are too many.
    """

    items: Sequence[QueueItem]
    window: Window
    is_large: bool
    choices: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One component of one unit as a small square: ``tone`` colours it, ``name`` is read aloud."""

    href: str
    text: str
    tone: str
    name: str
    unit: str
    flags: int = 0


@dataclass(frozen=True, kw_only=True)
class Column:
    """A unit through all components; ``href`` begins its walk at the first one that waits."""

    name: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A component through all units; ``href`` begins its walk at the first unit that waits."""

    node: Node
    href: str
    cells: tuple[Cell | None, ...]
    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class FieldRows:
    """A field with its components."""

    field: Node
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One criteria set: units across, components down."""

    name: str
    units: tuple[Column, ...]
    fields: tuple[FieldRows, ...]


@dataclass(frozen=True, kw_only=True)
class Board:
    """What the page shows: all the person's work, what the filters leave of it, and where to go on."""

    stretch: Stretch
    shown: Sequence[QueueItem]
    wanted: Wanted
    flags: Mapping[tuple[int, str], int]

    @property
    def items(self) -> Sequence[QueueItem]:
        return self.stretch.items

    @property
    def flagged_count(self) -> int:
        """Return how many components have cross-checks to look at."""
        return len(self.flags)

    @cached_property
    def open_items(self) -> list[QueueItem]:
        """Return what can still be awarded: the provisional notice locks a dossier."""
        return [item for item in self.items if is_open_for_award(item.dossier)]

    @property
    def total(self) -> int:
        return len(self.open_items)

    @property
    def done(self) -> int:
        return sum(item.is_done for item in self.open_items)

    @property
    def locked_units(self) -> int:
        """Return how many dossiers are past appraisal and shown for reading only."""
        return len(
            {item.dossier.pk for item in self.items} - {item.dossier.pk for item in self.open_items}
        )

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Return value, label and number of items of each status."""
        found = Counter(status for item in self.items for status in statuses_of(item))
        return [(status.value, str(status.label), found[status]) for status in Status]

    @property
    def fields(self) -> list[Node]:
        return list({field_of(item).code: field_of(item) for item in self.items}.values())

    @property
    def next_waiting(self) -> QueueItem | None:
        return next((item for item in by_component(self.shown) if not item.is_done), None)

    @property
    def grids(self) -> list[Grid]:
        sets = {item.dossier.criteria_set_id: item.dossier.criteria_set.name for item in self.shown}
        return [
            _grid(
                name,
                [item for item in self.shown if item.dossier.criteria_set_id == pk],
                self.flags,
            )
            for pk, name in sets.items()
        ]


def stretch_of(desk: Desk, wanted: Wanted) -> Stretch:
    """Read the units that are wanted: all of a small round, a window of a large one."""
    named = list(desk.rows.values_list("unit__code", "unit__name")[: MOST_CHOICES + 1])
    is_large = len(named) > WINDOW
    return stretch_in(
        _narrowed(desk, wanted) if is_large else desk,
        wanted.group,
        is_large=is_large,
        choices=named if len(named) <= MOST_CHOICES else [],
    )


def stretch_in(
    desk: Desk, number: int, *, is_large: bool, choices: Sequence[tuple[str, str]] = ()
) -> Stretch:
    """Read one window of a desk that holds the wanted units."""
    window = desk.window(number)
    items = desk.items(window.rows)
    return Stretch(items=items, window=window, is_large=is_large, choices=choices)


def narrowed(desk: Desk, wanted: Wanted) -> tuple[Desk, bool]:
    """Return the desk with the units that a page would choose, and whether they fill more than one."""
    is_large = desk.rows.order_by().count() > WINDOW
    return (_narrowed(desk, wanted) if is_large else desk), is_large


def _narrowed(desk: Desk, wanted: Wanted) -> Desk:
    """Choose units in the whole round; a text that is in no unit's name is looked for in the window."""
    if wanted.unit:
        desk = desk.called(wanted.unit)
    if wanted.with_work:
        desk = desk.with_work()
    if wanted.text:
        named = desk.called(wanted.text)
        desk = named if named.rows.exists() else desk
    return desk


def build_board(stretch: Stretch, wanted: Wanted, flags: Mapping[tuple[int, str], int]) -> Board:
    """Put the queue under the filters; ``flags`` counts open cross-checks by dossier and component."""
    shown = [
        item
        for item in stretch.items
        if _fits(item, wanted) and (not wanted.flagged or _key(item) in flags)
    ]
    return Board(stretch=stretch, shown=shown, wanted=wanted, flags=flags)


def statuses_of(item: QueueItem) -> set[Status]:
    """Return everything an item is."""
    found = {Status.DONE if item.is_done else Status.WAITING}
    if item.differs:
        found.add(Status.DIFFERS)
    if item.is_unproven:
        found.add(Status.UNPROVEN)
    if item.has_answered_supplement:
        found.add(Status.ANSWERED)
    if item.is_doubted:
        found.add(Status.DOUBTED)
    return found


def by_component(items: Iterable[QueueItem]) -> list[QueueItem]:
    """Order by component through the units instead of by unit through the components."""
    listed = list(items)
    sets = {item.dossier.criteria_set_id: item.dossier.criteria_set for item in listed}
    leaves = (
        (pk, leaf.code) for pk, stored in sets.items() for leaf in criteria_set_of(stored).leaves
    )
    order = {key: place for place, key in enumerate(leaves)}
    return sorted(listed, key=lambda item: order[item.dossier.criteria_set_id, item.node.code])


def field_of(item: QueueItem) -> Node:
    """Return the field that the item's component stands in."""
    return next(
        iter(criteria_set_of(item.dossier.criteria_set).ancestors(item.node.code)), item.node
    )


def _fits(item: QueueItem, wanted: Wanted) -> bool:
    unit = item.dossier.unit
    if (
        wanted.unit
        and wanted.unit != unit.code
        and search_key(wanted.unit) not in search_key(unit.name)
    ):
        return False
    if wanted.field and field_of(item).code != wanted.field:
        return False
    if wanted.status and wanted.status not in statuses_of(item):
        return False
    said = f"{item.node.code} {item.node.name} {item.dossier.unit.name}"
    return not wanted.text or search_key(wanted.text) in search_key(said)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and 0 < len(text) < 6 else 1


def _key(item: QueueItem) -> tuple[int, str]:
    return item.dossier.pk, item.node.code


def _grid(name: str, items: Sequence[QueueItem], flags: Mapping[tuple[int, str], int]) -> Grid:
    dossiers = list({item.dossier.pk: item.dossier for item in items}.values())
    found = {(item.node.code, item.dossier.pk): item for item in items}
    fields: dict[str, tuple[Node, list[Row]]] = {}
    for item in by_component(items):
        field = field_of(item)
        rows = fields.setdefault(field.code, (field, []))[1]
        if not rows or rows[-1].node.code != item.node.code:
            rows.append(_row(item.node, [dossier.pk for dossier in dossiers], found, flags))
    return Grid(
        name=name,
        units=tuple(
            _column([item for item in items if item.dossier.pk == dossier.pk])
            for dossier in dossiers
        ),
        fields=tuple(FieldRows(field=field, rows=tuple(rows)) for field, rows in fields.values()),
    )


def _column(items: Sequence[QueueItem]) -> Column:
    first = _first_waiting(items)
    return Column(name=first.dossier.unit.name, href=f"{_place(first)}?theo=don-vi")


def _first_waiting(items: Sequence[QueueItem]) -> QueueItem:
    return next((item for item in items if not item.is_done), items[0])


def _place(item: QueueItem) -> str:
    """Return the address of a case, relative to the queue's page."""
    return f"{item.dossier.pk}/{item.node.code}/"


def _row(
    node: Node,
    columns: Sequence[int],
    found: Mapping[tuple[str, int], QueueItem],
    flags: Mapping[tuple[int, str], int],
) -> Row:
    items = [found.get((node.code, pk)) for pk in columns]
    present = [item for item in items if item is not None]
    return Row(
        node=node,
        href=f"{_place(_first_waiting(present))}?theo=muc",
        cells=tuple(
            None if item is None else cell_of(item, flags.get(_key(item), 0)) for item in items
        ),
        done=sum(item.is_done for item in present),
        total=len(present),
    )


def cell_of(item: QueueItem, flags: int = 0) -> Cell:
    """Return an item as a square; ``flags`` are its open cross-checks."""
    tone, said = _tone(item)
    if flags:
        said = ngettext(
            "%(said)s, %(count)d cảnh báo đối chiếu",
            "%(said)s, %(count)d cảnh báo đối chiếu",
            flags,
        ) % {"said": said, "count": flags}
    return Cell(
        href=f"{_place(item)}?theo=muc",
        text=_points(item),
        tone=tone,
        name=f"{item.node.code}, {item.dossier.unit.name}: {said}",
        unit=item.dossier.unit.name,
        flags=flags,
    )


def _tone(item: QueueItem) -> tuple[str, str]:
    if item.has_answered_supplement and not item.is_done:
        return "answered", _("đơn vị đã trả lời bổ sung, chờ thẩm định")
    if not item.is_done and item.is_unproven:
        return "unproven", _("chờ thẩm định, thiếu kiểm chứng")
    if not item.is_done:
        return "waiting", _("chờ thẩm định")
    if item.differs:
        return "differs", _("%(points)s điểm, khác điểm tự chấm") % {"points": _points(item)}
    return "done", _("%(points)s điểm") % {"points": _points(item)}


def _points(item: QueueItem) -> str:
    if item.award is None:
        return "…"
    if item.award.points is None:
        return _("KAD")
    return format_decimal(item.award.points)
