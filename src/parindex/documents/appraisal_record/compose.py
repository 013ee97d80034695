"""Composes the appraisal record: minutes (biên bản) of the council on one unit's dossier."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from parindex.documents import figures
from parindex.documents.appraisal_record.annex import annexes
from parindex.documents.appraisal_record.context import AppraisalRecordContext, RequestLine
from parindex.documents.paper import (
    Align,
    Block,
    Column,
    HeaderCell,
    Heading,
    Note,
    Paper,
    Row,
    Run,
    Table,
    bullet,
    text,
)
from parindex.documents.paper.wording import document_date
from parindex.documents.provenance import synthetic_warning
from parindex.viet import format_date

PEN = "…" * 12


def compose(context: AppraisalRecordContext) -> Paper:
    """Return the record as minutes with its two annexes."""
    dated = context.origin.letterhead(kind="Biên bản", subject=_subject(context))
    return Paper(
        letterhead=replace(dated, place=""),
        grounds=context.grounds,
        body=(
            *([synthetic_warning()] if context.synthetic else []),
            text(
                f"Hôm nay, {document_date(dated)}, tại {PEN}, {context.council} (sau đây gọi là Hội đồng) lập biên "
                f"bản thẩm định kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính (CCHC) năm "
                f"{context.cycle_year} của {context.unit}, như sau:"
            ),
            *_present(context),
            *_dossier(context),
            *_result(context),
            *_conclusion(context),
        ),
        signature=context.signature,
        cosigner=context.cosigner,
        recipients=context.recipients,
        annexes=annexes(context, dated),
    )


def _subject(context: AppraisalRecordContext) -> str:
    return (
        "Thẩm định kết quả tự đánh giá, chấm điểm, xác định Chỉ số cải cách hành chính "
        f"năm {context.cycle_year} của {context.unit}"
    )


def _present(context: AppraisalRecordContext) -> tuple[Block, ...]:
    return (
        Heading(text="I. THÀNH PHẦN"),
        bullet(f"Chủ tịch Hội đồng: {context.chair or PEN};"),
        bullet(f"Thư ký Hội đồng: {context.secretary or PEN};"),
        *(bullet(f"Thành viên thẩm định, {line};") for line in context.appraisers),
        bullet(f"Đại diện {context.unit}: {PEN}."),
    )


def _dossier(context: AppraisalRecordContext) -> tuple[Block, ...]:
    when = figures.moment_in_words(context.submitted_at) if context.submitted_at else PEN
    receipt = f", số tiếp nhận {context.receipt}" if context.receipt else ""
    late = ""
    if context.is_late:
        said = context.late_explanation.strip()
        words = f"người đứng đầu giải trình: “{said}”" if said else "người đứng đầu chưa giải trình"
        late = f" Hồ sơ nộp sau thời hạn quy định; {words}."
    asked = [text(_request(line)) for line in context.requests]
    return (
        Heading(text="II. HỒ SƠ TỰ ĐÁNH GIÁ, CHẤM ĐIỂM"),
        text(f"Hồ sơ nộp lúc {when}{receipt}.{late}"),
        *(asked or [text("Hội đồng không có văn bản yêu cầu bổ sung đối với hồ sơ này.")]),
    )


def _request(line: RequestLine) -> str:
    return (
        f"Hội đồng yêu cầu bổ sung tại Văn bản số {line.number} ngày {format_date(line.issued_on)} đối với "
        f"{figures.count(len(line.codes))} mục ({', '.join(line.codes)}); đơn vị đã trả lời "
        f"{figures.count(line.answered)} mục."
    )


def _result(context: AppraisalRecordContext) -> tuple[Block, ...]:
    return (
        Heading(text="III. KẾT QUẢ THẨM ĐỊNH"),
        text(
            f"Đối chiếu với {context.criteria_source}, đơn vị tự chấm {_points(context, context.own)} điểm; kết quả "
            f"thẩm định là {_points(context, context.points)}/{_points(context, context.max_points)} điểm, "
            f"Chỉ số CCHC đạt {figures.percent(context.index)}%."
        ),
        _fields(context),
        text(_differences(context)),
        *_survey(context),
        *_replies(context),
        *_not_applicable(context),
    )


def _differences(context: AppraisalRecordContext) -> str:
    rows = context.differences
    if not rows:
        return (
            "Điểm thẩm định của tất cả tiêu chí, tiêu chí thành phần thống nhất với điểm tự chấm."
        )
    gaps = [row.final - row.own for row in rows if row.final is not None and row.own is not None]
    down = [gap for gap in gaps if gap < 0]
    up = [gap for gap in gaps if gap > 0]
    parts = [
        f"{figures.count(len(found))} mục {word} {_points(context, abs(sum(found, Decimal(0))))} điểm"
        for found, word in ((down, "giảm"), (up, "tăng"))
        if found
    ]
    amount = f", trong đó {'; '.join(parts)}" if parts else ""
    return (
        f"Có {figures.count(len(rows))} tiêu chí, tiêu chí thành phần có điểm khác điểm tự chấm{amount} (từng mục và "
        "lý do tại Phụ lục I; điểm toàn bộ các mục tại Phụ lục II)."
    )


def _survey(context: AppraisalRecordContext) -> tuple[Block, ...]:
    rows = [row for row in context.leaves if row.by_survey and row.final is not None]
    if not rows:
        return ()
    points = sum((row.final or Decimal(0) for row in rows), Decimal(0))
    return (
        text(
            f"Điểm điều tra xã hội học (đơn vị không tự chấm): {figures.count(len(rows))} mục, "
            f"{_points(context, points)} điểm."
        ),
    )


def _replies(context: AppraisalRecordContext) -> tuple[Block, ...]:
    codes = [row.code for row in context.leaves if row.reply]
    if not codes:
        return ()
    return (
        text(
            f"Đơn vị giải trình {figures.count(len(codes))} mục sau khi nhận kết quả thẩm định tạm thời: "
            f"{', '.join(codes)}."
        ),
    )


def _not_applicable(context: AppraisalRecordContext) -> tuple[Block, ...]:
    codes = [row.code for row in context.leaves if row.not_applicable]
    if not codes:
        return ()
    return (text(f"Mục không áp dụng đối với đơn vị: {', '.join(codes)}."),)


def _fields(context: AppraisalRecordContext) -> Table:
    titles = ("STT", "Lĩnh vực", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định", "Tỷ lệ (%)")
    rows = [
        Row(
            cells=(
                field.code,
                field.name,
                _points(context, field.max_points),
                _points(context, field.own),
                _points(context, field.points),
                figures.percent(
                    field.points / field.max_points * 100 if field.max_points else None
                ),
            )
        )
        for field in context.fields
    ]
    total = (
        *("", "Tổng cộng", _points(context, context.max_points), _points(context, context.own)),
        *(_points(context, context.points), figures.percent(context.index)),
    )
    return Table(
        columns=(
            Column(width=12, align=Align.CENTER),
            Column(width=73),
            *(Column(width=20, align=Align.CENTER, numeric=True) for _ in range(4)),
        ),
        header=(tuple(HeaderCell(text=title) for title in titles),),
        rows=(*rows, Row(cells=total, bold=True)),
        caption=f"Kết quả thẩm định theo lĩnh vực năm {context.cycle_year}",
    )


def _conclusion(context: AppraisalRecordContext) -> tuple[Block, ...]:
    return (
        Heading(text="IV. KẾT LUẬN"),
        *_decided(context),
        text(
            f"Biên bản được lập thành 02 bản, Hội đồng lưu 01 bản, gửi {context.unit} 01 bản. Biên bản lập xong lúc "
            f"{PEN} cùng ngày./."
        ),
    )


def _decided(context: AppraisalRecordContext) -> tuple[Block, ...]:
    if context.decided_at is None:
        until = (
            f" {figures.before(context.reply_due_at)}"
            if context.reply_due_at
            else " sau khi nhận kết quả tạm thời"
        )
        return (
            text(
                "Kết quả nêu trên là kết quả thẩm định tạm thời. Đơn vị không thống nhất mục nào thì gửi giải trình về "
                f"Hội đồng{until}; Chủ tịch Hội đồng xem xét, kết luận."
            ),
        )
    ruled = [row.code for row in context.leaves if row.was_ruled]
    words = (
        f" Chủ tịch Hội đồng kết luận điểm khác điểm thẩm định tại mục {', '.join(ruled)}."
        if ruled
        else ""
    )
    return (
        text(
            f"Chủ tịch Hội đồng kết luận lúc {figures.moment_in_words(context.decided_at)}: {context.unit} đạt "
            f"{_points(context, context.points)}/{_points(context, context.max_points)} điểm, Chỉ số CCHC năm "
            f"{context.cycle_year} là {figures.percent(context.index)}%.{words}"
        ),
        Note(
            runs=(
                Run(text="Mã xác thực nội dung kết luận (SHA-256): ", bold=True),
                Run(text=f"{context.content_hash}."),
            )
        ),
    )


def _points(context: AppraisalRecordContext, value: Decimal | None) -> str:
    return figures.points(value, places=context.points_places)
