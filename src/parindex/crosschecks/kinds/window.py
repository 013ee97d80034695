"""A document's own date against the data window of the cycle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from parindex.crosschecks.choices import Kind, Severity
from parindex.crosschecks.flags import Flag
from parindex.crosschecks.limits import NEAR_DAYS
from parindex.crosschecks.subject import Subject
from parindex.crosschecks.words import document_name
from parindex.viet import format_date


def check(subject: Subject) -> Iterator[Flag]:
    """Flag documents issued before the first or after the last day of the window."""
    cycle = subject.form.dossier.round.cycle
    for link in subject.line.evidence:
        day = link.document.issued_on
        if day < cycle.data_from:
            sentence = _("%(document)s ban hành trước ngày bắt đầu lấy số liệu %(day)s.")
            edge = cycle.data_from
        elif day > cycle.data_until:
            sentence = _("%(document)s ban hành sau ngày chốt số liệu %(day)s.")
            edge = cycle.data_until
        else:
            continue
        yield Flag(
            kind=Kind.WINDOW,
            severity=_severity(day, edge),
            sentence=sentence
            % {"document": document_name(link.document), "day": format_date(edge)},
            grounds=(link.document.number, day.isoformat(), edge.isoformat()),
            link_id=link.pk,
        )


def _severity(day: dt.date, edge: dt.date) -> Severity:
    """A plan of the last December and a report of the next January are only noted."""
    return Severity.NOTE if abs((day - edge).days) <= NEAR_DAYS else Severity.LOOK
