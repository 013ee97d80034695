"""Many units' figures read back: what is said of which unit, and every mistake by its cell."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from parindex.engine import CriteriaSet
from parindex.exchange.books import facts_form as form
from parindex.exchange.books.dossier_out import slot_title
from parindex.exchange.books.facts_form import column_title, columns_of
from parindex.exchange.books.findings import Finding, Findings
from parindex.exchange.books.opening import Book
from parindex.exchange.books.slots import CellError, Slot, read_slot, slots_of, wire_of
from parindex.exchange.books.tables import Table, find_table
from parindex.viet import search_key


@dataclass(frozen=True, kw_only=True)
class FigureSaid:
    """What the workbook says of one fact of one unit."""

    unit_code: str
    fact_code: str
    wire: Any
    row: int
    column: int
    title: str
    is_hidden: bool
    cautions: tuple[Finding, ...] = ()


@dataclass
class FactsContent:
    """Everything a workbook says, by unit and fact."""

    figures: list[FigureSaid] = field(default_factory=list)
    units_seen: set[str] = field(default_factory=set)
    findings: Findings = field(default_factory=Findings)


def read_facts(
    book: Book,
    criteria_set: CriteriaSet,
    *,
    facts: Collection[str],
    units: Mapping[str, str],
    today: dt.date,
) -> FactsContent:
    """Read the table; ``units`` maps the codes of the units that stand in it to their names."""
    content = FactsContent()
    columns = columns_of(criteria_set, facts)
    table = find_table(
        book,
        form.SHEET,
        (*form.HEADS, *columns),
        needed=(form.UNIT_CODE,),
        findings=content.findings,
    )
    if table is not None:
        reader = _Reader(table, columns, content, units=units, today=today)
        reader.read()
    return content


@dataclass
class _Reader:
    """Reads the rows of units."""

    table: Table
    slots: Mapping[str, Slot]
    content: FactsContent
    units: Mapping[str, str]
    today: dt.date

    def read(self) -> None:
        self._tell_missing_columns()
        rows: dict[str, list[int]] = defaultdict(list)
        for row in self.table.body:
            code = self.table.text(row, form.UNIT_CODE)
            if code in self.units:
                rows[code].append(row)
            elif code:
                message = _("không có đơn vị mã “%(code)s” trong đợt này theo bộ tiêu chí này")
                self.error(row, form.UNIT_CODE, message % {"code": code[:60]})
            elif row > self.table.head + 2 and self._is_filled(row):
                self.error(row, form.UNIT_CODE, _("dòng có số liệu nhưng không có mã đơn vị"))
        for code, places in rows.items():
            self.content.units_seen.add(code)
            for row in places[1:]:
                message = _(
                    "đơn vị này đã có ở dòng %(row)d: không rõ lấy dòng nào, cả hai không được nhập"
                )
                self.error(row, form.UNIT_CODE, message % {"row": places[0]})
            if len(places) == 1 and self._name_fits(places[0], code):
                self._read_unit(places[0], code)

    def error(self, row: int, title: str, message: str) -> None:
        """Note a mistake in a cell."""
        self.content.findings.error(message, **self._place(row, title))

    def _place(self, row: int, title: str) -> dict[str, Any]:
        slot = self.slots.get(title)
        return {
            "sheet": self.table.page.name,
            "row": row,
            "column": self.table.columns.get(title, 0),
            "title": slot_title(slot) if slot else title,
        }

    def _is_filled(self, row: int) -> bool:
        titles = self.slots.keys() & self.table.columns.keys()
        return any(not self.table.at(row, title).is_empty for title in titles)

    def _tell_missing_columns(self) -> None:
        for title, slot in self.slots.items():
            if title not in self.table.columns:
                message = _("thiếu cột “%(title)s” (%(label)s): số liệu này coi như không đổi")
                self.content.findings.caution(
                    message % {"title": title, "label": slot_title(slot)[:80]},
                    sheet=self.table.page.name,
                    row=self.table.head,
                )

    def _name_fits(self, row: int, code: str) -> bool:
        if form.UNIT_NAME not in self.table.columns:
            return True
        written = self.table.text(row, form.UNIT_NAME)
        if not written or search_key(written) == search_key(self.units[code]):
            return True
        message = _(
            "ô khóa bị sửa: mã của dòng này là “%(name)s”, không phải “%(written)s”. "
            "Dòng có thể đã bị xô lệch nên không nhập; hãy tải biểu mới"
        )
        self.error(
            row, form.UNIT_NAME, message % {"name": self.units[code], "written": written[:60]}
        )
        return False

    def _read_unit(self, row: int, code: str) -> None:
        for fact_code in dict.fromkeys(slot.fact.code for slot in self.slots.values()):
            slots = [slot for slot in self.slots.values() if slot.fact.code == fact_code]
            if all(column_title(slot) in self.table.columns for slot in slots):
                self._read_figure(row, code, slots)

    def _read_figure(self, row: int, code: str, slots: list[Slot]) -> None:
        parts: dict[str, Any] = {}
        cautions: list[Finding] = []
        for slot in slots:
            title = column_title(slot)
            try:
                reading = read_slot(slot, self.table.at(row, title), today=self.today)
            except CellError as error:
                self.error(row, title, str(error))
                continue
            parts[slot.part] = reading.wire
            if reading.caution:
                place = self._place(row, title)
                cautions.append(Finding(message=reading.caution, is_error=False, **place))
        fact = slots[0].fact
        if len(parts) < len(slots_of(fact)):
            return
        try:
            wire = wire_of(fact, parts)
        except CellError as error:
            self.error(row, column_title(Slot(fact=fact, part=error.part)), str(error))
            return
        title = column_title(slots[0])
        self.content.figures.append(
            FigureSaid(
                unit_code=code,
                fact_code=fact.code,
                wire=wire,
                row=row,
                column=self.table.columns[title],
                title=slot_title(slots[0]),
                is_hidden=any(self.table.hides(row, column_title(slot)) for slot in slots),
                cautions=tuple(cautions),
            )
        )
