"""Reading what people type: with a comma or a point, in Vietnamese or ISO dates; junk gets a sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.kernel.clock import VIETNAM
from parindex.kernel.errors import Correctable
from parindex.kernel.texts import clean

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,9})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d{1,9})?", re.ASCII)
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:hg](\d{2})?(?::\d{2})?", re.ASCII)
_VERSION = re.compile(r"\d{1,9}", re.ASCII)
_ID = re.compile(r"\d{1,15}", re.ASCII)
_YEARS = range(1945, 2101)
SHOWN = 40
HOURS, MINUTES = 24, 60


class UnreadableError(Correctable):
    """What was typed cannot be read; the message says how to write it. ``text`` is what was typed."""

    def __init__(self, message: str, *, text: str) -> None:
        super().__init__(message)
        self.text = text


def typed(post: Mapping[str, str], name: str) -> str:
    """Return what stands in a field as typed, "" without one; no control characters but tab and newline."""
    return clean(post.get(name, ""))


def version_of(post: Mapping[str, str], name: str = "version") -> int:
    """Return the version that the person saw; junk is version 0, which no stored row has."""
    text = post.get(name, "")
    return int(text) if _VERSION.fullmatch(text) else 0


def ids_of(post: QueryDict, name: str) -> list[int]:
    """Return the numbers of ticked boxes, without junk."""
    return [int(text) for text in post.getlist(name) if _ID.fullmatch(text)]


def read_points(text: str) -> Decimal | None:
    """Read points ("1,5" or "1.5"); None for nothing. Raises UnreadableError for junk and below 0."""
    stripped = _stripped(text)
    if not stripped:
        return None
    if not _NUMBER.fullmatch(stripped):
        raise UnreadableError(
            _("Không hiểu số điểm “%(text)s”. Hãy ghi một số như 1 hoặc 1,5.")
            % {"text": stripped[:SHOWN]},
            text=text,
        )
    number = Decimal(stripped.replace(",", "."))
    if number < 0:
        raise UnreadableError(_("Điểm không được âm."), text=text)
    return number


def read_decimal(text: str) -> Decimal | None:
    """Read a number ("1234,5", "1.234.567,8" or "1234.5"); None for nothing.

    Raises UnreadableError for junk and for "1.234", which may mean a thousand or a fraction.
    """
    stripped = _stripped(text).replace(" ", "")
    if not stripped:
        return None
    if _AMBIGUOUS.fullmatch(stripped):
        raise UnreadableError(
            _("Số “%(text)s” có thể hiểu hai cách. Hãy ghi %(whole)s hoặc %(part)s.")
            % {
                "text": stripped,
                "whole": stripped.replace(".", ""),
                "part": stripped.replace(".", ","),
            },
            text=text,
        )
    if _GROUPED.fullmatch(stripped):
        return Decimal(stripped.replace(".", "").replace(",", "."))
    if _NUMBER.fullmatch(stripped):
        return Decimal(stripped.replace(",", "."))
    raise UnreadableError(
        _("Không hiểu số “%(text)s”. Hãy ghi một số như 12 hoặc 12,5.")
        % {"text": stripped[:SHOWN]},
        text=text,
    )


def read_whole(text: str) -> int | None:
    """Read a count of 0 or more; None for nothing. Raises UnreadableError for junk and fractions."""
    stripped = _stripped(text).replace(" ", "")
    if not stripped:
        return None
    if re.fullmatch(r"-\d+", stripped, re.ASCII):
        raise UnreadableError(_("Số lượng không được âm: hãy ghi từ 0 trở lên."), text=text)
    bare = stripped.replace(".", "") if _GROUPED.fullmatch(stripped) else stripped
    if not re.fullmatch(r"\d{1,12}", bare, re.ASCII):
        raise UnreadableError(
            _("Không hiểu số lượng “%(text)s”. Hãy ghi một số nguyên như 0 hoặc 12.")
            % {"text": stripped[:SHOWN]},
            text=text,
        )
    return int(bare)


def read_date(text: str) -> dt.date | None:
    """Read a day ("26/12/2019", "26-12-2019" or "2019-12-26"); None for nothing.

    Raises UnreadableError for junk, for days that do not exist and for years outside 1945 to 2100.
    """
    stripped = _stripped(text)
    if not stripped:
        return None
    found = _DAY_FIRST.fullmatch(stripped)
    parts = tuple(reversed(found.groups())) if found else ()
    if not parts and (found := _YEAR_FIRST.fullmatch(stripped)):
        parts = found.groups()
    day = _day_of(parts)
    if day is None:
        raise UnreadableError(
            _("Không hiểu ngày “%(text)s”. Hãy ghi ngày/tháng/năm, ví dụ 26/12/2019.")
            % {"text": stripped[:SHOWN]},
            text=text,
        )
    return day


def read_moment(day: str, time: str = "") -> dt.datetime | None:
    """Read a day with a time of day in Vietnam ("17:00", "17h", "17h30"; midnight for none); None without a day.

    Also takes what ``<input type="datetime-local">`` sends as the first text. Raises UnreadableError.
    """
    first, _separator, rest = day.strip().replace("T", " ").partition(" ")
    found_day = read_date(first)
    if found_day is None:
        return None
    return dt.datetime.combine(found_day, _read_time(time or rest), tzinfo=VIETNAM)


def read_text(text: str, *, missing: str) -> str:
    """Return the text without white space around it; raises UnreadableError(missing) when nothing is left."""
    stripped = text.strip()
    if not stripped:
        raise UnreadableError(missing, text=text)
    return stripped


def _read_time(text: str) -> dt.time:
    stripped = text.strip().lower()
    if not stripped:
        return dt.time.min
    found = _TIME.fullmatch(stripped)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (HOURS, 0)
    if hour >= HOURS or minute >= MINUTES:
        raise UnreadableError(
            _("Không hiểu giờ “%(text)s”. Hãy ghi như 17:00.") % {"text": stripped[:SHOWN]},
            text=text,
        )
    return dt.time(hour, minute)


def _day_of(parts: Sequence[str]) -> dt.date | None:
    """Return the day of year, month and day as digits; None for one that does not exist."""
    try:
        year, month, day = (int(part) for part in parts)
        return dt.date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _stripped(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").strip()
