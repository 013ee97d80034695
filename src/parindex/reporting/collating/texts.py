"""Which text of which report goes into which section of the collated one. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parindex.reporting.choices import JointState
from parindex.reporting.collating.names import short_name
from parindex.reporting.models import Passage
from parindex.reporting.outline import Asked, Outline
from parindex.reporting.views import ReportView, SectionView

# What units write into a section that they have nothing for.
_NOTHING = frozenset({"", "không", "không có", "không có nội dung", "không phát sinh", "chưa có"})


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A text on its way into the collated report."""

    section_code: str
    source: Passage
    text: str


def pieces_of(views: Sequence[ReportView], outline: Outline) -> list[Piece]:
    """Return what goes in, section by section: what leads say of the whole area, then body by body."""
    wanted = [
        section.code
        for section in outline.sections
        if Asked.BODY in section.asked_of and not section.is_heading
    ]
    found: dict[str, list[tuple[bool, Piece]]] = {code: [] for code in wanted}
    for view in views:
        for piece, of_area in _pieces(view):
            if piece.section_code in found:
                found[piece.section_code].append((of_area, piece))
    return [
        piece
        for code in wanted
        for _of_area, piece in sorted(found[code], key=lambda item: not item[0])
    ]


def text_of(view: ReportView, row: SectionView) -> str:
    """Return a section as it is taken over; a body's own text opens with whose it is."""
    text = row.text.strip()
    added = [
        f"{joint.agency.name}: {joint.text.strip()}"
        for joint in row.joints
        if joint.state == JointState.GIVEN and joint.text.strip() and joint.text not in text
    ]
    whole = "\n".join(part for part in (text, *added) if part)
    if _is_of_area(row):
        return whole
    gap = "\n" if "\n" in whole else " "
    return f"{short_name(view.report.unit)}:{gap}{whole}"


def _pieces(view: ReportView) -> Iterator[tuple[Piece, bool]]:
    for row in view.sections:
        source = next((passage for passage in row.passages if says_something([passage])), None)
        if source is not None:
            text = text_of(view, row)
            yield (
                Piece(section_code=row.section.goes_to, source=source, text=text),
                _is_of_area(row),
            )


def says_something(passages: Iterable[Passage]) -> bool:
    """Tell text from nothing and from the words for nothing."""
    words = " ".join(passage.text for passage in passages)
    return words.strip(" .;-\n\t").casefold() not in _NOTHING


def _is_of_area(row: SectionView) -> bool:
    """Tell what a lead department says of the whole area from what a body says of itself."""
    return Asked.UNIT not in row.section.asked_of
