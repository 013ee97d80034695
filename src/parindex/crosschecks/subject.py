"""What a cross-check looks at: one component of one dossier, and what is known around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from parindex.assessments.models import Dossier
from parindex.assessments.workbook import Line
from parindex.crosschecks.issuers import Circle
from parindex.engine import CriteriaSet, Fact, FactValue
from parindex.evidence.models import EvidenceDocument


class Form(Protocol):
    """What the checks need of a dossier: a whole workbook, or some components of it."""

    @property
    def dossier(self) -> Dossier: ...
    @property
    def criteria_set(self) -> CriteriaSet: ...
    @property
    def values(self) -> Mapping[str, FactValue]: ...
    @property
    def lines(self) -> Mapping[str, Line]: ...


@dataclass(frozen=True, kw_only=True)
class PastScore:
    """What a body got for the same component in its last published result."""

    publication_id: int
    unit_code: str
    unit_name: str
    year: int
    points: Decimal
    max_points: Decimal

    @property
    def share(self) -> Fraction:
        return Fraction(self.points) / Fraction(self.max_points) * 100


@dataclass(frozen=True, kw_only=True)
class FactElsewhere:
    """A fact of the same code and label in another dossier of the same body.

    ``is_past`` for an earlier year's; else it is of the same year: ``same_window`` for another
    cycle with the same data window, where the figure should be the same, else an earlier round.
    """

    fact_code: str
    value: FactValue
    year: int
    where: str
    dossier_id: int
    is_past: bool
    same_window: bool


@dataclass(frozen=True, kw_only=True)
class Twin:
    """A document of another unit's dossier that is the same file, or has the same number and date."""

    document: EvidenceDocument
    dossier_id: int
    code: str
    link_id: int
    unit_code: str
    unit_name: str


@dataclass(frozen=True, kw_only=True)
class PeerValues:
    """The same figure of the other units of the round: a ratio in percent, or the share of points.

    ``others`` are in ascending order.
    """

    fact: Fact | None
    own: Fraction
    others: Sequence[Fraction]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One component with all that its checks compare; nothing here makes a query."""

    form: Form
    line: Line
    past: Sequence[PastScore] = ()
    elsewhere: Sequence[FactElsewhere] = ()
    circle: Circle[Any] | None = None
    twins: Mapping[int, Sequence[Twin]] = field(default_factory=dict)
    peers: PeerValues | None = None

    @property
    def facts(self) -> dict[str, Fact]:
        """Return the facts that the component's rule uses."""
        known = self.form.criteria_set.facts
        return {code: known[code] for code in self.line.node.facts}


def share_of(points: Decimal, max_points: Decimal) -> Fraction:
    """Return points as a percentage of the most there are."""
    return Fraction(points) / Fraction(max_points) * 100
