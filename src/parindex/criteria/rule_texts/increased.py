"""Texts that start from some points and add some for every so many more: increments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any

from parindex.criteria.rule_texts.drafts import Draft, Said
from parindex.criteria.rule_texts.ranges import MORE
from parindex.criteria.rule_texts.stepped import quantity_kind
from parindex.criteria.rule_texts.words import NUMBER, Unclear, number
from parindex.viet import format_decimal

_WHOLE = r"không tính phần lẻ|chỉ tính (?:lần|mức|phần) tăng đủ"
_SHARE = r"phần lẻ (?:được )?tính theo (?:tỷ|tỉ) lệ"


def _quantity(name: str) -> str:
    return rf"(?P<{name}>{NUMBER}) ?(?P<{name}_unit>%|[^\W\d][^;:,%]*?)"


_INCREMENTS = re.compile(
    rf"(?P<lead>[^\d;:]*?)\s*\b(?:từ {_quantity('start')} trở xuống"
    rf"|đến(?: hết)? (?:{_quantity('end')}|(?P<zero>0)(?=:)))"
    rf"(?:: ?| thì)?(?: được)?(?: tính)? ?(?P<base>{NUMBER})(?: điểm)?; "
    rf"(?:trên (?:mức )?(?:đó|{_quantity('again')}))?,? ?(?:thì )?"
    rf"(?:cứ|mỗi)(?: tăng)?(?: thêm)? {_quantity('each')}(?: thì)?"
    rf"(?: được)?(?: tính| cộng)(?: thêm)? (?P<per>{NUMBER})(?: điểm)?"
    rf"(?: \((?:(?P<whole>{_WHOLE})|(?P<share>{_SHARE}))\))?"
    rf",? (?:nhưng )?(?:tối đa(?: không quá)?|không quá) (?P<top>{NUMBER})(?: điểm)?"
    rf"(?:[,;.] (?:(?P<whole_end>{_WHOLE})|(?P<share_end>{_SHARE})))?",
    re.IGNORECASE,
)
_LEADS = ("", "đạt", "đạt tỷ lệ", "tỷ lệ", "nếu")


def read_increments(said: Said) -> Draft | None:
    """Read "Đến 3.500 người: 10 điểm; trên mức đó, cứ thêm 100 người cộng 0,5 điểm, tối đa 35 điểm"."""
    found = _INCREMENTS.fullmatch(said.text)
    if found is None:
        return None
    start = _value(found["start"] or found["end"] or found["zero"])
    base, each, per, top = (_value(found[name]) for name in ("base", "each", "per", "top"))
    if found["again"] and _value(found["again"]) != start:
        raise Unclear(f"phần cộng thêm không bắt đầu từ {format_decimal(start)}")
    _note_lead(said, found["lead"].strip())
    is_share = bool(found["share"] or found["share_end"])
    if not (is_share or found["whole"] or found["whole_end"]):
        said.asked.assumed.append("lời không nói phần lẻ của một lần tăng: chỉ tính lần tăng đủ")
    unit, last = _unit(said, found), start + _times(top - base, per, is_share=is_share) * each
    keys: dict[str, Any] = {
        "form": "increments",
        "fact": _ask(said, unit, (start, each), last=last),
        "from": start,
        "base": base,
        "each": each,
        "per": per,
        "counted": "pro_rata" if is_share else "whole",
    }
    return Draft(keys=keys, max_points=said.top(top))


def _times(more: Decimal, per: Decimal, *, is_share: bool) -> Decimal:
    """Return how many increments earn these points; of whole ones the last may earn more than is left."""
    if not per:
        return Decimal(0)
    times = more / per
    return times if is_share else times.to_integral_value(ROUND_CEILING)


def _ask(said: Said, unit: str, ends: Sequence[Decimal], *, last: Decimal) -> str:
    """Propose the fact; ``last`` is where the points reach the maximum."""
    if unit != "%":
        return said.asked.ask(quantity_kind(ends, unit), said.subject, unit=unit)
    if last > 100:
        said.asked.assumed.append("100% chưa được điểm tối đa: coi là tỷ lệ có thể quá 100%")
    return said.ask_share(may_exceed=last > 100)


def _unit(said: Said, found: re.Match[str]) -> str:
    """Return the one unit; "10 đơn vị cấp xã … cứ thêm 1 đơn vị" names it in full only once."""
    names = ("start_unit", "end_unit", "again_unit", "each_unit")
    units = {found[name].strip() for name in names if found[name]}
    longest = max(units, key=len)
    if any(unit != longest and not longest.startswith(f"{unit} ") for unit in units):
        raise Unclear("ngưỡng và mức tăng không cùng một đơn vị")
    if len(units) > 1:
        said.asked.assumed.append(f"mọi con số đều tính bằng “{longest}”")
    return longest


def _note_lead(said: Said, lead: str) -> None:
    """Take words before the threshold for the name of what is counted, aloud, never for a condition."""
    if lead.lower() in _LEADS:
        return
    if MORE.search(lead):
        raise Unclear(f"“{lead}” có thể là một điều kiện")
    said.asked.assumed.append(f"“{lead}” ở đầu lời: coi là tên gọi, không phải một điều kiện")


def _value(text: str) -> Decimal:
    value = number(text)
    if value is None:
        raise Unclear(f"không rõ số {text}")
    return value
