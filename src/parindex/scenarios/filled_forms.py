"""Whole forms filled in at once: facts, self-scores, explanations and documents, in bulk."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.files.base import ContentFile

from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink, FactEntry
from parindex.assessments.operations.counting import recount
from parindex.assessments.values import write_raw
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import criteria_set_of
from parindex.engine import CriteriaSet, Node, ScoredBy, evaluate, parse_fact
from parindex.evidence.models import EvidenceDocument
from parindex.kernel import files
from parindex.kernel.models import StoredFile
from parindex.scenarios.evidence import synthetic_document
from parindex.scenarios.synthetic import stepped, synthetic_facts
from parindex.units.models import Unit

PATTERNS = 40  # forms that are really scored; every unit takes one of them
DOCUMENTS = 12  # issued documents of a unit, each proving several components
EXPLANATION = "Nội dung đã thực hiện trong năm, đơn vị giải trình tại báo cáo."


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """What one made-up unit reports: facts in wire form, and its points by component."""

    facts: dict[str, Any]
    points: dict[str, Decimal]


def fill_forms(
    rows: Sequence[Dossier],
    stored: StoredCriteriaSet,
    *,
    chance: random.Random,
    by: str,
    now: dt.datetime,
) -> None:
    """Fill in the forms of these dossiers, all of one set; nothing of them may be there yet."""
    criteria_set = criteria_set_of(stored)
    chosen = [(row, _pattern(stored.pk, chance.randrange(PATTERNS))) for row in rows]
    mark = {"changed_by": by, "changed_at": now, "version": 1}
    FactEntry.objects.bulk_create(
        (
            FactEntry(dossier=row, fact_code=code, raw=write_raw(wire), **mark)
            for row, pattern in chosen
            for code, wire in pattern.facts.items()
        ),
        batch_size=2000,
    )
    ComponentEntry.objects.bulk_create(
        (
            ComponentEntry(
                dossier=row,
                code=code,
                self_score=points,
                explanation=EXPLANATION if chance.random() < 0.1 else "",
                **mark,
            )
            for row, pattern in chosen
            for code, points in pattern.points.items()
        ),
        batch_size=2000,
    )
    _prove(rows, _scored(criteria_set), chance=chance, by=by, now=now)
    recount([row.pk for row in rows])


def _prove(
    rows: Sequence[Dossier],
    nodes: Sequence[Node],
    *,
    chance: random.Random,
    by: str,
    now: dt.datetime,
) -> None:
    """Give every unit its documents in one file of its own, and most components one of them."""
    details, upload = synthetic_document(rows[0].unit, wanted="Báo cáo năm", chance=chance)
    page = upload.read()
    made = EvidenceDocument.objects.bulk_create(
        (
            _document(row, number, file, kind=details.kind, by=by, now=now)
            for row in rows
            for file in [_copy_of(page, row.unit, now)]
            for number in range(1, DOCUMENTS + 1)
        ),
        batch_size=1000,
    )
    by_unit = {
        row.unit_id: made[at * DOCUMENTS : (at + 1) * DOCUMENTS] for at, row in enumerate(rows)
    }
    EvidenceLink.objects.bulk_create(
        (
            EvidenceLink(
                dossier=row,
                code=node.code,
                document=chance.choice(by_unit[row.unit_id]),
                linked_by=by,
                linked_at=now,
            )
            for row in rows
            for node in nodes
            if chance.random() < 0.92
        ),
        batch_size=2000,
    )


def _copy_of(page: bytes, unit: Unit, now: dt.datetime) -> StoredFile:
    """Keep the page as the unit's own scan: no other unit has the same bytes."""
    scan = page + f"\n% {unit.code}\n%%EOF\n".encode()
    return files.store(ContentFile(scan, name="bao-cao-minh-hoa.pdf"), at=now)


def _document(
    row: Dossier, number: int, file: StoredFile, *, kind: str, by: str, now: dt.datetime
) -> EvidenceDocument:
    return EvidenceDocument(
        unit=row.unit,
        number=f"{number:02d}/BC-UBND",
        issued_on=dt.date(2019, number, 15),
        issuer=row.unit.body,
        kind=kind,
        summary=f"Báo cáo cải cách hành chính tháng {number} năm 2019",
        file=file,
        file_name="bao-cao-minh-hoa.pdf",
        added_by=by,
        added_at=now,
    )


@lru_cache(maxsize=PATTERNS)
def _pattern(stored_id: int, number: int) -> Pattern:
    criteria_set = criteria_set_of(StoredCriteriaSet.objects.get(pk=stored_id))
    chance = random.Random(f"{criteria_set.code}/{number}")  # noqa: S311 - made-up data
    quality = chance.uniform(0.55, 0.97)
    wires = synthetic_facts(criteria_set, quality=quality, chance=chance)
    typed = {code: parse_fact(criteria_set.facts[code], wire) for code, wire in wires.items()}
    computed = {node.code: node.points for node in evaluate(criteria_set, typed).walk()}
    return Pattern(
        facts=wires,
        points={
            node.code: _points(node, computed[node.code], quality) for node in _scored(criteria_set)
        },
    )


def _points(node: Node, computed: Decimal | None, quality: float) -> Decimal:
    if computed is not None:
        return computed
    return stepped(quality, low=Decimal(0), high=node.max_points, step=Decimal("0.25"))


def _scored(criteria_set: CriteriaSet) -> list[Node]:
    return [node for node in criteria_set.leaves if node.scored_by is not ScoredBy.SURVEY]
