"""Composes the announcement of results, as a decision in articles or as a notice in sections."""

from __future__ import annotations

from parindex.documents import figures
from parindex.documents.paper import Block, Enactment, Heading, Paper, Paragraph, Run, bullet, text
from parindex.documents.provenance import synthetic_warning
from parindex.documents.results_announcement.annex import ranking_annex
from parindex.documents.results_announcement.context import (
    AnnouncementForm,
    ResultsAnnouncementContext,
)


def compose(context: ResultsAnnouncementContext) -> Paper:
    """Return the announcement as a paper with the ranking in its annex."""
    decision = context.form is AnnouncementForm.DECISION
    letterhead = context.origin.letterhead(
        kind="Quyết định" if decision else "Thông báo", subject=_subject(context)
    )
    body = _articles(context) if decision else _sections(context)
    return Paper(
        letterhead=letterhead,
        grounds=context.grounds,
        enactment=Enactment(authority=context.authority, word="Quyết định:") if decision else None,
        body=(*([synthetic_warning()] if context.synthetic else []), *body),
        signature=context.signature,
        recipients=context.recipients,
        annexes=(ranking_annex(context, letterhead),),
    )


def _subject(context: ResultsAnnouncementContext) -> str:
    verb = "Công bố" if context.form is AnnouncementForm.DECISION else "Kết quả xác định"
    return f"{verb} {_index_name(context)}"


def _index_name(context: ResultsAnnouncementContext) -> str:
    return f"Chỉ số cải cách hành chính năm {context.cycle_year} của {context.units_phrase}"


def _articles(context: ResultsAnnouncementContext) -> tuple[Block, ...]:
    return (
        _article(
            1,
            f"Công bố {_index_name(context)} (chi tiết tại Phụ lục kèm theo). {_summary(context)}",
        ),
        _article(2, _duties(context)),
        _article(3, _force(context)),
    )


def _article(number: int, words: str) -> Paragraph:
    return Paragraph(runs=(Run(text=f"Điều {number}. ", bold=True), Run(text=words)))


def _sections(context: ResultsAnnouncementContext) -> tuple[Block, ...]:
    replaced = (text(f"Thông báo này thay thế {context.replaces}."),) if context.replaces else ()
    return (
        text(f"{context.origin.issuer} thông báo kết quả xác định {_index_name(context)} như sau:"),
        Heading(text="1. Kết quả", level=2),
        text(_summary(context)),
        *(bullet(line) for line in _leaders(context)),
        text("Kết quả chi tiết của từng đơn vị nêu tại Phụ lục kèm theo Thông báo này."),
        Heading(text="2. Tổ chức thực hiện", level=2),
        text(_duties(context)),
        *replaced,
        text(f"{context.origin.issuer} thông báo để các cơ quan, đơn vị biết, thực hiện./."),
    )


def _summary(context: ResultsAnnouncementContext) -> str:
    parts = []
    for band in context.classes:
        number = sum(standing.class_name == band.name for standing in context.standings)
        parts.append(
            f"{figures.count(number) if number else 'không có'} đơn vị xếp loại {band.name}"
        )
    classes = f", trong đó: {'; '.join(parts)}" if parts else ""
    return f"Tổng số {figures.count(len(context.standings))} đơn vị được đánh giá{classes}."


def _leaders(context: ResultsAnnouncementContext) -> tuple[str, ...]:
    ranked = [standing for standing in context.standings if standing.rank is not None]
    if not ranked:
        return ()
    last = max(standing.rank or 0 for standing in ranked)
    lines = {"Đơn vị dẫn đầu": 1, "Đơn vị xếp cuối": last}
    return tuple(
        f"{label}: "
        + "; ".join(f"{s.unit} ({figures.percent(s.index)}%)" for s in ranked if s.rank == rank)
        + ("." if rank == last else ";")
        for label, rank in lines.items()
    )


def _duties(context: ResultsAnnouncementContext) -> str:
    return (
        "Căn cứ kết quả được công bố, các đơn vị tổ chức họp rút kinh nghiệm, làm rõ nguyên nhân và trách nhiệm "
        "đối với những tiêu chí, tiêu chí thành phần đạt thấp; xây dựng và thực hiện kế hoạch khắc phục, nâng cao "
        f"Chỉ số cải cách hành chính năm {context.cycle_year + 1}. Giao {context.coordinator} thông tin kết quả "
        f"chi tiết đến từng đơn vị, theo dõi, đôn đốc và tổng hợp báo cáo {context.origin.issuer}."
    )


def _force(context: ResultsAnnouncementContext) -> str:
    replaced = f" và thay thế {context.replaces}" if context.replaces else ""
    executors = "; ".join(context.executors)
    return (
        f"Quyết định này có hiệu lực thi hành kể từ ngày ký{replaced}. {executors} và các cơ quan, đơn vị, cá nhân có "
        "liên quan chịu trách nhiệm thi hành Quyết định này./."
    )
