"""Composes the minutes of the council's meeting; what nobody stored (hour, place, votes) is left to the pen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from parindex.documents import figures
from parindex.documents.council_minutes.annex import annexes
from parindex.documents.council_minutes.context import CouncilMinutesContext
from parindex.documents.paper import Block, Heading, Note, Paper, Run, bullet, text
from parindex.documents.paper.wording import document_date
from parindex.documents.provenance import synthetic_warning

PEN = "…" * 12
VOTES = "…" * 4


def compose(context: CouncilMinutesContext) -> Paper:
    """Return the minutes, signed by secretary and chair."""
    letterhead = context.origin.letterhead(kind="Biên bản", subject=_subject(context))
    return Paper(
        letterhead=replace(letterhead, place=""),
        grounds=context.grounds,
        body=(
            *([synthetic_warning()] if context.synthetic else []),
            Heading(text="I. THỜI GIAN, ĐỊA ĐIỂM"),
            bullet(f"Thời gian bắt đầu: {PEN}, {document_date(letterhead)}."),
            bullet(f"Địa điểm: {PEN}{PEN}."),
            *_present(context),
            *_contents(context),
            *_passed(context),
        ),
        signature=context.signature,
        cosigner=context.cosigner,
        recipients=context.recipients,
        annexes=annexes(context, letterhead),
    )


def _subject(context: CouncilMinutesContext) -> str:
    return (
        "Họp Hội đồng thông qua kết quả thẩm định, xác định Chỉ số cải cách hành chính "
        f"năm {context.cycle_year} của {context.units_phrase}"
    )


def _present(context: CouncilMinutesContext) -> tuple[Block, ...]:
    lines = (
        *(f"Chủ trì: {name}, Chủ tịch Hội đồng" for name in context.chairs or (PEN,)),
        *(f"Thư ký: {name}" for name in context.secretaries or (PEN,)),
        *(f"Thành viên: {line}" for line in context.members),
        *(f"Dự thay: {line}" for line in context.substitutes),
        f"Vắng mặt: {PEN}",
    )
    aside = (
        (text(f"Không tham gia thẩm định, cho ý kiến: {'; '.join(context.aside)}."),)
        if context.aside
        else ()
    )
    return (
        Heading(text="II. THÀNH PHẦN"),
        text(f"{context.council}:"),
        *(bullet(f"{line}{'.' if line is lines[-1] else ';'}") for line in lines),
        *aside,
    )


def _contents(context: CouncilMinutesContext) -> tuple[Block, ...]:
    return (
        Heading(text="III. NỘI DUNG"),
        Heading(text="1. Tình hình nộp hồ sơ", level=2),
        *_handed_in(context),
        Heading(text="2. Kết quả thẩm định", level=2),
        *(text(line) for line in _appraised(context)),
        Heading(text="3. Kết luận của Chủ tịch Hội đồng", level=2),
        text(_ruled(context)),
        *_left_open(context),
    )


def _handed_in(context: CouncilMinutesContext) -> Iterator[Block]:
    total = context.handed_in + len(context.absent)
    yield text(
        f"Có {figures.count(context.handed_in)}/{figures.count(total)} đơn vị nộp hồ sơ tự đánh giá, chấm điểm."
    )
    if context.late:
        yield text(
            f"Nộp muộn {figures.count(len(context.late))} đơn vị: {'; '.join(context.late)}."
        )
    if context.absent:
        yield text(
            f"Không nộp {figures.count(len(context.absent))} đơn vị, không xếp hạng: {'; '.join(context.absent)}."
        )


def _appraised(context: CouncilMinutesContext) -> Iterator[str]:
    changed = sum(unit.differences for unit in context.units)
    yield (
        f"Hội đồng thẩm định theo {context.criteria_source}; {figures.count(changed)} mục của "
        f"{figures.count(sum(bool(unit.differences) for unit in context.units))} đơn vị có điểm khác điểm tự chấm, lý "
        "do ghi tại biên bản thẩm định từng đơn vị."
    )
    if context.requests:
        yield f"Hội đồng ban hành {figures.count(context.requests)} văn bản yêu cầu bổ sung tài liệu kiểm chứng."
    if context.replies:
        yield f"Đơn vị giải trình {figures.count(context.replies)} mục sau khi nhận kết quả thẩm định tạm thời."
    if context.read_again:
        yield (
            f"Đọc lại {figures.count(context.read_again)} mục; người đọc lại đề nghị điểm khác ở "
            f"{figures.count(context.read_otherwise)} mục."
        )


def _ruled(context: CouncilMinutesContext) -> str:
    if not context.rulings:
        return "Chủ tịch Hội đồng thống nhất với điểm thẩm định của các thành viên."
    units = len({ruling.unit for ruling in context.rulings})
    return (
        f"Chủ tịch Hội đồng kết luận {figures.count(len(context.rulings))} mục của {figures.count(units)} đơn vị (từng "
        "mục và lý do tại Phụ lục II)."
    )


def _left_open(context: CouncilMinutesContext) -> tuple[Block, ...]:
    if not context.left_open:
        return ()
    return (
        Heading(text="4. Nội dung ghi nhận khi ký kết quả", level=2),
        *(
            bullet(f"{line.rstrip('.;')}{'.' if line is context.left_open[-1] else ';'}")
            for line in context.left_open
        ),
    )


def _passed(context: CouncilMinutesContext) -> tuple[Block, ...]:
    classes = Counter(unit.class_name for unit in context.units if unit.class_name)
    counted = "; ".join(
        f"{figures.count(number)} đơn vị xếp loại {name}" for name, number in classes.items()
    )
    hashed = (
        Note(
            runs=(
                Run(text="Mã xác thực nội dung các kết luận được ký (SHA-256): ", bold=True),
                Run(text=f"{context.content_hash}."),
            )
        ),
    )
    return (
        Heading(text="IV. BIỂU QUYẾT, THÔNG QUA"),
        text(
            f"Hội đồng biểu quyết thông qua kết quả Chỉ số cải cách hành chính năm {context.cycle_year} của "
            f"{figures.count(len(context.units))} đơn vị (Phụ lục {'I ' if context.rulings else ''}kèm theo)"
            f"{f', gồm {counted}' if counted else ''}. Số thành viên tán thành: {VOTES}; không tán thành: {VOTES}."
        ),
        *(hashed if context.content_hash else ()),
        text(
            f"Cuộc họp kết thúc lúc {PEN} cùng ngày. Biên bản được thông qua để các thành viên dự họp ký, trình cấp "
            "có thẩm quyền công bố kết quả./."
        ),
    )
