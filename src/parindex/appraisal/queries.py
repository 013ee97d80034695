"""Reads of the council's work."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from parindex.accounts.choices import Role
from parindex.accounts.rules import Actor
from parindex.appraisal.choices import ReadingState
from parindex.appraisal.docket import Case, Docket
from parindex.appraisal.frozen import thaw
from parindex.appraisal.models import (
    Award,
    Decision,
    ProvisionalNotice,
    Reply,
    ReplyAttachment,
    ReplyMessage,
    Ruling,
    SecondReading,
    SupplementItem,
    SupplementRequest,
)
from parindex.appraisal.rules import Bench, bench_of, substitutions_in_force
from parindex.assessments.choices import Stage
from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink
from parindex.assessments.queries import dossiers, load_workbooks
from parindex.assessments.workbook import Line, Workbook
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Cycle, Round
from parindex.cycles.queries import responsibilities
from parindex.engine import Node, ScoredBy, credit

Key = tuple[int, str]  # dossier id, component code
AFTER_SUBMISSION = tuple(stage for stage in Stage if stage != Stage.SELF_ASSESSMENT)


@dataclass(frozen=True, kw_only=True)
class QueueItem:
    """One component of one unit on an appraiser's desk."""

    dossier: Dossier
    node: Node
    entry: ComponentEntry | None
    award: Award | None
    evidence_count: int
    has_answered_supplement: bool
    reading: SecondReading | None = None

    @property
    def is_doubted(self) -> bool:
        """Tell whether the second reader holds other points right than those that stand."""
        reading, award = self.reading, self.award
        if reading is None or award is None or reading.state == ReadingState.OPEN:
            return False
        return (reading.points, reading.not_applicable) != (award.points, award.not_applicable)

    @property
    def is_done(self) -> bool:
        return self.award is not None

    @property
    def is_survey(self) -> bool:
        """Survey components get their points from the survey, not from the unit."""
        return self.node.scored_by is ScoredBy.SURVEY

    @property
    def claims_not_applicable(self) -> bool:
        return bool(self.entry and self.entry.not_applicable)

    @property
    def counted(self) -> Decimal | None:
        """The unit's score as it counts: 0 without evidence and explanation (letters 000 and 001)."""
        if self.entry is None or self.is_survey or self.claims_not_applicable:
            return None
        explained = bool(self.entry.explanation.strip())
        return credit(self.entry.self_score, evidence=self.evidence_count, explained=explained)

    @property
    def is_unproven(self) -> bool:
        """Tell whether there is neither evidence nor explanation, so that only 0 can be awarded."""
        explained = bool(self.entry and self.entry.explanation.strip())
        return not self.is_survey and not self.evidence_count and not explained

    @property
    def differs(self) -> bool:
        """Tell whether the appraiser gave other points than the unit's, or refused its "not applicable"."""
        if self.award is None or self.is_survey:
            return False
        if self.award.not_applicable:
            return not self.claims_not_applicable
        return self.award.points != self.counted


def load_docket(dossier: Dossier) -> Docket:
    """Load everything of a dossier before the council, in a constant number of queries."""
    return load_dockets([dossier])[0]


def load_dockets(
    rows: Sequence[Dossier], *, decisions: Mapping[int, int] | None = None
) -> list[Docket]:
    """Load many dossiers of one round in the same number of queries as one.

    ``decisions`` names for a dossier the version of the decision to look at: the docket is then
    as it was decided, with the rulings of that day.
    """
    return _dockets(load_workbooks(rows), decisions or {}) if rows else []


def docket_of(workbook: Workbook) -> Docket:
    """Return the docket of a workbook that is already loaded."""
    return _dockets([workbook])[0]


def _dockets(
    workbooks: Sequence[Workbook], versions: Mapping[int, int] = MappingProxyType({})
) -> list[Docket]:
    """Add the council's papers to workbooks of one round."""
    rows = [workbook.dossier for workbook in workbooks]
    papers = _CouncilPapers.of(rows, versions)
    agencies = {
        stored.pk: responsibilities(rows[0].round.cycle, stored, Purpose.APPRAISE)
        for stored in {row.criteria_set_id: row.criteria_set for row in rows}.values()
    }
    return [
        papers.docket(workbook, agencies[workbook.dossier.criteria_set_id])
        for workbook in workbooks
    ]


@dataclass(frozen=True, kw_only=True)
class _CouncilPapers:
    """The council's rows of some dossiers, by dossier and component."""

    awards: dict[Key, Award]
    replies: dict[Key, Reply]
    messages: dict[Key, list[ReplyMessage]]
    attachments: dict[Key, list[ReplyAttachment]]
    rulings: dict[Key, Ruling]
    readings: dict[Key, SecondReading]
    items: dict[Key, list[SupplementItem]]
    notices: dict[int, ProvisionalNotice]
    decisions: dict[int, Decision]
    reopened: list[Decision]

    @classmethod
    def of(cls, rows: Sequence[Dossier], versions: Mapping[int, int]) -> _CouncilPapers:
        items: dict[Key, list[SupplementItem]] = defaultdict(list)
        asked = SupplementItem.objects.filter(request__dossier__in=rows).select_related("request")
        for item in asked.order_by("request__issued_on", "pk"):
            items[item.request.dossier_id, item.code].append(item)
        every = list(Decision.objects.filter(dossier__in=rows))
        decisions = _decisions(every, versions)
        here = {"dossier__in": rows}
        replies = _by_key(Reply.objects.filter(**here))
        spoke = {"dossier__in": {dossier_id for dossier_id, _code in replies}}
        return cls(
            awards=_by_key(Award.objects.filter(**here).select_related("agency", "substitution")),
            replies=replies,
            messages=_all_by_key(ReplyMessage.objects.filter(**spoke)),
            attachments=_all_by_key(ReplyAttachment.objects.filter(**spoke).select_related("file")),
            rulings=_rulings(_by_key(Ruling.objects.filter(**here)), decisions),
            readings=_by_key(SecondReading.objects.filter(**here).select_related("agency")),
            items=items,
            notices={row.dossier_id: row for row in ProvisionalNotice.objects.filter(**here)},
            decisions=decisions,
            reopened=[row for row in every if row.reopened_at is not None],
        )

    def docket(self, workbook: Workbook, agencies: Mapping[str, int]) -> Docket:
        dossier_id = workbook.dossier.pk
        cases = {
            code: self._case(line, (dossier_id, code), agencies.get(code))
            for code, line in workbook.lines.items()
        }
        asked = {
            item.request_id: item.request for case in cases.values() for item in case.supplements
        }
        return Docket(
            workbook=workbook,
            cases=cases,
            requests=tuple(
                sorted(asked.values(), key=lambda request: (request.issued_on, request.pk))
            ),
            notice=self.notices.get(dossier_id),
            decision=self.decisions.get(dossier_id),
            reopened=tuple(row for row in self.reopened if row.dossier_id == dossier_id),
        )

    def _case(self, line: Line, key: Key, agency_id: int | None) -> Case:
        return Case(
            line=line,
            agency_id=agency_id,
            award=self.awards.get(key),
            reply=self.replies.get(key),
            ruling=self.rulings.get(key),
            supplements=tuple(self.items.get(key, ())),
            messages=tuple(self.messages.get(key, ())),
            attachments=tuple(self.attachments.get(key, ())),
            reading=self.readings.get(key),
        )


def _decisions(rows: Iterable[Decision], versions: Mapping[int, int]) -> dict[int, Decision]:
    """Return each dossier's decision of the wanted version, else the one in force."""
    found = {}
    for row in rows:
        wanted = versions.get(row.dossier_id)
        if row.reopened_at is None if wanted is None else row.version == wanted:
            found[row.dossier_id] = row
    return found


def _rulings(stored: dict[Key, Ruling], decisions: Mapping[int, Decision]) -> dict[Key, Ruling]:
    """Put the frozen rulings of decisions that were reopened in the place of today's."""
    past = {pk: row for pk, row in decisions.items() if row.reopened_at is not None}
    found = {key: row for key, row in stored.items() if key[0] not in past}
    for pk, decision in past.items():
        frozen = thaw(decision.rulings, dossier_id=pk)
        found |= {(pk, code): ruling for code, ruling in frozen.items()}
    return found


RowT = TypeVar("RowT", Award, Reply, Ruling, SecondReading)
ManyT = TypeVar("ManyT", ReplyMessage, ReplyAttachment)


def _by_key(rows: Iterable[RowT]) -> dict[Key, RowT]:
    return {(row.dossier_id, row.code): row for row in rows}


def _all_by_key(rows: Iterable[ManyT]) -> dict[Key, list[ManyT]]:
    found: dict[Key, list[ManyT]] = defaultdict(list)
    for row in rows:
        found[row.dossier_id, row.code].append(row)
    return found


def is_appraised_here(cycle: Cycle, stored: StoredCriteriaSet) -> bool:
    """Tell whether this cycle's council appraises units that score by the set."""
    return bool(responsibilities(cycle, stored, Purpose.APPRAISE))


def appraisal_rounds(actor: Actor, now: dt.datetime) -> QuerySet[Round]:
    """Return the rounds in which the person appraises something: by a seat, or as a substitute."""
    by_seat = Q(
        cycle__assignments__agency_id__in=actor.unit_ids(Role.APPRAISER),
        cycle__assignments__purpose=Purpose.APPRAISE,
    )
    stands_in = substitutions_in_force(actor, now).values("cycle_id")
    return (
        Round.objects.filter(by_seat | Q(cycle_id__in=stands_in))
        .select_related("cycle", "cycle__body", "cycle__coordinator")
        .distinct()
    )


def appraisal_queue(
    actor: Actor,
    scoring_round: Round,
    *,
    now: dt.datetime,
    code: str | None = None,
    dossier_id: int | None = None,
) -> list[QueueItem]:
    """Return every component of every submitted unit that is the person's to appraise.

    ``code`` keeps one component through all units, ``dossier_id`` one unit through its
    components: then only their rows are read, however large the round is.
    """
    wanted = (
        dossiers()
        .filter(round=scoring_round, stage__in=AFTER_SUBMISSION)
        .order_by("unit__sort_key")
    )
    handed_in = list(wanted if dossier_id is None else wanted.filter(pk=dossier_id))
    bench = bench_of(actor, scoring_round.cycle, now)
    handed_in = [dossier for dossier in handed_in if not bench.stands_aside(dossier)]
    sets = {dossier.criteria_set_id: dossier.criteria_set for dossier in handed_in}
    return queue_items(handed_in, leaves_of(bench, scoring_round.cycle, sets.values()), code=code)


def queue_items(
    rows: Sequence[Dossier], leaves: Mapping[int, Sequence[Node]], *, code: str | None = None
) -> list[QueueItem]:
    """Return these components of these dossiers, or one of them, in five queries."""
    entries, awards, links, answered, readings = _rows_of(rows, code)
    return [
        QueueItem(
            dossier=dossier,
            node=node,
            entry=entries.get(key),
            award=awards.get(key),
            evidence_count=links.get(key, 0),
            has_answered_supplement=key in answered,
            reading=readings.get(key),
        )
        for dossier in rows
        for node in leaves.get(dossier.criteria_set_id, ())
        if code in {None, node.code}
        for key in [(dossier.pk, node.code)]
    ]


def supplement_requests(dossier: Dossier) -> QuerySet[SupplementRequest]:
    """Return all written requests to the unit with the components they name, in order of issue."""
    return SupplementRequest.objects.filter(dossier=dossier).prefetch_related("items")


def council_dossiers(scoring_round: Round) -> list[Dossier]:
    """Return the round's dossiers that this council appraises, in Vietnamese order."""
    rows = dossiers().filter(round=scoring_round).order_by("unit__sort_key")
    sets = {row.criteria_set_id: row.criteria_set for row in rows}
    here = {pk for pk, stored in sets.items() if is_appraised_here(scoring_round.cycle, stored)}
    return [row for row in rows if row.criteria_set_id in here]


def is_left_out(dossier: Dossier) -> bool:
    """Tell whether the dossier's set is published in its round without the dossier, or before it was reopened.

    A published result never changes: the dossier gets in by a correction, a new version.
    """
    if dossier.stage == Stage.PUBLISHED:
        return False
    if Decision.objects.filter(dossier=dossier, reopened_from=Stage.PUBLISHED).exists():
        return True
    same = Dossier.objects.filter(round=dossier.round_id, criteria_set=dossier.criteria_set_id)
    return same.filter(stage=Stage.PUBLISHED).exists()


def reply_attachment(attachment_id: int) -> ReplyAttachment | None:
    """Return a file of a thread with what a checked download needs."""
    rows = ReplyAttachment.objects.select_related("file").filter(pk=attachment_id)
    return rows.first()


def leaves_of(
    bench: Bench, cycle: Cycle, sets: Iterable[StoredCriteriaSet]
) -> dict[int, list[Node]]:
    """Return for each set the components that the person appraises."""
    mine = bench.agencies
    leaves: dict[int, list[Node]] = {}
    for stored in sets:
        agencies = responsibilities(cycle, stored, Purpose.APPRAISE)
        leaves[stored.pk] = [
            leaf for leaf in criteria_set_of(stored).leaves if agencies.get(leaf.code) in mine
        ]
    return leaves


def _rows_of(
    rows: Sequence[Dossier], code: str | None
) -> tuple[
    dict[Key, ComponentEntry],
    dict[Key, Award],
    dict[Key, int],
    set[Key],
    dict[Key, SecondReading],
]:
    """Return the dossiers' entries, awards, counts of evidence, answered requests and readings."""
    narrow: dict[str, Any] = {} if code is None else {"code": code}
    here = {"dossier__in": rows, **narrow}
    entries = {(row.dossier_id, row.code): row for row in ComponentEntry.objects.filter(**here)}
    links = EvidenceLink.objects.filter(**here).values_list("dossier_id", "code")
    answered = SupplementItem.objects.filter(
        answered_at__isnull=False, request__dossier__in=rows, **narrow
    ).values_list("request__dossier_id", "code")
    readings = SecondReading.objects.filter(**here).exclude(state=ReadingState.OPEN)
    awards = _by_key(Award.objects.filter(**here))
    return entries, awards, Counter(links), set(answered), _by_key(readings)
