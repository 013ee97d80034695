"""Texts with a day by which something is done."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from parindex.criteria.rule_texts.drafts import Draft, Said
from parindex.criteria.rule_texts.words import Unclear, condition_and_points

_DUE = re.compile(
    r"(?:[^\d:;]*\b)?(?P<how>chậm nhất|không muộn hơn|đến hết|trước)(?: là)?(?: ngày)? "
    r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})"
    r"(?:/(?P<year>[0-9]{4})|(?: của)? (?P<offset>năm sau|năm trước|năm đánh giá)(?: liền kề)?)?",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"(?:chậm|muộn)(?: hơn)? (?P<how>không quá|đến|tối đa|dưới) (?P<days>[0-9]{1,4}) ngày",
    re.IGNORECASE,
)
_NOT_AT_ALL = r"(?:không|chưa) (?:[^\W\d]|[ ,])+"
_NEVER = re.compile(
    rf"(?P<late>(?:chậm|muộn) hơn|(?:chậm|muộn) (?:quá|trên) (?P<days>[0-9]{{1,4}}) ngày)?"
    rf"(?:(?:,? hoặc )?(?P<none>{_NOT_AT_ALL}))?",
    re.IGNORECASE,
)
_OFFSETS = {"năm sau": 1, "năm trước": -1}


def read_deadline(said: Said) -> Draft | None:
    """Read "Chậm nhất ngày 31/01/2019: 1 điểm; muộn không quá 15 ngày: 0,5 điểm; muộn hơn: 0 điểm"."""
    parts = [condition_and_points(clause) for clause in said.clauses]
    first = _DUE.fullmatch(parts[0][0]) if parts[0] else None
    if first is None or parts[0] is None:
        return None
    rows = [part for part in parts[1:] if part is not None]
    if len(rows) != len(parts) - 1 or not rows:
        raise Unclear("lời không nói muộn hơn thì được mấy điểm")
    top = said.top(parts[0][1])
    late = [_late(condition, points) for condition, points in rows if _LATE.fullmatch(condition)]
    last = [row for row in rows if not _LATE.fullmatch(row[0])]
    may_be_absent = _check_last(last, late)
    absent = {"may_be_absent": True} if may_be_absent else {}
    keys = {
        "form": "deadline",
        "fact": said.asked.ask("date", said.subject, **absent),
        **_due(first),
        **({"late": late} if late else {}),
    }
    return Draft(keys=keys, max_points=top)


def _due(found: re.Match[str]) -> dict[str, Any]:
    day, month, year = int(found["day"]), int(found["month"]), found["year"]
    try:  # 2001 has no 29 February: such a day needs its year
        due = dt.date(int(year) if year else 2001, month, day)
    except ValueError:
        raise Unclear(f"không có ngày {day}/{month}") from None
    if found["how"].lower() == "trước":  # before a day is at the latest the day before
        due -= dt.timedelta(days=1)
    if year:
        return {"due": due.isoformat()}
    if due.year != 2001:
        raise Unclear("hạn là cuối năm trước; hãy ghi rõ năm")
    offset = _OFFSETS.get((found["offset"] or "").lower())
    return {"due": due.strftime("%m-%d"), **({"year_offset": offset} if offset else {})}


def _late(condition: str, points: Decimal) -> dict[str, Any]:
    found = _LATE.fullmatch(condition)
    if found is None:
        raise Unclear(f"không hiểu “{condition}”")
    days = int(found["days"]) - (found["how"].lower() == "dưới")
    return {"days": days, "points": points}


def _check_last(rows: Sequence[tuple[str, Decimal]], late: Sequence[dict[str, Any]]) -> bool:
    """See that the later ones get nothing; return whether "not done" is spoken of."""
    says_later, says_none = False, False
    for condition, points in rows:
        found = _NEVER.fullmatch(condition)
        if found is None or points != 0:
            raise Unclear(f"không hiểu “{condition}” trong lời về thời hạn")
        if found["days"] and (not late or int(found["days"]) != late[-1]["days"]):
            raise Unclear(f"“{condition}” không nối liền với mức chậm ở trước")
        says_later |= found["late"] is not None
        says_none |= found["none"] is not None
    if not says_later:
        raise Unclear("lời không nói muộn hơn thì được mấy điểm")
    return says_none
