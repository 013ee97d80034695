"""Fills the notice of a detailed result from the frozen picture of a publication."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import override

from parindex.criteria.queries import criteria_set_of
from parindex.documents import result_notice
from parindex.documents.bodies import criteria_source, full_name, in_full
from parindex.documents.citations import IssuedDocument
from parindex.documents.councils import letter_origin
from parindex.documents.paper import Paper
from parindex.documents.people import leader_signature
from parindex.documents.result_notice import FieldResult, LostRow, ResultNoticeContext
from parindex.results.losses import FieldLosses, Loss, loss_sheet
from parindex.results.models import Publication
from parindex.results.queries import content_of
from parindex.units.models import Unit

MOST = 5


def notice_paper(publication: Publication, unit: Unit) -> Paper:
    """Return the letter to one unit of a publication; LookupError for one that is not in it."""
    with override("vi"):
        return result_notice.compose(notice_context(publication, content_of(publication), unit))


def notice_context(
    publication: Publication, content: dict[str, Any], unit: Unit
) -> ResultNoticeContext:
    """Return what the notice says, from the frozen picture only: it recomputes to the same bytes."""
    cycle, criteria_set = publication.round.cycle, criteria_set_of(publication.criteria_set)
    picture = next((row for row in content["units"] if row["code"] == unit.code), None)
    if picture is None:
        raise LookupError(unit.code)
    sheet = loss_sheet(picture, criteria_set)
    return ResultNoticeContext(
        origin=letter_origin(cycle, from_body=False, year=publication.decision_date.year),
        unit=full_name(unit),
        cycle_year=cycle.year,
        decision=decision_behind(publication),
        criteria_source=criteria_source(criteria_set),
        coordinator=cycle.coordinator.name,
        own=Decimal(picture["self_points"]),
        points=sheet.points,
        max_points=sheet.max_points,
        index=sheet.index,
        rank=picture["rank"],
        ranked=len(content["units"]),
        class_name=picture["class"] or "",
        fields=tuple(_field(part) for part in sheet.fields),
        most=tuple(_row(loss) for loss in sheet.losses[:MOST]),
        not_applicable=tuple(row.code for row in sheet.not_applicable),
        version=publication.version,
        content_hash=publication.content_hash,
        signature=leader_signature(cycle.coordinator),
        recipients=("Như trên", f"Lãnh đạo {cycle.body.body} (để báo cáo)", "Lưu: VT, CCHC"),
        points_places=criteria_set.points_places,
        is_late=picture["is_late"],
        synthetic=bool(content["synthetic_note"]),
    )


def decision_behind(publication: Publication) -> str:
    """Cite the announcement of the result."""
    cycle = publication.round.cycle
    number, _slash, symbol = publication.decision_number.partition("/")
    kind = "Thông báo" if symbol.startswith("TB") else "Quyết định"
    return IssuedDocument(
        kind=kind,
        number=f"{number}/{symbol}" if symbol else number,
        issued_on=publication.decision_date,
        issuer=in_full(f"Chủ tịch {cycle.body.body}"),
        title=f"công bố Chỉ số cải cách hành chính năm {cycle.year}",
    ).cited()


def _field(part: FieldLosses) -> FieldResult:
    return FieldResult(
        code=part.field.code,
        name=part.field.name,
        points=part.points,
        max_points=part.max_points,
        lost=part.lost,
        share=part.share,
        rows=tuple(_row(loss) for loss in part.losses),
    )


def _row(loss: Loss) -> LostRow:
    row = loss.row
    return LostRow(
        code=row.code,
        name=row.name,
        max_points=row.max_points,
        own=row.own,
        final=row.final,
        lost=row.lost,
        share=loss.share,
        reason=row.reason,
        sentence=row.sentence,
        illustrative=row.illustrative,
    )
