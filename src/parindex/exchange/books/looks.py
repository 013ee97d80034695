"""How the sheets that people fill look: locked cells grey, cells to fill pale yellow; no password anywhere."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from parindex.engine import FactType
from parindex.exchange.books.slots import NOT_DONE, Slot
from parindex.kernel.reading.cells import column_name

LISTS = "Danh mục"
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top", "text_wrap": True}
_A4, A3 = 9, 8
_LINE, _MOST_LINES = 15.5, 20  # points of a line of text, and the most lines a row shows
_NARROW = 1.15  # letters of the font that fit where one figure of the width is meant
_LIST_ROOM = 200  # letters of a list inside a validation; a spreadsheet allows 255
# Letters, figures and structure of a protected sheet may still be looked at, widened and filtered.
_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
}


class Looks:
    """A workbook being written, with its formats and its lists of answers."""

    def __init__(self, book: Any) -> None:
        self.book = book
        line = {**_FONT, "border": 1, "border_color": "#A9B8C4"}
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 13, "text_wrap": False})
        self.words = book.add_format(_FONT)
        self.note = book.add_format(
            {**_FONT, "italic": True, "font_color": "#4D5D6B", "text_wrap": False}
        )
        self.head = book.add_format(
            {**line, "bold": True, "bg_color": "#DCE7EF", "align": "center"}
        )
        self.locked = book.add_format({**line, "bg_color": "#F1F4F6"})
        self.strong = book.add_format({**line, "bg_color": "#E4EAEF", "bold": True})
        self.fill = book.add_format({**line, "bg_color": "#FFFBE6", "locked": False})
        day = {"num_format": "dd/mm/yyyy"}
        self._fill_day = book.add_format({**line, **day, "bg_color": "#FFFBE6", "locked": False})
        self._locked_day = book.add_format({**line, **day, "bg_color": "#F1F4F6"})
        self._lists: dict[tuple[str, ...], str] = {}
        self._list_page: Any = None

    def page(self, name: str, *, widths: Sequence[float], head: int, keep: int) -> Any:
        """Add a sheet that people fill: protected without a password, its titles in sight and on every printed page."""
        page = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.protect("", _ALLOWED)
        page.freeze_panes(head + 1, keep)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(head)
        page.set_footer("&L&A&R&P/&N")
        return page

    def answer(self, slot: Slot, *, is_open: bool) -> Any:
        """Return the look of a fact's cell; a day is a day even where it is locked."""
        if slot.fact.type is FactType.DATE:
            return self._fill_day if is_open else self._locked_day
        return self.fill if is_open else self.locked

    def choices(self, labels: tuple[str, ...]) -> Any:
        """Return what a validation offers: the labels, or where they stand when they are too long for it."""
        if sum(map(len, labels)) < _LIST_ROOM and not any("," in label for label in labels):
            return list(labels)
        if labels not in self._lists:
            if self._list_page is None:
                self._list_page = self.book.add_worksheet(LISTS)
                self._list_page.hide()
            column = len(self._lists)
            for row, label in enumerate(labels):
                self._list_page.write_string(row, column, label)
            letters = column_name(column)
            self._lists[labels] = f"='{LISTS}'!${letters}$1:${letters}${len(labels)}"
        return self._lists[labels]


def fit_row(page: Any, row: int, texts: Sequence[object], widths: Sequence[float]) -> None:
    """Make a row as high as its longest text; rows of one line are left to the program."""
    lines = max(
        sum(
            math.ceil(max(len(part), 1) / (width * _NARROW)) for part in str(text or "").split("\n")
        )
        for text, width in zip(texts, widths, strict=False)
    )
    if lines > 1:
        page.set_row(row, _LINE * min(lines, _MOST_LINES))


def write_value(page: Any, place: tuple[int, int], value: object, form: Any) -> None:
    """Write a plain value; texts as texts, so that none is ever taken for a formula or a link."""
    if value is None:
        page.write_blank(*place, None, form)
    elif isinstance(value, str):
        page.write_string(*place, value, form)
    elif isinstance(value, dt.date):
        page.write_datetime(*place, dt.datetime.combine(value, dt.time.min), form)
    elif isinstance(value, int | Decimal):
        page.write_number(*place, value, form)


def check_of(slot: Slot, looks: Looks, place: str) -> dict[str, Any]:
    """Return the validation of a fact's cell; ``place`` is the cell's own name."""
    fact, rule = slot.fact, dict[str, Any]()
    if slot.choices:
        return _refusing(
            {"validate": "list", "source": looks.choices(slot.choices)},
            "Hãy chọn một giá trị trong danh sách.",
        )
    if fact.type is FactType.DATE:
        if fact.may_be_absent:
            rule = {"validate": "custom", "value": f'=OR(ISNUMBER({place}),{place}="{NOT_DONE}")'}
            return _refusing(rule, f"Hãy gõ ngày/tháng/năm, hoặc “{NOT_DONE}”.")
        limits = {"minimum": dt.date(1945, 1, 1), "maximum": dt.date(2100, 12, 31)}
        rule = {"validate": "date", "criteria": "between", **limits}
        return _refusing(rule, "Hãy gõ ngày/tháng/năm, ví dụ 26/12/2019.")
    if fact.type is FactType.PERCENT and not fact.may_exceed:
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        return _refusing(rule, "Hãy gõ số phần trăm từ 0 đến 100, không gõ dấu %.")
    kind = "integer" if slot.is_whole else "decimal"
    words = "số nguyên" if slot.is_whole else "số"
    rule = {"validate": kind, "criteria": ">=", "value": 0}
    return _refusing(rule, f"Hãy gõ {words} từ 0 trở lên.")


def score_check(most: Decimal) -> dict[str, Any]:
    """Return the validation of a score."""
    limits = {"minimum": 0, "maximum": float(most)}
    rule = {"validate": "decimal", "criteria": "between", **limits}
    return _refusing(rule, f"Điểm từ 0 đến {float(most):g}.".replace(".", ",", 1))


def mark_check(mark: str) -> dict[str, Any]:
    """Return the validation of a cell that holds a mark or nothing."""
    return _refusing({"validate": "list", "source": [mark]}, f"Gõ “{mark}”, hoặc để trống.")


def text_check(longest: int) -> dict[str, Any]:
    """Return the validation of a text."""
    rule = {"validate": "length", "criteria": "<=", "value": longest}
    return _refusing(rule, f"Văn bản dài quá {longest} ký tự.")


def _refusing(rule: dict[str, Any], message: str) -> dict[str, Any]:
    return {**rule, "error_title": "Không nhận giá trị này", "error_message": message}


def workbook_bytes(write: Callable[[Looks], None], *, title: str, created: dt.datetime) -> bytes:
    """Return a workbook that a function writes; equal content of one moment gives equal bytes."""
    import xlsxwriter  # noqa: PLC0415 - slow to import, and every command would pay

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": title[:255], "created": created.replace(tzinfo=None)})
        write(Looks(book))
    return stream.getvalue()
