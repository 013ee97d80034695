"""Texts that count: points off or on for each thing; and points that people judge."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from parindex.criteria.rule_texts.drafts import Draft, Said
from parindex.criteria.rule_texts.words import NUMBER, Unclear, number

_EACH = r"(?:cứ )?(?:mỗi|một|0?1)(?: một)? (?P<unit>[^:;\d]+?)"
_OFF = re.compile(
    rf"(?:không có: (?P<top>{NUMBER})(?: điểm)?; )?(?:nếu có, )?"
    rf"(?:từ (?P<start>{NUMBER}) điểm, )?{_EACH}(?: thì)?(?: bị)? trừ (?P<per>{NUMBER})(?: điểm)?"
    rf"(?:, (?:(?P<all>trừ đến khi hết điểm|trừ đến hết điểm)"
    rf"|không thấp hơn (?P<floor>{NUMBER}) điểm|trừ không quá (?P<most>{NUMBER}) điểm))?",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"{_EACH}(?: thì)?(?: được cộng| cộng| được)(?: thêm)? (?P<per>{NUMBER})(?: điểm)?"
    rf"(?:, (?:tối đa|không quá|nhưng không quá) (?P<cap>{NUMBER})(?: điểm)?)?",
    re.IGNORECASE,
)
_JUDGED = re.compile(
    rf"chấm từ (?P<low>{NUMBER}) đến (?P<high>{NUMBER}) điểm, "
    rf"mỗi mức cách nhau (?P<step>{NUMBER}) điểm, căn cứ: (?P<basis>.+)",
    re.IGNORECASE | re.DOTALL,
)


def read_deduction(said: Said) -> Draft | None:
    """Read "Mỗi văn bản ban hành sai trừ 0,25 điểm"."""
    found = _OFF.fullmatch(said.text)
    if found is None:
        return None
    top = said.top(_value(found, "top"))
    keys = {"form": "deduction", "fact": _ask(said, found), "per": _value(found, "per")}
    start, floor, most = (_value(found, name) for name in ("start", "floor", "most"))
    if start is not None and start != top:
        keys["start"] = start
    if most is not None:
        floor = top - most
        if floor < 0:
            raise Unclear("điểm trừ nhiều nhất lớn hơn điểm tối đa")
    return Draft(keys={**keys, **({"floor": floor} if floor else {})}, max_points=top)


def read_accumulate(said: Said) -> Draft | None:
    """Read "Mỗi buổi được 0,1 điểm, tối đa 1 điểm"."""
    found = _ON.fullmatch(said.text)
    if found is None:
        return None
    top = said.top(_value(found, "cap"))
    keys = {"form": "accumulate", "fact": _ask(said, found), "per": _value(found, "per")}
    return Draft(keys=keys, max_points=top)


def read_judged(said: Said) -> Draft | None:
    """Read "Chấm từ 0 đến 1 điểm, mỗi mức cách nhau 0,25 điểm, căn cứ: …"."""
    found = _JUDGED.fullmatch(said.text)
    if found is None:
        return None
    top = said.top(_value(found, "high"))
    keys: dict[str, Any] = {
        "form": "judged",
        "min": _value(found, "low"),
        "max": top,
        "step": _value(found, "step"),
        "basis": found["basis"].strip(),
    }
    return Draft(keys=keys, max_points=top)


def _ask(said: Said, found: re.Match[str]) -> str:
    return said.asked.ask("count", said.subject, unit=found["unit"].strip())


def _value(found: re.Match[str], name: str) -> Decimal | None:
    text = found.groupdict().get(name)
    return number(text) if text else None
