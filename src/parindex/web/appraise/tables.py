"""The appraiser's queue as a sheet: everything under the filters, window after window of a large round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from parindex.accounts.rules import Actor
from parindex.appraisal.desk import desk_of
from parindex.appraisal.queries import QueueItem
from parindex.crosschecks.queries import open_flag_counts
from parindex.kernel.sheets import Cell, Column, Sheet
from parindex.web.appraise.board import Wanted, build_board, narrowed, statuses_of, stretch_in

COLUMNS = (
    Column(title="Mã đơn vị", width=22),
    Column(title="Đơn vị", width=28),
    Column(title="Mục", width=9),
    Column(title="Nội dung", width=50),
    Column(title="Điểm tối đa", places=2, total=True),
    Column(title="Điểm tự chấm", places=2, total=True),
    Column(title="Điểm thẩm định", places=2, total=True),
    Column(title="Không áp dụng", width=9),
    Column(title="Tài liệu", width=9, total=True),
    Column(title="Cảnh báo", width=9, total=True),
    Column(title="Tình trạng", width=34),
    Column(title="Lý do của người thẩm định", width=60),
)


def queue_sheet(actor: Actor, scoring_round: Any, wanted: Wanted, *, now: dt.datetime) -> Sheet:
    """Return the queue; rows are read a window of units at a time, so memory stays the same."""
    rows = _rows(actor, scoring_round, wanted, now)
    return Sheet(name="Hàng chờ", columns=COLUMNS, rows=rows, keep=2)


def _rows(
    actor: Actor, scoring_round: Any, wanted: Wanted, now: dt.datetime
) -> Iterator[list[Cell]]:
    desk, number = desk_of(actor, scoring_round, now=now), 1
    desk, is_large = narrowed(desk, wanted)
    while True:
        stretch = stretch_in(desk, number, is_large=is_large)
        places = {(item.dossier.pk, item.node.code) for item in stretch.items}
        flags = open_flag_counts(stretch.window.rows, places)
        for item in build_board(stretch, wanted, flags).shown:
            yield _row(item, flags.get((item.dossier.pk, item.node.code), 0))
        if stretch.window.next is None:
            return
        number = stretch.window.next


def _row(item: QueueItem, flags: int) -> list[Cell]:
    unit, award = item.dossier.unit, item.award
    return [
        unit.code,
        unit.name,
        item.node.code,
        item.node.name,
        item.node.max_points,
        item.counted,
        award.points if award else None,
        "x" if (award.not_applicable if award else item.claims_not_applicable) else None,
        item.evidence_count,
        flags or None,
        "; ".join(str(status.label) for status in sorted(statuses_of(item))),
        award.reason if award else None,
    ]
