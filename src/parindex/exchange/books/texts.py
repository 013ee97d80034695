"""Texts on their way into a cell and back: the same letters, so that nothing seems changed that was not."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

from parindex.exchange.books.dossier_form import LONGEST, TOO_LONG
from parindex.exchange.books.opening import Cell
from parindex.exchange.books.slots import CellError, bare_value
from parindex.kernel.texts import clean
from parindex.viet import format_decimal

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how XLSX writes letters that XML cannot


def normal(text: str) -> str:
    """Return a text in one writing: composed letters, one kind of line end, no blanks around it."""
    return unicodedata.normalize("NFC", clean(text)).strip()


def shown_text(text: str) -> str:
    """Return what stands in the cell for a stored text."""
    said = normal(text)
    return said if len(said) <= LONGEST else TOO_LONG


def read_text(cell: Cell) -> tuple[str, str]:
    """Return the text of a cell and a caution; raises CellError."""
    value = bare_value(cell)
    if value is None:
        return "", ""
    raw = value if isinstance(value, str) else _plain(value)
    raw = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw)
    said = normal(raw)
    if len(said) > LONGEST:
        message = _(
            "văn bản dài %(size)d ký tự, quá %(most)d; hãy rút gọn hoặc đưa vào tài liệu kiểm chứng"
        )
        raise CellError(message % {"size": len(said), "most": LONGEST})
    ends = raw.replace("\r\n", "\n").replace("\r", "\n")
    dropped = len(ends) - len(clean(ends))
    caution = _("có %(count)d ký tự điều khiển không nhìn thấy được: đã bỏ") % {"count": dropped}
    return said, caution if dropped else ""


def _plain(value: object) -> str:
    return format_decimal(value) if isinstance(value, Decimal) else str(value)
