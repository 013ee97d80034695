"""Composes the report on criteria proposals; every proposal stands in its annex."""

from __future__ import annotations

from collections import Counter

from parindex.documents import figures
from parindex.documents.paper import (
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
from parindex.documents.paper.wording import belongs_to, sentence
from parindex.documents.proposals_report.context import (
    NodeGroup,
    ProposalRow,
    ProposalsReportContext,
)
from parindex.documents.provenance import data_notes, synthetic_warning

_COLUMNS = (
    Column(width=30),
    Column(width=30),
    Column(width=78),
    Column(width=42),
    Column(width=70),
)
_TITLES = (
    *("Đơn vị", "Loại kiến nghị", "Nội dung kiến nghị"),
    *("Đề xuất cụ thể", "Ý kiến của cơ quan điều phối"),
)


def compose(context: ProposalsReportContext) -> Paper:
    """Return the report with the table of all proposals."""
    letterhead = context.origin.letterhead(
        kind="Báo cáo",
        subject="Tổng hợp kiến nghị về nội dung tiêu chí, phương pháp xác định Chỉ số cải cách hành chính năm "
        f"{context.cycle_year}",
    )
    return Paper(
        letterhead=letterhead,
        addressees=(context.addressee,),
        body=(
            *([synthetic_warning()] if context.synthetic else []),
            text(
                sentence(
                    f"{context.opening}{context.origin.issuer} báo cáo tổng hợp kiến nghị của các cơ quan, đơn vị về "
                    "nội dung tiêu chí, phương pháp xác định Chỉ số cải cách hành chính (CCHC) năm "
                    f"{context.cycle_year} như sau:"
                )
            ),
            Heading(text="I. TÌNH HÌNH KIẾN NGHỊ"),
            *_counts(context),
            Heading(text="II. KIẾN NGHỊ TIẾP THU"),
            *_taken_up(context),
            Heading(text="III. KIẾN NGHỊ CÒN ĐANG NGHIÊN CỨU"),
            *_open(context),
            Heading(text="IV. ĐỀ XUẤT"),
            text(
                f"{context.origin.issuer} đề nghị {context.addressee} xem xét, cho ý kiến đối với các kiến nghị nêu "
                f"trên để hoàn thiện bộ tiêu chí áp dụng cho năm {context.cycle_year + 1}./."
            ),
        ),
        signature=context.signature,
        recipients=context.recipients,
        annexes=(_annex(context, letterhead),),
    )


def _counts(context: ProposalsReportContext) -> tuple[Block, ...]:
    rows = context.rows
    units = len({row.unit for row in rows})
    return (
        text(
            f"Có {figures.count(len(rows))} kiến nghị của {figures.count(units)} cơ quan, đơn vị về "
            f"{figures.count(len(context.groups))} nội dung (chi tiết tại Phụ lục kèm theo)."
        ),
        bullet(f"Theo loại: {_listed(Counter(row.kind for row in rows))}."),
        bullet(f"Theo kết quả xử lý: {_listed(Counter(row.state for row in rows))}."),
    )


def _listed(counts: Counter[str]) -> str:
    return "; ".join(
        f"{name[0].lower()}{name[1:]} {figures.count(number)}"
        for name, number in counts.most_common()
    )


def _taken_up(context: ProposalsReportContext) -> tuple[Block, ...]:
    found = [
        bullet(f"{_place(group)}: {_one_line(row.answer or row.words)}")
        for group in context.groups
        for row in group.rows
        if row.is_taken_up
    ]
    return tuple(found) or (text("Chưa có kiến nghị nào được tiếp thu."),)


def _open(context: ProposalsReportContext) -> tuple[Block, ...]:
    found = [
        bullet(
            f"{_place(group)}: {figures.count(len(waiting))} kiến nghị "
            f"({', '.join(dict.fromkeys(row.unit for row in waiting))})."
        )
        for group in context.groups
        if (waiting := [row for row in group.rows if row.is_open])
    ]
    return tuple(found) or (text("Không có: các kiến nghị đều đã được trả lời."),)


def _place(group: NodeGroup) -> str:
    return f"Mục {group.code} {group.name}" if group.code else f"Toàn bộ {group.set_name}"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _annex(context: ProposalsReportContext, letterhead: Letterhead) -> Annex:
    rows = [row for group in context.groups for row in _group(group)]
    table = Table(
        columns=_COLUMNS,
        header=(tuple(HeaderCell(text=title) for title in _TITLES),),
        rows=tuple(rows),
        size=11,
    )
    return Annex(
        number="",
        title=f"Kiến nghị về tiêu chí, phương pháp xác định Chỉ số cải cách hành chính năm {context.cycle_year}",
        belongs_to=belongs_to(letterhead),
        blocks=(table, *data_notes(illustrative=False, synthetic=context.synthetic)),
        landscape=True,
    )


def _group(group: NodeGroup) -> tuple[Row, ...]:
    most = f" ({figures.limit(group.max_points)} điểm)" if group.max_points is not None else ""
    title = f"{group.code} {group.name}{most}".strip()
    head = Row(cells=("", "", title, "", ""), level=1, bold=True)
    return (head, *(_row(row) for row in group.rows))


def _row(row: ProposalRow) -> Row:
    suggested = [
        f"Điểm tối đa: {figures.limit(row.suggested_points)}"
        if row.suggested_points is not None
        else "",
        row.suggested_rule,
    ]
    answer = f"{row.state}. {row.answer}".strip() if row.answer else row.state
    return Row(cells=(row.unit, row.kind, row.words, "\n".join(filter(None, suggested)), answer))
