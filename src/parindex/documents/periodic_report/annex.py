"""The statistics: narrow tables together upright, wide ones together across the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from parindex.documents import figures
from parindex.documents.paper import (
    DECREE_30,
    Align,
    Annex,
    Block,
    Column,
    HeaderCell,
    Letterhead,
    Note,
    Row,
    Run,
    Table,
)
from parindex.documents.paper.wording import belongs_to
from parindex.documents.periodic_report.context import (
    ColumnKind,
    PeriodicReportContext,
    StatColumn,
    Statistics,
    StatRow,
)
from parindex.documents.periodic_report.numbering import roman
from parindex.documents.provenance import ILLUSTRATIVE_MARK, data_notes
from parindex.viet import format_decimal

_PLACE_WIDTH = 11.0
_TITLE_WIDTH = 62.0
_WIDTHS = {ColumnKind.FIGURE: 26.0, ColumnKind.PERCENT: 20.0, ColumnKind.TEXT: 44.0}


def annexes(context: PeriodicReportContext, letterhead: Letterhead) -> tuple[Annex, ...]:
    """Return no annex without tables, one for narrow tables and one, landscape, for wide ones.

    Tables are numbered through, as they are printed.
    """
    printed = sorted(context.tables, key=is_wide)
    numbered = list(enumerate(printed, 1))
    upright = [item for item in numbered if not is_wide(item[1])]
    across = numbered[len(upright) :]
    groups = [(group, group is across) for group in (upright, across) if group]
    return tuple(
        Annex(
            number=roman(place) if len(groups) > 1 else "",
            title=f"Số liệu công tác cải cách hành chính {context.period}",
            belongs_to=belongs_to(letterhead),
            blocks=tuple(_blocks(context, group)),
            landscape=landscape,
        )
        for place, (group, landscape) in enumerate(groups, 1)
    )


def is_wide(table: Statistics) -> bool:
    """Tell whether a table needs more room than an upright page has."""
    return sum(_widths(table.columns)) > DECREE_30.text_width


def _blocks(
    context: PeriodicReportContext, tables: Sequence[tuple[int, Statistics]]
) -> Iterator[Block]:
    for place, table in tables:
        yield _table(place, table)
        yield from (Note(runs=(Run(text=remark, italic=True),)) for remark in table.remarks)
    illustrative = any(
        table.illustrative or any(row.illustrative for row in table.rows)
        for _place, table in tables
    )
    yield from data_notes(illustrative=illustrative, synthetic=context.synthetic)


def _table(place: int, table: Statistics) -> Table:
    widths = _widths(table.columns)
    return Table(
        columns=(
            Column(width=widths[0], align=Align.CENTER),
            Column(width=widths[1]),
            *(
                _column(column, width)
                for column, width in zip(table.columns, widths[2:], strict=True)
            ),
        ),
        header=(_header(table),),
        rows=tuple(_row(number, table, row) for number, row in enumerate(table.rows, 1)),
        caption=f"Biểu số {place:02d}. {table.title}"
        + (f" {ILLUSTRATIVE_MARK}" if table.illustrative else ""),
    )


def _widths(columns: Sequence[StatColumn]) -> list[float]:
    return [_PLACE_WIDTH, _TITLE_WIDTH, *(_WIDTHS[column.kind] for column in columns)]


def _column(column: StatColumn, width: float) -> Column:
    if column.kind is ColumnKind.TEXT:
        return Column(width=width)
    return Column(width=width, align=Align.RIGHT, numeric=True)


def _header(table: Statistics) -> tuple[HeaderCell, ...]:
    return (
        HeaderCell(text="STT"),
        HeaderCell(text="Nội dung"),
        *(HeaderCell(text=_titled(column)) for column in table.columns),
    )


def _titled(column: StatColumn) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def _row(number: int, table: Statistics, row: StatRow) -> Row:
    is_marked = row.illustrative and not table.illustrative
    return Row(
        cells=(
            str(number),
            f"{row.title} {ILLUSTRATIVE_MARK}" if is_marked else row.title,
            *(
                _shown(column, value)
                for column, value in zip(table.columns, row.cells, strict=True)
            ),
        )
    )


def _shown(column: StatColumn, value: int | Decimal | str | None) -> str:
    if value is None:
        return "" if column.kind is ColumnKind.TEXT else figures.NOTHING
    if isinstance(value, str):
        return value
    if column.kind is ColumnKind.PERCENT:
        return figures.percent(Decimal(value))
    return format_decimal(Decimal(value), grouped=True)
