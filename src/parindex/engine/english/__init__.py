"""The English of every text the engine says; the key is the Vietnamese template.

"{days:day|days}" is the word for one, or for any other number. Labels, units and other words of a
criteria set or of people stay as they were written. A test asks for an entry for every template.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from parindex.engine.english.goals import GOALS
from parindex.engine.english.scoring import SCORING

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

ENGLISH: Final[Mapping[str, str]] = MappingProxyType(SCORING | GOALS)
