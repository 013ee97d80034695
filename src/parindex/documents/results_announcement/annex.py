"""The annex of the announcement: the ranking, the thresholds of the classes, and where the figures come from."""

from __future__ import annotations

from itertools import pairwise

from parindex.documents import figures
from parindex.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    HeaderCell,
    Letterhead,
    Note,
    Row,
    Run,
    Table,
)
from parindex.documents.paper.wording import belongs_to
from parindex.documents.provenance import ILLUSTRATIVE_MARK, data_notes
from parindex.documents.results_announcement.context import ResultsAnnouncementContext, Standing

_FIELDS_WIDTH = 144.0  # mm for all fields together


def ranking_annex(context: ResultsAnnouncementContext, letterhead: Letterhead) -> Annex:
    """Return the ranking table, landscape, with its key and notes."""
    blocks: tuple[Block, ...] = (
        _table(context),
        _key(context),
        *_thresholds(context),
        *_remarks(context),
        _version(context),
        *data_notes(illustrative=context.classes_illustrative, synthetic=context.synthetic),
    )
    return Annex(
        number="",
        title=f"Kết quả Chỉ số cải cách hành chính năm {context.cycle_year} của {context.units_phrase}",
        belongs_to=belongs_to(letterhead),
        blocks=blocks,
        landscape=True,
    )


def _table(context: ResultsAnnouncementContext) -> Table:
    narrow = _FIELDS_WIDTH / max(len(context.fields), 1)
    return Table(
        columns=(
            Column(width=12, align=Align.CENTER, numeric=True),
            Column(width=36),
            *(Column(width=narrow, align=Align.CENTER, numeric=True) for _ in context.fields),
            Column(width=16, align=Align.CENTER, numeric=True),
            Column(width=16, align=Align.CENTER, numeric=True),
            Column(width=16, align=Align.CENTER, numeric=True),
            Column(width=18, align=Align.CENTER),
        ),
        header=_header(context),
        rows=tuple(_row(context, standing) for standing in context.standings),
        size=11,
    )


def _header(context: ResultsAnnouncementContext) -> tuple[tuple[HeaderCell, ...], ...]:
    left = (HeaderCell(text="Xếp hạng", down=2), HeaderCell(text="Đơn vị", down=2))
    titles = ("Tổng điểm", "Điểm tối đa", "Chỉ số (%)", "Xếp loại")
    right = tuple(HeaderCell(text=title, down=2) for title in titles)
    if not context.fields:
        return (tuple(HeaderCell(text=cell.text) for cell in (*left, *right)),)
    middle = HeaderCell(text="Điểm theo lĩnh vực", across=len(context.fields))
    names = tuple(HeaderCell(text=f"{field.short_name} ({field.code})") for field in context.fields)
    return ((*left, middle, *right), names)


def _row(context: ResultsAnnouncementContext, standing: Standing) -> Row:
    places = context.points_places
    return Row(
        cells=(
            str(standing.rank) if standing.rank is not None else figures.NOTHING,
            standing.unit,
            *(figures.points(points, places=places) for points in standing.field_points),
            figures.points(standing.points, places=places),
            figures.points(standing.max_points, places=places),
            figures.percent(standing.index),
            standing.class_name or figures.NOTHING,
        )
    )


def _key(context: ResultsAnnouncementContext) -> Note:
    fields = "; ".join(
        f"({field.code}) {field.name} ({figures.limit(field.max_points)} điểm)"
        for field in context.fields
    )
    source = f"Theo {context.criteria_source}. " if context.criteria_source else ""
    return Note(
        runs=(
            Run(text="Lĩnh vực, điểm tối đa: ", bold=True),
            Run(text=f"{fields}. {source}".strip()),
        )
    )


def _thresholds(context: ResultsAnnouncementContext) -> tuple[Note, ...]:
    if not context.classes:
        return ()
    first, *_ = context.classes
    parts = [f"{first.name}: từ {figures.limit(first.at_least)}% trở lên"]
    for above, band in pairwise(context.classes):
        upper = figures.limit(above.at_least)
        parts.append(
            f"{band.name}: từ {figures.limit(band.at_least)}% đến dưới {upper}%"
            if band.at_least > 0
            else f"{band.name}: dưới {upper}%"
        )
    mark = f" {ILLUSTRATIVE_MARK}" if context.classes_illustrative else ""
    return (
        Note(
            runs=(
                Run(text="Xếp loại theo Chỉ số: ", bold=True),
                Run(text="; ".join(parts) + f".{mark}"),
            )
        ),
    )


def _remarks(context: ResultsAnnouncementContext) -> tuple[Note, ...]:
    lines = [
        f"{standing.unit}: {standing.remark}" for standing in context.standings if standing.remark
    ]
    return (Note(runs=(Run(text="; ".join(lines) + "."),)),) if lines else ()


def _version(context: ResultsAnnouncementContext) -> Note:
    return Note(
        runs=(
            Run(text="Phiên bản kết quả: ", bold=True),
            Run(text=f"{context.version}. Mã xác thực nội dung (SHA-256): {context.content_hash}."),
        )
    )
