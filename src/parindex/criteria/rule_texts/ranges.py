"""Ranges of numbers: "từ 80% đến dưới 90%", "trên 3 văn bản", "còn lại"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from parindex.criteria.rule_texts.words import NUMBER, number

_REST = re.compile(
    r"(?:(?:các )?(?:trường hợp|mức) )?(?:còn lại|khác)|dưới các mức trên"
    r"|ngoài (?:các |những )?(?:khoảng|mức)(?: trên| này| đã nêu)?",
    re.IGNORECASE,
)
_LEAD = r"(?:nếu )?(?:đạt )?(?:(?:tỷ|tỉ) lệ )?(?:đạt )?"
_A = rf"(?P<a>{NUMBER})\s*(?P<pa>%?)(?P<ua>[^\d%<>≤≥]*?)\s*"
_B = rf"(?P<b>{NUMBER})\s*(?P<pb>%?)(?P<ub>[^\d%<>≤≥]*?)"
_TO = r"(?:đến|tới|-|và)\s*"
_BELOW = r"(?:dưới|nhỏ hơn|ít hơn|<)\s*"
_ABOVE = r"(?:trên|lớn hơn|vượt(?: quá)?|hơn|>)\s*"
# form, is the lower end open, is the upper end open; None is an end that is not there
_FORMS: tuple[tuple[re.Pattern[str], bool | None, bool | None], ...] = tuple(
    (re.compile(_LEAD + form, re.IGNORECASE), low, high)
    for form, low, high in (
        (rf"{_ABOVE}{_A}{_TO}{_BELOW}{_B}", True, True),
        (rf"{_ABOVE}{_A}{_TO}(?:≤\s*)?{_B}", True, False),
        (rf"(?:từ|≥)\s*{_A}{_TO}{_BELOW}{_B}", False, True),
        (rf"(?:từ\s*|≥\s*)?{_A}{_TO}(?:≤\s*)?{_B}", False, False),
        (rf"(?:từ\s*)?{_A}trở lên", False, None),
        (rf"(?:từ\s*)?{_A}trở xuống", None, False),
        (rf"(?:không quá|không vượt(?: quá)?|tối đa|≤)\s*{_A}", None, False),
        (rf"≥\s*{_A}", False, None),
        (rf"{_ABOVE}{_A}", True, None),
        (rf"{_BELOW}{_A}", None, True),
    )
)
_WHOLE = re.compile(rf"{_LEAD}(?:từ )?100\s*%(?: trở lên)?(?P<unit>[^\d%<>≤≥]*)", re.IGNORECASE)
# A second condition hides behind one of these: then the range is not all that is asked.
MORE = re.compile(
    r"\b(?:và|hoặc|nhưng|nếu|không|chưa|trước|sau|mỗi|được|trừ|cộng|đúng|chậm|muộn|kể từ|so với|ngày)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Range:
    """Numbers between two ends; an end of None is not there. All None is "whatever remains"."""

    low: Decimal | None = None
    is_above: bool = False  # above the lower end, not at it
    high: Decimal | None = None
    is_below: bool = False  # below the upper end, not at it
    is_percent: bool = False
    unit: str = ""

    @property
    def is_rest(self) -> bool:
        return self.low is None and self.high is None


def read_range(text: str) -> Range | None:
    """Read a condition that is nothing but a range; None for any other."""
    if _REST.fullmatch(text):
        return Range()
    whole = _WHOLE.fullmatch(text)
    if whole is not None and not MORE.search(whole["unit"]):
        return Range(low=Decimal(100), is_percent=True, unit=whole["unit"].strip())
    for form, is_above, is_below in _FORMS:
        found = form.fullmatch(text)
        if found is not None:
            return _range(found, is_above=is_above, is_below=is_below)
    return None


def _range(found: re.Match[str], *, is_above: bool | None, is_below: bool | None) -> Range | None:
    parts = found.groupdict()
    first, last = number(parts["a"]), number(parts.get("b") or parts["a"])
    units = [parts["ua"].strip(), (parts.get("ub") or "").strip()]
    percents = {bool(parts["pa"]), bool(parts["pb"])} if parts.get("b") else {bool(parts["pa"])}
    if first is None or last is None or any(MORE.search(unit) for unit in units):
        return None
    if (
        len(percents) == 2 and not parts["pb"]
    ):  # "90% đến 100" may be anything; "90 đến 100%" is not
        return None
    if units[0] and units[1] and units[0] != units[1]:
        return None
    return Range(
        low=None if is_above is None else first,
        is_above=bool(is_above),
        high=None if is_below is None else last,
        is_below=bool(is_below),
        is_percent=True in percents,
        unit=units[1] or units[0],
    )
