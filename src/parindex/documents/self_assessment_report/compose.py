"""Composes the self-assessment report: the words of its sections I to III."""

from __future__ import annotations

from collections.abc import Iterable
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
from parindex.documents.provenance import draft_warning, synthetic_warning
from parindex.documents.self_assessment_report.annex import summary_annex
from parindex.documents.self_assessment_report.context import (
    ScoreLevel,
    ScoreRow,
    SelfAssessmentContext,
)
from parindex.viet import date_in_words

_LEVEL_NAMES = {
    ScoreLevel.FIELD: "Lĩnh vực",
    ScoreLevel.CRITERION: "Tiêu chí",
    ScoreLevel.COMPONENT: "Tiêu chí thành phần",
}


def compose(context: SelfAssessmentContext) -> Paper:
    """Return the report as a paper with its one annex."""
    letterhead = context.origin.letterhead(kind="Báo cáo", subject=_subject(context))
    return Paper(
        letterhead=letterhead,
        addressees=context.addressees,
        grounds=context.grounds,
        body=(
            *_opening(context),
            *_general_result(context),
            *_explanations(context),
            *_difficulties(context),
            _closing(context),
        ),
        signature=context.signature,
        recipients=context.recipients,
        annexes=(summary_annex(context, letterhead),),
    )


def _subject(context: SelfAssessmentContext) -> str:
    index = f"Chỉ số cải cách hành chính năm {context.cycle_year} của {context.assessed}"
    if context.is_part:
        return f"Tự đánh giá, chấm điểm các tiêu chí được phân công thuộc {index}"
    return f"Tự đánh giá, chấm điểm, xác định {index}"


def _opening(context: SelfAssessmentContext) -> tuple[Block, ...]:
    what = (
        "tự đánh giá, chấm điểm các tiêu chí (TC), tiêu chí thành phần (TCTP) được phân công thuộc Chỉ số"
        if context.is_part
        else "tự đánh giá, chấm điểm, xác định Chỉ số"
    )
    whose = f" của {context.assessed}" if context.is_part else ""
    following = f"Thực hiện {context.instruction.cited()}, " if context.instruction else ""
    sentence = (
        f"{following}{context.origin.issuer} báo cáo kết quả {what} "
        f"cải cách hành chính (CCHC) năm {context.cycle_year}{whose} như sau:"
    )
    warnings = (
        *([draft_warning()] if context.draft else []),
        *([synthetic_warning()] if context.synthetic else []),
    )
    return (*warnings, text(sentence))


def _general_result(context: SelfAssessmentContext) -> tuple[Block, ...]:
    return (
        Heading(text="I. KẾT QUẢ CHUNG"),
        _score_sentence(context),
        text(_counts_sentence(context)),
        _fields_table(context),
        text(
            "Kết quả chi tiết từng tiêu chí, tiêu chí thành phần nêu tại Phụ lục kèm theo Báo cáo này."
        ),
    )


def _score_sentence(context: SelfAssessmentContext) -> Paragraph:
    measure = (
        "Tỷ lệ điểm đạt được của phần được phân công"
        if context.is_part
        else "Chỉ số CCHC tự xác định"
    )
    until = (
        f" Số liệu tính đến hết {date_in_words(context.data_until)}." if context.data_until else ""
    )
    return Paragraph(
        runs=(
            Run(text=f"Đối chiếu với {context.criteria_source}, tổng số điểm tự chấm là "),
            Run(
                text=f"{_points(context, context.points)}/{_points(context, context.max_points)} điểm",
                bold=True,
            ),
            Run(text=f". {measure} là "),
            Run(text=f"{figures.percent(context.index)}%", bold=True),
            Run(text=f".{until}"),
        )
    )


def _counts_sentence(context: SelfAssessmentContext) -> str:
    concerned = [row for row in context.leaves if not row.not_applicable]
    skipped = len(context.leaves) - len(concerned)
    parts = [
        f"{figures.count(sum(row.self_points is not None for row in concerned))} đã tự chấm điểm",
        f"{figures.count(sum(bool(row.evidence) for row in concerned))} có tài liệu kiểm chứng",
        f"{figures.count(sum(bool(row.explanation) for row in concerned))} có giải trình",
    ]
    if skipped:
        parts.append(f"{figures.count(skipped)} không áp dụng đối với đơn vị")
    whole = figures.count(len(context.leaves))
    return f"Trong tổng số {whole} tiêu chí, tiêu chí thành phần có điểm: {'; '.join(parts)}."


def _fields_table(context: SelfAssessmentContext) -> Table:
    titles = ("STT", "Lĩnh vực", "Điểm tối đa", "Điểm tự chấm", "Tỷ lệ (%)")
    rows = tuple(
        Row(cells=(field.code, field.name, *_shares(context, field.points, field.max_points)))
        for field in context.fields
    )
    total = ("", "Tổng cộng", *_shares(context, context.points, context.max_points)[:2])
    return Table(
        columns=(
            Column(width=12, align=Align.CENTER),
            Column(width=87),
            *(Column(width=width, align=Align.CENTER, numeric=True) for width in (22, 22, 22)),
        ),
        header=(tuple(HeaderCell(text=title) for title in titles),),
        rows=(*rows, Row(cells=(*total, figures.percent(context.index)), bold=True)),
        caption=f"Tổng hợp điểm tự chấm theo lĩnh vực năm {context.cycle_year}",
    )


def _shares(
    context: SelfAssessmentContext, reached: Decimal | None, whole: Decimal
) -> tuple[str, str, str]:
    share = reached / whole * 100 if reached is not None and whole else None
    return (_points(context, whole), _points(context, reached), figures.percent(share))


def _explanations(context: SelfAssessmentContext) -> tuple[Block, ...]:
    leaves = [row for row in context.leaves if not row.not_applicable]
    explained = [row for row in leaves if row.explanation]
    bare = [
        row
        for row in leaves
        if not row.explanation and not row.evidence and row.self_points is not None
    ]
    blocks: list[Block] = [
        Heading(
            text="II. GIẢI TRÌNH CÁC TIÊU CHÍ, TIÊU CHÍ THÀNH PHẦN KHÔNG CÓ TÀI LIỆU KIỂM CHỨNG "
            "HOẶC TÀI LIỆU KIỂM CHỨNG CHƯA ĐẦY ĐỦ"
        )
    ]
    for place, row in enumerate(explained, 1):
        blocks += _explanation(context, place, row)
    if not explained:
        blocks.append(text("Không có tiêu chí, tiêu chí thành phần phải giải trình."))
    if bare:
        codes = ", ".join(row.code for row in bare)
        blocks.append(
            text(
                f"Tiêu chí, tiêu chí thành phần không có tài liệu kiểm chứng và không giải trình: {codes}."
            )
        )
    return tuple(blocks)


def _explanation(context: SelfAssessmentContext, place: int, row: ScoreRow) -> Iterable[Block]:
    score = f"{_points(context, row.self_points)}/{_points(context, row.max_points)} điểm"
    state = _evidence_state(row)
    yield Heading(text=f"{place}. {_LEVEL_NAMES[row.level]} {row.code}. {row.name}", level=2)
    yield Paragraph(
        runs=(Run(text=f"Tự chấm {score}; {state}.", italic=True),), keep_with_next=True
    )
    yield from _paragraphs(row.explanation)


def _evidence_state(row: ScoreRow) -> str:
    if not row.evidence:
        return "không có tài liệu kiểm chứng"
    listed = "; ".join(document.listed() for document in row.evidence)
    return (
        f"tài liệu kiểm chứng {'đã có' if row.evidence_complete else 'chưa đầy đủ, gồm'}: {listed}"
    )


def _difficulties(context: SelfAssessmentContext) -> tuple[Block, ...]:
    return (
        Heading(text="III. KHÓ KHĂN, VƯỚNG MẮC VÀ KIẾN NGHỊ"),
        Heading(text="1. Khó khăn, vướng mắc", level=2),
        *_items(context.difficulties),
        Heading(text="2. Kiến nghị, đề xuất", level=2),
        *_items(context.proposals),
    )


def _items(items: tuple[str, ...]) -> tuple[Block, ...]:
    if not items:
        return (text("Không có."),)
    if len(items) == 1:
        return tuple(_paragraphs(items[0]))
    blocks: list[Block] = []
    for item in items:
        first, *others = item.splitlines() or [""]
        blocks += [bullet(first), *_paragraphs("\n".join(others))]
    return tuple(blocks)


def _paragraphs(value: str) -> Iterable[Block]:
    return (text(line.strip()) for line in value.splitlines() if line.strip())


def _closing(context: SelfAssessmentContext) -> Paragraph:
    reader = (
        f" kính đề nghị {context.addressees[0]} xem xét, thẩm định"
        if context.addressees
        else " báo cáo"
    )
    return text(
        f"Trên đây là Báo cáo kết quả tự đánh giá, chấm điểm năm {context.cycle_year}. {context.origin.issuer} chịu "
        f"trách nhiệm về tính chính xác của điểm tự chấm, tài liệu kiểm chứng và nội dung giải trình;{reader}./."
    )


def _points(context: SelfAssessmentContext, value: Decimal | None) -> str:
    return figures.points(value, places=context.points_places)
