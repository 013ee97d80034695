"""The whole set beside its table, for reading back exactly: rows of kind, code and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from parindex.criteria.exchange.grids import Grid, cell_at
from parindex.criteria.exchange.package import ExchangeFileError
from parindex.engine import CriteriaSet, SetError, parse_set
from parindex.engine.tree import Level

TITLE = "parindex"
MARK = "parindex 1"
HEADINGS = (MARK, "mã", "nội dung")
_LONGEST = 30_000  # a cell of a spreadsheet holds 32,767 characters
_CHILDREN = {Level.FIELD: "criteria", Level.CRITERION: "components"}
Record = tuple[str, str, str]


def records_of(criteria_set: CriteriaSet) -> Iterator[Record]:
    """Yield the head, every fact and every node; a long text goes on in rows of kind "+"."""
    document = criteria_set.dump()
    head = {key: value for key, value in document.items() if key not in {"facts", "fields"}}
    yield from _record("set", criteria_set.code, head)
    for code, fact in document["facts"].items():
        yield from _record("fact", code, fact)
    for node in criteria_set.walk():
        key = _CHILDREN.get(node.level, "")
        yield from _record(
            node.level.value, node.code, {k: v for k, v in node.dump().items() if k != key}
        )


def _record(kind: str, code: str, value: Mapping[str, Any]) -> Iterator[Record]:
    text = json.dumps(value, ensure_ascii=False)
    for start in range(0, len(text), _LONGEST):
        yield kind if start == 0 else "+", code, text[start : start + _LONGEST]


def read_annex(file: str, grids: Iterable[Grid]) -> CriteriaSet | None:
    """Return the set a file carries beside its table; None when it carries none.

    Raises ExchangeFileError when it carries one that is broken.
    """
    for grid in grids:
        if grid.rows and cell_at(grid.rows[0], 0).text == MARK:
            try:
                return parse_set(_document(grid))
            except SetError as error:
                raise _broken(file, str(error.problems[0])) from None
            except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
                raise _broken(file, "nội dung không đọc được") from None
    return None


def _document(grid: Grid) -> dict[str, Any]:
    document: dict[str, Any] = {"facts": {}, "fields": []}
    for kind, code, text in _joined(grid):
        value = json.loads(text, parse_float=Decimal)
        if kind == "set":
            document |= value
        elif kind == "fact":
            document["facts"][code] = value
        elif kind == Level.FIELD.value:
            document["fields"].append(value)
        elif kind == Level.CRITERION.value:
            document["fields"][-1].setdefault("criteria", []).append(value)
        else:
            parent = document["fields"][-1]["criteria"][-1]
            parent.setdefault("components", []).append(value)
    return document


def _joined(grid: Grid) -> list[Record]:
    records: list[Record] = []
    for row in grid.rows[1:]:
        kind, code, text = (cell_at(row, column).text for column in range(3))
        if kind == "+" and records:
            records[-1] = (*records[-1][:2], records[-1][2] + text)
        elif kind:
            records.append((kind, code, text))
    return records


def _broken(file: str, why: str) -> ExchangeFileError:
    return ExchangeFileError(
        f"{file}: phần dữ liệu kèm theo (bảng “{MARK}”) đã hỏng: {why}. Hãy xuất lại tệp, "
        "hoặc xóa phần đó để đọc riêng bảng tiêu chí."
    )
