from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self

from parindex.engine.exact import number_text, plain
from parindex.engine.outcome import Outcome, scored
from parindex.engine.problems import Entry
from parindex.engine.rules.base import Scope
from parindex.engine.rules.measure import QUANTITIES, SHARES, Measure, MeasuredRule, unit_text
from parindex.engine.rules.ranges import above_text, below_text, between_text, end_text, start_text
from parindex.engine.wording import Text, say


@dataclass(frozen=True)
class Bound:
    """One end of a band; the end itself belongs to the band unless it is open."""

    value: Decimal
    is_open: bool


@dataclass(frozen=True)
class Band:
    """The points of a stretch of numbers; without a bound it goes on for ever on that side."""

    lower: Bound | None
    upper: Bound | None
    points: Decimal

    def holds(self, value: Fraction) -> bool:
        """Tell whether the value lies in the band."""
        below, above = self.lower, self.upper
        if below and (value < below.value or (below.is_open and value == below.value)):
            return False
        return not above or value < above.value or (value == above.value and not above.is_open)

    @property
    def is_empty(self) -> bool:
        """Tell whether no number lies in the band."""
        if self.lower is None or self.upper is None:
            return False
        is_point = self.lower.value == self.upper.value
        has_open_end = self.lower.is_open or self.upper.is_open
        return self.lower.value > self.upper.value or (is_point and has_open_end)

    def begins_after(self, other: Band) -> bool:
        """Tell whether the whole band lies above the other one."""
        if self.lower is None or other.upper is None:
            return False
        is_shared_end = not (self.lower.is_open or other.upper.is_open)
        return self.lower.value > other.upper.value or (
            self.lower.value == other.upper.value and not is_shared_end
        )


@dataclass(frozen=True, kw_only=True)
class Bands(MeasuredRule):
    """The points of the band the number lies in, whichever way they go; ``otherwise`` in no band.

    For what should be neither too small nor too large: revenue of 97 to 106 % of the estimate.
    """

    form: ClassVar[str] = "bands"
    bands: tuple[Band, ...]
    otherwise: Decimal

    @classmethod
    def read(cls, entry: Entry, scope: Scope) -> Self:
        fact = scope.fact(entry, *QUANTITIES)
        bands = tuple(_read_band(row, scope) for row in entry.entries("bands"))
        otherwise = scope.points(entry, "otherwise", default=Decimal(0))
        rule = cls(max_points=scope.max_points, fact=fact, bands=bands, otherwise=otherwise)
        if entry.is_clean():
            rule._check(entry)
        return rule

    def _check(self, entry: Entry) -> None:
        for index, band in enumerate(self.bands):
            if band.is_empty:
                entry.report("Khoảng này không chứa số nào; hãy sửa hai đầu.", "bands", index)
            elif index and not band.begins_after(self.bands[index - 1]):
                entry.report(
                    "Các khoảng phải xếp từ thấp lên cao và không chồng lên nhau; "
                    f"khoảng {index + 1} chưa nằm hẳn trên khoảng {index}.",
                    "bands",
                    index,
                )
            elif self._is_out_of_reach(band):
                entry.report(
                    "Khoảng này vượt quá 100% nên không đơn vị nào đạt được.", "bands", index
                )
        if max(self.otherwise, *(band.points for band in self.bands)) != self.max_points:
            top = number_text(self.max_points)
            entry.report(
                f"Không khoảng nào được điểm tối đa {top}; hãy sửa điểm của khoảng hoặc max_points.",
                "bands",
            )

    def _is_out_of_reach(self, band: Band) -> bool:
        if self.fact.type not in SHARES or self.fact.may_exceed or band.lower is None:
            return False
        return band.lower.value > 100 or (band.lower.value == 100 and band.lower.is_open)

    def outcome_of(self, measure: Measure) -> Outcome:
        band = next((band for band in self.bands if band.holds(measure.value)), None)
        if band is None:
            words = say("{words} (ngoài các khoảng đã nêu)", words=measure.words)
            return scored(Fraction(self.otherwise), words)
        words = say("{words} ({range})", words=measure.words, range=self._range(band))
        return scored(Fraction(band.points), words)

    def _range(self, band: Band) -> Text:
        """Say which numbers belong to a band: "từ 94% đến dưới 97%"."""
        unit, lower, upper = unit_text(self.fact), band.lower, band.upper
        if lower and upper:
            return between_text(
                start_text(lower.value, unit, is_open=lower.is_open),
                end_text(upper.value, unit, is_open=upper.is_open),
            )
        if upper:
            return below_text(upper.value, unit, is_open=upper.is_open)
        assert lower, "a band that was read has an end"  # noqa: S101
        return above_text(lower.value, unit, is_open=lower.is_open)

    def dump_keys(self) -> dict[str, Any]:
        otherwise = {"otherwise": plain(self.otherwise)} if self.otherwise else {}
        rows = [_dump_band(band) for band in self.bands]
        return {"fact": self.fact.code, "bands": rows, **otherwise}


def _read_band(entry: Entry, scope: Scope) -> Band:
    band = Band(
        lower=_read_bound(entry, closed="from", opened="above"),
        upper=_read_bound(entry, closed="to", opened="below"),
        points=scope.points(entry, "points"),
    )
    if entry.is_clean() and band.lower is None and band.upper is None:
        entry.report(
            "Mỗi khoảng cần ít nhất một đầu: from (từ), above (trên), to (đến), below (dưới)."
        )
    entry.finish()
    return band


def _read_bound(entry: Entry, *, closed: str, opened: str) -> Bound | None:
    if entry.has(closed) and entry.has(opened):
        entry.report(
            f"Một đầu của khoảng chỉ ghi {closed} hoặc {opened}, không ghi cả hai.", opened
        )
    for key in (closed, opened):
        if entry.has(key):
            return Bound(entry.number(key), key == opened)
    return None


def _dump_band(band: Band) -> dict[str, str]:
    row = {}
    if band.lower:
        row["above" if band.lower.is_open else "from"] = plain(band.lower.value)
    if band.upper:
        row["below" if band.upper.is_open else "to"] = plain(band.upper.value)
    return {**row, "points": plain(band.points)}
