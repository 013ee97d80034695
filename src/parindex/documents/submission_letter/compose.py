"""Composes the cover letter of a submission; the list of evidence is its annex."""

from __future__ import annotations

from parindex.documents import figures
from parindex.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    HeaderCell,
    Letterhead,
    Note,
    Paper,
    Row,
    Run,
    Table,
    bullet,
    text,
)
from parindex.documents.paper.wording import belongs_to, sentence
from parindex.documents.provenance import data_notes, synthetic_warning
from parindex.documents.submission_letter.context import EnclosedDocument, SubmissionLetterContext
from parindex.viet import date_in_words, format_date

_COLUMNS = (
    Column(width=12, align=Align.CENTER, numeric=True),
    Column(width=62),
    Column(width=24, align=Align.CENTER, numeric=True),
    Column(width=52),
    Column(width=72),
    Column(width=34),
)
_TITLES = (
    *("STT", "Loại, số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành"),
    *("Trích yếu", "Chứng minh cho mục"),
)


def compose(context: SubmissionLetterContext) -> Paper:
    """Return the letter; without evidence it has no annex."""
    letterhead = context.origin.letter(
        subject=f"nộp hồ sơ tự đánh giá, chấm điểm, xác định Chỉ số CCHC năm {context.cycle_year}"
    )
    return Paper(
        letterhead=letterhead,
        addressees=(context.addressee,),
        body=(
            *([synthetic_warning()] if context.synthetic else []),
            text(_opening(context)),
            *(bullet(item) for item in _enclosed(context)),
            text(_result(context)),
            *_late(context),
            *_receipt(context),
            text(
                f"{context.unit} chịu trách nhiệm về tính chính xác của hồ sơ và kính đề nghị {context.through} xem "
                "xét, thẩm định./."
            ),
        ),
        signature=context.signature,
        recipients=context.recipients,
        annexes=(_annex(context, letterhead),) if context.documents else (),
    )


def _opening(context: SubmissionLetterContext) -> str:
    return sentence(
        f"{context.opening}{context.unit} gửi {context.through} hồ sơ tự đánh giá, chấm điểm, xác định Chỉ số cải cách "
        f"hành chính (CCHC) năm {context.cycle_year} của {context.unit}, gồm:"
    )


def _enclosed(context: SubmissionLetterContext) -> tuple[str, ...]:
    reports = (
        f"Báo cáo tự đánh giá, chấm điểm của {context.parts[0]}"
        if len(context.parts) == 1
        else f"{figures.count(len(context.parts))} báo cáo tự đánh giá, chấm điểm phần được phân công "
        f"({'; '.join(context.parts)})"
    )
    evidence = (
        f"Tài liệu kiểm chứng: {figures.count(len(context.documents))} văn bản (danh mục tại Phụ lục kèm theo)"
        if context.documents
        else "Không có tài liệu kiểm chứng gửi kèm"
    )
    table = f"Bảng tổng hợp kết quả tự chấm {figures.count(context.components)} tiêu chí, tiêu chí thành phần"
    explained = (
        f"Nội dung giải trình của {figures.count(context.explained)} mục (trong Báo cáo)"
        if context.explained
        else ""
    )
    items = [item for item in (reports, table, evidence, explained) if item]
    return (*(f"{item};" for item in items[:-1]), f"{items[-1]}.")


def _result(context: SubmissionLetterContext) -> str:
    until = (
        f" Số liệu tính đến hết {date_in_words(context.data_until)}." if context.data_until else ""
    )
    places = context.points_places
    return (
        f"Tổng điểm tự chấm là {figures.points(context.points, places=places)}/"
        f"{figures.points(context.max_points, places=places)} điểm, đạt {figures.percent(context.index)}%.{until}"
    )


def _late(context: SubmissionLetterContext) -> tuple[Block, ...]:
    if not context.is_late:
        return ()
    said = context.late_explanation.strip() or "chưa có giải trình"
    return (
        text(
            f"Hồ sơ nộp sau thời hạn quy định ({figures.before(context.due_at)}). Giải trình của người đứng đầu đơn "
            f"vị: {said}"
        ),
    )


def _receipt(context: SubmissionLetterContext) -> tuple[Block, ...]:
    if context.submitted_at is None:
        return ()
    number = f" với số {context.receipt}" if context.receipt else ""
    return (
        text(
            f"Hồ sơ điện tử đã được tiếp nhận{number} lúc {figures.moment_in_words(context.submitted_at)}."
        ),
        Note(
            runs=(
                Run(text="Mã xác thực nội dung hồ sơ (SHA-256): ", bold=True),
                Run(text=f"{context.content_hash}."),
            )
        ),
    )


def _annex(context: SubmissionLetterContext, letterhead: Letterhead) -> Annex:
    rows = (_row(place, item) for place, item in enumerate(context.documents, 1))
    table = Table(
        columns=_COLUMNS,
        header=(tuple(HeaderCell(text=title) for title in _TITLES),),
        rows=tuple(rows),
        size=11,
    )
    return Annex(
        number="",
        title=f"Danh mục tài liệu kiểm chứng năm {context.cycle_year}",
        belongs_to=belongs_to(letterhead),
        blocks=(table, *data_notes(illustrative=False, synthetic=context.synthetic)),
        landscape=True,
    )


def _row(place: int, item: EnclosedDocument) -> Row:
    document = item.document
    return Row(
        cells=(
            str(place),
            f"{document.kind} {document.number}".strip(),
            format_date(document.issued_on) if document.issued_on else "",
            document.issuer,
            document.title,
            ", ".join(item.codes),
        )
    )
