"""Filling in what is known before anybody types; a word that somebody typed is never touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from parindex.accounts.rules import Actor
from parindex.reporting.cells import write_raw
from parindex.reporting.choices import Origin, ReportKind
from parindex.reporting.drawn import expected_scores, expected_text, figures_of, weak_items
from parindex.reporting.models import Figure, Passage, Report
from parindex.reporting.operations.noting import drafted_report, note
from parindex.reporting.outline import Prefill
from parindex.reporting.queries import load_report, previous_view
from parindex.reporting.views import ReportView, SectionView


@dataclass(frozen=True, kw_only=True)
class Prefilled:
    """How many sections and cells were filled in."""

    sections: int
    figures: int


@transaction.atomic
def prefill(*, report_id: int, actor: Actor, now: dt.datetime) -> Prefilled:
    """Fill empty sections and cells, and renew what was filled in before and nobody changed.

    Sections: the same section of the period before, weak items of the published result, the
    expected score to date, as the outline says. Cells: facts of the unit's own dossier. Raises
    Denied, Refused.
    """
    report = drafted_report(report_id, actor, now)
    view = load_report(report)
    before = previous_view(report)
    texts = [
        (row, text, source)
        for row in view.sections
        if _is_open(row)
        for text, source in [_text_for(view, row, before, now)]
        if text and text != row.text
    ]
    for row, text, source in texts:
        _write_text(report, row, text, source, actor=actor, now=now)
    figures = list(_figures(view, actor=actor, now=now))
    for figure in figures:
        figure.version += 1
        figure.save()
    done = Prefilled(sections=len(texts), figures=len(figures))
    if done.sections or done.figures:
        note(
            report,
            "report.prefilled",
            actor=actor,
            now=now,
            data={"sections": [row.code for row, *_rest in texts], "figures": done.figures},
        )
    return done


def _is_open(row: SectionView) -> bool:
    """Tell whether a section is empty, or as it was filled in."""
    return not row.section.is_heading and (row.is_empty or row.is_prefilled)


def _text_for(
    view: ReportView, row: SectionView, before: ReportView | None, now: dt.datetime
) -> tuple[str, Passage | None]:
    match row.section.prefill:
        case Prefill.WEAK_ITEMS:
            return weak_items(view.report, now), None
        case Prefill.EXPECTED_SCORE:
            led = [field for field in view.outline.fields if field.code in view.led]
            return expected_text(expected_scores(view.report.period, led), now), None
        case Prefill.LAST_REPORT:
            last = before.section(row.code) if before else None
            return (last.text, last.passage) if last else ("", None)
        case _:
            return "", None


def _write_text(
    report: Report,
    row: SectionView,
    text: str,
    source: Passage | None,
    *,
    actor: Actor,
    now: dt.datetime,
) -> None:
    passage = row.passage or Passage(report=report, section_code=row.code)
    passage.text, passage.source = text, source
    passage.origin, passage.is_edited = Origin.PREFILLED, False
    passage.version += 1
    passage.changed_by, passage.changed_at = actor.label, now
    passage.save()


def _figures(view: ReportView, *, actor: Actor, now: dt.datetime) -> Iterator[Figure]:
    report = view.report
    if report.kind == ReportKind.BODY:
        return
    drawn = figures_of(report.period, view.outline, [report.unit_id]).get(report.unit_id, {})
    for table in view.tables:
        if table.is_area:
            continue  # a department's own dossier says nothing about the whole area
        for (table_code, row_code, column_code), found in drawn.items():
            cell = table.cell(row_code, column_code)
            is_free = not cell.has_value or cell.is_prefilled
            if table_code != table.code or not is_free or cell.value == found.value:
                continue
            figure = cell.figure or Figure(
                report=report, table_code=table_code, row_code=row_code, column_code=column_code
            )
            figure.raw, figure.origin = write_raw(found.value), Origin.PREFILLED
            figure.source_note = found.note
            figure.changed_by, figure.changed_at = actor.label, now
            yield figure
