"""What a unit says of a field against what people say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from parindex.assessments.workbook import Line
from parindex.crosschecks.choices import Kind, Severity
from parindex.crosschecks.flags import Flag
from parindex.crosschecks.limits import SURVEY_GAP, SURVEY_GRAVE
from parindex.crosschecks.subject import Subject, share_of
from parindex.crosschecks.words import percent


def check(subject: Subject) -> Iterator[Flag]:
    """Flag a survey component when the unit's own scores of its field are far above it.

    The flag stands at the survey alone, not at every component of the field.
    """
    line = subject.line
    if line.is_self_scored or line.computed is None or line.not_applicable:
        return
    criteria_set = subject.form.criteria_set
    field = next(iter(criteria_set.ancestors(line.code)), line.node)
    own = _share(
        [
            subject.form.lines[leaf.code]
            for leaf in field.walk()
            if leaf.is_leaf and subject.form.lines[leaf.code].is_self_scored
        ]
    )
    asked = share_of(line.computed, line.node.max_points)
    if own is None or own - asked < SURVEY_GAP:
        return
    yield Flag(
        kind=Kind.SURVEY,
        severity=Severity.GRAVE if own - asked >= SURVEY_GRAVE else Severity.LOOK,
        sentence=_(
            "Các mục tự chấm của lĩnh vực %(field)s đạt %(own)s điểm tối đa, điều tra xã hội học ở mục này "
            "chỉ đạt %(asked)s."
        )
        % {"field": field.code, "own": percent(own), "asked": percent(asked)},
        grounds=(field.code, percent(own), percent(asked)),
    )


def _share(lines: Sequence[Line]) -> Fraction | None:
    """Return the share of counted points over the components that apply; None while nothing is scored."""
    scored = [line for line in lines if not line.not_applicable and line.self_score is not None]
    most = sum((line.node.max_points for line in scored), Decimal(0))
    if not most:
        return None
    return share_of(sum((line.counted or Decimal(0) for line in scored), Decimal(0)), most)
