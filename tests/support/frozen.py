"""A world that is built once a process, and from then on written straight into the tables of each test."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection

WorldT = TypeVar("WorldT")
Row = tuple[Any, ...]


@dataclass(frozen=True)
class _Table:
    """The rows that building the world put into a table; the journal's head is there before."""

    name: str
    columns: tuple[str, ...]
    rows: list[Row]

    def write(self) -> None:
        names = ", ".join(f'"{column}"' for column in self.columns)
        marks = ", ".join(["%s"] * len(self.columns))
        with connection.cursor() as cursor:
            if self.name == "kernel_journalhead":
                cursor.execute('DELETE FROM "kernel_journalhead"')
            cursor.executemany(f'INSERT INTO "{self.name}" ({names}) VALUES ({marks})', self.rows)


class Frozen(Generic[WorldT]):
    """Builds a world the first time; later tests get equal rows and an equal world of their own."""

    def __init__(self, build: Callable[[], WorldT]) -> None:
        self._build = build
        self._kept: tuple[bytes, list[_Table]] | None = None

    def world(self) -> WorldT:
        if self._kept is None:
            world = self._build()
            self._kept = pickle.dumps(world), list(_tables())
            return world
        pickled, tables = self._kept
        for table in tables:
            table.write()
        again: WorldT = pickle.loads(pickled)
        return again


def _tables() -> Iterator[_Table]:
    """Yield what stands in the product's tables; they were empty before but for the journal's head."""
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("parindex."):
            continue
        columns = tuple(str(field.column) for field in model._meta.local_concrete_fields)
        names = ", ".join(f'"{column}"' for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}"')
            rows = [tuple(row) for row in cursor.fetchall()]
        if rows:
            yield _Table(model._meta.db_table, columns, rows)
