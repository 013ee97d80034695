"""Composes the supplement request as a letter with the table of what it opens."""

from __future__ import annotations

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
    text,
)
from parindex.documents.paper.wording import sentence
from parindex.documents.provenance import ILLUSTRATIVE_MARK, data_notes, synthetic_warning
from parindex.documents.supplement_request.context import AskedRow, SupplementRequestContext
from parindex.viet import date_in_words

_COLUMNS = (
    Column(width=15),
    Column(width=64),
    Column(width=16, align=Align.CENTER, numeric=True),
    Column(width=16, align=Align.CENTER, numeric=True),
    Column(width=54),
)
_TITLES = (
    "Mã số",
    "Tiêu chí, tiêu chí thành phần",
    "Điểm tối đa",
    "Điểm tự chấm",
    "Tài liệu kiểm chứng, giải trình đã nộp",
)
_CONSEQUENCE = (
    "Quá thời hạn nêu trên, Hội đồng thẩm định theo hồ sơ hiện có; tiêu chí, tiêu chí thành phần không có tài liệu "
    "kiểm chứng và không có giải trình thì không được chấm điểm."
)


def compose(context: SupplementRequestContext) -> Paper:
    """Return the request as a letter."""
    return Paper(
        letterhead=context.origin.letter(
            subject="yêu cầu bổ sung tài liệu kiểm chứng, giải trình kết quả tự đánh giá, "
            f"chấm điểm CCHC năm {context.cycle_year}"
        ),
        addressees=(context.unit,),
        body=(
            *([synthetic_warning()] if context.synthetic else []),
            text(_opening(context)),
            Heading(text="1. Tiêu chí, tiêu chí thành phần được bổ sung", level=2),
            *_asked(context),
            Heading(text="2. Nội dung yêu cầu", level=2),
            *(text(line.strip()) for line in context.reason.splitlines() if line.strip()),
            Heading(text="3. Thời hạn, nơi nhận bổ sung", level=2),
            _deadline(context),
            text(_CONSEQUENCE),
            text(f"Yêu cầu {context.unit} thực hiện đảm bảo đúng thời gian quy định./."),
        ),
        signature=context.signature,
        recipients=context.recipients,
    )


def _opening(context: SupplementRequestContext) -> str:
    handed_in = f" nộp {date_in_words(context.submitted_on)}" if context.submitted_on else ""
    receipt = f" (số tiếp nhận {context.receipt})" if context.receipt else ""
    return sentence(
        f"{context.opening}qua xem xét hồ sơ tự đánh giá, chấm điểm Chỉ số cải cách hành chính (CCHC) năm "
        f"{context.cycle_year} của {context.unit}{handed_in}{receipt}, {context.council} yêu cầu "
        f"{context.unit} bổ sung tài liệu kiểm chứng, giải trình như sau:"
    )


def _asked(context: SupplementRequestContext) -> tuple[Block, ...]:
    illustrative = any(row.illustrative for row in context.rows)
    return (
        Table(
            columns=_COLUMNS,
            header=(tuple(HeaderCell(text=title) for title in _TITLES),),
            rows=tuple(_row(context, row) for row in context.rows),
        ),
        *data_notes(illustrative=illustrative, synthetic=False),
        text(
            "Chỉ nhận bổ sung đối với các tiêu chí, tiêu chí thành phần nêu trên; tài liệu kiểm chứng gửi ngoài các "
            "mục này không được xem xét."
        ),
    )


def _row(context: SupplementRequestContext, row: AskedRow) -> Row:
    name = f"{row.name} {ILLUSTRATIVE_MARK}" if row.illustrative else row.name
    lines = [f"- {document.listed()}" for document in row.evidence]
    if row.explained:
        lines.append("- Có giải trình")
    places = context.points_places
    return Row(
        cells=(
            row.code,
            name,
            figures.points(row.max_points, places=places),
            figures.points(row.self_points, places=places),
            "\n".join(lines) or "Chưa có",
        )
    )


def _deadline(context: SupplementRequestContext) -> Paragraph:
    return Paragraph(
        runs=(
            Run(text=f"Tài liệu kiểm chứng, nội dung giải trình bổ sung gửi về {context.through} "),
            Run(text=figures.before(context.due_at), bold=True),
            Run(text="."),
        )
    )
