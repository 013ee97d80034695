"""Texts that take points off for mistakes of several kinds: deductions."""

from __future__ import annotations

import re
from decimal import Decimal

from parindex.criteria.rule_texts.drafts import Draft, Said
from parindex.criteria.rule_texts.words import NUMBER, Unclear, clauses_of, number

_TOP = re.compile(
    rf"(?:không có(?: lỗi)?(?: nào)?|không (?:vi phạm|mắc lỗi))(?: là|:|,)? (?:được )?(?P<top>{NUMBER}) điểm"
    rf"|[^():;\d]+ \((?P<named>{NUMBER}) điểm\)",
    re.IGNORECASE,
)
_DOWN = re.compile(rf"từ (?P<top>{NUMBER}) điểm,? trừ dồn: ", re.IGNORECASE)
_END = re.compile(
    rf"[;,.]\s*(?:(?P<all>trừ đến khi hết điểm|trừ đến hết điểm)|không thấp hơn (?P<floor>{NUMBER}) điểm"
    rf"|trừ (?:tổng cộng )?không quá (?P<most>{NUMBER}) điểm)$",
    re.IGNORECASE,
)
_EACH = r"(?: ?/ ?| (?:cho )?(?:mỗi|một) )(?P<unit>[^\W\d][^:;,/\d]*)"
_FAULT = re.compile(
    r"(?:(?:cứ )?(?:mỗi|một|0?1) (?P<each>[^:;\d]+?)|(?P<label>[^:;]+?))"
    r"(?::|,)?(?: thì)?(?: bị)? trừ (?P<how>toàn bộ |hết )?"
    rf"(?P<per>{NUMBER})(?: điểm)?(?:{_EACH})?",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"(?P<each>(?!))?(?P<label>[^:;]+): (?P<how>(?!))?(?P<per>{NUMBER}) điểm(?:{_EACH})?",
    re.IGNORECASE,
)
# More than the name of a mistake: another rule, a sum, a limit of its own.
_NO_NAME = re.compile(
    r"[%=]|\b(?:trừ|cộng|nhân|chia|tối đa|không quá|tương ứng|còn lại|từng)\b", re.IGNORECASE
)


def read_deductions(said: Said) -> Draft | None:
    """Read "Từ 8 điểm trừ dồn: đi muộn: 0,5 điểm mỗi lần; tái phạm: 2 điểm; trừ đến khi hết điểm".

    Without that opening every clause must say "trừ": "Đi muộn trừ 0,5/lần; nghỉ không phép trừ
    8/lần". A clause that names no mistake makes the text one of another kind.
    """
    down, end = _DOWN.match(said.text), _END.search(said.text)
    first, *others = clauses_of(said.text[down.end() if down else 0 : end.start() if end else None])
    lead = down or _TOP.fullmatch(first)
    clauses = others if lead and not down else [first, *others]
    found = [(_LISTED if down else _FAULT).fullmatch(clause) for clause in clauses]
    faults = [fault for fault in found if fault and (down or _is_mistake(fault))]
    if len(faults) != len(found) or len(faults) < (1 if lead else 2):
        return None
    top = said.top(_number(lead["top"] or lead["named"]) if lead else None)
    floor = _floor(end, top)
    items = [
        {"fact": _ask(said, fault, top, is_listed=down is not None), "per": _number(fault["per"])}
        for fault in faults
    ]
    keys = {"form": "deductions", "items": items, **({"floor": floor} if floor else {})}
    return Draft(keys=keys, max_points=top)


def _is_mistake(fault: re.Match[str]) -> bool:
    """Tell whether a mistake is named, and not a degree of one: "muộn 2 ngày trừ 0,5 điểm"."""
    label, is_counted = fault["each"] or fault["label"], bool(fault["each"] or fault["unit"])
    if fault["how"] and is_counted:
        return False
    is_degree = not is_counted and not fault["how"] and re.search(r"\d", label)
    return not is_degree and not _NO_NAME.search(label)


def _ask(said: Said, fault: re.Match[str], top: Decimal, *, is_listed: bool) -> str:
    label = (fault["each"] or fault["label"]).strip()
    unit = (fault["unit"] or fault["each"] or "").strip()
    label = label[:1].upper() + label[1:]
    if unit:
        return said.asked.ask("count", label, unit=unit)
    if fault["how"] and _number(fault["per"]) != top:
        raise Unclear(f"“{label}” trừ toàn bộ, nhưng số điểm trừ khác điểm tối đa")
    if not (fault["how"] or is_listed):
        said.asked.assumed.append(
            f"“{label}” không nói trừ mỗi lần hay mỗi thứ gì: coi là có hay không, trừ một lần"
        )
    return said.asked.ask("yes_no", label)


def _floor(end: re.Match[str] | None, top: Decimal) -> Decimal | None:
    if end is None or end["all"]:
        return None
    if end["floor"]:
        return _number(end["floor"])
    floor = top - _number(end["most"])
    if floor < 0:
        raise Unclear("điểm trừ nhiều nhất lớn hơn điểm tối đa")
    return floor


def _number(text: str) -> Decimal:
    value = number(text)
    if value is None:
        raise Unclear(f"không rõ số {text}")
    return value
