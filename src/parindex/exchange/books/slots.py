"""How a fact stands in cells: one cell, or two for a ratio; written from its value and read back to the wire form."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from parindex.engine import Absent, Fact, FactError, FactType, FactValue, Ratio, parse_fact, to_wire
from parindex.engine.exact import plain
from parindex.exchange.books.opening import Broken, Cell, Formula
from parindex.kernel.reading.cells import Value, clean
from parindex.kernel.reading.numbers import NumberError, read_number
from parindex.viet import format_date, format_decimal, search_key

VALUE, NUMERATOR, DENOMINATOR = "", "numerator", "denominator"
PART_NAMES = MappingProxyType({VALUE: "", NUMERATOR: "Tử số", DENOMINATOR: "Mẫu số"})
YES, NO, NOT_DONE = "Có", "Không", "Chưa thực hiện"
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_YEARS = range(1945, 2101)
_DIGITS, _PLACES = 15, 6  # what a spreadsheet keeps of a number, and the decimals a fact may have
SHOWN = 40


class CellError(Exception):
    """A cell cannot be taken; ``str()`` says why and how to write it. ``part`` is the ratio's, if any."""

    def __init__(self, message: str, *, part: str = VALUE) -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One cell of a fact."""

    fact: Fact
    part: str = VALUE

    @property
    def title(self) -> str:
        """Return what the cell asks for."""
        return getattr(self.fact, self.part) if self.part else self.fact.label

    @property
    def unit(self) -> str:
        return "%" if self.fact.type is FactType.PERCENT else self.fact.unit

    @property
    def is_whole(self) -> bool:
        """Tell whether only whole numbers are taken."""
        if self.fact.type is FactType.RATIO:
            return not self.fact.of_amounts
        return self.fact.type is FactType.COUNT

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the answers to pick from, none for numbers and days."""
        if self.fact.type is FactType.YES_NO:
            return (YES, NO)
        return tuple(self.fact.options.values()) if self.fact.type is FactType.LEVEL else ()


@dataclass(frozen=True)
class Reading:
    """What a cell says: a part of the wire form (None for nothing), and what is worth knowing about it."""

    wire: Any
    caution: str = ""


def slots_of(fact: Fact) -> tuple[Slot, ...]:
    """Return the cells of a fact."""
    if fact.type is FactType.RATIO:
        return (Slot(fact=fact, part=NUMERATOR), Slot(fact=fact, part=DENOMINATOR))
    return (Slot(fact=fact),)


def how_to_write(slot: Slot) -> str:
    """Say in a few words what may stand in the cell."""
    fact = slot.fact
    kinds = {
        FactType.YES_NO: "Chọn Có hoặc Không",
        FactType.LEVEL: "Chọn một mức trong danh sách",
        FactType.DATE: "Ngày/tháng/năm, ví dụ 26/12/2019",
        FactType.PERCENT: "Số phần trăm, ví dụ 85,5 (không gõ dấu %)",
        FactType.AMOUNT: "Số từ 0 trở lên, lẻ viết sau dấu phẩy",
    }
    words = kinds.get(fact.type, "Số từ 0 trở lên, lẻ viết sau dấu phẩy")
    if slot.is_whole:
        words = "Số nguyên từ 0 trở lên"
    if fact.may_be_absent:
        words += f"; hoặc gõ “{NOT_DONE}”"
    return f"{words}. {fact.hint}".strip() if fact.hint else words


def in_cell(slot: Slot, value: FactValue | None) -> str | int | Decimal | dt.date | None:
    """Return what stands in the cell for a value."""
    if isinstance(value, Ratio):
        value = value.numerator if slot.part == NUMERATOR else value.denominator
    if value is None:
        return None
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Absent):
        return NOT_DONE
    if isinstance(value, str):
        return slot.fact.options.get(value, value)
    if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > _DIGITS:
        return format_decimal(value)  # as a text, or the spreadsheet would round it
    return value


def read_slot(slot: Slot, cell: Cell, *, today: dt.date) -> Reading:
    """Return what the cell says; raises CellError."""
    value = bare_value(cell)
    if value is None:
        return Reading(None)
    return _READERS[slot.fact.type](slot, cell, value, today)


def wire_of(fact: Fact, parts: Mapping[str, Any]) -> Any:
    """Put the cells of a fact together: the wire form, None for nothing; raises CellError."""
    if fact.type is not FactType.RATIO:
        return same_wire(fact, parts[VALUE])
    given = [part for part in (NUMERATOR, DENOMINATOR) if parts[part] is not None]
    if not given:
        return None
    if len(given) == 1:
        missing = DENOMINATOR if given == [NUMERATOR] else NUMERATOR
        message = _("Còn thiếu “%(label)s”: hãy nhập đủ cả tử số và mẫu số, hoặc để trống cả hai.")
        raise CellError(message % {"label": getattr(fact, missing)}, part=missing)
    try:
        return same_wire(fact, dict(parts))
    except CellError as error:
        raise CellError(str(error), part=NUMERATOR) from None


def same_wire(fact: Fact, wire: Any) -> Any:
    """Return the wire form in one writing (12.50 is 12.5); raises CellError for one that cannot be."""
    if wire is None:
        return None
    try:
        return to_wire(parse_fact(fact, wire))
    except FactError as error:
        raise CellError(str(error)) from None


def bare_value(cell: Cell) -> Value:
    """Return the value of a cell, None for nothing; raises CellError where no value can be trusted."""
    if cell.is_merged:
        raise CellError(_("ô bị gộp với ô khác; hãy bỏ gộp ô (Unmerge) rồi nhập lại"))
    if isinstance(cell.value, Formula):
        message = _(
            "ô là công thức %(formula)s; hãy chép ô rồi Dán đặc biệt → Giá trị (Paste Values) để chỉ còn số"
        )
        raise CellError(message % {"formula": cell.value.text[:SHOWN]})
    if isinstance(cell.value, Broken):
        message = _("bảng tính báo lỗi %(error)s; hãy gõ lại giá trị")
        raise CellError(message % {"error": cell.value.text[:SHOWN]})
    return None if cell.is_empty else cell.value


def number_in(value: Value) -> tuple[Decimal | None, str]:
    """Return the number of a cell and a caution when it stands there as text; raises CellError."""
    try:
        number = read_number(value)
    except NumberError as error:
        raise CellError(str(error)) from None
    if number is None or not isinstance(value, str):
        return number, ""
    caution = _("số được gõ thành chữ “%(text)s”, hiểu là %(number)s")
    return number, caution % {"text": clean(value)[:SHOWN], "number": format_decimal(number)}


def _number(slot: Slot, cell: Cell, value: Value, _today: dt.date) -> Reading:
    number, caution = number_in(value)
    if number is None:
        return Reading(None)
    if cell.is_percent and not isinstance(value, str):
        if slot.fact.type is not FactType.PERCENT:
            raise CellError(_("ô đang ở dạng phần trăm; hãy đổi về dạng số (General) rồi gõ lại"))
        number *= 100
        caution = _("ô ở dạng phần trăm, hiểu là %(number)s%%") % {"number": format_decimal(number)}
    return Reading(_checked(slot, number), caution)


def _checked(slot: Slot, number: Decimal) -> int | str:
    """Return the wire form of a number that the slot can take; raises CellError."""
    shown = format_decimal(number)
    if number < 0:
        raise CellError(_("số âm (%(number)s); hãy ghi từ 0 trở lên") % {"number": shown})
    if number >= Decimal(10) ** _DIGITS:
        raise CellError(_("số quá lớn; hãy kiểm tra lại đơn vị tính"))
    if not slot.is_whole:
        if number != round(number, _PLACES):
            raise CellError(
                _("quá %(places)d chữ số thập phân; hãy làm tròn") % {"places": _PLACES}
            )
        return plain(number)
    if number != number.to_integral_value():
        raise CellError(_("phải là số nguyên, không phải %(number)s") % {"number": shown})
    return int(number)


def _date(slot: Slot, _cell: Cell, value: Value, today: dt.date) -> Reading:
    caution = ""
    if isinstance(value, str):
        if slot.fact.may_be_absent and search_key(clean(value)) == search_key(NOT_DONE):
            return Reading("absent")
        day = day_of(clean(value))
        if day is None:
            message = _("“%(text)s” không phải là ngày; hãy gõ ngày/tháng/năm, ví dụ 26/12/2019")
            raise CellError(message % {"text": clean(value)[:SHOWN]})
        caution = _("ngày được gõ thành chữ, hiểu là ngày %(day)s") % {"day": format_date(day)}
    elif isinstance(value, dt.datetime):
        day = value.date()
    elif isinstance(value, dt.date):
        day = value
    else:
        message = _("“%(value)s” không phải là ngày; hãy gõ ngày/tháng/năm, ví dụ 26/12/2019")
        raise CellError(message % {"value": value})
    if day.year not in _YEARS:
        raise CellError(_("năm %(year)d không hợp lý; hãy kiểm tra lại") % {"year": day.year})
    if day > today:
        message = _("ngày %(day)s ở tương lai; hãy kiểm tra lại năm")
        raise CellError(message % {"day": format_date(day)})
    return Reading(day.isoformat(), caution)


def day_of(text: str) -> dt.date | None:
    """Read "26/12/2019"; None for anything else, and for a day that does not exist."""
    found = _DAY.fullmatch(text)
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _yes_no(_slot: Slot, _cell: Cell, value: Value, _today: dt.date) -> Reading:
    if isinstance(value, bool):
        return Reading(value)
    key = search_key(clean(value)) if isinstance(value, str) else ""
    if key in {search_key(YES), search_key(NO)}:
        return Reading(key == search_key(YES))
    raise CellError(_("“%(value)s” không phải là Có hoặc Không") % {"value": str(value)[:SHOWN]})


def _level(slot: Slot, _cell: Cell, value: Value, _today: dt.date) -> Reading:
    key = search_key(clean(str(value)))
    for code, label in slot.fact.options.items():
        if key in {search_key(label), search_key(code)}:
            return Reading(code)
    message = _("“%(value)s” không có trong danh sách; hãy chọn một trong: %(labels)s")
    labels = "; ".join(slot.fact.options.values())
    raise CellError(message % {"value": str(value)[:SHOWN], "labels": labels})


_READERS: Mapping[FactType, Callable[[Slot, Cell, Value, dt.date], Reading]] = MappingProxyType(
    {
        FactType.YES_NO: _yes_no,
        FactType.COUNT: _number,
        FactType.AMOUNT: _number,
        FactType.RATIO: _number,
        FactType.PERCENT: _number,
        FactType.DATE: _date,
        FactType.LEVEL: _level,
    }
)
