"""Reading one answer to a fact from its wire form (YAML, JSON, a form field)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from parindex.engine.exact import number_text, plain
from parindex.engine.facts import Fact, FactType
from parindex.engine.values import ABSENT, Absent, FactValue, Ratio

# Far above any budget or count of a province, far below what could hurt a database or a screen.
_WHOLE = re.compile(r"[0-9]{1,15}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,15}([.,][0-9]{1,6})?", re.ASCII)


class FactError(Exception):
    """An answer cannot be taken; ``str()`` is a sentence for the person who gave it."""

    def __init__(self, fact_code: str, message: str) -> None:
        super().__init__(message)
        self.fact_code = fact_code
        self.message = message


def parse_fact(fact: Fact, raw: Any) -> FactValue:
    """Return the typed value of an answer; raises FactError with a Vietnamese sentence.

    Decimals come as text ("12.5" or "12,5"), never as binary floats, which are not exact.
    """
    return _PARSERS[fact.type](fact, raw)


def to_wire(value: FactValue) -> Any:
    """Return the wire form of a value: what JSON can hold, and ``parse_fact`` reads back."""
    if isinstance(value, Ratio):
        return {"numerator": to_wire(value.numerator), "denominator": to_wire(value.denominator)}
    if isinstance(value, Absent):
        return value.value
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _yes_no(fact: Fact, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    raise FactError(fact.code, "Hãy trả lời có hoặc không (true hoặc false).")


def _whole(fact: Fact, raw: Any, name: str) -> int:
    text = str(raw).strip() if isinstance(raw, int | str) and not isinstance(raw, bool) else ""
    if _WHOLE.fullmatch(text):
        return int(text)
    raise FactError(fact.code, f"{name} phải là số nguyên từ 0 trở lên.")


def _number(fact: Fact, raw: Any, name: str) -> Decimal:
    exact = isinstance(raw, int | str | Decimal) and not isinstance(raw, bool)
    text = (
        (plain(raw) if isinstance(raw, Decimal) and raw.is_finite() else str(raw)).strip()
        if exact
        else ""
    )
    if _NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise FactError(
        fact.code,
        f"{name} phải là số từ 0 trở lên, tối đa 6 chữ số thập phân, viết như 12,5 (gửi JSON thì viết “12.5”).",
    )


def _count(fact: Fact, raw: Any) -> int:
    return _whole(fact, raw, "Số lượng")


def _amount(fact: Fact, raw: Any) -> Decimal:
    return _number(fact, raw, "Giá trị")


def _percent(fact: Fact, raw: Any) -> Decimal:
    value = _number(fact, raw, "Tỷ lệ phần trăm")
    if value > 100 and not fact.may_exceed:
        raise FactError(
            fact.code, f"Tỷ lệ phần trăm ({number_text(value)}) không được lớn hơn 100."
        )
    return value


def _ratio(fact: Fact, raw: Any) -> Ratio:
    if not isinstance(raw, Mapping) or set(raw) != {"numerator", "denominator"}:
        raise FactError(
            fact.code,
            f"Cần đủ hai số: tử số “{fact.numerator}” (numerator) và mẫu số “{fact.denominator}” (denominator).",
        )
    read = _number if fact.of_amounts else _whole
    ratio = Ratio(read(fact, raw["numerator"], "Tử số"), read(fact, raw["denominator"], "Mẫu số"))
    if ratio.numerator > ratio.denominator and not fact.may_exceed:
        above, below = number_text(ratio.numerator), number_text(ratio.denominator)
        raise FactError(fact.code, f"Tử số ({above}) không được lớn hơn mẫu số ({below}).")
    return ratio


def _date(fact: Fact, raw: Any) -> dt.date | Absent:
    if raw == ABSENT.value and fact.may_be_absent:
        return ABSENT
    if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        return raw
    try:
        return dt.datetime.strptime(raw if isinstance(raw, str) else "", "%Y-%m-%d").date()  # noqa: DTZ007 - a day, no moment
    except ValueError:
        absent = ", hoặc absent nếu chưa thực hiện" if fact.may_be_absent else ""
        message = f"Ngày phải có thật và viết dạng năm-tháng-ngày, ví dụ 2019-01-15{absent}."
        raise FactError(fact.code, message) from None


def _level(fact: Fact, raw: Any) -> str:
    if isinstance(raw, str) and raw in fact.options:
        return raw
    labels = "; ".join(f"{code} ({label})" for code, label in fact.options.items())
    raise FactError(fact.code, f"Hãy chọn một trong các mức: {labels}.")


_PARSERS: Mapping[FactType, Callable[[Fact, Any], FactValue]] = MappingProxyType(
    {
        FactType.YES_NO: _yes_no,
        FactType.COUNT: _count,
        FactType.AMOUNT: _amount,
        FactType.RATIO: _ratio,
        FactType.DATE: _date,
        FactType.PERCENT: _percent,
        FactType.LEVEL: _level,
    }
)
