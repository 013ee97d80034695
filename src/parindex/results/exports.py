"""Published results as files for other programs: CSV and XLSX, made from the frozen picture alone.

Headers and remarks are Vietnamese whatever the reader's language is, so that equal publications
give equal bytes and a column can be found by its name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter

from parindex.kernel.clock import VIETNAM
from parindex.results.models import Publication
from parindex.results.queries import content_of
from parindex.results.snapshot import Content
from parindex.viet import format_date, format_decimal

Cell = str | int | Decimal | None

# A spreadsheet takes a text that opens with one of these for a formula (the wide forms too).
_FORMULA_STARTS = (
    *("=", "+", "-", "@", "\t", "\r", "\n"),
    *("\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}"),
    *("\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}"),
)
_CELL_MAX = 32_767  # letters, the most a cell of XLSX holds
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its title, its width in letters, and the decimals its numbers always show (None: as they are)."""

    title: str
    width: float = 12
    places: int | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table of plain values."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def results_csv(publication: Publication) -> bytes:
    """Return the ranking as CSV that a Vietnamese Excel opens by a double click.

    Vietnam writes decimals with a comma; an Excel set so parts columns at semicolons, and takes
    "7,85" for a number. The byte order mark tells it that the text is UTF-8. No ``sep=`` line:
    it would make Excel overlook the mark, and other programs read it as a row.
    """
    sheet = ranking_sheet(content_of(publication), decision=publication.decision_number)
    stream = io.StringIO(newline="")
    stream.write(_BOM)
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_csv_text(column.title) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow(
            [_csv_cell(value, column) for value, column in zip(row, sheet.columns, strict=True)]
        )
    return stream.getvalue().encode()


def results_xlsx(publication: Publication) -> bytes:
    """Return the ranking, every component of every unit, and where the figures come from, as XLSX."""
    content = content_of(publication)
    sheets = (
        ranking_sheet(content, decision=publication.decision_number),
        _components_sheet(content),
        _source_sheet(publication, content),
    )
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        # The file's own date is the publication's: the same bytes every time.
        created = publication.published_at.astimezone(VIETNAM).replace(tzinfo=None)
        book.set_properties({"title": content["cycle"]["name"], "created": created})
        for sheet in sheets:
            write_sheet(book, sheet)
    return stream.getvalue()


def ranking_sheet(content: Content, *, decision: str) -> Sheet:
    """Return a row for each unit in the order of the ranking, then those that never handed in.

    Titles of fields carry the maximum of the criteria set, as officials write them and ``parindex
    index`` reads them; what applies to a unit stands in its own column "Điểm tối đa".
    """
    fields = content["units"][0]["fields"] if content["units"] else []
    columns = (
        Column(title="Hạng", width=7),
        Column(title="Mã đơn vị", width=22),
        Column(title="Đơn vị", width=28),
        Column(title="Điểm tự đánh giá", places=2),
        Column(title="Điểm thẩm định", places=2),
        Column(title="Điểm tối đa", places=2),
        Column(title="Chỉ số (%)", places=2),
        Column(title="Xếp loại", width=14),
        *(
            Column(title=_field_title(field, content["units"][0]), width=16, places=2)
            for field in fields
        ),
        Column(title="Ghi chú", width=34),
        Column(title="Quyết định công bố", width=24),
    )
    rows = [_ranked_row(unit, content, decision) for unit in content["units"]]
    rows += [_absent_row(unit, content, decision, len(fields)) for unit in content["absent"]]
    return Sheet(name="Xếp hạng", columns=columns, rows=rows)


def _field_title(field: Content, unit: Content) -> str:
    """Return "1. Công tác chỉ đạo (12 điểm)": components keep their maximum where they do not apply."""
    code = field["code"]
    inside = (row for row in unit["components"] if f"{row['code']}.".startswith(f"{code}."))
    top = sum((Decimal(row["max_points"]) for row in inside), Decimal(0))
    return f"{code}. {field['name']} ({format_decimal(top)} điểm)"


def _ranked_row(unit: Content, content: Content, decision: str) -> list[Cell]:
    return [
        unit["rank"],
        unit["code"],
        unit["name"],
        _number(unit["self_points"]),
        _number(unit["points"]),
        _number(unit["max_points"]),
        _number(unit["index"]),
        unit["class"],
        *(_number(field["points"]) for field in unit["fields"]),
        _remark("Nộp sau thời hạn" if unit["is_late"] else "", content),
        decision,
    ]


def _absent_row(unit: Content, content: Content, decision: str, fields: int) -> list[Cell]:
    gaps: list[Cell] = [None] * (5 + fields)
    remark = _remark("Không nộp hồ sơ tự đánh giá", content)
    return [None, unit["code"], unit["name"], *gaps, remark, decision]


def _remark(text: str, content: Content) -> str:
    """Say on every row that the data are made up: a row travels without its file."""
    made_up = "Dữ liệu giả lập" if content["synthetic_note"] else ""
    return "; ".join(part for part in (text, made_up) if part)


def _components_sheet(content: Content) -> Sheet:
    columns = (
        Column(title="Mã đơn vị", width=22),
        Column(title="Đơn vị", width=24),
        Column(title="Mã mục", width=9),
        Column(title="Nội dung", width=60),
        Column(title="Điểm tối đa", places=2),
        Column(title="Điểm tự đánh giá", places=2),
        Column(title="Điểm thẩm định", places=2),
        Column(title="Điểm kết luận", places=2),
        Column(title="Không áp dụng", width=10),
        Column(title="Lý do", width=60),
        Column(title="Minh họa", width=10),
    )
    rows = [_component_row(unit, row) for unit in content["units"] for row in unit["components"]]
    return Sheet(name="Chi tiết", columns=columns, rows=rows)


def _component_row(unit: Content, row: Content) -> list[Cell]:
    return [
        unit["code"],
        unit["name"],
        row["code"],
        row["name"],
        *(_number(row[key]) for key in ("max_points", "self_score", "award", "final")),
        "x" if row["not_applicable"] else None,
        row["reason"],
        "x" if row["illustrative"] else None,
    ]


def _source_sheet(publication: Publication, content: Content) -> Sheet:
    criteria = content["criteria_set"]
    facts: list[tuple[str, Cell]] = [
        ("Kỳ đánh giá", content["cycle"]["name"]),
        ("Năm", content["cycle"]["year"]),
        ("Cơ quan", content["cycle"]["body"]),
        ("Đợt", content["round"]["name"]),
        ("Bộ tiêu chí", criteria["name"]),
        ("Ban hành kèm theo", f"{criteria['annex']}, {criteria['decision']}".lstrip(", ")),
        ("Quyết định công bố", publication.decision_number),
        ("Ngày quyết định", format_date(publication.decision_date)),
        ("Người ký", publication.signed_by),
        ("Phiên bản", publication.version),
        ("Lý do đính chính", publication.correction_reason),
        ("Mã xác thực nội dung (SHA-256)", publication.content_hash),
        ("Lưu ý về dữ liệu", content["synthetic_note"]),
    ]
    columns = (Column(title="Mục", width=32), Column(title="Nội dung", width=100))
    return Sheet(name="Nguồn", columns=columns, rows=[fact for fact in facts if fact[1]])


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _csv_cell(value: Cell, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format_decimal(value, _places(value, column))
    return str(value) if isinstance(value, int) else _csv_text(value)


def _csv_text(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula: an apostrophe makes it text."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def _places(value: Decimal, column: Column) -> int | None:
    """Return the decimals to show: the column's, but never fewer than the figure has."""
    exponent = value.normalize().as_tuple().exponent
    needed = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return column.places if column.places is not None and needed <= column.places else None


def write_sheet(book: Any, sheet: Sheet) -> None:
    """Add a table to a workbook: a frozen head, filters, A4 landscape."""
    page = book.add_worksheet(sheet.name)
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EAF0F4"}
    )
    words = book.add_format({"text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "0.00##", "valign": "top"})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, head)
    for line, row in enumerate(sheet.rows, start=1):
        _write_row(page, line, row, words=words, number=number)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _write_row(page: Any, line: int, row: Iterable[Cell], *, words: Any, number: Any) -> None:
    """Write texts as texts, so that none is ever taken for a formula, a link or a number."""
    for place, value in enumerate(row):
        if value is None:
            continue
        if isinstance(value, str):
            page.write_string(line, place, value[:_CELL_MAX], words)
        else:
            page.write_number(line, place, value, number if isinstance(value, Decimal) else words)
