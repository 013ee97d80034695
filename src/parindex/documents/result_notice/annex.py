"""The annex of the notice: every component that cost points, with the council's reason, field by field."""

from __future__ import annotations

from decimal import Decimal

from parindex.documents import figures
from parindex.documents.paper import (
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
from parindex.documents.provenance import ILLUSTRATIVE_MARK, data_notes
from parindex.documents.result_notice.context import FieldResult, LostRow, ResultNoticeContext

_POINTS = Column(width=15, align=Align.CENTER, numeric=True)
_COLUMNS = (
    Column(width=13),
    Column(width=56),
    *(_POINTS, _POINTS, _POINTS, _POINTS),
    Column(width=20, align=Align.CENTER, numeric=True),
    Column(width=50),
    Column(width=68),
)
_TITLES = (
    *("Mã số", "Lĩnh vực, tiêu chí, tiêu chí thành phần", "Điểm tối đa", "Điểm tự chấm"),
    *("Điểm đạt", "Điểm mất", "Mất của Chỉ số (điểm %)", "Lý do của Hội đồng", "Cách tính"),
)


def loss_annex(context: ResultNoticeContext, letterhead: Letterhead) -> Annex:
    """Return the table of all losses, landscape; its sums are 100 less the index."""
    rows = [row for field in context.fields if field.rows for row in _field(context, field)]
    lost = sum((row.lost for row in context.lost_rows), Decimal(0))
    share = sum((row.share for row in context.lost_rows), Decimal(0))
    total = (
        *("", "Tổng cộng", "", "", "", _points(context, lost), figures.percent(share), "", ""),
    )
    table = Table(
        columns=_COLUMNS,
        header=(tuple(HeaderCell(text=title) for title in _TITLES),),
        rows=(*rows, Row(cells=total, bold=True)),
        size=11,
    )
    return Annex(
        number="",
        title=f"Các tiêu chí, tiêu chí thành phần mất điểm năm {context.cycle_year} của {context.unit}",
        belongs_to=belongs_to(letterhead),
        blocks=(table, *_notes(context)),
        landscape=True,
    )


def _field(context: ResultNoticeContext, field: FieldResult) -> tuple[Row, ...]:
    head = (
        *(field.code, field.name.upper(), _points(context, field.max_points), ""),
        *(_points(context, field.points), _points(context, field.lost)),
        *(figures.percent(field.share), "", ""),
    )
    return (Row(cells=head, level=1, bold=True), *(_row(context, row) for row in field.rows))


def _row(context: ResultNoticeContext, row: LostRow) -> Row:
    return Row(
        cells=(
            row.code,
            f"{row.name} {ILLUSTRATIVE_MARK}" if row.illustrative else row.name,
            _points(context, row.max_points),
            _points(context, row.own),
            _points(context, row.final),
            _points(context, row.lost),
            figures.percent(row.share),
            row.reason,
            row.sentence,
        )
    )


def _notes(context: ResultNoticeContext) -> tuple[Block, ...]:
    skipped = (
        [
            Note(
                runs=(
                    Run(text="Không áp dụng, không tính vào điểm tối đa: ", bold=True),
                    Run(text=f"{', '.join(context.not_applicable)}."),
                )
            )
        ]
        if context.not_applicable
        else []
    )
    version = Note(
        runs=(
            Run(text="Phiên bản kết quả: ", bold=True),
            Run(text=f"{context.version}. Mã xác thực nội dung (SHA-256): {context.content_hash}."),
        )
    )
    illustrative = any(row.illustrative for row in context.lost_rows)
    return (
        *skipped,
        version,
        *data_notes(illustrative=illustrative, synthetic=context.synthetic),
    )


def _points(context: ResultNoticeContext, value: Decimal | None) -> str:
    return figures.points(value, places=context.points_places)
