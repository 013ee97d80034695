"""What the reminder letter needs to know.

Letter 1202/UBND-NV (26/12/2019), part 4: whose report is late answers for it before the chair.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from parindex.documents.citations import Origin
from parindex.documents.paper import Signature


@dataclass(frozen=True, kw_only=True)
class OwingUnit:
    """A unit that has not handed in: its own deadline, days over it (0 while it is not), components scored."""

    name: str
    due_at: datetime
    days_late: int
    finished: int
    components: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReminderLetterContext:
    """Everything in the reminder letter.

    - `opening`: "Thực hiện …, " or "". `today`: the day the list was made. `due_at`: of the round.
    - `handed_in` of `total` units have handed in; `units`: who has not, in the order to be printed.
    - `through`: where dossiers go; `chair`: before whom the late answer; `coordinator`: who follows it up.
    """

    origin: Origin
    opening: str
    body: str
    cycle_year: int
    today: date
    due_at: datetime
    handed_in: int
    total: int
    units: tuple[OwingUnit, ...]
    through: str
    chair: str
    coordinator: str
    signature: Signature
    recipients: tuple[str, ...]
    synthetic: bool = False

    @property
    def late(self) -> tuple[OwingUnit, ...]:
        return tuple(unit for unit in self.units if unit.days_late)
