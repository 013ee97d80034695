"""The ranking as a table that can be searched, narrowed to a class, and sorted; all in the address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.viet import format_decimal, round_half_up, search_key

BY_RANK = "hang"
_DESCENDING = "-"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the reader asked for: part of a name, a class, an order."""

    text: str = ""
    class_name: str = ""
    sort: str = BY_RANK

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        return cls(
            text=query.get("tim", "").strip()[:100],
            class_name=query.get("loai", ""),
            sort=query.get("sap", BY_RANK),
        )

    @property
    def query(self) -> str:
        """Return the query string, without what is as it is anyway."""
        kept = {"tim": self.text, "loai": self.class_name}
        kept["sap"] = "" if self.sort == BY_RANK else self.sort
        return urlencode({key: value for key, value in kept.items() if value})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.class_name)


class Column(NamedTuple):
    """A column that can be sorted: its name in the address, its label, what it means, its look."""

    key: str
    label: str
    title: str
    css: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column's head: sorts by itself, the other way when it is the order already."""

    label: str
    title: str
    query: str
    direction: str
    css: str


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A class and the index in percent from which it is given, up to the class above."""

    name: str
    at_least: Decimal
    below: Decimal | None
    place: int

    @property
    def words(self) -> str:
        """Return "từ 65% đến dưới 80%"."""
        values = {"least": format_decimal(self.at_least)}
        if self.below is None:
            return _("từ %(least)s%% trở lên") % values
        values["below"] = format_decimal(self.below)
        return (
            _("từ %(least)s%% đến dưới %(below)s%%") if self.at_least else _("dưới %(below)s%%")
        ) % values


@dataclass(frozen=True, kw_only=True)
class Band:
    """A class with how many units reached it."""

    threshold: Threshold
    name: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Means:
    """The mean of all units: index and points of each field."""

    index: Decimal
    points: Decimal
    fields: tuple[Decimal, ...]


@dataclass(frozen=True, kw_only=True)
class Board:
    """The publication's table as the reader asked for it."""

    wanted: Wanted
    heads: Sequence[Head]
    field_heads: Sequence[Head]
    units: Sequence[dict[str, Any]]
    total: int
    bands: Sequence[Band]
    means: Means | None
    places: int


def build_board(content: dict[str, Any], wanted: Wanted) -> Board:
    """Narrow and sort the frozen units; an unknown order falls back to the ranking."""
    units = with_class_places(content)
    keys = _sort_keys(units)
    name = wanted.sort.removeprefix(_DESCENDING)
    if name not in keys:
        wanted, name = replace(wanted, sort=BY_RANK), BY_RANK
    shown = [unit for unit in units if _fits(unit, wanted)]
    shown.sort(key=keys[name], reverse=wanted.sort.startswith(_DESCENDING))
    fields = units[0]["fields"] if units else []
    return Board(
        wanted=wanted,
        heads=[_head(wanted, column) for column in _columns()],
        field_heads=[
            _head(wanted, Column(f"lv-{field['code']}", field["code"], field["name"], "num"))
            for field in fields
        ],
        units=shown,
        total=len(units),
        bands=_bands(content, units, wanted),
        means=means_of(units),
        places=_places(units),
    )


def _places(units: Sequence[dict[str, Any]]) -> int:
    """Return the decimals that hold every figure of the table, two at least, so that columns line up."""
    texts = [part["points"] for unit in units for part in (unit, *unit["fields"])]
    return max([2, *(len(text.partition(".")[2]) for text in texts)])


def thresholds(named: Sequence[tuple[str, Decimal]]) -> list[Threshold]:
    """Return the classes, given from the highest down, with where each ends."""
    return [
        Threshold(
            name=name, at_least=least, below=named[place - 1][1] if place else None, place=place
        )
        for place, (name, least) in enumerate(named)
    ]


def with_class_places(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the units with the place of their class, from 0 for the best, which colours its badge."""
    places = {item["name"]: place for place, item in enumerate(content["classes"])}
    return [{**unit, "class_place": places.get(unit["class"], "")} for unit in content["units"]]


def means_of(units: Sequence[dict[str, Any]]) -> Means | None:
    """Return the means, rounded half up to two decimals; None without units."""
    if not units:
        return None
    fields = zip(*([field["points"] for field in unit["fields"]] for unit in units), strict=True)
    return Means(
        index=mean([unit["index"] for unit in units]),
        points=mean([unit["points"] for unit in units]),
        fields=tuple(mean(points) for points in fields),
    )


def mean(texts: Sequence[str]) -> Decimal:
    """Return the mean of decimal texts, rounded half up to two decimals."""
    return round_half_up(sum(map(Decimal, texts), Decimal(0)) / len(texts), 2)


def matches(name: str, text: str) -> bool:
    """Tell whether every word typed occurs in the name, whatever the diacritics."""
    key = search_key(name)
    return all(word in key for word in search_key(text).split())


def _fits(unit: dict[str, Any], wanted: Wanted) -> bool:
    in_class = not wanted.class_name or unit["class"] == wanted.class_name
    return in_class and matches(unit["name"], wanted.text)


def _columns() -> list[Column]:
    return [
        Column(BY_RANK, _("Hạng"), _("Xếp hạng"), "rank"),
        Column("ten", _("Đơn vị"), _("Tên đơn vị"), "unit"),
        Column("chi-so", _("Chỉ số"), _("Chỉ số, phần trăm"), "num"),
        Column("loai", _("Xếp loại"), _("Xếp loại"), ""),
        Column("diem", _("Điểm"), _("Điểm được công nhận"), "num"),
        Column("toi-da", _("Tối đa"), _("Điểm tối đa áp dụng cho đơn vị"), "num"),
    ]


def _sort_keys(units: Sequence[dict[str, Any]]) -> dict[str, Callable[[dict[str, Any]], Any]]:
    keys: dict[str, Callable[[dict[str, Any]], Any]] = {
        BY_RANK: lambda unit: unit["rank"],
        "ten": lambda unit: unit["sort_key"],
        "chi-so": lambda unit: Decimal(unit["index"]),
        "loai": lambda unit: Decimal(unit["index"]),
        "diem": lambda unit: Decimal(unit["points"]),
        "toi-da": lambda unit: Decimal(unit["max_points"]),
    }
    codes = [field["code"] for field in units[0]["fields"]] if units else []
    return keys | {f"lv-{code}": _by_field(place) for place, code in enumerate(codes)}


def _by_field(place: int) -> Callable[[dict[str, Any]], Decimal]:
    return lambda unit: Decimal(unit["fields"][place]["points"])


def _head(wanted: Wanted, column: Column) -> Head:
    """Figures are first wanted from the highest, ranks and names from the beginning."""
    up, down = column.key, _DESCENDING + column.key
    first, second = (up, down) if up in {BY_RANK, "ten"} else (down, up)
    order = second if wanted.sort == first else first
    return Head(
        label=column.label,
        title=column.title,
        query=replace(wanted, sort=order).query,
        direction={up: "ascending", down: "descending"}.get(wanted.sort, ""),
        css=column.css,
    )


def _bands(content: dict[str, Any], units: Sequence[dict[str, Any]], wanted: Wanted) -> list[Band]:
    named = [(item["name"], Decimal(item["at_least"])) for item in content["classes"]]
    return [
        Band(
            threshold=threshold,
            name=threshold.name,
            count=sum(unit["class"] == threshold.name for unit in units),
            query=replace(wanted, class_name=threshold.name).query,
            is_chosen=wanted.class_name == threshold.name,
        )
        for threshold in thresholds(named)
    ]
