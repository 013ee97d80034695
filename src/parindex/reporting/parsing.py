"""An outline from plain values (a YAML file, stored JSON), with every mistake named by its place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from parindex.reporting.outline import (
    Asked,
    CellType,
    Column,
    Field,
    Outline,
    PeriodRule,
    Prefill,
    Section,
    StatTable,
    TableRow,
    YearDay,
)

Steps = tuple[str | int, ...]
EnumT = TypeVar("EnumT", bound=StrEnum)

KINDS = ("QUARTER_1", "HALF_YEAR", "NINE_MONTHS", "YEAR")
_CODE = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", re.ASCII)
_DAY = re.compile(r"(?:(previous|next) )?(\d\d)-(\d\d|last)", re.ASCII)
_YEARS = {"previous": -1, None: 0, "next": 1}
_LONGEST_CODE = 40
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """What is wrong at one place of the document."""

    path: Steps
    message: str


class OutlineError(Exception):
    """The document is no outline; carries every mistake."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(mistake.message for mistake in mistakes))
        self.mistakes = tuple(mistakes)


def parse_outline(document: Any) -> Outline:
    """Return the outline; raises OutlineError with every mistake and its place."""
    root = _Part(document, (), [])
    outline = Outline(
        code=root.code(),
        name=root.text("name"),
        ordered_by=root.text("ordered_by"),
        source=root.text("source"),
        fields=tuple(_field(part) for part in root.parts("fields", is_needed=False)),
        sections=tuple(_section(part) for part in root.parts("sections")),
        tables=tuple(_table(part) for part in root.parts("tables", is_needed=False)),
        periods=tuple(_period(part) for part in root.parts("periods", is_needed=False)),
        illustrative=root.flag("illustrative"),
    )
    root.finish()
    root.mistakes += _contradictions(outline)
    if root.mistakes:
        raise OutlineError(root.mistakes)
    return outline


@dataclass
class _Part:
    """A group of keys at a place; what is asked for is noted, the rest is unknown."""

    value: Any
    path: Steps
    mistakes: list[Mistake]
    asked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if not isinstance(self.value, Mapping):
            self.wrong(None, "Chỗ này phải là một nhóm “khóa: giá trị”.")
            self.value = {}

    def wrong(self, key: str | int | None, message: str) -> None:
        path = self.path if key is None else (*self.path, key)
        self.mistakes.append(Mistake(path=path, message=message))

    def take(self, key: str) -> Any:
        self.asked.add(key)
        return self.value.get(key)

    def text(self, key: str, *, is_needed: bool = True) -> str:
        found = self.take(key)
        if found is None and not is_needed:
            return ""
        if not isinstance(found, str) or (is_needed and not found.strip()):
            self.wrong(key, f"Hãy ghi “{key}” bằng chữ.")
            return ""
        return found.strip()

    def code(self) -> str:
        found = self.text("code")
        if found and (not _CODE.fullmatch(found) or len(found) > _LONGEST_CODE):
            self.wrong(
                "code", "Mã chỉ gồm chữ thường không dấu, số, dấu chấm, dấu gạch, tối đa 40 ký tự."
            )
        return found

    def flag(self, key: str, *, default: bool = False) -> bool:
        found = self.take(key)
        if found is None:
            return default
        if not isinstance(found, bool):
            self.wrong(key, f"“{key}” là true hoặc false.")
        return found is True

    def whole(self, key: str, *, default: int, allowed: range) -> int:
        found = self.take(key)
        if found is None:
            return default
        if not isinstance(found, int) or isinstance(found, bool) or found not in allowed:
            self.wrong(key, f"“{key}” là số từ {allowed.start} đến {allowed.stop - 1}.")
            return default
        return found

    def choice(self, key: str, kind: type[EnumT], *, default: EnumT | None = None) -> EnumT:
        found = self.take(key)
        if found is None and default is not None:
            return default
        return self._one_of(key, found, kind)

    def choices(self, key: str, kind: type[EnumT]) -> frozenset[EnumT]:
        found = self.take(key)
        if not isinstance(found, list) or not found:
            self.wrong(key, f"Hãy ghi “{key}” là một danh sách.")
            return frozenset()
        return frozenset(self._one_of(key, item, kind) for item in found)

    def _one_of(self, key: str, found: Any, kind: type[EnumT]) -> EnumT:
        known = {item.value: item for item in kind}
        if found not in known:
            self.wrong(key, f"“{key}” là một trong: {', '.join(known)}.")
        return known.get(found, next(iter(kind)))

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.take(key)
        if found is None:
            return ()
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            self.wrong(key, f"“{key}” là một danh sách chữ (để trong dấu nháy nếu là số).")
            return ()
        return tuple(found)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        found = self.take(key)
        if found is None:
            return ()
        if not isinstance(found, Mapping) or not all(isinstance(v, str) for v in found.values()):
            self.wrong(key, f"“{key}” là một nhóm “cột: số liệu”.")
            return ()
        return tuple(sorted((str(name), value) for name, value in found.items()))

    def parts(self, key: str, *, is_needed: bool = True) -> Iterator[_Part]:
        found = self.take(key)
        if found is None and not is_needed:
            return
        if not isinstance(found, list) or (is_needed and not found):
            self.wrong(key, f"Hãy ghi “{key}” là một danh sách có nội dung.")
            return
        for place, item in enumerate(found):
            part = _Part(item, (*self.path, key, place), self.mistakes)
            yield part
            part.finish()

    def day(self, key: str) -> YearDay:
        found = re.fullmatch(_DAY, str(self.take(key)))
        month = int(found[2]) if found else 0
        if not found or not 1 <= month <= len(_DAYS):
            self.wrong(key, "Ngày ghi như “03-01”, “02-last” hoặc “previous 12-01” (tháng-ngày).")
            return YearDay(month=1, day=1)
        day = 0 if found[3] == "last" else int(found[3])
        if found[3] != "last" and not 1 <= day <= _DAYS[month - 1]:
            self.wrong(key, f"Tháng {month} không có ngày {day}.")
        return YearDay(month=month, day=day, years=_YEARS[found[1]])

    def finish(self) -> None:
        for key in self.value:
            if key not in self.asked:
                self.wrong(str(key), f"Không có khóa “{key}” ở đây.")


def _field(part: _Part) -> Field:
    return Field(
        code=part.code(), name=part.text("name"), criteria_fields=part.texts("criteria_fields")
    )


def _section(part: _Part) -> Section:
    return Section(
        code=part.code(),
        title=part.text("title"),
        asked_of=part.choices("asked_of", Asked),
        level=part.whole("level", default=1, allowed=range(1, 5)),
        is_heading=part.flag("is_heading"),
        field=part.text("field", is_needed=False),
        feeds=part.text("feeds", is_needed=False),
        guidance=part.text("guidance", is_needed=False),
        required=part.flag("required", default=True),
        prefill=part.choice("prefill", Prefill, default=Prefill.NONE),
    )


def _table(part: _Part) -> StatTable:
    return StatTable(
        code=part.code(),
        title=part.text("title"),
        asked_of=part.choices("asked_of", Asked),
        field=part.text("field", is_needed=False),
        illustrative=part.flag("illustrative"),
        columns=tuple(_column(item) for item in part.parts("columns")),
        rows=tuple(_row(item) for item in part.parts("rows")),
    )


def _column(part: _Part) -> Column:
    return Column(
        code=part.code(),
        title=part.text("title"),
        type=part.choice("type", CellType),
        unit=part.text("unit", is_needed=False),
        numerator=part.text("numerator", is_needed=False),
        denominator=part.text("denominator", is_needed=False),
        part_of=part.text("part_of", is_needed=False),
        cumulative=part.flag("cumulative"),
    )


def _row(part: _Part) -> TableRow:
    return TableRow(
        code=part.code(),
        title=part.text("title"),
        facts=part.pairs("facts"),
        illustrative=part.flag("illustrative"),
    )


def _period(part: _Part) -> PeriodRule:
    kind = part.text("kind")
    if kind not in KINDS:
        part.wrong("kind", f"“kind” là một trong: {', '.join(KINDS)}.")
    return PeriodRule(
        kind=kind,
        data_from=part.day("data_from"),
        data_until=part.day("data_until"),
        due_before=part.day("due_before"),
        illustrative=part.flag("illustrative"),
    )


def _contradictions(outline: Outline) -> Iterator[Mistake]:
    yield from _twice("fields", (item.code for item in outline.fields))
    yield from _twice("sections", (item.code for item in outline.sections))
    yield from _twice("tables", (item.code for item in outline.tables))
    yield from _twice("periods", (item.kind for item in outline.periods), key="kind")
    for place, section in enumerate(outline.sections):
        yield from _section_mistakes(outline, section, ("sections", place))
    for place, table in enumerate(outline.tables):
        if table.field and outline.field(table.field) is None:
            yield _unknown(("tables", place, "field"), "lĩnh vực", table.field)
        yield from _table_mistakes(table, ("tables", place))


def _section_mistakes(outline: Outline, section: Section, path: Steps) -> Iterator[Mistake]:
    if section.field and outline.field(section.field) is None:
        yield _unknown((*path, "field"), "lĩnh vực", section.field)
    fed = outline.section(section.feeds) if section.feeds else None
    if section.feeds and (fed is None or Asked.BODY not in fed.asked_of):
        yield _unknown((*path, "feeds"), "mục của báo cáo tổng hợp", section.feeds)


def _table_mistakes(table: StatTable, path: Steps) -> Iterator[Mistake]:
    yield from _twice("columns", (item.code for item in table.columns), under=path)
    yield from _twice("rows", (item.code for item in table.rows), under=path)
    numbers: set[str] = set()
    for place, column in enumerate(table.columns):
        here = (*path, "columns", place)
        is_ratio = column.type is CellType.RATIO
        for key, wanted in (("numerator", is_ratio), ("denominator", is_ratio), ("part_of", False)):
            named = getattr(column, key)
            if (named or wanted) and named not in numbers:
                yield Mistake(
                    path=(*here, key), message=f"“{key}” phải là mã một cột số đứng trước cột này."
                )
        if column.type in {CellType.COUNT, CellType.AMOUNT}:
            numbers.add(column.code)
    known = {column.code for column in table.columns if column.type is not CellType.RATIO}
    for place, row in enumerate(table.rows):
        for name, _fact in row.facts:
            if name not in known:
                yield _unknown((*path, "rows", place, "facts", name), "cột nhập được", name)


def _twice(
    group: str, codes: Iterable[str], *, key: str = "code", under: Steps = ()
) -> Iterator[Mistake]:
    seen: set[str] = set()
    for place, code in enumerate(codes):
        if code and code in seen:
            yield Mistake(path=(*under, group, place, key), message=f"Mã “{code}” đã dùng ở trên.")
        seen.add(code)


def _unknown(path: Steps, what: str, code: str) -> Mistake:
    return Mistake(path=path, message=f"Không có {what} mã “{code}”.")
