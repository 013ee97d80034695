"""Many units' figures as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from parindex.assessments.models import Dossier
from parindex.exchange.books import facts_form as form
from parindex.exchange.books.dossier_form import GUIDE
from parindex.exchange.books.dossier_out import slot_title, write_marks
from parindex.exchange.books.facts_form import FactsForm, column_title
from parindex.exchange.books.looks import (
    A3,
    Looks,
    check_of,
    fit_row,
    workbook_bytes,
    write_value,
)
from parindex.exchange.books.slots import how_to_write, in_cell
from parindex.kernel.clock import moment_text
from parindex.kernel.reading.cells import column_name
from parindex.kernel.sheets import Cell, Column, Sheet

_FIRST = form.UNIT_ROW + 1
_KEPT = len(form.HEADS)
_ON_A_PAGE = 12  # columns that one page still shows legibly


def facts_xlsx(filled: FactsForm) -> bytes:
    """Return the workbook."""

    def write(looks: Looks) -> None:
        _write_guide(looks, filled)
        _write_table(looks, filled)
        write_marks(looks, filled.marks)

    title = f"{filled.round}: {filled.stored.name}"
    return workbook_bytes(write, title=title, created=filled.marks.taken_at)


def facts_table(filled: FactsForm) -> Sheet:
    """Return the same as a plain table, for CSV."""
    titles = [*form.HEADS, *(f"{slot_title(slot)} ({column_title(slot)})" for slot in filled.slots)]
    rows = (_cells(filled, dossier) for dossier in filled.dossiers)
    return Sheet(name=form.SHEET, columns=[Column(title=title) for title in titles], rows=rows)


def _cells(filled: FactsForm, dossier: Dossier) -> list[Cell]:
    values = filled.values.get(dossier.pk, {})
    known: Iterable[Cell] = (in_cell(slot, values.get(slot.fact.code)) for slot in filled.slots)
    return [dossier.unit.code, dossier.unit.name, *known]


def _write_guide(looks: Looks, filled: FactsForm) -> None:
    page = looks.book.add_worksheet(GUIDE)
    page.set_column(0, 0, 110)
    page.protect("")
    page.write_string(0, 0, "Số liệu của các đơn vị theo lĩnh vực phụ trách", looks.title)
    lines = [
        f"{filled.round.cycle.name} – {filled.round.name}. {filled.stored.name}.",
        f"Tải về lúc {moment_text(filled.marks.taken_at)}.",
        *(f"{number}. {line}" for number, line in enumerate(form.ADVICE, start=1)),
        "",
        *(
            f"{column_title(slot)}: {slot_title(slot)}. {how_to_write(slot)}"
            for slot in filled.slots
        ),
    ]
    for row, text in enumerate(lines, start=2):
        page.write_string(row, 0, text, looks.words)
        fit_row(page, row, (text,), (110,))


def _widths(filled: FactsForm) -> list[int]:
    return [24, 30, *(18 for _slot in filled.slots)]


def _write_table(looks: Looks, filled: FactsForm) -> None:
    slots = filled.slots
    widths = _widths(filled)
    page = looks.page(form.SHEET, widths=widths, head=form.UNIT_ROW, keep=_KEPT)
    page.repeat_rows(form.CODE_ROW, form.UNIT_ROW)
    if len(slots) > _ON_A_PAGE:  # too wide for one page: several, each with the units
        page.set_paper(A3)
        page.repeat_columns(0, _KEPT - 1)
        page.fit_to_pages(0, 0)
        page.set_print_scale(70)
    page.write_string(0, 0, f"Số liệu của các đơn vị – {filled.stored.name}", looks.title)
    page.write_string(1, 0, form.ADVICE[1], looks.note)
    for column, title in enumerate(form.HEADS):
        page.write_string(form.CODE_ROW, column, title, looks.head)
        for row in (form.TITLE_ROW, form.UNIT_ROW):
            page.write_blank(row, column, None, looks.head)
    for column, slot in enumerate(slots, start=_KEPT):
        page.write_string(form.CODE_ROW, column, column_title(slot), looks.head)
        page.write_string(form.TITLE_ROW, column, slot_title(slot), looks.head)
        page.write_string(form.UNIT_ROW, column, slot.unit, looks.head)
    titles = [column_title(slot) for slot in slots]
    fit_row(page, form.CODE_ROW, ("", "", *titles), widths)
    fit_row(page, form.TITLE_ROW, ("", "", *map(slot_title, slots)), widths)
    for row in range(len(filled.dossiers)):
        _write_unit(page, looks, row, filled)
    _set_checks(page, looks, filled)
    last = _FIRST + max(len(filled.dossiers), 1) - 1
    page.print_area(0, 0, last, _KEPT + len(slots) - 1)


def _write_unit(page: Any, looks: Looks, at: int, filled: FactsForm) -> None:
    dossier, row = filled.dossiers[at], _FIRST + at
    is_open = not filled.closed.get(dossier.pk)
    cells = _cells(filled, dossier)
    for column, text in enumerate(cells[:_KEPT]):
        write_value(page, (row, column), text, looks.locked)
    for column, slot in enumerate(filled.slots, start=_KEPT):
        look = looks.answer(slot, is_open=is_open)
        write_value(page, (row, column), cells[column], look)
    fit_row(page, row, cells, _widths(filled))


def _set_checks(page: Any, looks: Looks, filled: FactsForm) -> None:
    if not filled.dossiers:
        return
    last = _FIRST + len(filled.dossiers) - 1
    for column, slot in enumerate(filled.slots, start=_KEPT):
        first = f"{column_name(column)}{_FIRST + 1}"
        page.data_validation(_FIRST, column, last, column, check_of(slot, looks, first))
