"""Standings as CSV, XLSX and JSON. The CSV and the first sheet can be read again as a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from parindex.cli.tables.grid import TableError
from parindex.cli.tables.headers import Column
from parindex.cli.tables.standings import Result, Standings
from parindex.viet import format_decimal

Cell = str | int | Decimal | None

# A spreadsheet takes a text that opens with one of these for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def write_standings(standings: Standings, path: Path) -> None:
    """Write the file in the form its name asks for; raises TableError for another name."""
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise TableError(f"{path.name}: ghi được tệp .csv, .xlsx hoặc .json.")
    path.write_bytes(writer(standings))


def as_data(standings: Standings) -> dict[str, Any]:
    """Return plain data for JSON; numbers are exact decimal texts."""
    table = standings.table
    return {
        "source": table.source,
        "sheet": table.sheet,
        "classes": [
            {"name": item.name, "at_least": _plain(item.at_least)} for item in standings.classes
        ],
        "fields": [
            {"title": field.title, "max_points": _plain(field.max_points)}
            for field in standings.fields
        ],
        "units": [
            {
                "name": unit.name,
                "code": unit.code,
                "group": unit.group,
                **_data(unit.total),
                "fields": [_data(result) for result in unit.fields],
            }
            for unit in standings.units
        ],
        "skipped": list(table.skipped),
    }


def write_sheets(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Return an XLSX file of sheets by name; the first row of each is its head."""
    from parindex.kernel.sheets import Column as Heading  # noqa: PLC0415 - slow to import, and every command would pay
    from parindex.kernel.sheets import Sheet, xlsx_bytes  # noqa: PLC0415 - as above

    pages = [
        Sheet(
            name=name,
            columns=[Heading(title=str(title), width=14) for title in rows[0]],
            rows=rows[1:],
        )
        for name, rows in sheets.items()
    ]
    return xlsx_bytes(pages, title=next(iter(sheets)))


def _wide_rows(standings: Standings) -> list[list[Cell]]:
    """Return a row for each unit: the points as in the table, then index, rank and class."""
    fields = standings.fields
    with_codes = any(unit.code for unit in standings.units)
    code_title: list[Cell] = ["Mã"] if with_codes else []
    titles = [
        f"{kind} {field.title}{sign}"
        for field in fields
        for kind, sign in (("Chỉ số", " (%)"), ("Hạng", ""), ("Xếp loại", ""))
    ]
    head: list[Cell] = [
        *("Hạng", *code_title, "Đơn vị"),
        *(_title(field) for field in fields),
        *("Tổng", "Điểm tối đa", "Chỉ số (%)", "Xếp loại", *titles),
    ]
    rows = [head]
    for unit in standings.units:
        code: list[Cell] = [unit.code] if with_codes else []
        points = [result.points for result in unit.fields]
        details = [value for result in unit.fields for value in _figures(result)]
        total = unit.total
        sums = (total.points, total.max_points, total.index, total.class_name)
        rows.append([total.rank, *code, unit.name, *points, *sums, *details])
    return rows


def _title(field: Column) -> str:
    top = field.max_points
    return field.title if top is None else f"{field.title} ({format_decimal(top)} điểm)"


def _long_rows(standings: Standings) -> list[list[Cell]]:
    """Return a row for each field of each unit, as pivot tables want them."""
    rows: list[list[Cell]] = [
        ["Lĩnh vực", "Đơn vị", "Điểm", "Tối đa", "Chỉ số (%)", "Hạng", "Xếp loại"]
    ]
    for at, field in enumerate(standings.fields):
        for unit in standings.units:
            result = unit.fields[at]
            rows.append(
                [field.title, unit.name, result.points, result.max_points, *_figures(result)]
            )
    return rows


def _figures(result: Result) -> tuple[Cell, Cell, Cell]:
    return result.index, result.rank, result.class_name


def _csv(standings: Standings) -> bytes:
    """Semicolons, decimal commas and a byte order mark: what a Vietnamese Excel opens by a double click."""
    stream = io.StringIO(newline="")
    stream.write(_BOM)
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerows([_csv_cell(value) for value in row] for row in _wide_rows(standings))
    return stream.getvalue().encode()


def _csv_cell(value: Cell) -> str:
    if isinstance(value, Decimal):
        return format_decimal(value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _xlsx(standings: Standings) -> bytes:
    return write_sheets({"Xếp hạng": _wide_rows(standings), "Theo lĩnh vực": _long_rows(standings)})


def _json(standings: Standings) -> bytes:
    return json.dumps(as_data(standings), ensure_ascii=False, indent=2).encode()


def _data(result: Result) -> dict[str, Any]:
    return {
        "points": _plain(result.points),
        "max_points": _plain(result.max_points),
        "index": None if result.index is None else f"{result.index:.2f}",
        "rank": result.rank,
        "class": result.class_name,
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format_decimal(value).replace(",", ".")


_WRITERS: Mapping[str, Callable[[Standings], bytes]] = MappingProxyType(
    {".csv": _csv, ".xlsx": _xlsx, ".json": _json}
)
