"""What stands against what, in a sentence; and the same as the stored note of what was settled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from parindex.reporting.cells import Value
from parindex.reporting.collating.conflicts import Conflict, Kind
from parindex.viet import format_decimal

NOTE_LENGTH = 300  # of Figure.source_note
_MARK_LENGTH = 8


def said(conflict: Conflict) -> str:
    """Return a conflict as a sentence with both figures and whose they are."""
    words = {
        "value": shown(conflict.value),
        "other": shown(conflict.other),
        "name": conflict.name or _("Tổng hợp"),
        "other_name": conflict.other_name,
        "whole": conflict.whole,
        "column": conflict.column.title,
    }
    match conflict.kind:
        case Kind.LEAD_DIFFERS:
            text = _("Tổng các đơn vị là %(value)s, %(other_name)s báo cáo %(other)s.")
        case Kind.PART_ABOVE_WHOLE:
            text = _("%(name)s: %(value)s lớn hơn cột “%(whole)s” (%(other)s).")
        case Kind.FELL:
            text = _("%(name)s: lũy kế %(value)s thấp hơn kỳ trước (%(other)s).")
        case Kind.FACT_DIFFERS:
            text = _("%(name)s: báo cáo %(value)s, hồ sơ tự đánh giá ghi %(other)s.")
        case Kind.HALF_RATIO:
            text = _("%(name)s: có %(value)s nhưng chưa có cột “%(whole)s”, tỷ lệ bị lệch.")
    return text % words


def shown(value: Value) -> str:
    """Return a figure for reading, thousands parted; a dash for nothing."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    return format_decimal(Decimal(value), grouped=True)


def situation(conflicts: Iterable[Conflict]) -> str:
    """Return what a person saw when they settled a cell, in Vietnamese whatever their language.

    A settlement stands as long as this text is the same; too long a text ends in a hash of the whole.
    """
    with override("vi"):
        text = " ".join(said(conflict) for conflict in conflicts)
    if len(text) <= NOTE_LENGTH:
        return text
    mark = hashlib.sha256(text.encode()).hexdigest()[:_MARK_LENGTH]
    return f"{text[: NOTE_LENGTH - _MARK_LENGTH - 3]}… {mark}"
