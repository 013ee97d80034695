"""Composes the periodic report: opening, numbered sections, closing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parindex.documents import figures
from parindex.documents.paper import (
    Block,
    Bullet,
    Heading,
    Paper,
    Paragraph,
    Run,
    bullet,
    text,
)
from parindex.documents.periodic_report.annex import annexes
from parindex.documents.periodic_report.context import (
    Collation,
    PeriodicReportContext,
    TextSection,
)
from parindex.documents.periodic_report.numbering import Numbering
from parindex.documents.provenance import draft_warning, synthetic_warning
from parindex.viet import date_in_words

_ITEM_MARKS = ("- ", "• ", "+ ", "* ")
_NOTHING = "Không có nội dung báo cáo."
_LOWEST_HEADING = 2


def compose(context: PeriodicReportContext) -> Paper:
    """Return the report as a paper with its statistics annexed."""
    letterhead = context.origin.letterhead(kind="Báo cáo", subject=_subject(context))
    return Paper(
        letterhead=letterhead,
        addressees=context.addressees,
        body=(*_opening(context), *_sections(context), _closing(context)),
        signature=context.signature,
        recipients=context.recipients,
        annexes=annexes(context, letterhead),
    )


def _subject(context: PeriodicReportContext) -> str:
    return f"Kết quả công tác cải cách hành chính {context.period}{_of_area(context)}"


def _of_area(context: PeriodicReportContext) -> str:
    return f" trên địa bàn {context.area}" if context.area else ""


def _opening(context: PeriodicReportContext) -> Iterator[Block]:
    if context.draft:
        yield draft_warning()
    if context.synthetic:
        yield synthetic_warning()
    follows = " và ".join(part for part in (context.ordered_by, context.plan) if part)
    following = f"Thực hiện {follows}, " if follows else ""
    yield text(
        f"{following}{context.origin.issuer} báo cáo kết quả thực hiện công tác cải cách hành chính (CCHC) "
        f"{context.period}{_of_area(context)} (số liệu tính từ {date_in_words(context.data_from)} đến hết "
        f"{date_in_words(context.data_until)}) như sau:"
    )
    if context.collation is not None:
        yield text(_whose(context.collation))


def _whose(collation: Collation) -> str:
    """Say how many reports are in it, and name who sent none."""
    included, asked = figures.count(collation.included), figures.count(collation.asked)
    said = f"Báo cáo được tổng hợp từ {included}/{asked} báo cáo của các cơ quan, đơn vị."
    if collation.missing:
        said += f" Chưa có báo cáo của: {', '.join(collation.missing)}."
    return said


def _sections(context: PeriodicReportContext) -> Iterator[Block]:
    numbering = Numbering()
    for section in context.sections:
        number = numbering.next(section.level)
        title = section.title.upper() if section.level == 1 else section.title
        yield Heading(text=f"{number} {title}", level=min(section.level, _LOWEST_HEADING))
        if not section.is_heading:
            yield from _content(section)


def _content(section: TextSection) -> Iterator[Block]:
    blocks = [block for value in section.texts for block in _paragraphs(value)]
    for given in section.contributions:
        blocks += [_partner(given.agency), *_paragraphs(given.text)]
    yield from blocks or [text(_NOTHING)]


def _partner(agency: str) -> Paragraph:
    return Paragraph(
        runs=(Run(text=f"Nội dung phối hợp của {agency}:", italic=True),), keep_with_next=True
    )


def _paragraphs(value: str) -> Iterable[Paragraph | Bullet]:
    for line in value.splitlines():
        words = line.strip()
        if words.startswith(_ITEM_MARKS):
            yield bullet(words[2:].strip())
        elif words:
            yield text(words)


def _closing(context: PeriodicReportContext) -> Paragraph:
    reader = f"kính gửi {context.addressees[0]} tổng hợp" if context.addressees else "báo cáo"
    return text(
        f"Trên đây là kết quả thực hiện công tác cải cách hành chính {context.period}{_of_area(context)}, "
        f"{context.origin.issuer} {reader}./."
    )
