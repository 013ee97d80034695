"""The annex of the self-assessment report: every field, criterion and component with its score and evidence."""

from __future__ import annotations

from decimal import Decimal

from parindex.documents import figures
from parindex.documents.paper import Align, Annex, Column, HeaderCell, Letterhead, Row, Table
from parindex.documents.paper.wording import belongs_to
from parindex.documents.provenance import ILLUSTRATIVE_MARK, data_notes
from parindex.documents.self_assessment_report.context import (
    ScoreLevel,
    ScoreRow,
    SelfAssessmentContext,
)

_DEPTHS = {ScoreLevel.FIELD: 1, ScoreLevel.CRITERION: 2, ScoreLevel.COMPONENT: 0}
_COLUMNS = (
    Column(width=16),
    Column(width=76),
    Column(width=16, align=Align.CENTER, numeric=True),
    Column(width=20, align=Align.CENTER),
    Column(width=18, align=Align.CENTER),
    Column(width=62),
    Column(width=44),
)
_TITLES = (
    "Mã số",
    "Lĩnh vực, tiêu chí, tiêu chí thành phần",
    "Điểm tối đa",
    "Điểm tính theo số liệu",
    "Điểm tự chấm",
    "Tài liệu kiểm chứng (số, ngày, cơ quan ban hành)",
    "Giải trình, ghi chú",
)


def summary_annex(context: SelfAssessmentContext, letterhead: Letterhead) -> Annex:
    """Return the summary table that letter 1202/UBND-NV (26/12/2019) asks for, landscape."""
    illustrative = any(row.illustrative for row in context.rows)
    return Annex(
        number="",
        title="Bảng tổng hợp kết quả tự đánh giá, chấm điểm các tiêu chí, tiêu chí thành phần "
        f"cải cách hành chính năm {context.cycle_year}",
        belongs_to=belongs_to(letterhead),
        blocks=(
            _table(context),
            *data_notes(illustrative=illustrative, synthetic=context.synthetic),
        ),
        landscape=True,
    )


def _table(context: SelfAssessmentContext) -> Table:
    total = (
        "",
        "Tổng cộng",
        _points(context, context.max_points),
        "",
        _points(context, context.points),
        "",
        "",
    )
    return Table(
        columns=_COLUMNS,
        header=(tuple(HeaderCell(text=title) for title in _TITLES),),
        rows=(*(_row(context, row) for row in context.rows), Row(cells=total, bold=True)),
        size=11,
    )


def _row(context: SelfAssessmentContext, row: ScoreRow) -> Row:
    name = f"{row.name} {ILLUSTRATIVE_MARK}" if row.illustrative else row.name
    computed, own = _scores(context, row)
    return Row(
        cells=(
            row.code,
            name.upper() if row.level is ScoreLevel.FIELD else name,
            _points(context, row.max_points),
            computed,
            own,
            "\n".join(f"- {document.listed()}" for document in row.evidence),
            "\n".join(_remarks(row)),
        ),
        level=0 if row.is_leaf else _DEPTHS[row.level],
        bold=row.level is not ScoreLevel.COMPONENT,
    )


def _scores(context: SelfAssessmentContext, row: ScoreRow) -> tuple[str, str]:
    """Computed and own score; a group has no rule of its own, so its first cell stays empty."""
    if row.not_applicable:
        return ("", "Không áp dụng")
    if not row.is_leaf and row.computed_points is None:
        return ("", _points(context, row.self_points))
    return (_points(context, row.computed_points), _points(context, row.self_points))


def _remarks(row: ScoreRow) -> tuple[str, ...]:
    remarks = (
        row.remark,
        "Có giải trình tại mục II" if row.explanation else "",
        "Tài liệu kiểm chứng chưa đầy đủ" if row.evidence and not row.evidence_complete else "",
        f"Lý do chấm khác điểm tính: {row.difference_reason}" if row.difference_reason else "",
    )
    return tuple(remark for remark in remarks if remark)


def _points(context: SelfAssessmentContext, value: Decimal | None) -> str:
    return figures.points(value, places=context.points_places)
