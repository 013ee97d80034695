"""The annexes of the appraisal record: every difference with its reason, and the points of the whole set."""

from __future__ import annotations

from decimal import Decimal

from parindex.documents import figures
from parindex.documents.appraisal_record.context import AppraisalRecordContext, CaseRow
from parindex.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    HeaderCell,
    Letterhead,
    Row,
    Table,
    text,
)
from parindex.documents.paper.wording import belongs_to, sentence
from parindex.documents.provenance import ILLUSTRATIVE_MARK, data_notes

_POINTS = Column(width=17, align=Align.CENTER, numeric=True)
_DIFFERENCE_TITLES = (
    *("Mã số", "Tiêu chí, tiêu chí thành phần", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định"),
    *("Điểm kết luận", "Chênh lệch", "Lý do", "Giải trình của đơn vị; trả lời của Hội đồng"),
)
_WHOLE_TITLES = (
    *("Mã số", "Lĩnh vực, tiêu chí, tiêu chí thành phần", "Điểm tối đa", "Điểm tự chấm"),
    *("Điểm thẩm định", "Điểm kết luận", "Ghi chú"),
)


def annexes(context: AppraisalRecordContext, letterhead: Letterhead) -> tuple[Annex, ...]:
    """Return both annexes, landscape."""
    made = (
        ("Các tiêu chí, tiêu chí thành phần có điểm khác điểm tự chấm", _differences(context)),
        ("Kết quả thẩm định từng tiêu chí, tiêu chí thành phần", (_whole(context),)),
    )
    notes = data_notes(
        illustrative=any(row.illustrative for row in context.rows), synthetic=context.synthetic
    )
    return tuple(
        Annex(
            number=number,
            title=f"{title} của {context.unit} năm {context.cycle_year}",
            belongs_to=belongs_to(letterhead),
            blocks=(*blocks, *notes),
            landscape=True,
        )
        for number, (title, blocks) in zip(("I", "II"), made, strict=True)
    )


def _differences(context: AppraisalRecordContext) -> tuple[Block, ...]:
    rows = context.differences
    if not rows:
        return (
            text("Không có tiêu chí, tiêu chí thành phần nào có điểm khác điểm đơn vị tự chấm."),
        )
    columns = (
        Column(width=14),
        Column(width=56),
        *(_POINTS,) * 5,
        Column(width=54),
        Column(width=48),
    )
    return (
        Table(
            columns=columns,
            header=(tuple(HeaderCell(text=title) for title in _DIFFERENCE_TITLES),),
            rows=tuple(_difference(context, row) for row in rows),
            size=11,
        ),
    )


def _difference(context: AppraisalRecordContext, row: CaseRow) -> Row:
    gap = None if row.own is None or row.final is None else row.final - row.own
    return Row(
        cells=(
            row.code,
            _name(row),
            _points(context, row.max_points),
            _own(context, row),
            _points(context, row.award),
            _final(context, row),
            _signed(context, gap),
            row.reason or "Không ghi lý do",
            _talk(row),
        )
    )


def _talk(row: CaseRow) -> str:
    said = (("Đơn vị", row.reply), ("Hội đồng", row.answer))
    return "\n".join(f"{who}: {words}" for who, words in said if words)


def _whole(context: AppraisalRecordContext) -> Table:
    total = (
        *("", "Tổng cộng", _points(context, context.max_points), _points(context, context.own)),
        *("", _points(context, context.points), ""),
    )
    return Table(
        columns=(
            Column(width=16),
            Column(width=104),
            *(_POINTS, _POINTS, _POINTS, _POINTS),
            Column(width=50),
        ),
        header=(tuple(HeaderCell(text=title) for title in _WHOLE_TITLES),),
        rows=(*(_row(context, row) for row in context.rows), Row(cells=total, bold=True)),
        size=11,
    )


def _row(context: AppraisalRecordContext, row: CaseRow) -> Row:
    return Row(
        cells=(
            row.code,
            row.name.upper() if row.is_field else _name(row),
            _points(context, row.max_points),
            _own(context, row),
            "" if row.is_group else _points(context, row.award),
            _final(context, row),
            sentence("; ".join(_remarks(row))),
        ),
        level=(1 if row.is_field else 2) if row.is_group else 0,
        bold=row.is_group,
    )


def _remarks(row: CaseRow) -> tuple[str, ...]:
    remarks = (
        "Điểm điều tra xã hội học" if row.by_survey else "",
        "Đơn vị đề nghị không áp dụng" if row.claimed_not_applicable and row.differs else "",
        "Chủ tịch Hội đồng kết luận" if row.was_ruled else "",
        "lý do tại Phụ lục I" if row.differs else "",
    )
    return tuple(remark for remark in remarks if remark)


def _own(context: AppraisalRecordContext, row: CaseRow) -> str:
    return "Không áp dụng" if row.claimed_not_applicable else _points(context, row.own)


def _final(context: AppraisalRecordContext, row: CaseRow) -> str:
    return "Không áp dụng" if row.not_applicable else _points(context, row.final)


def _name(row: CaseRow) -> str:
    return f"{row.name} {ILLUSTRATIVE_MARK}" if row.illustrative else row.name


def _signed(context: AppraisalRecordContext, value: Decimal | None) -> str:
    written = _points(context, value)
    return f"+{written}" if value is not None and value > 0 else written


def _points(context: AppraisalRecordContext, value: Decimal | None) -> str:
    return figures.points(value, places=context.points_places)
