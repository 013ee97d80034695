"""How the clerks of a story fill in a form: facts, self-scores, evidence, explanations."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from parindex.accounts.queries import actor_by_username
from parindex.accounts.rules import Actor
from parindex.assessments import operations as desk
from parindex.assessments.models import Dossier
from parindex.assessments.queries import load_workbook
from parindex.assessments.workbook import Line, Workbook
from parindex.engine import FactType
from parindex.kernel.clock import vietnam_date
from parindex.scenarios.evidence import Window, synthetic_document
from parindex.scenarios.people import username
from parindex.scenarios.synthetic import stepped, synthetic_facts
from parindex.units.models import Unit

EXPLANATION = "Nội dung đã thực hiện trong năm; văn bản chung của cấp trên, đơn vị không ban hành văn bản riêng."
CLAIM = "Đơn vị đã hoàn thành bổ sung sau thời điểm tổng hợp số liệu, đề nghị xem xét."
NOT_APPLICABLE = "Trong năm không phát sinh nội dung này: {when}."

Desk = list[tuple[Line, Actor]]


def clerk_of(unit: Unit) -> Actor:
    """Return the clerk of a commune, district or agency."""
    return actor_by_username(username(unit, "canbo"))


def draft(
    dossier: Dossier,
    *,
    quality: float,
    seed: str,
    now: dt.datetime,
    share: float = 1.0,
    waives: float = 0.0,
    bare: Collection[str] = (),
) -> None:
    """Let the clerks fill in a dossier; everything follows from the seed.

    ``share`` below 1 leaves the rest of the form for later. ``waives`` is how many of the
    components that may be not applicable are said to be so. ``bare`` ones get neither evidence
    nor explanation.
    """
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    workbook = load_workbook(dossier)
    lines = own_lines(workbook)
    lines = lines[: round(len(lines) * share)]
    values = synthetic_facts(workbook.criteria_set, quality=quality, chance=chance)
    _enter_facts(workbook, values, {line.code: clerk for line, clerk in lines}, now=now)
    waived = _waived(lines, waives, seed)
    scored = load_workbook(dossier).lines
    filler = _Filler(dossier=dossier, quality=quality, chance=chance, now=now)
    for line, clerk in lines:
        if line.code in waived:
            filler.waive(line, clerk)
        else:
            filler.fill(scored[line.code], clerk, is_bare=line.code in bare)


def gather(
    dossier: Dossier, *, quality: float, seed: str, now: dt.datetime, share: float = 0.5
) -> None:
    """Let the clerks enter facts to date, for a share of the form, before anything can be scored."""
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    workbook = load_workbook(dossier)
    values = synthetic_facts(workbook.criteria_set, quality=quality, chance=chance)
    lines = own_lines(workbook)
    known = {line.code: clerk for line, clerk in lines if chance.random() < share}
    _enter_facts(workbook, values, known, now=now)


def revise(dossier: Dossier, *, seed: str, now: dt.datetime, share: float = 0.5) -> list[str]:
    """Let the clerks go on with a dossier: better facts, new scores, evidence that was missing.

    Returns the codes whose computed points changed. ``share`` is how many of the components that
    lost points the unit worked on meanwhile.
    """
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    before = load_workbook(dossier)
    lines = own_lines(before)
    values = synthetic_facts(before.criteria_set, quality=0.98, chance=chance)
    worked_on = {
        code
        for line, _clerk in lines
        if _lost_points(line) and chance.random() < share
        for code in line.node.facts
        if before.criteria_set.facts[code].type is not FactType.DATE  # what was late stays late
    }
    clerks = {line.code: clerk for line, clerk in lines}
    _enter_facts(before, {code: values[code] for code in worked_on}, clerks, now=now)
    after = load_workbook(dossier).lines
    filler = _Filler(dossier=dossier, quality=0.9, chance=chance, now=now)
    for line, clerk in lines:
        filler.renew(line, after[line.code], clerk)
    return [line.code for line, _clerk in lines if line.computed != after[line.code].computed]


def window_of(dossier: Dossier, now: dt.datetime) -> Window:
    """Return the days on which documents of the cycle's data window can have been issued by now."""
    cycle = dossier.round.cycle
    return cycle.data_from, min(cycle.data_until, vietnam_date(now))


class _Filler:
    """One clerk after another fills in one dossier."""

    def __init__(
        self, *, dossier: Dossier, quality: float, chance: random.Random, now: dt.datetime
    ) -> None:
        self._dossier, self._quality, self._chance, self._now = dossier, quality, chance, now
        self._window = window_of(dossier, now)

    def fill(self, line: Line, clerk: Actor, *, is_bare: bool) -> None:
        """Score a component and prove it: by a document, by words, or now and then by nothing."""
        luck = 1.0 if is_bare else self._chance.random()
        score, reason = _own_score(line, self._quality, luck)
        proven_by_words = 0.90 < luck <= 0.97
        entry = desk.ComponentDraft(
            self_score=score, reason=reason, explanation=EXPLANATION if proven_by_words else ""
        )
        self._save(line, entry, clerk)
        if luck <= 0.90:  # otherwise words only, or (above 0.97) nothing at all: no points
            self._prove(line, clerk)

    def waive(self, line: Line, clerk: Actor) -> None:
        """Say that a component does not apply, and why."""
        words = NOT_APPLICABLE.format(when=line.node.not_applicable_when)
        entry = desk.ComponentDraft(self_score=None, explanation=words, not_applicable=True)
        self._save(line, entry, clerk)

    def renew(self, before: Line, now_stands: Line, clerk: Actor) -> None:
        """Score a component anew if its points changed, and prove it if it was not proven."""
        if before.computed != now_stands.computed and not now_stands.not_applicable:
            entry = desk.ComponentDraft(
                self_score=now_stands.computed, explanation=now_stands.explanation
            )
            self._save(now_stands, entry, clerk)
        if now_stands.lacks_proof:
            self._prove(now_stands, clerk)

    def _save(self, line: Line, entry: desk.ComponentDraft, clerk: Actor) -> None:
        desk.save_component(
            dossier_id=self._dossier.pk,
            code=line.code,
            draft=entry,
            expected_version=line.entry.version if line.entry else 0,
            actor=clerk,
            now=self._now,
        )

    def _prove(self, line: Line, clerk: Actor) -> None:
        if line.sheet is None:
            return
        wanted = line.node.evidence[0] if line.node.evidence else "Báo cáo cải cách hành chính năm"
        details, upload = synthetic_document(
            line.sheet.unit, wanted=wanted, chance=self._chance, window=self._window
        )
        desk.attach_document(
            dossier_id=self._dossier.pk,
            code=line.code,
            details=details,
            upload=upload,
            actor=clerk,
            now=self._now,
        )


def own_lines(workbook: Workbook) -> Desk:
    """Return the components that the desk scores, each with the clerk of its sheet."""
    clerks = {sheet.pk: clerk_of(sheet.unit) for sheet in workbook.sheets}
    return [
        (line, clerks[line.sheet.pk])
        for line in workbook.lines.values()
        if line.is_self_scored and line.sheet is not None
    ]


def _enter_facts(
    workbook: Workbook, values: Mapping[str, Any], clerks: Mapping[str, Actor], *, now: dt.datetime
) -> None:
    """Enter every fact once, by the clerk of the first component that uses it and is being filled in."""
    for fact_code, wire in values.items():
        first = workbook.criteria_set.leaves_using(fact_code)[0]
        if first.code not in clerks:
            continue
        stored = workbook.facts.get(fact_code)
        desk.save_fact(
            dossier_id=workbook.dossier.pk,
            fact_code=fact_code,
            wire=wire,
            expected_version=stored.version if stored else 0,
            actor=clerks[first.code],
            now=now,
        )


def _own_score(line: Line, quality: float, luck: float) -> tuple[Decimal, str]:
    """Most units take the computed points; a few claim all points, with a reason."""
    top = line.node.max_points
    if line.computed is None:
        return stepped(quality, low=Decimal(0), high=top, step=Decimal("0.25")), ""
    if luck < 0.04 and line.computed < top:
        return top, CLAIM
    return line.computed, ""


def _waived(lines: Desk, waives: float, seed: str) -> frozenset[str]:
    chance = random.Random(f"{seed}, không áp dụng")  # noqa: S311 - a story, not a secret
    return frozenset(
        line.code
        for line, _clerk in lines
        if line.node.not_applicable_when and chance.random() < waives
    )


def _lost_points(line: Line) -> bool:
    return line.computed is not None and line.computed < line.node.max_points
