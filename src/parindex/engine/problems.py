"""Reading a document while collecting every problem, each with its place and what to do."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

Path = tuple[str | int, ...]
E = TypeVar("E", bound=Enum)

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", re.ASCII)


@dataclass(frozen=True)
class Problem:
    """One mistake in a criteria set: where, and a Vietnamese sentence that says what to do."""

    path: Path
    message: str

    def __str__(self) -> str:
        return f"{path_text(self.path)}: {self.message}" if self.path else self.message


class SetError(Exception):
    """A criteria set cannot be used; carries all its problems, in the order of the document."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def path_text(path: Path) -> str:
    """Write a path as people read it: ``criteria[0].components[2].rule``."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")


def closest(word: str, known: Collection[str]) -> str:
    """Return " Có phải …?" with the known word that resembles a mistyped one, or nothing."""
    found = difflib.get_close_matches(word, list(known), n=1)
    return f" Có phải “{found[0]}”?" if found else ""


@dataclass(frozen=True)
class Entry:
    """A mapping inside the document, read key by key.

    A wrong value is recorded as a problem and a harmless value is returned in its place, so
    that reading goes on and all problems are found at once; ``is_clean`` then tells whether
    checks that build on the values make sense.
    """

    raw: Mapping[str, Any]
    path: Path
    problems: list[Problem]
    seen: set[str] = field(default_factory=set)
    is_broken: bool = False  # no mapping at all: said once, so nothing more is said about its keys

    @classmethod
    def of(cls, raw: Any, path: Path, problems: list[Problem]) -> Entry:
        """Return an entry for what should be a mapping; anything else is a problem and empty."""
        if isinstance(raw, Mapping):
            return cls({key_text(key): value for key, value in raw.items()}, path, problems)
        problems.append(Problem(path, "Chỗ này phải là một nhóm “khóa: giá trị”."))
        return cls({}, path, problems, is_broken=True)

    def report(self, message: str, *at: str | int) -> None:
        """Record a problem here, or at a place below."""
        if not self.is_broken:
            self.problems.append(Problem((*self.path, *at), message))

    def is_clean(self, *at: str | int) -> bool:
        """Tell whether nothing is wrong here and below."""
        prefix = (*self.path, *at)
        return not any(problem.path[: len(prefix)] == prefix for problem in self.problems)

    def has(self, key: str) -> bool:
        """Tell whether the key is given (a null counts as not given)."""
        self.seen.add(key)
        return self.raw.get(key) is not None

    def finish(self) -> None:
        """Report every key that nobody asked for: most are typing errors."""
        for key in self.raw:
            if key not in self.seen:
                self.report(
                    f"Không có khóa “{key}” ở đây.{closest(key, self.seen)} Hãy sửa hoặc bỏ đi.",
                    key,
                )

    def _missing(self, key: str) -> None:
        self.report(f"Thiếu khóa “{key}”.")

    def text(self, key: str, *, required: bool = True) -> str:
        """Read a text; numbers and dates written without quotes are taken as they stand."""
        if not self.has(key):
            if required:
                self._missing(key)
            return ""
        value = self.raw[key]
        if isinstance(value, bool | float | Mapping | list | tuple):
            self.report("Chỗ này phải là một đoạn chữ.", key)
            return ""
        text = str(value).strip()
        if required and not text:
            self.report("Chỗ này không được để trống.", key)
        return text

    def number(self, key: str, *, default: Decimal | None = None) -> Decimal:
        """Read an exact number from 0 upwards; binary floats are refused."""
        if not self.has(key):
            if default is None:
                self._missing(key)
            return default or Decimal(0)
        value = self.raw[key]
        is_numeric = isinstance(value, int | str | Decimal) and not isinstance(value, bool)
        text = format(value, "f") if isinstance(value, Decimal) else str(value).strip()
        if not is_numeric or not _NUMBER.fullmatch(text):
            self.report("Chỗ này phải là một số, viết như 1 hoặc 0.5.", key)
            return Decimal(0)
        if text.startswith("-"):
            self.report("Số này không được âm.", key)
            return Decimal(0)
        return Decimal(text)

    def whole(self, key: str, *, default: int | None = None) -> int:
        """Read a whole number from 0 upwards."""
        number = self.number(key, default=None if default is None else Decimal(default))
        if number != int(number):
            self.report("Chỗ này phải là một số nguyên.", key)
        return int(number)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Read true or false."""
        if not self.has(key):
            return default
        value = self.raw[key]
        if not isinstance(value, bool):
            self.report("Chỗ này chỉ nhận true hoặc false.", key)
            return default
        return value

    def date(self, key: str) -> dt.date:
        """Read a required day written as 2019-01-15."""
        if not self.has(key):
            self._missing(key)
            return dt.date.max
        found = read_date(self.raw[key])
        if found is None:
            self.report("Ngày phải có thật và viết dạng năm-tháng-ngày, ví dụ 2019-01-15.", key)
        return found or dt.date.max

    def one_of(self, key: str, kind: type[E], *, default: E | None = None) -> E:
        """Read one member of an enumeration by its value."""
        members = {str(member.value): member for member in kind}
        first = default or next(iter(members.values()))
        if not self.has(key):
            if default is None:
                self._missing(key)
            return first
        found = members.get(str(self.raw[key]))
        if found is None:
            known = ", ".join(members)
            self.report(
                f"“{self.raw[key]}” không dùng được ở đây; hãy chọn một trong: {known}.", key
            )
        return found or first

    def entries(self, key: str, *, required: bool = True) -> list[Entry]:
        """Read a list of mappings; a required list must hold something."""
        return [
            Entry.of(item, (*self.path, key, index), self.problems)
            for index, item in enumerate(self._list(key, required=required))
        ]

    def texts(self, key: str) -> tuple[str, ...]:
        """Read an optional list of texts."""
        found = []
        for index, item in enumerate(self._list(key, required=False)):
            if isinstance(item, str) and item.strip():
                found.append(item.strip())
            else:
                self.report("Mỗi dòng ở đây phải là một đoạn chữ.", key, index)
        return tuple(found)

    def entry(self, key: str, *, required: bool = True) -> Entry:
        """Read a mapping below this one."""
        if self.has(key):
            return Entry.of(self.raw[key], (*self.path, key), self.problems)
        if required:
            self._missing(key)
        return Entry({}, (*self.path, key), self.problems)

    def _list(self, key: str, *, required: bool) -> list[Any]:
        if not self.has(key):
            if required:
                self._missing(key)
            return []
        value = self.raw[key]
        if not isinstance(value, list | tuple):
            self.report("Chỗ này phải là một danh sách.", key)
            return []
        if required and not value:
            self.report("Danh sách này phải có ít nhất một dòng.", key)
        return list(value)


def key_text(key: Any) -> str:
    """Return a key as text: YAML reads a bare ``true`` or ``1`` as no text."""
    return str(key).lower() if isinstance(key, bool) else str(key)


def read_date(raw: Any) -> dt.date | None:
    """Return the day of a date or of "2019-01-15"; None for anything else."""
    if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        return raw
    if not isinstance(raw, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw, re.ASCII):
        return None
    try:
        return dt.date.fromisoformat(raw)
    except ValueError:
        return None
