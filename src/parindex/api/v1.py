"""Version 1 of the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.security import SessionAuth

from parindex.accounts.rules import Actor
from parindex.assessments.queries import NoDossierError, desk_workbook
from parindex.assessments.sight import seen_codes, sees_all
from parindex.criteria.queries import (
    NoCriteriaSetError,
    criteria_set_of,
    stored_set_by_code,
    stored_sets,
)
from parindex.engine import FactError, FactValue, UnknownNodeError, evaluate, parse_fact
from parindex.results.queries import NoPublicationError, content_of, publication_by_id, publications

NOT_FOUND, UNPROCESSABLE = 404, 422

api = NinjaAPI(title="parindex", version="1", docs_url="/docs", auth=SessionAuth(csrf=True))


class ScoreRequest(Schema):
    """Facts in the engine's wire form, by fact code, and the components that do not apply."""

    facts: dict[str, Any]
    not_applicable: list[str] = []


@api.get("/criteria-sets", auth=None)
def criteria_sets(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001 - public
    """List the stored criteria sets. For everybody."""
    return [
        {"code": row.code, "name": row.name, "annex": row.annex, "decision": row.decision_number}
        for row in stored_sets()
    ]


@api.get("/criteria-sets/{code}", auth=None)
def criteria_set(request: HttpRequest, code: str) -> dict[str, Any]:  # noqa: ARG001 - public
    """Return a whole criteria set: the tree, its rules and facts. For everybody."""
    return criteria_set_of(stored_set_by_code(code)).dump()


@api.post("/criteria-sets/{code}/score", auth=None)
def score(request: HttpRequest, code: str, body: ScoreRequest) -> dict[str, Any]:  # noqa: ARG001 - public
    """Score facts by a set: the tree of points with a sentence for each node. For everybody; stores nothing."""
    compiled = criteria_set_of(stored_set_by_code(code))
    values: dict[str, FactValue] = {}
    for fact_code, wire in body.facts.items():
        if fact_code not in compiled.facts:
            raise FactError(fact_code, f"Bộ tiêu chí không có số liệu “{fact_code}”.")
        values[fact_code] = parse_fact(compiled.facts[fact_code], wire)
    return evaluate(compiled, values, not_applicable=body.not_applicable).to_dict()


@api.get("/dossiers/{dossier_id}")
def dossier(request: HttpRequest, dossier_id: int) -> dict[str, Any]:
    """Return a dossier's components with computed, own and counted points.

    For the unit and those who oversee the cycle; a lead department gets, as on screen, the
    components that it leads, and no sums over the others.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    workbook = desk_workbook(actor, dossier_id)
    seen, whole = seen_codes(actor, workbook), sees_all(actor, workbook)
    return {
        "id": workbook.dossier.pk,
        "unit": workbook.dossier.unit.code,
        "stage": workbook.dossier.stage,
        "counted_points": _text(workbook.own_tally.points if whole else None),
        "computed": workbook.trace.to_dict() if whole else None,
        "components": [
            {
                "code": line.code,
                "computed": _text(line.computed),
                "self_score": _text(line.self_score),
                "counted": _text(line.counted),
                "reason": line.reason,
                "explanation": line.explanation,
                "evidence": [link.document.number for link in line.evidence],
            }
            for line in workbook.lines.values()
            if line.code in seen
        ],
    }


@api.get("/publications", auth=None)
def published(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001 - public
    """List published results, the newest first. For everybody."""
    return [
        {
            "id": row.pk,
            "cycle": row.round.cycle.code,
            "decision": row.decision_number,
            "decision_date": row.decision_date.isoformat(),
            "content_hash": row.content_hash,
        }
        for row in publications()
    ]


@api.get("/publications/{publication_id}", auth=None)
def publication(request: HttpRequest, publication_id: int) -> dict[str, Any]:  # noqa: ARG001 - public
    """Return a published result as it was frozen. For everybody."""
    return content_of(publication_by_id(publication_id))


@api.exception_handler(FactError)
@api.exception_handler(UnknownNodeError)
def _wrong_fact(request: HttpRequest, error: FactError) -> HttpResponse:
    return _problem(request, str(error), UNPROCESSABLE)


@api.exception_handler(NoDossierError)
@api.exception_handler(NoCriteriaSetError)
@api.exception_handler(NoPublicationError)
def _missing(request: HttpRequest, error: Exception) -> HttpResponse:
    return _problem(request, str(error), NOT_FOUND)


def _problem(request: HttpRequest, message: str, status: int) -> HttpResponse:
    return api.create_response(request, {"detail": message}, status=status)


def _text(points: object) -> str | None:
    return None if points is None else format(points, "f")
