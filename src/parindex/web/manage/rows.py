"""One unit of a round as those who run the cycle see it: where it stands and what comes next."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.figures import finished_codes, inapplicable_codes, sheets_of
from parindex.assessments.queries import sheet_units
from parindex.criteria.queries import criteria_set_of
from parindex.engine import CriteriaSet, Node, NotApplicable, ScoredBy
from parindex.kernel.clock import moment_text
from parindex.web.shell.deadlines import Countdown, countdown


@dataclass(frozen=True, kw_only=True)
class Part:
    """How far one body has come with what it scores: finished and all of its components."""

    name: str
    sheet: Any
    finished: int
    total: int

    @property
    def is_approved(self) -> bool:
        return bool(self.sheet.state == SheetState.APPROVED)

    @property
    def standing(self) -> str:
        """Say in words where the sheet stands."""
        if self.sheet.state == SheetState.DRAFTING and self.sheet.return_reason:
            return _("Lãnh đạo trả lại để sửa")
        return str(self.sheet.get_state_display())


@dataclass(frozen=True, kw_only=True)
class Row:
    """One unit of the round. ``points`` are its own as they count today, of ``max_points``.

    Nothing of the form is loaded for it but the figures that stand beside the dossier; only the
    district's own form, which several departments fill in, is looked into part by part.
    """

    dossier: Any
    parts: Sequence[Part]
    total: int
    leaves: int
    points: Decimal
    max_points: Decimal
    now: dt.datetime

    @property
    def finished(self) -> int:
        return int(self.dossier.finished)

    @property
    def awarded(self) -> int:
        return int(self.dossier.awarded)

    @property
    def is_body(self) -> bool:
        """Tell the district's own form, which its own council does not appraise."""
        return bool(self.dossier.unit_id == self.dossier.round.cycle.body_id)

    @property
    def is_missing(self) -> bool:
        return bool(self.dossier.stage == Stage.SELF_ASSESSMENT)

    @property
    def is_continued(self) -> bool:
        """Tell whether the dossier was not handed in and goes on in the next round."""
        return self.dossier.closed_at is not None

    @property
    def due(self) -> Countdown:
        return countdown(self.dossier.due_at, now=self.now)

    @property
    def notice(self) -> Any:
        return getattr(self.dossier, "provisional_notice", None)

    @property
    def is_awarded(self) -> bool:
        """Tell whether the secretary can send the provisional result."""
        in_appraisal = self.dossier.stage in {Stage.SUBMITTED, Stage.UNDER_APPRAISAL}
        return not self.is_body and in_appraisal and self.awarded >= self.leaves

    @property
    def is_closable(self) -> bool:
        """Tell whether the chair can decide: the window for replies is over."""
        waits = self.dossier.stage == Stage.AWAITING_REPLY
        return bool(waits and self.notice and self.now >= self.notice.reply_due_at)

    @property
    def step(self) -> str:
        """Say what comes next."""
        if self.is_continued:
            return _("Không nộp; làm tiếp ở đợt sau")
        if self.is_missing:
            return _missing_step(self)
        if self.is_body:
            return _("Đã nộp; Hội đồng cấp trên thẩm định")
        if self.dossier.stage == Stage.AWAITING_REPLY:
            if self.is_closable:
                return _("Hết hạn giải trình: Chủ tịch kết luận")
            return _("Đơn vị giải trình đến %(due)s") % {
                "due": moment_text(self.notice.reply_due_at)
            }
        if self.dossier.stage == Stage.DECIDED:
            return _("Chờ công bố")
        if self.dossier.stage == Stage.PUBLISHED:
            return _("Xong")
        return (
            _("Đủ điểm: Thư ký gửi kết quả tạm thời")
            if self.is_awarded
            else _("Hội đồng thẩm định")
        )


def rows_of(dossiers: Sequence[Any], *, now: dt.datetime) -> list[Row]:
    """Return the dossiers as rows; the same queries for one and for a page of them."""
    prefetch_related_objects(dossiers, "provisional_notice")
    sheets: dict[int, list[Any]] = defaultdict(list)
    for sheet in sheets_of(dossiers):
        sheets[sheet.dossier_id].append(sheet)
    excluded = inapplicable_codes(dossiers)
    return [
        _row(dossier, sheets[dossier.pk], excluded.get(dossier.pk, ()), now=now)
        for dossier in dossiers
    ]


def _row(
    dossier: Any, sheets: Sequence[Any], excluded: Collection[str], *, now: dt.datetime
) -> Row:
    criteria_set = criteria_set_of(dossier.criteria_set)
    points, max_points = _own_sums(criteria_set, dossier.counted, excluded)
    scored = [leaf for leaf in criteria_set.leaves if leaf.scored_by is not ScoredBy.SURVEY]
    return Row(
        dossier=dossier,
        parts=tuple(_parts(dossier, sheets, scored)),
        total=len(scored),
        leaves=len(criteria_set.leaves),
        points=points,
        max_points=max_points,
        now=now,
    )


def _own_sums(
    criteria_set: CriteriaSet, counted: Decimal, excluded: Collection[str]
) -> tuple[Decimal, Decimal]:
    """Return the unit's points and what they are out of, by the set's policy for "not applicable"."""
    left_out = sum((criteria_set.node(code).max_points for code in excluded), Decimal(0))
    if criteria_set.not_applicable is NotApplicable.FULL_POINTS:
        return counted + left_out, criteria_set.max_points
    return counted, criteria_set.max_points - left_out


def _parts(dossier: Any, sheets: Sequence[Any], scored: Sequence[Node]) -> Iterator[Part]:
    """Yield the sheets: one for a commune, one for each lead department of the district."""
    total = len(scored)
    if dossier.unit_id != dossier.round.cycle.body_id:
        for sheet in sheets:
            yield Part(name=sheet.unit.name, sheet=sheet, finished=dossier.finished, total=total)
        return
    holders = sheet_units(dossier)
    totals = Counter(holders[leaf.code] for leaf in scored if leaf.code in holders)
    done = finished_codes([dossier]).get(dossier.pk, ())
    finished = Counter(holders[code] for code in done if code in holders)
    for sheet in sheets:
        at = sheet.unit_id
        yield Part(name=sheet.unit.name, sheet=sheet, finished=finished[at], total=totals[at])


def _missing_step(row: Row) -> str:
    if row.is_body:
        approved = sum(part.is_approved for part in row.parts)
        return _("%(done)d/%(all)d phần đã được lãnh đạo duyệt") % {
            "done": approved,
            "all": len(row.parts),
        }
    return "; ".join(part.standing for part in row.parts)
