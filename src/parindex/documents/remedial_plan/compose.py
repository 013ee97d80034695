"""Composes the plan of remedial actions; the actions stand in its annex."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from parindex.documents import figures
from parindex.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    HeaderCell,
    Heading,
    Letterhead,
    Paper,
    Row,
    Table,
    bullet,
    text,
)
from parindex.documents.paper.wording import belongs_to
from parindex.documents.provenance import data_notes, draft_warning, synthetic_warning
from parindex.documents.remedial_plan.context import ActionRow, RemedialPlanContext
from parindex.viet import date_in_words, format_date

_COLUMNS = (
    Column(width=14),
    Column(width=52),
    Column(width=16, align=Align.CENTER, numeric=True),
    Column(width=70),
    Column(width=34),
    Column(width=24, align=Align.CENTER, numeric=True),
    Column(width=18, align=Align.CENTER, numeric=True),
    Column(width=42),
)
_TITLES = (
    *("Mã số", "Tiêu chí, tiêu chí thành phần", "Điểm mất", "Nội dung, biện pháp khắc phục"),
    *("Chủ trì", "Hạn hoàn thành", "Điểm dự kiến tăng", "Tình trạng, kết quả"),
)


def compose(context: RemedialPlanContext) -> Paper:
    """Return the plan with the table of its actions."""
    letterhead = context.origin.letterhead(
        kind="Kế hoạch",
        subject="Khắc phục hạn chế, nâng cao Chỉ số cải cách hành chính "
        f"năm {context.plan_year} của {context.unit}",
    )
    return Paper(
        letterhead=letterhead,
        grounds=context.grounds,
        body=(
            *([draft_warning()] if context.draft else []),
            *([synthetic_warning()] if context.synthetic else []),
            text(
                f"Thực hiện {context.decision}, {context.unit} ban hành Kế hoạch khắc phục hạn chế, nâng cao Chỉ số "
                f"cải cách hành chính (CCHC) năm {context.plan_year} như sau:"
            ),
            *_purpose(context),
            *_result(context),
            *_tasks(context),
            *_carrying_out(context),
        ),
        signature=context.signature,
        recipients=context.recipients,
        annexes=(_annex(context, letterhead),),
    )


def _purpose(context: RemedialPlanContext) -> tuple[Block, ...]:
    return (
        Heading(text="I. MỤC ĐÍCH, YÊU CẦU"),
        text(
            "1. Khắc phục các tiêu chí, tiêu chí thành phần mất điểm; làm rõ người chủ trì, thời hạn và kết quả phải "
            "đạt của từng việc."
        ),
        text(
            f"2. Phấn đấu tăng {_points(context, context.expected)} điểm, đưa Chỉ số CCHC từ "
            f"{figures.percent(context.index)}% lên {figures.percent(context.target)}%."
        ),
    )


def _result(context: RemedialPlanContext) -> tuple[Block, ...]:
    return (
        Heading(text=f"II. KẾT QUẢ NĂM {context.result_year}"),
        text(
            f"{context.unit} đạt {_points(context, context.points)}/{_points(context, context.max_points)} điểm, Chỉ "
            f"số CCHC {figures.percent(context.index)}%, mất {_points(context, context.lost)} điểm."
        ),
    )


def _tasks(context: RemedialPlanContext) -> tuple[Block, ...]:
    last = max(row.due_on for row in context.actions)
    left: tuple[Block, ...] = (
        (
            text("Các mục mất điểm chưa có biện pháp, tiếp tục rà soát:"),
            *(
                bullet(
                    f"{row.code} {row.name} ({_points(context, row.lost)} điểm)"
                    f"{'.' if row is context.uncovered[-1] else ';'}"
                )
                for row in context.uncovered
            ),
        )
        if context.uncovered
        else ()
    )
    codes = {row.code for row in context.actions}
    return (
        Heading(text="III. NHIỆM VỤ, GIẢI PHÁP"),
        text(
            f"Thực hiện {figures.count(len(context.actions))} việc đối với {figures.count(len(codes))} tiêu chí, tiêu "
            f"chí thành phần, hoàn thành chậm nhất {date_in_words(last)} (chi tiết tại Phụ lục kèm theo)."
        ),
        *left,
    )


def _carrying_out(context: RemedialPlanContext) -> tuple[Block, ...]:
    return (
        Heading(text="IV. TỔ CHỨC THỰC HIỆN"),
        text(
            "1. Người được giao chủ trì tổ chức thực hiện đúng thời hạn, lưu tài liệu kiểm chứng khi hoàn thành và "
            "chịu trách nhiệm về kết quả."
        ),
        text(
            f"2. Tiến độ báo cáo trong báo cáo CCHC định kỳ gửi {context.coordinator}; có vướng mắc báo cáo lãnh đạo "
            f"{context.unit} để chỉ đạo./."
        ),
    )


def _annex(context: RemedialPlanContext, letterhead: Letterhead) -> Annex:
    rows: list[Row] = []
    for field, of_field in groupby(context.actions, key=lambda row: row.field):
        if field:
            rows.append(Row(cells=("", field, *[""] * 6), level=1, bold=True))
        rows += [_row(context, row) for row in of_field]
    total = (*("", "Tổng cộng", "", "", "", ""), _points(context, context.expected), "")
    table = Table(
        columns=_COLUMNS,
        header=(tuple(HeaderCell(text=title) for title in _TITLES),),
        rows=(*rows, Row(cells=total, bold=True)),
        size=11,
    )
    return Annex(
        number="",
        title=f"Nhiệm vụ khắc phục các tiêu chí, tiêu chí thành phần mất điểm năm {context.result_year}",
        belongs_to=belongs_to(letterhead),
        blocks=(table, *data_notes(illustrative=False, synthetic=context.synthetic)),
        landscape=True,
    )


def _row(context: RemedialPlanContext, row: ActionRow) -> Row:
    return Row(
        cells=(
            row.code,
            row.name,
            _points(context, row.lost),
            row.text,
            row.owner,
            format_date(row.due_on),
            _points(context, row.expected_gain),
            "\n".join((row.state, *(f"- {name}" for name in row.proof))),
        )
    )


def _points(context: RemedialPlanContext, value: Decimal | None) -> str:
    return figures.points(value, places=context.points_places)
