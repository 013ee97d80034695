"""What the report on criteria proposals needs to know.

Letter 795/UBND-TĐKT (06/02/2020), parts 1 and 3: units report what is not reasonable through the home-affairs office,
which studies it and proposes changes of the criteria.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from parindex.documents.citations import Origin
from parindex.documents.paper import Signature


@dataclass(frozen=True, kw_only=True)
class ProposalRow:
    """One proposal: who wants what changed, and the answer ("" while it is open)."""

    unit: str
    kind: str
    words: str
    suggested_points: Decimal | None
    suggested_rule: str
    state: str
    is_open: bool
    is_taken_up: bool
    answer: str


@dataclass(frozen=True, kw_only=True)
class NodeGroup:
    """The proposals about one criterion; ``code`` "" is the set as a whole."""

    set_name: str
    code: str
    name: str
    max_points: Decimal | None
    rows: tuple[ProposalRow, ...]


@dataclass(frozen=True, kw_only=True)
class ProposalsReportContext:
    """Everything in the report; ``groups`` in the order of the sets and their criteria."""

    origin: Origin
    addressee: str
    body: str
    cycle_year: int
    opening: str
    groups: tuple[NodeGroup, ...]
    signature: Signature
    recipients: tuple[str, ...]
    synthetic: bool = False

    @property
    def rows(self) -> tuple[ProposalRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)
