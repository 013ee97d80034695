"""Numbers as people type them into tables: 14,5 and 14.5 and 1.234,5."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from parindex.kernel.reading.cells import Uncomputed, Value, clean
from parindex.viet import format_date

_NOTHING = {"", "-", "–", "—"}
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,12})?", re.ASCII)
_VIETNAMESE = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]{1,12})?", re.ASCII)
_ENGLISH = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{1,12}", re.ASCII)
_UNCLEAR = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)


class NumberError(Exception):
    """A cell holds no number; ``str()`` goes on after "Ô D7: "."""


def read_number(value: Value) -> Decimal | None:
    """Return the number of a cell, None for an empty cell or a dash; raises NumberError."""
    if isinstance(value, Uncomputed):
        raise NumberError(
            f"công thức {value.formula} chưa có giá trị; hãy mở tệp bằng chương trình bảng tính rồi lưu lại"
        )
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        raise NumberError(_no_number(value))
    if isinstance(value, int | Decimal):
        return Decimal(value)
    return None if value is None else _from_text(clean(value).replace(" ", ""), clean(value))


def _from_text(text: str, written: str) -> Decimal | None:
    text = text.replace("\N{MINUS SIGN}", "-")
    if text in _NOTHING:
        return None
    if _UNCLEAR.fullmatch(text):
        grouped, comma = text.replace(".", ""), text.replace(".", ",")
        raise NumberError(f"không rõ {text} là {grouped} hay {comma}; hãy viết lại cho rõ")
    if _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _VIETNAMESE.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if text.startswith("#"):
        raise NumberError(f"bảng tính báo lỗi {text}; hãy sửa công thức")
    raise NumberError(f"“{written}” không phải là số")


def _no_number(value: bool | dt.date | dt.time | dt.timedelta) -> str:  # noqa: FBT001 - a cell, no switch
    if isinstance(value, bool):
        return "có giá trị đúng/sai, không phải là số"
    what = f"ngày {format_date(value)}" if isinstance(value, dt.date) else "thời gian"
    return f"là {what}, không phải là số (bảng tính có thể đã tự đổi số thập phân thành ngày)"
