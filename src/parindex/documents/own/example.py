"""A made-up document of a kind, with every part a document may have, to try a template with."""

from __future__ import annotations

import datetime as dt

from parindex.documents.choices import LETTERS, PaperKind
from parindex.documents.paper import (
    Align,
    Annex,
    Column,
    Enactment,
    HeaderCell,
    Heading,
    Letterhead,
    Note,
    Paper,
    Row,
    Run,
    Signature,
    Table,
    bullet,
    text,
)
from parindex.documents.paper.wording import belongs_to

_KINDS = {
    PaperKind.APPRAISAL_RECORD: "Biên bản",
    PaperKind.COUNCIL_MINUTES: "Biên bản",
    PaperKind.RESULT_NOTICE: "Thông báo",
    PaperKind.RESULTS_ANNOUNCEMENT: "Quyết định",
    PaperKind.REMEDIAL_PLAN: "Kế hoạch",
}
_MINUTES = frozenset({PaperKind.APPRAISAL_RECORD, PaperKind.COUNCIL_MINUTES})


def example_paper(kind: PaperKind) -> Paper:
    """Return the example; its words say themselves that they are one."""
    head = _letterhead(kind)
    return Paper(
        letterhead=head,
        addressees=()
        if kind in _MINUTES
        else ("Ủy ban nhân dân huyện Ví Dụ", "Phòng Nội vụ huyện Ví Dụ"),
        grounds=("Căn cứ văn bản thứ nhất của ví dụ", "Căn cứ văn bản thứ hai của ví dụ"),
        enactment=Enactment(authority="Ủy ban nhân dân xã Ví Dụ", word="Quyết định:")
        if kind is PaperKind.RESULTS_ANNOUNCEMENT
        else None,
        body=(
            Heading(text="I. ĐỀ MỤC VÍ DỤ"),
            text(
                "Đây là đoạn văn ví dụ, chỉ để xem mẫu trình bày ra sao; mọi số liệu đều giả định."
            ),
            Heading(text="1. Đề mục nhỏ", level=2),
            bullet("Gạch đầu dòng ví dụ"),
            _table("Bảng ví dụ", rows=4),
            Note(runs=(Run(text="Ghi chú: ví dụ dưới bảng."),)),
            text("Trên đây là văn bản ví dụ."),
        ),
        signature=Signature(
            authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
            title="PHÓ CHỦ TỊCH",
            name="Nguyễn Văn Ví Dụ",
        ),
        recipients=("Như trên", "Lãnh đạo UBND xã", "Lưu: VT"),
        annexes=(
            Annex(
                number="",
                title="Phụ lục ví dụ",
                belongs_to=belongs_to(head),
                blocks=(_table("", rows=30),),
                landscape=True,
            ),
        ),
        cosigner=Signature(authority=(), title="THƯ KÝ", name="Trần Thị Ví Dụ")
        if kind in _MINUTES
        else None,
    )


def _letterhead(kind: PaperKind) -> Letterhead:
    return Letterhead(
        superior="Ủy ban nhân dân huyện Ví Dụ",
        issuer="Ủy ban nhân dân xã Ví Dụ",
        number="05",
        symbol="BC-UBND",
        place="Ví Dụ",
        date=dt.date(2020, 1, 15),
        year=2020,
        kind="" if kind in LETTERS else _KINDS.get(kind, "Báo cáo"),
        subject="ví dụ để xem mẫu văn bản",
        is_letter=kind in LETTERS,
    )


def _table(caption: str, *, rows: int) -> Table:
    return Table(
        columns=(
            Column(width=12, align=Align.CENTER),
            Column(width=100),
            Column(width=30, align=Align.RIGHT, numeric=True),
        ),
        header=((HeaderCell(text="TT"), HeaderCell(text="Nội dung"), HeaderCell(text="Số liệu")),),
        rows=tuple(Row(cells=(str(n), f"Dòng ví dụ {n}", f"{n},50")) for n in range(1, rows + 1)),
        caption=caption,
    )
