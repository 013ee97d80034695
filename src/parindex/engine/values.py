"""The values of facts: plain, immutable, exact."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final


@dataclass(frozen=True)
class Ratio:
    """Two counts, or two amounts of the same unit; a denominator of 0 is an *empty* ratio."""

    numerator: int | Decimal
    denominator: int | Decimal

    @property
    def is_empty(self) -> bool:
        return self.denominator == 0

    @property
    def percent(self) -> Fraction:
        """The exact percentage; raises ZeroDivisionError for an empty ratio."""
        return Fraction(self.numerator) / Fraction(self.denominator) * 100


class Absent(Enum):
    """The answer "it was not done" to a date that may be absent; not the same as no answer."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT

FactValue = bool | int | Decimal | Ratio | dt.date | str | Absent
