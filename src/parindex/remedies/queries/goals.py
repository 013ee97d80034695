"""What would have earned a lost point: the engine turned round, on the facts of a published result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossiers, load_workbook
from parindex.assessments.workbook import Workbook
from parindex.engine import Language
from parindex.engine.goals import Goal, NotInvertibleError, component_goals
from parindex.engine.goals.words import goal_text
from parindex.engine.wording import Text
from parindex.remedies.choices import Aim
from parindex.remedies.queries.parts import Ground
from parindex.results.unit_rows import Row
from parindex.viet import format_decimal

Words = dict[str, str]  # by language


@dataclass(frozen=True, kw_only=True)
class Aiming:
    """What an action may aim at: points that come back, and the least change of facts that does it."""

    aim: Aim
    gain: Decimal
    text: Words

    def said(self, language: str) -> str:
        return self.text.get(language, self.text["vi"])


@dataclass(frozen=True, kw_only=True)
class Aims:
    """All that a lost component offers. Both are None where nothing but a person's judgement gives points.

    ``why`` then says so; it also says why the most stays below the maximum.
    """

    most: Aiming | None = None
    next: Aiming | None = None
    why: Words | None = None

    def of(self, aim: str) -> Aiming | None:
        return {Aim.MOST: self.most, Aim.NEXT: self.next}.get(Aim(aim))

    def why_said(self, language: str) -> str:
        return (self.why or {}).get(language, "")


NO_AIMS = Aims()


def dossier_behind(ground: Ground) -> Dossier | None:
    """Return the dossier that the unit's result was made from."""
    publication = ground.publication
    rows = dossiers().filter(round=publication.round_id, criteria_set=publication.criteria_set_id)
    return rows.filter(unit=ground.unit).first()


def aims_of(ground: Ground, codes: Iterable[str]) -> dict[str, Aims]:
    """Return what each of the components offers, searched on the facts that the unit handed in.

    The whole year is open again, from the first day of the data window: a report that was late
    this year can be in time next year. Points that the council took off come back by evidence,
    not by other figures. One search for each component, one reading of the dossier for all.
    """
    wanted = [code for code in codes if code in ground.losses]
    dossier = dossier_behind(ground) if wanted else None
    if dossier is None:
        return dict.fromkeys(wanted, NO_AIMS)
    workbook = load_workbook(dossier)
    return {code: _aims(ground, workbook, code) for code in wanted}


def _aims(ground: Ground, workbook: Workbook, code: str) -> Aims:
    row, cycle = ground.losses[code].row, ground.cycle
    try:
        found = component_goals(
            ground.criteria_set,
            code,
            workbook.values,
            cut_off=cycle.data_until,
            today=cycle.data_from,
            not_applicable=workbook.not_applicable,
        )
    except NotInvertibleError:
        return NO_AIMS
    why = _words(found.why_not) if found.why_not else None
    if found.next is None or found.most is None:
        return _judged(row, found.points, why)
    most = _aiming(Aim.MOST, found.most, row)
    step = _aiming(Aim.NEXT, found.next, row)
    return Aims(most=most, next=step if step and most and step.gain < most.gain else None, why=why)


def _aiming(aim: Aim, goal: Goal, row: Row) -> Aiming | None:
    """Return the goal beside what the council gave; None where the council gave as much already."""
    gain = goal.points_after - (row.final or Decimal(0))
    if gain <= 0:
        return None
    return Aiming(
        aim=aim,
        gain=min(gain, row.lost),
        text=_words(goal_text(goal.changes, goal.points_after, ())),
    )


def _judged(row: Row, computed: Decimal | None, why: Words | None) -> Aims:
    """Figures that give more than the council did: what was missing is evidence."""
    gain = (computed or Decimal(0)) - (row.final or Decimal(0))
    if gain <= 0:
        return Aims(why=why)
    text = {language.value: _evidence_words(row, computed, language) for language in Language}
    return Aims(most=Aiming(aim=Aim.MOST, gain=min(gain, row.lost), text=text), why=why)


def _evidence_words(row: Row, computed: Decimal | None, language: Language) -> str:
    with override(language.value):
        said = _(
            "Số liệu đã cho %(computed)s điểm, Hội đồng cho %(final)s: cần đủ tài liệu kiểm chứng."
        )
        return said % {
            "computed": format_decimal(computed or Decimal(0)),
            "final": format_decimal(row.final or Decimal(0)),
        }


def _words(text: Text) -> Words:
    return {language.value: text.in_(language) for language in Language}
