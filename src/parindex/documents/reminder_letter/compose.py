"""Composes the reminder letter; a long list of units stands in its annex."""

from __future__ import annotations

from parindex.documents import figures
from parindex.documents.paper import (
    Align,
    Annex,
    Column,
    HeaderCell,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Run,
    Table,
    text,
)
from parindex.documents.paper.wording import belongs_to, sentence
from parindex.documents.provenance import data_notes, synthetic_warning
from parindex.documents.reminder_letter.context import OwingUnit, ReminderLetterContext
from parindex.viet import date_in_words

MOST_ADDRESSEES = 8  # more are named in the annex
_COLUMNS = (
    Column(width=12, align=Align.CENTER, numeric=True),
    Column(width=58),
    Column(width=42, align=Align.CENTER),
    Column(width=22, align=Align.CENTER, numeric=True),
    Column(width=31, align=Align.CENTER),
)
_TITLES = ("STT", "Đơn vị", "Hạn nộp", "Quá hạn (ngày)", "Đã tự chấm (mục)")


def compose(context: ReminderLetterContext) -> Paper:
    """Return the letter with the list of who has not handed in."""
    letterhead = context.origin.letter(
        subject=f"đôn đốc nộp hồ sơ tự đánh giá, chấm điểm Chỉ số CCHC năm {context.cycle_year}"
    )
    return Paper(
        letterhead=letterhead,
        addressees=_addressees(context),
        body=(
            *([synthetic_warning()] if context.synthetic else []),
            text(_opening(context)),
            text(f"Để đảm bảo tiến độ, {context.body} yêu cầu:"),
            _first(context),
            text(_second(context)),
            text(
                f"3. Giao {context.coordinator} theo dõi, đôn đốc, hướng dẫn các đơn vị; tổng hợp, báo cáo "
                f"{context.chair} các đơn vị không nộp hoặc nộp muộn."
            ),
            text(
                "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện đảm bảo đúng thời gian quy định./."
            ),
        ),
        signature=context.signature,
        recipients=context.recipients,
        annexes=(_annex(context, letterhead),),
    )


def _addressees(context: ReminderLetterContext) -> tuple[str, ...]:
    if len(context.units) > MOST_ADDRESSEES:
        return (
            f"{figures.count(len(context.units))} đơn vị có tên tại Phụ lục kèm theo Công văn này",
        )
    return tuple(unit.name for unit in context.units)


def _opening(context: ReminderLetterContext) -> str:
    return sentence(
        f"{context.opening}các cơ quan, đơn vị nộp hồ sơ tự đánh giá, chấm điểm Chỉ số cải cách hành chính (CCHC) năm "
        f"{context.cycle_year} về {context.through} {figures.before(context.due_at)}. Tính đến "
        f"{date_in_words(context.today)}, đã có {figures.count(context.handed_in)}/{figures.count(context.total)} đơn "
        f"vị nộp hồ sơ; còn {figures.count(len(context.units))} đơn vị chưa nộp"
        f"{_overdue(context)} (danh sách tại Phụ lục kèm theo)."
    )


def _overdue(context: ReminderLetterContext) -> str:
    late = len(context.late)
    if not late:
        return ""
    if late == len(context.units):
        return ", đều đã quá thời hạn"
    return f", trong đó {figures.count(late)} đơn vị đã quá thời hạn"


def _first(context: ReminderLetterContext) -> Paragraph:
    when = (
        "ngay sau khi nhận được Công văn này"
        if context.late
        else figures.before(max(unit.due_at for unit in context.units))
    )
    return Paragraph(
        runs=(
            Run(
                text="1. Các đơn vị có tên trong danh sách khẩn trương hoàn thiện việc tự chấm điểm, tài liệu kiểm "
                f"chứng và giải trình, trình lãnh đạo duyệt và nộp hồ sơ về {context.through} "
            ),
            Run(text=when, bold=True),
            Run(text="."),
        )
    )


def _second(context: ReminderLetterContext) -> str:
    return (
        "2. Người đứng đầu đơn vị nộp hồ sơ quá thời hạn chịu trách nhiệm giải trình bằng văn bản trước đồng chí "
        f"{context.chair}. Tiêu chí, tiêu chí thành phần không có tài liệu kiểm chứng hoặc không giải trình thì không "
        "được chấm điểm."
    )


def _annex(context: ReminderLetterContext, letterhead: Letterhead) -> Annex:
    rows = tuple(_row(place, unit) for place, unit in enumerate(context.units, 1))
    table = Table(
        columns=_COLUMNS,
        header=(tuple(HeaderCell(text=title) for title in _TITLES),),
        rows=rows,
    )
    return Annex(
        number="",
        title=f"Danh sách đơn vị chưa nộp hồ sơ tự đánh giá, chấm điểm năm {context.cycle_year}",
        belongs_to=belongs_to(letterhead),
        blocks=(table, *data_notes(illustrative=False, synthetic=context.synthetic)),
    )


def _row(place: int, unit: OwingUnit) -> Row:
    name = f"{unit.name}\n({unit.note})" if unit.note else unit.name
    return Row(
        cells=(
            str(place),
            name,
            sentence(figures.before(unit.due_at)),
            str(unit.days_late) if unit.days_late else figures.NOTHING,
            f"{unit.finished}/{unit.components}",
        )
    )
