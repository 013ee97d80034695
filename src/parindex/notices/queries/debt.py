"""Something that a body has not done yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from parindex.accounts.choices import Role
from parindex.cycles.models import Round
from parindex.notices.choices import Occasion
from parindex.units.models import Unit

BATCH = 500  # units at once: five thousand take ten rounds of three queries


@dataclass(frozen=True, kw_only=True)
class Debt:
    """Something a body has not done yet. ``roles`` say whose it is; none means the desk's.

    ``item`` is its name among all debts, ``what`` the document, the number or the component it is about.
    """

    occasion: Occasion
    item: str
    round: Round
    unit: Unit
    due_at: dt.datetime
    url: str
    what: str = ""
    roles: tuple[Role, ...] = field(default=())
