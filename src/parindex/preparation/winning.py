"""What a dossier can still win until the cut-off: the engine's goal-seek, kept for as long as nothing changes.

The search may take a second on a large set. Its answer depends on the facts, the day and the set
alone, so it is kept under their hash; screens ask ``kept_prospect`` first and compute apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.cache import cache

from parindex.assessments.workbook import Workbook
from parindex.engine import Explained, Language
from parindex.engine.goals import NotInvertibleError, Plan, Win, plan
from parindex.kernel import canonical

DAY = 24 * 60 * 60
_FORM = "preparation-plan-1"  # a new number whenever the shape of a Prospect changes
Words = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Gain:
    """Changes to make together, in words by language; ``code`` is the component that gains most.

    ``raised`` are the points that each component gains, ``points`` the net of all effects.
    """

    code: str
    raised: tuple[tuple[str, Decimal], ...]
    points: Decimal
    target: Decimal | None
    text: Words

    def said(self, language: str) -> str:
        return self.text.get(language, self.text["vi"])


@dataclass(frozen=True, kw_only=True)
class Prospect:
    """What can still be won, the most points for the least effort first, and the index within reach.

    ``is_known`` is False for a set with a rule that cannot be turned round.
    """

    gains: Sequence[Gain] = ()
    index: Decimal = Decimal(0)
    index_reachable: Decimal = Decimal(0)
    points: Decimal = Decimal(0)
    points_reachable: Decimal = Decimal(0)
    max_points: Decimal = Decimal(0)
    is_greatest: bool = True
    is_known: bool = True

    @property
    def by_code(self) -> dict[str, Decimal]:
        """Return the points that each component can still win."""
        sums: dict[str, Decimal] = {}
        for gain in self.gains:
            for code, points in gain.raised:
                sums[code] = sums.get(code, Decimal(0)) + points
        return sums


def kept_prospect(workbook: Workbook, *, today: dt.date) -> Prospect | None:
    """Return the answer if it was found before for exactly these facts."""
    found: Prospect | None = cache.get(_key(workbook, today))
    return found


def prospect(workbook: Workbook, *, today: dt.date) -> Prospect:
    """Return what can still be won from today until the cycle's cut-off; may take a second."""
    found = kept_prospect(workbook, today=today)
    if found is None:
        found = _search(workbook, today)
        cache.set(_key(workbook, today), found, DAY)
    return found


def _search(workbook: Workbook, today: dt.date) -> Prospect:
    try:
        found = plan(
            workbook.criteria_set,
            workbook.values,
            changeable=None,
            cut_off=workbook.dossier.round.cycle.data_until,
            today=today,
            not_applicable=workbook.not_applicable,
        )
    except NotInvertibleError:
        return Prospect(is_known=False)
    return _prospect(found)


def _prospect(found: Plan) -> Prospect:
    return Prospect(
        gains=tuple(_gain(win) for win in found.wins),
        index=found.index,
        index_reachable=found.index_reachable,
        points=found.points,
        points_reachable=found.points_reachable,
        max_points=found.max_points,
        is_greatest=found.is_greatest,
    )


def _gain(win: Win) -> Gain:
    raised = [
        (effect, effect.after - (effect.before or Decimal(0)))
        for effect in win.effects
        if effect.code and effect.after > (effect.before or Decimal(0))
    ]
    best = max(raised, key=lambda pair: pair[1], default=None)
    return Gain(
        code=best[0].code if best else "",
        raised=tuple((effect.code, points) for effect, points in raised),
        points=win.gain,
        target=best[0].after if best else None,
        text=_words(win),
    )


def _words(explained: Explained) -> Words:
    return {language.value: explained.sentence_in(language) for language in Language}


def _key(workbook: Workbook, today: dt.date) -> str:
    cycle = workbook.dossier.round.cycle
    content = {
        "facts": {code: row.raw for code, row in workbook.facts.items() if not row.is_empty},
        "out": sorted(workbook.not_applicable),
        "set": workbook.dossier.criteria_set.content_hash,
        "until": cycle.data_until,
        "today": min(today, cycle.data_until + dt.timedelta(days=1)),
    }
    return f"{_FORM}:{workbook.dossier.pk}:{canonical.sha256(content)}"
