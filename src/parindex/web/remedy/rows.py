"""Actions and commitments as a board shows them: in an order, through a filter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy

from parindex.remedies.choices import ActionState
from parindex.remedies.queries import Progress
from parindex.remedies.queries.board import (
    ACTIONS,
    COMMITMENTS,
    OVERDUE,
    SOON,
    SOON_DAYS,
    UNFINISHED,
)
from parindex.viet import search_key

TONES = {
    ActionState.OPEN: "drafting",
    ActionState.DOING: "sent",
    ActionState.DONE: "good",
    ActionState.CANCELLED: "drafting",
}
STATES = (
    (OVERDUE, gettext_lazy("Quá hạn")),
    (SOON, gettext_lazy("Đến hạn trong 14 ngày")),
    (UNFINISHED, gettext_lazy("Chưa xong")),
    *ActionState.choices,
)
KINDS = (
    (ACTIONS, gettext_lazy("Việc khắc phục")),
    (COMMITMENTS, gettext_lazy("Cam kết")),
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One action or commitment of a unit's board."""

    progress: Progress
    name: str
    is_overdue: bool
    number: int = 0
    reading: str = ""

    @property
    def tone(self) -> str:
        return TONES[self.progress.state]

    @property
    def anchor(self) -> str:
        return f"{'cam-ket' if self.progress.is_commitment else 'viec'}-{self.progress.pk}"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The filters of the query string; empty means all."""

    kind: str = ""
    state: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        kind, state = query.get("loai", ""), query.get("trang-thai", "")
        return cls(
            kind=kind if kind in dict(KINDS) else "",
            state=state if state in dict(STATES) else "",
            words=query.get("tim", "")[:100],
        )

    @property
    def query(self) -> str:
        """Return the choice as a query string without its question mark."""
        names = {"loai": self.kind, "trang-thai": self.state, "tim": self.words}
        return urlencode({name: value for name, value in names.items() if value})

    def shows(self, row: Row, today: dt.date) -> bool:
        """Tell whether a row is what is looked for."""
        progress = row.progress
        if self.kind and progress.is_commitment != (self.kind == COMMITMENTS):
            return False
        if self.state and not _is_in(progress, self.state, today):
            return False
        text = search_key(f"{progress.code} {row.name} {progress.text} {progress.owner}")
        return all(word in text for word in search_key(self.words).split())


def in_order(rows: Iterable[Row]) -> Sequence[Row]:
    """Put what is overdue first, then what is open by its day, then what is done or given up."""
    return sorted(
        rows,
        key=lambda row: (
            not row.is_overdue,
            not row.progress.is_open,
            row.progress.due_on,
            row.progress.code,
            row.progress.pk,
        ),
    )


def _is_in(progress: Progress, state: str, today: dt.date) -> bool:
    if state in ActionState.values:
        return progress.state == state
    if not progress.is_open:
        return False
    if state == OVERDUE:
        return progress.due_on < today
    if state == SOON:
        return today <= progress.due_on <= today + dt.timedelta(days=SOON_DAYS)
    return True
