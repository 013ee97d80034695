"""A dossier's form as a workbook: what is known stands in it, what can be filled is open, the rest is locked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from parindex.assessments.workbook import Line, Workbook
from parindex.engine import CriteriaSet, Node
from parindex.exchange.books import dossier_form as form
from parindex.exchange.books.dossier_form import ScoreRow
from parindex.exchange.books.looks import (
    Looks,
    check_of,
    fit_row,
    mark_check,
    score_check,
    text_check,
    workbook_bytes,
    write_value,
)
from parindex.exchange.books.marks import SHEET, Marks, rows_of
from parindex.exchange.books.slots import PART_NAMES, Slot, how_to_write, in_cell, slots_of
from parindex.exchange.books.tables import TOTAL
from parindex.exchange.books.texts import shown_text
from parindex.kernel.clock import moment_text
from parindex.kernel.reading.cells import column_name
from parindex.kernel.sheets import Cell, Column, Sheet

HEAD = 3  # the row of the titles, counted from 0


@dataclass(frozen=True, kw_only=True)
class DossierForm:
    """What one person gets of a dossier: facts and components they answer for, and which of them are open."""

    workbook: Workbook
    facts: Sequence[str]
    components: Sequence[str]
    open_facts: Collection[str]
    open_components: Collection[str]
    closed_because: Sequence[str]
    marks: Marks

    @property
    def criteria_set(self) -> CriteriaSet:
        return self.workbook.criteria_set


def dossier_xlsx(filled: DossierForm) -> bytes:
    """Return the workbook."""

    def write(looks: Looks) -> None:
        _write_guide(looks, filled)
        _write_facts(looks, filled)
        if filled.components:
            _write_scores(looks, filled)
        write_marks(looks, filled.marks)

    dossier = filled.workbook.dossier
    title = f"{dossier.unit.body}: {dossier.round}"
    return workbook_bytes(write, title=title, created=filled.marks.taken_at)


def write_marks(looks: Looks, marks: Marks) -> None:
    """Add the sheet that nobody sees."""
    page = looks.book.add_worksheet(SHEET)
    for row, texts in enumerate(rows_of(marks)):
        for column, text in enumerate(texts):
            page.write_string(row, column, text)
    page.very_hidden()


def write_head(page: Any, looks: Looks, *, title: str, note: str, titles: Sequence[str]) -> None:
    """Write what stands above a table, and its titles."""
    page.write_string(0, 0, title, looks.title)
    page.write_string(1, 0, note, looks.note)
    for column, words in enumerate(titles):
        page.write_string(HEAD, column, words, looks.head)
    page.set_row(HEAD, 32)


def score_row(line: Line) -> ScoreRow:
    """Return what stands in a component's cells."""
    return ScoreRow(
        score=line.self_score,
        not_applicable=line.not_applicable,
        reason=shown_text(line.reason),
        explanation=shown_text(line.explanation),
    )


def dossier_table(filled: DossierForm) -> Sheet:
    """Return facts and self-scores as one plain table, for CSV."""
    titles = (
        *("Bảng", "Mã", "Nội dung", "Phần", "Đơn vị tính", "Giá trị", "Điểm tối đa"),
        *(form.COMPUTED, form.SCORE, form.UNUSED, form.REASON, form.EXPLANATION),
    )
    rows = [
        *_fact_rows(filled),
        *(_score_cells(filled.workbook.lines[c]) for c in filled.components),
    ]
    return Sheet(name="Biểu", columns=[Column(title=title) for title in titles], rows=rows)


def _fact_rows(filled: DossierForm) -> list[list[Cell]]:
    gaps: list[Cell] = [None] * 6
    return [
        [
            form.FACTS,
            code,
            slot_title(slot),
            PART_NAMES[slot.part] or None,
            slot.unit or None,
            in_cell(slot, filled.workbook.values.get(code)),
            *gaps,
        ]
        for code in filled.facts
        for slot in slots_of(filled.criteria_set.facts[code])
    ]


def _score_cells(line: Line) -> list[Cell]:
    row = score_row(line)
    return [
        *(form.SCORES, line.code, line.node.name, None, None, None),
        *(
            line.node.max_points,
            line.computed,
            row.score,
            form.MARK if row.not_applicable else None,
        ),
        *(row.reason or None, row.explanation or None),
    ]


def slot_title(slot: Slot) -> str:
    """Return what a row of facts asks for."""
    return f"{slot.fact.label}: {slot.title}" if slot.part else slot.title


def _write_guide(looks: Looks, filled: DossierForm) -> None:
    dossier = filled.workbook.dossier
    page = looks.book.add_worksheet(form.GUIDE)
    page.set_column(0, 0, 110)
    page.protect("")
    page.write_string(0, 0, f"Biểu tự đánh giá: {dossier.unit.body}", looks.title)
    taken, due = moment_text(filled.marks.taken_at), moment_text(dossier.due_at)
    lines = [
        f"{dossier.round.cycle.name} – {dossier.round.name}. {dossier.criteria_set.name}.",
        f"Tải về lúc {taken}. Hạn nộp: trước {due}.",
        *(f"Lưu ý: {reason}" for reason in filled.closed_because),
        *form.ADVICE,
    ]
    for row, text in enumerate(lines, start=2):
        page.write_string(row, 0, text, looks.words)
        fit_row(page, row, (text,), (110,))


def _write_facts(looks: Looks, filled: DossierForm) -> None:
    page = looks.page(form.FACTS, widths=form.FACT_WIDTHS, head=HEAD, keep=3)
    unit = filled.workbook.dossier.unit.body
    note = "Điền cột “Giá trị” (ô vàng). Để trống nghĩa là chưa có số liệu, không phải là 0."
    write_head(page, looks, title=f"Số liệu – {unit}", note=note, titles=form.FACT_COLUMNS)
    row = HEAD
    for code in filled.facts:
        owner = filled.criteria_set.leaves_using(code)[0].code
        for slot in slots_of(filled.criteria_set.facts[code]):
            row += 1
            is_open = code in filled.open_facts
            _write_fact_row(page, looks, row, slot, owner=owner, is_open=is_open, filled=filled)
    page.autofilter(HEAD, 0, max(row, HEAD + 1), len(form.FACT_COLUMNS) - 1)
    page.print_area(0, 0, max(row, HEAD + 1), len(form.FACT_COLUMNS) - 1)


def _write_fact_row(
    page: Any,
    looks: Looks,
    row: int,
    slot: Slot,
    *,
    owner: str,
    is_open: bool,
    filled: DossierForm,
) -> None:
    value = in_cell(slot, filled.workbook.values.get(slot.fact.code))
    before = (owner, slot.fact.code, slot_title(slot), PART_NAMES[slot.part], slot.unit)
    for column, text in enumerate(before):
        page.write_string(row, column, text, looks.locked)
    at = len(before)
    write_value(page, (row, at), value, looks.answer(slot, is_open=is_open))
    page.write_string(row, at + 1, how_to_write(slot), looks.locked)
    fit_row(page, row, (*before, value, how_to_write(slot)), form.FACT_WIDTHS)
    if is_open:
        page.data_validation(row, at, row, at, check_of(slot, looks, f"{column_name(at)}{row + 1}"))


def _write_scores(looks: Looks, filled: DossierForm) -> None:
    page = looks.page(form.SCORES, widths=form.SCORE_WIDTHS, head=HEAD, keep=2)
    unit = filled.workbook.dossier.unit.body
    note = "Điền ô vàng. Dòng in đậm cộng các mục bên dưới. Điểm tính theo số liệu lấy lúc tải tệp."
    write_head(page, looks, title=f"Tự chấm điểm – {unit}", note=note, titles=form.SCORE_COLUMNS)
    rows = _nodes_of(filled)
    last = HEAD + len(rows)
    for row, node in enumerate(rows, start=HEAD + 1):
        if node.is_leaf:
            line = filled.workbook.lines[node.code]
            _write_score_row(page, looks, row, line, is_open=node.code in filled.open_components)
        else:
            below = sum(1 for other in rows[row - HEAD :] if other.code.startswith(f"{node.code}."))
            leaves = [leaf for leaf in node.walk() if leaf.is_leaf and leaf in rows]
            _write_sums(page, looks, row, node=node, below=below, filled=filled, leaves=leaves)
    leaves = [node for node in rows if node.is_leaf]
    _write_total(page, looks, last + 1, filled=filled, leaves=leaves)
    page.autofilter(HEAD, 0, last, len(form.SCORE_COLUMNS) - 1)
    page.print_area(0, 0, last + 1, len(form.SCORE_COLUMNS) - 1)


def _nodes_of(filled: DossierForm) -> list[Node]:
    """Return the components with the groups above them, in the order of the set."""
    mine = frozenset(filled.components)
    return [
        node
        for node in filled.criteria_set.walk()
        if any(leaf.is_leaf and leaf.code in mine for leaf in node.walk())
    ]


def _write_score_row(page: Any, looks: Looks, row: int, line: Line, *, is_open: bool) -> None:
    node, said = line.node, score_row(line)
    look = looks.fill if is_open else looks.locked
    page.write_string(row, 0, node.code, looks.locked)
    page.write_string(row, 1, node.name, looks.locked)
    write_value(page, (row, 2), node.max_points, looks.locked)
    write_value(page, (row, 3), line.computed, looks.locked)
    write_value(page, (row, 4), said.score, look)
    may_skip = is_open and bool(node.not_applicable_when)
    mark = form.MARK if said.not_applicable else None
    write_value(page, (row, 5), mark, looks.fill if may_skip else looks.locked)
    for column, text in ((6, said.reason), (7, said.explanation)):
        write_value(page, (row, column), text or None, look)
    page.write_string(row, 8, _documents(line), looks.locked)
    texts = ("", node.name, "", "", "", "", said.reason, said.explanation, _documents(line))
    fit_row(page, row, texts, form.SCORE_WIDTHS)
    if is_open:
        page.data_validation(row, 4, row, 4, score_check(node.max_points))
        page.data_validation(row, 6, row, 7, text_check(form.LONGEST))
    if may_skip:
        page.data_validation(row, 5, row, 5, mark_check(form.MARK))


def _documents(line: Line) -> str:
    return "; ".join(dict.fromkeys(link.document.number for link in line.evidence))


def _write_sums(
    page: Any,
    looks: Looks,
    row: int,
    *,
    node: Node,
    below: int,
    filled: DossierForm,
    leaves: Sequence[Node],
) -> None:
    page.write_string(row, 0, node.code, looks.strong)
    page.write_string(row, 1, node.name, looks.strong)
    _write_formulas(page, looks, row, area=(row + 1, row + below), filled=filled, leaves=leaves)


def _write_total(
    page: Any, looks: Looks, row: int, *, filled: DossierForm, leaves: Sequence[Node]
) -> None:
    page.write_string(row, 0, TOTAL, looks.strong)
    page.write_string(row, 1, "Tổng điểm của biểu này", looks.strong)
    _write_formulas(page, looks, row, area=(HEAD + 1, row - 1), filled=filled, leaves=leaves)


def _write_formulas(
    page: Any,
    looks: Looks,
    row: int,
    *,
    area: tuple[int, int],
    filled: DossierForm,
    leaves: Sequence[Node],
) -> None:
    """Add up the components below: SUBTOTAL leaves out the sums inside its area."""
    lines = [filled.workbook.lines[leaf.code] for leaf in leaves]
    sums = (
        sum((line.node.max_points for line in lines), Decimal(0)),
        sum((line.computed or Decimal(0) for line in lines), Decimal(0)),
        sum((line.self_score or Decimal(0) for line in lines), Decimal(0)),
    )
    first, last = area
    for column, value in enumerate(sums, start=2):
        letters = column_name(column)
        formula = f"=SUBTOTAL(9,{letters}{first + 1}:{letters}{last + 1})"
        page.write_formula(row, column, formula, looks.strong, value)
    for column in range(5, len(form.SCORE_COLUMNS)):
        page.write_blank(row, column, None, looks.strong)
