"""What must never be found, whoever did whatever: looked for in the tables, not in the rules' words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models

from parindex.accounts.choices import Role
from parindex.accounts.models import Membership
from parindex.appraisal.docket import Docket
from parindex.appraisal.models import (
    Award,
    Decision,
    ProvisionalNotice,
    Recusal,
    SecondReading,
    Substitution,
    SupplementItem,
)
from parindex.appraisal.queries import load_dockets
from parindex.assessments.choices import Stage
from parindex.assessments.fingerprint import dossier_hash
from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink
from parindex.assessments.queries import dossiers
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Assignment
from parindex.kernel import journal
from parindex.kernel.clock import vietnam_date
from parindex.kernel.models import JournalEntry
from parindex.results.models import Publication
from parindex.results.queries import recomputed_hashes

CLOSED = (Stage.DECIDED, Stage.PUBLISHED)
APPS = ("assessments", "appraisal", "cycles", "evidence", "results")


@dataclass
class Watch:
    """What stood after the last action, to compare with what stands now."""

    texts: set[str] = field(default_factory=set)
    told: str = ""
    last_entry: int = field(default_factory=lambda: journal.head().number)
    last_hash: str = field(default_factory=lambda: journal.head().hash)
    last_link: int = 0
    awards: dict[int, int] = field(default_factory=dict)
    readings: dict[int, object] = field(default_factory=dict)
    handed_in: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    closed: dict[int, str] = field(default_factory=dict)
    decisions: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    publications: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    checked: int = -1

    def after_action(self, now: dt.datetime) -> None:
        """Look at what is only true of the moment in which something is written."""
        if journal.head().number == self.last_entry:
            return
        self._journal_goes_on()
        self._evidence_was_asked_for(now)
        self._judges_were_entitled(now)
        self._readers_were_entitled(now)

    def after_step(self) -> None:
        """Look at everything that stands."""
        if self.checked == self.last_entry:
            return
        self.checked = self.last_entry
        dockets = list(_dockets())
        for docket in dockets:
            _no_points_without_proof(docket)
            _points_lie_within(docket)
        self._handed_in_stays(dockets)
        self._decided_stays(dockets)
        self._published_stays()
        self._no_text_is_lost()

    def at_the_end(self) -> None:
        assert list(journal.verify()) == []
        assert [row.pk for row, digest in recomputed_hashes() if digest != row.content_hash] == []

    def _journal_goes_on(self) -> None:
        for entry in JournalEntry.objects.filter(number__gt=self.last_entry).order_by("number"):
            assert entry.number == self.last_entry + 1
            assert entry.previous_hash == self.last_hash
            assert entry.hash == journal.entry_hash(entry)
            self.last_entry, self.last_hash = entry.number, entry.hash
            self.told += entry.data
        assert tuple(journal.head()) == (self.last_entry, self.last_hash)

    def _evidence_was_asked_for(self, now: dt.datetime) -> None:
        """After submission every document carries the number of a request that asked for it then."""
        links = EvidenceLink.objects.filter(pk__gt=self.last_link).select_related("dossier")
        for link in links.order_by("pk"):
            self.last_link = link.pk
            if link.dossier.stage == Stage.SELF_ASSESSMENT:
                assert link.supplement_number == ""
                continue
            asked = SupplementItem.objects.filter(
                request__dossier=link.dossier,
                request__number=link.supplement_number,
                request__issued_on__lte=vietnam_date(now),
                request__due_at__gt=now,
                code=link.code,
            )
            assert asked.count() == 1, f"{link} came in unasked at {now}"
            told = ProvisionalNotice.objects.filter(dossier=link.dossier)
            assert not told.exists(), f"{link} came in after appraisal"

    def _judges_were_entitled(self, now: dt.datetime) -> None:
        found = {}
        for award in Award.objects.select_related("dossier__round__cycle"):
            found[award.pk] = award.version
            if self.awards.get(award.pk) == award.version:
                continue
            assert award.agency_id == _assigned_agency(award.dossier, award.code)
            _may_judge(award.judge_id, award.agency_id, award.dossier, now)
        self.awards = found

    def _readers_were_entitled(self, now: dt.datetime) -> None:
        for reading in SecondReading.objects.select_related("dossier__round__cycle"):
            if self.readings.get(reading.pk) == reading.read_at:
                continue
            self.readings[reading.pk] = reading.read_at
            _may_judge(reading.reader_id, reading.agency_id, reading.dossier, now)
            award = Award.objects.get(dossier=reading.dossier_id, code=reading.code)
            assert award.judge_id != reading.reader_id

    def _handed_in_stays(self, dockets: list[Docket]) -> None:
        for docket in dockets:
            dossier = docket.workbook.dossier
            if dossier.submitted_at is not None:
                receipt = (dossier.receipt_number, dossier.submitted_at, dossier.content_hash)
                assert self.handed_in.setdefault(dossier.pk, receipt) == receipt
                assert dossier_hash(docket.workbook) == dossier.content_hash, dossier
            elif dossier.closed_at is not None:
                stands = dossier_hash(docket.workbook)
                assert self.closed.setdefault(dossier.pk, stands) == stands, dossier
        gone = self.handed_in.keys() - {docket.workbook.dossier.pk for docket in dockets}
        assert gone == set()

    def _decided_stays(self, dockets: list[Docket]) -> None:
        for docket in dockets:
            if docket.workbook.dossier.stage in CLOSED:
                assert docket.decision is not None
                assert docket.content_hash == docket.decision.content_hash
        names = ("dossier_id", "version", "decided_at", "decided_by", "content_hash")
        self.decisions = _only_grown(self.decisions, _rows(Decision, names))

    def _published_stays(self) -> None:
        names = [name.attname for name in Publication._meta.concrete_fields]
        found = _rows(Publication, names)
        is_new = found.keys() != self.publications.keys()
        self.publications = _only_grown(self.publications, found)
        if found and is_new:
            for row, digest in recomputed_hashes():
                assert digest == row.content_hash

    def _no_text_is_lost(self) -> None:
        self.texts -= {text for text in self.texts if text in self.told}  # told once, told for good
        if self.texts:
            stored = "\n".join(_stored_texts())
            assert {text for text in self.texts if text not in stored} == set()


def _dockets() -> Iterator[Docket]:
    rows = dossiers().order_by("round_id", "pk")
    for _round, of_round in groupby(rows, key=lambda row: row.round_id):
        yield from load_dockets(list(of_round))


def _no_points_without_proof(docket: Docket) -> None:
    """Letters 000 and 001: neither evidence nor explanation, no points: own, awarded or final."""
    dossier = docket.workbook.dossier
    explained = {
        row.code
        for row in ComponentEntry.objects.filter(dossier=dossier)
        if row.explanation.strip()
    }
    proven = explained | set(
        EvidenceLink.objects.filter(dossier=dossier).values_list("code", flat=True)
    )
    for code, case in docket.cases.items():
        if code in proven or not case.line.is_self_scored:
            continue
        given = [case.line.counted, case.line.handed_in, case.final]
        given += [row.points for row in (case.award, case.ruling, case.reading) if row]
        assert not any(given), f"{dossier} {code}: {given} without proof"


def _points_lie_within(docket: Docket) -> None:
    for code, case in docket.cases.items():
        entry = case.line.entry
        given = [case.line.counted, case.line.handed_in, case.final, case.line.computed]
        given += [row.points for row in (case.award, case.ruling, case.reading) if row]
        given += [entry.self_score] if entry else []
        for points in given:
            assert points is None or 0 <= points <= case.line.node.max_points, (code, points)
    assert 0 <= docket.final_tally.index <= 100


def _assigned_agency(dossier: Dossier, code: str) -> int:
    """Find the deepest assignment by the code itself: 1.2.1, then 1.2, then 1."""
    assigned = dict(
        Assignment.objects.filter(
            cycle=dossier.round.cycle,
            criteria_set=dossier.criteria_set_id,
            purpose=Purpose.APPRAISE,
        ).values_list("node_code", "agency_id")
    )
    while code not in assigned and "." in code:
        code = code.rpartition(".")[0]
    return assigned[code]


def _may_judge(user_id: int | None, agency_id: int, dossier: Dossier, now: dt.datetime) -> None:
    """Assert a seat or a substitution of today, no seat in the unit's own case, and no conflict."""
    if user_id is None:
        return  # drawn for a second reading, nobody has read it yet
    today, cycle = vietnam_date(now), dossier.round.cycle
    seats = Membership.objects.filter(user=user_id)
    stands_in = Substitution.objects.filter(
        cycle=cycle,
        agency=agency_id,
        substitute=user_id,
        ended_at=None,
        from_day__lte=today,
        until_day__gte=today,
    )
    assert seats.filter(role=Role.APPRAISER, unit=agency_id).exists() or stands_in.exists()
    assert not seats.filter(unit=dossier.unit_id).exists()
    recused = Recusal.objects.filter(
        cycle=cycle, user=user_id, unit=dossier.unit_id, lifted_at=None
    )
    assert not recused.exists()


def _rows(model: type[models.Model], names: Any) -> dict[int, tuple[Any, ...]]:
    rows = model._default_manager.values_list("pk", *names)
    return {row[0]: tuple(row[1:]) for row in rows}


def _only_grown(
    before: dict[int, tuple[Any, ...]], found: dict[int, tuple[Any, ...]]
) -> dict[int, tuple[Any, ...]]:
    """Return what is found; what was there before must be there as it was."""
    assert {pk: found.get(pk) for pk in before} == before
    return found


def _stored_texts() -> Iterator[str]:
    """Yield every text in every table of the procedure."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            names = [
                column.attname
                for column in model._meta.concrete_fields
                if isinstance(column, (models.CharField, models.TextField))
            ]
            for row in model._default_manager.values_list(*names) if names else ():
                yield from row
