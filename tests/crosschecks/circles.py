"""Bodies whose standing is given, for tests that need no units."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from parindex.crosschecks.issuers import Circle, Directory, Standing


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A body and what it is to the unit."""

    name: str
    body: str
    standing: Standing
    is_agency: bool = False


def circle_of(*bodies: Placed) -> Circle[Placed]:
    return Circle(Directory(bodies), attrgetter("standing"))
