"""Ranks and classes as they stand, what still blocks, and what was published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.openness import hash_of, sign_off_of
from parindex.assessments.choices import Stage
from parindex.assessments.queries import dossiers
from parindex.cycles.rules import may_coordinate
from parindex.kernel import canonical
from parindex.kernel.clock import moment_text
from parindex.results.queries import (
    FINAL,
    content_of,
    current_snapshot,
    publication_by_id,
    publication_of,
)
from parindex.results.snapshot import Content
from parindex.web.manage.forms import PublicationForm


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One unit of the result; ``class_place`` counts the classes from the best, for colours."""

    unit: Content
    class_place: int | None
    dossier: Any


@dataclass(frozen=True, kw_only=True)
class ResultPage:
    """Everything on the page; the content is frozen once published, computed before that."""

    cycle: Any
    round: Any
    rows: Sequence[Any]
    content: Content
    publication: Any
    may_publish: bool
    form: PublicationForm
    now: dt.datetime
    day: dt.date | None = None
    asks_correction: bool = False
    error: Exception | None = None

    @property
    def stored(self) -> Any:
        return self.rows[0].criteria_set

    @cached_property
    def standings(self) -> list[Standing]:
        places = {item["name"]: place for place, item in enumerate(self.content["classes"])}
        by_code = {row.unit.code: row for row in self.rows}
        return [
            Standing(
                unit=unit, class_place=places.get(unit["class"]), dossier=by_code[unit["code"]]
            )
            for unit in self.content["units"]
        ]

    @property
    def left_out(self) -> list[Any]:
        """Return dossiers decided after the publication: they get in by a correction."""
        return [row for row in self.rows if self.publication and row.stage == Stage.DECIDED]

    @property
    def undecided(self) -> list[Any]:
        """Return handed-in dossiers that the chair has not closed; they block."""
        return [row for row in self.rows if row.stage not in {*FINAL, Stage.SELF_ASSESSMENT}]

    @cached_property
    def due_at(self) -> dt.datetime:
        """Return the last deadline of those who have not handed in: publication waits for it."""
        waiting = [row.due_at for row in self.rows if row.is_drafted]
        latest: dt.datetime = max([self.round.due_at, *waiting])
        return latest

    @property
    def absent(self) -> list[str]:
        return [unit["name"] for unit in self.content["absent"]]

    @property
    def blocks(self) -> str:
        """Say why nothing can be published yet; empty when it can."""
        if self.now < self.due_at:
            return _("Chưa hết hạn nộp hồ sơ: trước %(due)s.") % {"due": moment_text(self.due_at)}
        if self.undecided:
            return _("Còn %(count)d hồ sơ đã nộp mà chưa kết luận.") % {
                "count": len(self.undecided)
            }
        if not self.standings:
            return _("Chưa có hồ sơ nào được kết luận.")
        return "" if self.is_signed else _("Chủ tịch Hội đồng chưa ký kết quả này.")

    @cached_property
    def is_signed(self) -> bool:
        """Tell whether the chair signed exactly what is decided now."""
        signed = sign_off_of(self.round, self.stored)
        return signed is not None and signed.content_hash == hash_of(self.rows)

    @cached_property
    def content_hash(self) -> str:
        """Return the SHA-256 of what is, or would be, frozen."""
        return canonical.sha256(self.content)

    @property
    def corrects(self) -> bool:
        """Tell whether the form for a correction stands open: it is asked for, or it is due."""
        wanted = self.asks_correction or self.error or self.left_out
        return self.may_publish and not self.is_confirming and bool(wanted)

    @property
    def is_confirming(self) -> bool:
        return self.day is not None

    @property
    def is_illustrative(self) -> bool:
        return bool(self.content["criteria_set"]["has_illustrative_rows"])


def dossiers_of_set(cycle: Any, set_code: str) -> list[Any]:
    """Return the cycle's dossiers of a set that this council appraises, of all rounds, in order of names."""
    rows = dossiers().filter(round__cycle=cycle, criteria_set__code=set_code)
    return [row for row in rows.order_by("unit__sort_key") if row.unit_id != cycle.body_id]


def rows_of_round(rows: Sequence[Any], number: str) -> list[Any]:
    """Return the dossiers of the round with this number, else of the newest."""
    numbers = {str(row.round.number): row.round.number for row in rows}
    chosen = numbers.get(number, max(numbers.values()))
    return [row for row in rows if row.round.number == chosen]


def build_page(
    actor: Actor,
    cycle: Any,
    rows: Sequence[Any],
    *,
    round_number: str,
    now: dt.datetime,
    **attempt: Any,
) -> ResultPage:
    """Gather the page of the round with this number, else of the newest.

    What is published is shown as frozen; a correction that waits to be confirmed as it would be.
    """
    of_round = rows_of_round(rows, round_number)
    chosen = of_round[0].round
    publication = publication_of(chosen, of_round[0].criteria_set)
    if publication is not None:
        publication = publication_by_id(publication.pk)
    if publication is not None and attempt.get("day") is None:
        content = content_of(publication)
    else:
        content = current_snapshot(chosen, of_round[0].criteria_set)
    attempt.setdefault("form", PublicationForm())
    return ResultPage(
        cycle=cycle,
        round=chosen,
        rows=of_round,
        content=content,
        publication=publication,
        may_publish=may_coordinate(actor, cycle),
        now=now,
        **attempt,
    )
