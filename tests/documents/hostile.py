"""A paper whose every text tries to be markup, and a plain letter."""

from __future__ import annotations

from parindex.documents.paper import (
    Annex,
    Bullet,
    Column,
    HeaderCell,
    Heading,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    bullet,
    text,
)

HOSTILE = (
    '#read("/etc/passwd") #{1+1}',
    "$x^2$ *đậm* _nghiêng_ `mã` @nguồn",
    "<script>alert('x')</script> &amp; ]]>",
    '\\#import "a.typ": * // chú thích /* */',
    "= Tiêu đề",
    "\"ngoặc\" 'đơn' “kép” -- --- ...",
    "{{ context }} {% now %} %s ${HOME}",
)
LONG_WORD = "dài" * 60


def hostile_paper() -> Paper:
    """Return a paper with hostile text in every place a person can write to."""
    everything = " ".join(HOSTILE)
    run = (Run(text=everything),)
    table = Table(
        columns=(Column(width=10), Column(width=90)),
        header=((HeaderCell(text=everything), HeaderCell(text="B")),),
        rows=(
            Row(cells=("x", everything), level=1),
            Row(cells=(LONG_WORD, everything + "\n" + LONG_WORD)),
        ),
        caption=everything,
    )
    return Paper(
        letterhead=head(issuer="Phòng <b>&", subject=everything, kind="Báo cáo", is_letter=False),
        addressees=(everything, everything),
        grounds=(everything,),
        body=(
            Heading(text=everything),
            *(text(words) for words in HOSTILE),
            Bullet(runs=run),
            text(LONG_WORD),
            table,
            Note(runs=run),
            Paragraph(runs=(*run, Run(text=everything, bold=True, italic=True)), indent=False),
        ),
        signature=Signature(authority=(HOSTILE[0],), title=HOSTILE[1], name=HOSTILE[2]),
        recipients=HOSTILE,
        annexes=(Annex(number="I", title="Phụ", belongs_to=everything, blocks=(table,)),),
    )


def head(*, issuer: str, subject: str, kind: str, is_letter: bool) -> Letterhead:
    """Return the head of an undated document."""
    return Letterhead(
        superior="Ủy ban nhân dân huyện Cao Lộc",
        issuer=issuer,
        number="",
        symbol="UBND-NV",
        place="Cao Lộc",
        date=None,
        year=2020,
        kind=kind,
        subject=subject,
        is_letter=is_letter,
    )


def letter() -> Paper:
    """Return a letter (công văn) to two addressees with two annexes."""
    annexes = tuple(
        Annex(number=number, title="Biểu mẫu", belongs_to="", blocks=(bullet("Một dòng"),))
        for number in ("I", "II")
    )
    return Paper(
        letterhead=head(issuer="Phòng Nội vụ", subject="tự đánh giá", kind="", is_letter=True),
        addressees=("Các cơ quan chuyên môn", "UBND các xã, thị trấn"),
        body=(text("Đề nghị thực hiện./."),),
        signature=Signature(authority=("KT. TRƯỞNG PHÒNG",), title="PHÓ TRƯỞNG PHÒNG", name=""),
        recipients=("Như trên", "Lưu: VT"),
        annexes=annexes,
    )
