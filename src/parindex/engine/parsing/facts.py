"""Reading what a set declares about its facts."""

from __future__ import annotations

import re
from types import MappingProxyType

from parindex.engine.facts import EmptyRatio, Fact, FactType
from parindex.engine.problems import Entry

_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
_WITH_UNIT = (FactType.COUNT, FactType.AMOUNT, FactType.RATIO)
_WITH_EXCESS = (FactType.RATIO, FactType.PERCENT)


def read_facts(entry: Entry) -> dict[str, Fact]:
    """Read every declared fact, also the broken ones, so that rules still find their names."""
    facts = {}
    for code in entry.raw:
        declared = entry.entry(code)
        if not _CODE.fullmatch(code):
            declared.report(
                "Mã số liệu viết chữ thường không dấu, nối bằng dấu gạch dưới, ví dụ plan_issued_on."
            )
        facts[code] = _read_fact(code, declared)
        declared.finish()
    return facts


def _read_fact(code: str, entry: Entry) -> Fact:
    kind = entry.one_of("type", FactType)
    if not entry.is_clean("type") or not entry.has("type"):
        entry.seen.update(entry.raw)  # without a type nobody can say which keys belong here
    is_ratio = kind is FactType.RATIO and entry.has("type")
    return Fact(
        code=code,
        type=kind,
        label=entry.text("label"),
        hint=entry.text("hint", required=False),
        unit=entry.text("unit", required=False) if kind in _WITH_UNIT else "",
        numerator=entry.text("numerator") if is_ratio else "",
        denominator=entry.text("denominator") if is_ratio else "",
        empty=_read_empty(entry) if is_ratio else None,
        of_amounts=_read_of_amounts(entry) if is_ratio else False,
        may_exceed=entry.flag("may_exceed") if kind in _WITH_EXCESS else False,
        may_be_absent=entry.flag("may_be_absent") if kind is FactType.DATE else False,
        options=MappingProxyType(_read_options(entry) if kind is FactType.LEVEL else {}),
    )


def _read_empty(entry: Entry) -> EmptyRatio:
    if not entry.has("empty"):
        entry.report(
            "Tỷ lệ phải ghi rõ empty (khi mẫu số bằng 0): full (điểm tối đa), zero (0 điểm) "
            "hoặc not_applicable (không áp dụng)."
        )
        return EmptyRatio.ZERO
    return entry.one_of("empty", EmptyRatio)


def _read_of_amounts(entry: Entry) -> bool:
    if not entry.has("of"):
        return False
    if entry.raw["of"] not in ("counts", "amounts"):  # no set: a list has no hash
        entry.report("of chỉ nhận counts (số lượng) hoặc amounts (giá trị).", "of")
    return bool(entry.raw["of"] == "amounts")


def _read_options(entry: Entry) -> dict[str, str]:
    """Read the options of a level: a mapping of codes to labels, or a list of both."""
    if isinstance(entry.raw.get("options"), list):
        rows = entry.entries("options")
        options = {}
        for row in rows:
            code = row.text("code")
            if code in options:
                row.report(f"Mức “{code}” bị trùng với mức ở trên.", "code")
            options[code] = row.text("label")
            row.finish()
    else:
        mapping = entry.entry("options")
        options = {code: mapping.text(code) for code in mapping.raw}
    if entry.is_clean("options") and entry.has("options") and len(options) < 2:
        entry.report("Một mức lựa chọn cần ít nhất hai mức khác nhau.", "options")
    return options
