"""One figure of one unit in two places: two rounds of a year, or two cycles over the same window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from parindex.crosschecks.choices import Kind, Severity
from parindex.crosschecks.flags import Flag
from parindex.crosschecks.subject import FactElsewhere, Subject
from parindex.crosschecks.words import answer, wire
from parindex.engine import Absent, Fact, FactValue, Ratio


def check(subject: Subject) -> Iterator[Flag]:
    """Flag a figure that differs where it must not, or runs backwards where it can only grow.

    Between two rounds of a year work goes on: more done is no contradiction, less done is.
    """
    for row in subject.elsewhere:
        if row.is_past:
            continue
        fact, own = subject.facts.get(row.fact_code), subject.form.values.get(row.fact_code)
        if fact is None or own is None or own == row.value:
            continue
        if row.same_window or _runs_backwards(row.value, own):
            yield _flag(fact, own, row)


def _flag(fact: Fact, own: FactValue, row: FactElsewhere) -> Flag:
    return Flag(
        kind=Kind.TWICE_REPORTED,
        severity=Severity.LOOK,
        sentence=_(
            "Số liệu “%(label)s” ở hồ sơ này là %(own)s, ở %(where)s chính đơn vị ghi %(other)s."
        )
        % {
            "label": fact.label,
            "own": answer(fact, own),
            "where": row.where,
            "other": answer(fact, row.value),
        },
        grounds=(fact.code, wire(own), str(row.dossier_id), wire(row.value)),
    )


def _runs_backwards(before: FactValue, now: FactValue) -> bool:
    """Tell whether something that was done, counted or dated in an earlier round is so no more."""
    if isinstance(before, bool) or isinstance(now, bool):
        return before is True and now is False
    if isinstance(before, dt.date):
        return isinstance(now, dt.date | Absent)
    if isinstance(before, Ratio) and isinstance(now, Ratio):
        return now.numerator < before.numerator
    return isinstance(before, int) and isinstance(now, int) and now < before
