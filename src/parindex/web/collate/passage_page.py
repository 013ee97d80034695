"""A section of the collated report: its passages with their sources, one of them open to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parindex.accounts.rules import Actor
from parindex.kernel.errors import Correctable
from parindex.reporting.choices import ReportState
from parindex.reporting.collating.names import short_name
from parindex.reporting.collating.queries import draft_of
from parindex.reporting.collating.rules import works_on_collated
from parindex.reporting.queries import NoReportError
from parindex.reporting.views import ReportView, SectionView
from parindex.web.collate.overview_page import is_outdated


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """What was typed and refused; ``passage_id`` 0 is a new passage."""

    passage_id: int
    text: str
    version: int
    error: Correctable


@dataclass(frozen=True, kw_only=True)
class PassageCard:
    """A passage as the page shows it."""

    row: Any
    is_first: bool = False
    is_last: bool = False
    is_open: bool = False
    attempt: Attempt | None = None

    @property
    def source(self) -> Any:
        return self.row.source

    @property
    def source_report(self) -> Any:
        return self.row.source.report if self.row.source else None

    @property
    def source_name(self) -> str:
        return short_name(self.row.source.report.unit) if self.row.source else ""

    @property
    def is_dropped(self) -> bool:
        return not self.row.text.strip()

    @property
    def is_outdated(self) -> bool:
        return is_outdated(self.row)

    @property
    def text(self) -> str:
        return self.attempt.text if self.attempt else self.row.text

    @property
    def version(self) -> int:
        return self.attempt.version if self.attempt else self.row.version


@dataclass(frozen=True, kw_only=True)
class SectionPage:
    """Everything on the page of a section."""

    period: Any
    view: SectionView
    cards: Sequence[PassageCard]
    may_write: bool
    new: Attempt | None = None
    before: SectionView | None = None
    after: SectionView | None = None

    @property
    def kept(self) -> list[PassageCard]:
        return [card for card in self.cards if not card.is_dropped]

    @property
    def dropped(self) -> list[PassageCard]:
        return [card for card in self.cards if card.is_dropped]


def build_section(
    actor: Actor,
    period: Any,
    code: str,
    *,
    opened: int = 0,
    attempt: Attempt | None = None,
) -> SectionPage:
    """Gather the page of a section; raises NoReportError for one that is not there."""
    draft = draft_of(period)
    view = draft.section(code) if draft else None
    if draft is None or view is None or view.section.is_heading:
        raise NoReportError
    may_write = works_on_collated(actor, period) and draft.report.state == ReportState.DRAFTING
    opened = attempt.passage_id if attempt else opened
    before, after = _beside(draft, code)
    return SectionPage(
        period=period,
        view=view,
        cards=tuple(_cards(view, opened if may_write else 0, attempt)),
        may_write=may_write,
        new=attempt if attempt and not attempt.passage_id else None,
        before=before,
        after=after,
    )


def _cards(view: SectionView, opened: int, attempt: Attempt | None) -> list[PassageCard]:
    rows = view.passages
    return [
        PassageCard(
            row=row,
            is_first=place == 0,
            is_last=place == len(rows) - 1,
            is_open=row.pk == opened,
            attempt=attempt if attempt and attempt.passage_id == row.pk else None,
        )
        for place, row in enumerate(rows)
    ]


def _beside(draft: ReportView, code: str) -> tuple[SectionView | None, SectionView | None]:
    """Return the sections before and after, so that one can walk through the draft."""
    rows = [row for row in draft.sections if not row.section.is_heading]
    here = next(place for place, row in enumerate(rows) if row.code == code)
    before = rows[here - 1] if here else None
    after = rows[here + 1] if here + 1 < len(rows) else None
    return before, after
