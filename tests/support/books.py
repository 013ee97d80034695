"""Workbooks as a clerk handles them: downloaded, edited in a spreadsheet program, sent back."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
from django.core.files.base import ContentFile

from parindex.assessments.models import Dossier
from parindex.assessments.queries import load_workbook
from parindex.exchange.books.dossier_form import FACTS, SCORES
from parindex.exchange.books.dossier_out import HEAD, dossier_xlsx
from parindex.exchange.books.facts_out import facts_xlsx
from parindex.exchange.operations import upload_dossier_book
from parindex.exchange.queries.facts import facts_form_of, round_led
from parindex.exchange.queries.forms import dossier_form
from parindex.exchange.queries.plans import Plan, plan_of
from tests.support import story
from tests.support.story import World

FIRST = HEAD + 2  # the first row below the titles, as a spreadsheet counts
FIRST_UNIT = 7  # the first unit in the table of many


def download(world: World, dossier: Dossier | None = None, actor: Any = None) -> bytes:
    """Return the workbook of a dossier, by default commune 1's for its clerk."""
    form = dossier_form(
        load_workbook(dossier or world.dossier()), actor or world.clerk(), now=story.DRAFTED
    )
    return dossier_xlsx(form)


def edited(content: bytes, edit: Callable[[Any], object]) -> bytes:
    """Return the workbook as a program saves it after an edit."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def row_of(sheet: Any, code: str, *, part: str = "") -> int:
    """Return the row of a code: in column B of the facts, in column A of the scores."""
    column = 2 if sheet.title == FACTS else 1
    for row in range(FIRST, sheet.max_row + 1):
        if sheet.cell(row, column).value == code and (
            sheet.title == SCORES or (sheet.cell(row, 4).value or "") == part
        ):
            return row
    raise LookupError(code)


def fact_cell(book: Any, code: str, part: str = "") -> Any:
    """Return the cell in which a fact is filled in."""
    sheet = book[FACTS]
    return sheet.cell(row_of(sheet, code, part=part), 6)


def score_cell(book: Any, code: str, column: int = 5) -> Any:
    """Return a cell of a component: 5 score, 6 does not apply, 7 reason, 8 explanation."""
    sheet = book[SCORES]
    return sheet.cell(row_of(sheet, code), column)


def xlsx(content: bytes, name: str = "bieu.xlsx") -> ContentFile[bytes]:
    """Return an upload."""
    return ContentFile(content, name=name)


def send(world: World, content: bytes, *, actor: Any = None, now: Any = story.DRAFTED) -> Any:
    """Upload commune 1's workbook."""
    return upload_dossier_book(
        dossier_id=world.dossier().pk, upload=xlsx(content), actor=actor or world.clerk(), now=now
    )


def planned(world: World, content: bytes, *, actor: Any = None) -> Plan:
    """Upload commune 1's workbook and return its preview."""
    actor = actor or world.clerk()
    return plan_of(send(world, content, actor=actor), actor, now=story.DRAFTED)


# ---------------------------------------------------------------- many units' figures


def figure_table(world: World, name: str = "tp.clerk", now: Any = story.DRAFTED) -> bytes:
    """Return the table of many units that somebody downloads."""
    scoring_round, led = round_led(world.actor(name), world.round.pk)
    return facts_xlsx(facts_form_of(scoring_round, led[0], now=now))


def put(values: dict[tuple[str, int], Any]) -> Callable[[Any], None]:
    """Return an edit of that table: values by the title of a column and the number of a unit, from 1."""

    def edit(book: Any) -> None:
        sheet = book[FACTS]
        for (title, unit), value in values.items():
            columns = range(1, sheet.max_column + 1)
            column = next(at for at in columns if sheet.cell(4, at).value == title)
            sheet.cell(FIRST_UNIT + unit - 1, column).value = value

    return edit
