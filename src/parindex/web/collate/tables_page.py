"""The collated tables as their pages show them, and one figure with everything behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from parindex.reporting.cells import Value
from parindex.reporting.choices import Origin
from parindex.reporting.collating.conflicts import Conflict
from parindex.reporting.collating.queries import Assembly, CollatedCell
from parindex.reporting.collating.sentences import said, shown
from parindex.reporting.collating.sums import Part
from parindex.reporting.outline import CellType, StatTable, TableRow
from parindex.viet import format_decimal
from parindex.web.collate.forms import SettleForm, written


@dataclass(frozen=True, kw_only=True)
class CellCard:
    """A cell of a collated table."""

    cell: CollatedCell

    @property
    def value(self) -> str:
        if self.cell.column.type is CellType.RATIO:
            return ratio_text(self.cell.value)
        return shown(self.cell.value)

    @property
    def said(self) -> list[str]:
        return [said(conflict) for conflict in self.cell.conflicts]

    @property
    def is_ratio(self) -> bool:
        return self.cell.column.type is CellType.RATIO

    @property
    def is_text(self) -> bool:
        return self.cell.column.type is CellType.TEXT


@dataclass(frozen=True, kw_only=True)
class RowCard:
    """A row of a collated table."""

    row: TableRow
    cells: Sequence[CellCard]

    @property
    def is_disputed(self) -> bool:
        return any(card.cell.conflicts for card in self.cells)


@dataclass(frozen=True, kw_only=True)
class TableCard:
    """A collated table."""

    table: StatTable
    rows: Sequence[RowCard]

    @property
    def open_count(self) -> int:
        return sum(card.cell.is_open for row in self.rows for card in row.cells)


@dataclass(frozen=True, kw_only=True)
class ConflictLine:
    """What stands against a figure, and in which report it is read."""

    text: str
    report_id: int | None


@dataclass(frozen=True, kw_only=True)
class CellPage:
    """A figure: what stands there, who gave what, what is against it, what can be chosen."""

    cell: CollatedCell
    form: SettleForm
    may_write: bool

    @property
    def value(self) -> str:
        return CellCard(cell=self.cell).value

    @property
    def total(self) -> str:
        return shown(self.cell.sum.value)

    @property
    def is_text(self) -> bool:
        return self.cell.column.type is CellType.TEXT

    @property
    def parts(self) -> list[tuple[Part, str]]:
        return [(part, shown(part.value)) for part in self.cell.sum.parts]

    @property
    def leads(self) -> list[tuple[Part, str, str]]:
        return [(part, shown(part.value), f"lead:{part.report_id}") for part in self.cell.sum.leads]

    @property
    def conflicts(self) -> list[ConflictLine]:
        return [
            ConflictLine(text=said(conflict), report_id=_where(conflict))
            for conflict in self.cell.conflicts
        ]

    @property
    def origin(self) -> str:
        figure = self.cell.figure
        return str(Origin(figure.origin).label) if figure else ""


def build_tables(assembly: Assembly, *, disputed_only: bool) -> list[TableCard]:
    """Return the tables in the outline's order; with ``disputed_only`` rows without conflicts are left out."""
    tables = []
    for table in assembly.outline.tables:
        rows = []
        for row in table.rows:
            cells = [assembly.cell(table.code, row.code, column.code) for column in table.columns]
            card = RowCard(row=row, cells=[CellCard(cell=cell) for cell in cells if cell])
            if card.is_disputed or not disputed_only:
                rows.append(card)
        if rows:
            tables.append(TableCard(table=table, rows=rows))
    return tables


def build_cell(
    cell: CollatedCell, *, form: SettleForm | None, may_write: bool, version: int
) -> CellPage:
    """Return the page of a figure; what was typed and refused stays."""
    typed = form or SettleForm(value=written(cell.value) if cell.is_chosen else "")
    return CellPage(
        cell=cell,
        form=SettleForm(
            choice=typed.choice, value=typed.value, reason=typed.reason, version=version
        ),
        may_write=may_write,
    )


def ratio_text(value: Value) -> str:
    """Return a ratio with two decimals, a dash for none."""
    return format_decimal(Decimal(value), 2) if isinstance(value, int | Decimal) else "–"


def _where(conflict: Conflict) -> int | None:
    return conflict.report_id or conflict.other_report_id
