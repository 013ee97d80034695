"""The picture of a result: plain data that recomputes to the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from parindex.appraisal.docket import Case, Docket
from parindex.assessments.models import Dossier
from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round
from parindex.engine import CriteriaSet, Tally, classify, rank

Content = dict[str, Any]


def build_snapshot(
    *,
    scoring_round: Round,
    stored: StoredCriteriaSet,
    criteria_set: CriteriaSet,
    dockets: Sequence[Docket],
    absent: Sequence[Dossier],
) -> Content:
    """Return index, rank and class of every decided unit, with every component's points.

    Points are texts of exact decimals, the index a percentage of two places. Units that never
    handed in are listed without rank: nothing is not zero.
    """
    ranks = rank(
        [(docket.workbook.dossier.unit.code, docket.final_tally.index) for docket in dockets]
    )
    units = [_unit(docket, criteria_set, ranks) for docket in dockets]
    units.sort(key=lambda unit: (unit["rank"], unit["sort_key"]))
    cycle = scoring_round.cycle
    return {
        "cycle": {
            "code": cycle.code,
            "name": cycle.name,
            "year": cycle.year,
            "body": cycle.body.body,
        },
        "round": {"number": scoring_round.number, "name": scoring_round.name},
        "criteria_set": {
            "code": stored.code,
            "name": stored.name,
            "annex": stored.annex,
            "decision": stored.decision_number,
            "content_hash": stored.content_hash,
            "has_illustrative_rows": any(node.illustrative for node in criteria_set.walk()),
        },
        "classes": [
            {"name": item.name, "at_least": _text(item.at_least)} for item in criteria_set.classes
        ],
        "classes_illustrative": criteria_set.classes_illustrative,
        "synthetic_note": cycle.synthetic_note,
        "units": units,
        "absent": [{"code": dossier.unit.code, "name": dossier.unit.name} for dossier in absent],
    }


_SUM_FIGURES = ("points", "max_points", "index")
_UNIT_FIGURES = (*_SUM_FIGURES, "self_points", "rank", "class")
_SINCE_DECISIONS_HAVE_VERSIONS = ("decision",)  # older pictures lack it
_COMPONENT_FIGURES = (
    *("max_points", "self_score", "computed", "award", "final"),
    *("not_applicable", "reason"),
)


def with_figures(frozen: Content, computed: Content) -> Content:
    """Return the frozen picture with everything that the computed one decides put in its place.

    That is: points, maximum, index, own points, rank, class and decision of every unit; points, maximum and
    index of its fields; maximum, scores, award, final points, applicability and the council's
    reason of its components; the classes' thresholds and the criteria set's content hash. Names,
    sentences, remarks and the order of rows stay as frozen. A unit that cannot be computed any
    more is left out, so that the two pictures differ.
    """
    found = {unit["code"]: unit for unit in computed["units"]}
    criteria = computed["criteria_set"]["content_hash"]
    return {
        **frozen,
        "criteria_set": {**frozen["criteria_set"], "content_hash": criteria},
        "classes": computed["classes"],
        "units": [
            _unit_with_figures(unit, found[unit["code"]])
            for unit in frozen["units"]
            if unit["code"] in found
        ],
    }


def _unit_with_figures(frozen: Content, computed: Content) -> Content:
    newer = [name for name in _SINCE_DECISIONS_HAVE_VERSIONS if name in frozen]
    return {
        **_replaced(frozen, computed, [*_UNIT_FIGURES, *newer]),
        "fields": _rows_with_figures(frozen["fields"], computed["fields"], _SUM_FIGURES),
        "components": _rows_with_figures(
            frozen["components"], computed["components"], _COMPONENT_FIGURES
        ),
    }


def _rows_with_figures(
    frozen: Sequence[Content], computed: Sequence[Content], names: Sequence[str]
) -> list[Content]:
    """Replace row by row; a row that is on one side only makes the pictures differ."""
    kept = {row["code"]: row for row in frozen}
    return [_replaced(kept.get(row["code"], {}), row, names) for row in computed]


def _replaced(frozen: Content, computed: Content, names: Sequence[str]) -> Content:
    return {**frozen, **{name: computed[name] for name in names}}


def _unit(docket: Docket, criteria_set: CriteriaSet, ranks: dict[str, int]) -> Content:
    dossier, result = docket.workbook.dossier, docket.final_tally
    return {
        "code": dossier.unit.code,
        "name": dossier.unit.name,
        "sort_key": dossier.unit.sort_key,
        **_sum(result),
        "self_points": _text(docket.workbook.own_tally.points),
        "rank": ranks[dossier.unit.code],
        "class": classify(result.index, criteria_set.classes),
        "is_late": dossier.is_late,
        "decision": _decision(docket),
        "fields": [
            {"code": field.code, "name": field.name, **_sum(field)} for field in result.children
        ],
        "components": [_component(case) for case in docket.cases.values()],
    }


def _decision(docket: Docket) -> Content:
    """Name the decision that the unit's points stand on, with the hash of what stands."""
    version = docket.decision.version if docket.decision else 0
    return {"version": version, "content_hash": docket.content_hash}


def _sum(part: Tally) -> Content:
    return {
        "points": _text(part.points),
        "max_points": _text(part.max_points),
        "index": f"{part.index:.2f}",
    }


def _component(case: Case) -> Content:
    return {
        "code": case.code,
        "name": case.line.node.name,
        "max_points": _text(case.line.node.max_points),
        "illustrative": case.line.node.illustrative,
        "self_score": _text(case.line.handed_in),
        "computed": _text(case.line.computed),
        "award": _text(case.award.points if case.award else None),
        "final": _text(case.final),
        "not_applicable": case.not_applicable,
        "reason": case.final_reason,
        "sentence": case.line.trace.sentence,
    }


def _text(points: Decimal | None) -> str | None:
    if points is None:
        return None
    text = format(points, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
