"""What the plan of remedial actions needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from parindex.documents.citations import Origin
from parindex.documents.paper import Signature


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """An action about one component: ``lost`` in the result, ``expected_gain`` None where nobody estimated it.

    ``state`` and ``proof`` (documents that show it was done) tell how far it is.
    """

    field: str
    code: str
    name: str
    lost: Decimal
    text: str
    owner: str
    due_on: date
    expected_gain: Decimal | None
    state: str
    proof: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LossLine:
    """A component that cost points and has no action yet."""

    code: str
    name: str
    lost: Decimal


@dataclass(frozen=True, kw_only=True)
class RemedialPlanContext:
    """Everything in the plan.

    - `unit`: full name; `result_year`: of the result it answers, `plan_year`: for which it plans.
    - `decision`: the announcement, cited; `points`, `max_points`, `index`: of that result; `lost`: points.
    - `actions` in the order of the criteria; `uncovered`: losses without an action; `expected`: what all shall bring.
    - `target`: the index that this would give. `draft`: the leader has not approved it.
    """

    origin: Origin
    unit: str
    result_year: int
    plan_year: int
    grounds: tuple[str, ...]
    decision: str
    coordinator: str
    points: Decimal
    max_points: Decimal
    index: Decimal
    lost: Decimal
    expected: Decimal
    target: Decimal
    actions: tuple[ActionRow, ...]
    uncovered: tuple[LossLine, ...]
    signature: Signature
    recipients: tuple[str, ...]
    points_places: int = 2
    draft: bool = False
    synthetic: bool = False
