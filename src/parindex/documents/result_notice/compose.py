"""Composes the notice of a detailed result as a letter of the coordinator to one unit."""

from __future__ import annotations

from decimal import Decimal

from parindex.documents import figures
from parindex.documents.paper import (
    Align,
    Block,
    Column,
    HeaderCell,
    Heading,
    Paper,
    Paragraph,
    Row,
    Run,
    Table,
    bullet,
    text,
)
from parindex.documents.provenance import synthetic_warning
from parindex.documents.result_notice.annex import loss_annex
from parindex.documents.result_notice.context import FieldResult, ResultNoticeContext


def compose(context: ResultNoticeContext) -> Paper:
    """Return the letter with the losses in its annex."""
    letterhead = context.origin.letter(
        subject=f"thông báo chi tiết kết quả đánh giá, xếp loại công tác CCHC năm {context.cycle_year}"
    )
    return Paper(
        letterhead=letterhead,
        addressees=(context.unit,),
        body=(
            *([synthetic_warning()] if context.synthetic else []),
            text(
                f"Thực hiện {context.decision}, {context.origin.issuer} thông báo chi tiết kết quả đánh giá, xếp loại "
                f"công tác cải cách hành chính (CCHC) năm {context.cycle_year} của {context.unit} như sau:"
            ),
            Heading(text="1. Kết quả chung", level=2),
            _result(context),
            _fields(context),
            Heading(text="2. Tiêu chí, tiêu chí thành phần mất điểm", level=2),
            *_losses(context),
            Heading(text="3. Nội dung thực hiện", level=2),
            *_duties(context),
        ),
        signature=context.signature,
        recipients=context.recipients,
        annexes=(loss_annex(context, letterhead),) if context.lost_rows else (),
    )


def _result(context: ResultNoticeContext) -> Paragraph:
    ranked = figures.count(context.ranked)
    place = f", xếp thứ {figures.count(context.rank)}/{ranked} đơn vị"
    standing = f", xếp loại {context.class_name}" if context.class_name else ""
    late = " Đơn vị nộp hồ sơ tự đánh giá sau thời hạn." if context.is_late else ""
    return Paragraph(
        runs=(
            Run(
                text=f"Đối chiếu với {context.criteria_source}, đơn vị tự chấm {_points(context, context.own)} điểm; "
                "Hội đồng thẩm định, kết luận "
            ),
            Run(
                text=f"{_points(context, context.points)}/{_points(context, context.max_points)} điểm",
                bold=True,
            ),
            Run(text=". Chỉ số CCHC đạt "),
            Run(text=f"{figures.percent(context.index)}%", bold=True),
            Run(text=f"{place}{standing}.{late}"),
        )
    )


def _fields(context: ResultNoticeContext) -> Table:
    titles = ("STT", "Lĩnh vực", "Điểm tối đa", "Điểm đạt", "Điểm mất", "Tỷ lệ (%)")
    lost = sum((field.lost for field in context.fields), Decimal(0))
    total = (
        *("", "Tổng cộng", _points(context, context.max_points), _points(context, context.points)),
        *(_points(context, lost), figures.percent(context.index)),
    )
    return Table(
        columns=(
            Column(width=12, align=Align.CENTER),
            Column(width=77),
            *(Column(width=19, align=Align.CENTER, numeric=True) for _ in range(4)),
        ),
        header=(tuple(HeaderCell(text=title) for title in titles),),
        rows=(*(_field(context, field) for field in context.fields), Row(cells=total, bold=True)),
        caption=f"Kết quả theo lĩnh vực năm {context.cycle_year}",
    )


def _field(context: ResultNoticeContext, field: FieldResult) -> Row:
    share = field.points / field.max_points * 100 if field.max_points else None
    return Row(
        cells=(
            field.code,
            field.name,
            _points(context, field.max_points),
            _points(context, field.points),
            _points(context, field.lost),
            figures.percent(share),
        )
    )


def _losses(context: ResultNoticeContext) -> tuple[Block, ...]:
    rows = context.lost_rows
    if not rows:
        return (text("Đơn vị đạt điểm tối đa ở tất cả tiêu chí, tiêu chí thành phần."),)
    lost = sum((row.lost for row in rows), Decimal(0))
    share = sum((row.share for row in rows), Decimal(0))
    return (
        text(
            f"Đơn vị mất {_points(context, lost)} điểm ở {figures.count(len(rows))} tiêu chí, tiêu chí thành phần, "
            f"làm Chỉ số CCHC giảm {figures.percent(share)} điểm phần trăm so với mức tối đa (từng mục và lý do tại "
            "Phụ lục kèm theo). Các mục mất điểm nhiều nhất:"
        ),
        *(
            bullet(
                f"{row.code} {row.name}: mất {_points(context, row.lost)}/{_points(context, row.max_points)} điểm"
                f"{'.' if row is context.most[-1] else ';'}"
            )
            for row in context.most
        ),
    )


def _duties(context: ResultNoticeContext) -> tuple[Block, ...]:
    return (
        text(
            "a) Tổ chức đánh giá, rút kinh nghiệm về quá trình triển khai và kết quả đánh giá, xếp loại; làm rõ nguyên "
            "nhân, các yếu tố ảnh hưởng và trách nhiệm của tập thể, cá nhân đối với từng mục mất điểm."
        ),
        text(
            f"b) Xây dựng kế hoạch khắc phục, phân công người chủ trì và thời hạn hoàn thành từng mục để nâng cao Chỉ "
            f"số CCHC năm {context.cycle_year + 1}; gửi {context.coordinator} để theo dõi."
        ),
        text(
            f"c) Phản ánh, kiến nghị qua {context.coordinator} những vấn đề chưa hợp lý về nội dung tiêu chí, phương "
            "pháp xác định kết quả."
        ),
        text(
            f"{context.origin.issuer} thông báo để {context.unit} biết, thực hiện; có vướng mắc đề nghị phản ánh về "
            f"{context.coordinator} để được giải thích./."
        ),
    )


def _points(context: ResultNoticeContext, value: Decimal | None) -> str:
    return figures.points(value, places=context.points_places)
