"""Fills the announcement of results from a publication: its frozen picture and what was frozen with it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from parindex.criteria.queries import criteria_set_of
from parindex.documents.bodies import COMMITTEE, criteria_source, decision_of, in_full
from parindex.documents.citations import Origin
from parindex.documents.paper import Annex, Note, Paper, Run, Signature
from parindex.documents.people import leader_signature
from parindex.documents.phrases import place_of, units_phrase
from parindex.documents.results_announcement import (
    AnnouncementForm,
    ClassBand,
    FieldColumn,
    ResultsAnnouncementContext,
    Standing,
    compose,
)
from parindex.engine import CriteriaSet
from parindex.results.models import Publication
from parindex.results.queries import content_of

# Which law on the organisation of local government stood on a day (in force from, as cited), newest first.
_ORGANIC_LAWS = (
    (dt.date(2025, 6, 16), "ngày 16 tháng 6 năm 2025"),
    (dt.date(2025, 3, 1), "ngày 19 tháng 02 năm 2025"),
    (dt.date(2016, 1, 1), "ngày 19 tháng 6 năm 2015"),
)
_AGENCY_HEADS = (("Văn phòng ", "Chánh "), ("Phòng ", "Trưởng "), ("Sở ", "Giám đốc "))


def announcement_paper(publication: Publication) -> Paper:
    """Return the decision (or the notice) that publishes the results, ready for a writer.

    Units that never handed in are named under the ranking and not counted in it: nothing is not zero.
    """
    content = content_of(publication)
    paper = compose(announcement_context(publication, content))
    absent = [unit["name"] for unit in content["absent"]]
    if not absent:
        return paper
    return replace(paper, annexes=tuple(_with_absent(annex, absent) for annex in paper.annexes))


def announcement_context(
    publication: Publication, content: dict[str, Any]
) -> ResultsAnnouncementContext:
    """Return everything that the announcement says."""
    cycle, criteria_set = publication.round.cycle, criteria_set_of(publication.criteria_set)
    form, origin = _form(publication), _origin(publication)
    names = [unit["name"] for unit in (*content["units"], *content["absent"])]
    phrase = units_phrase(cycle, publication.criteria_set.tier, names)
    return ResultsAnnouncementContext(
        form=form,
        origin=origin,
        authority=f"Chủ tịch {origin.issuer}",
        cycle_year=cycle.year,
        units_phrase=phrase,
        criteria_source=criteria_source(criteria_set),
        grounds=_grounds(publication, criteria_set),
        fields=_fields(criteria_set),
        standings=tuple(_standing(unit) for unit in content["units"]),
        classes=tuple(
            ClassBand(name=item["name"], at_least=Decimal(item["at_least"]))
            for item in content["classes"]
        ),
        executors=_executors(publication, phrase),
        coordinator=cycle.coordinator.name,
        signature=_signature(publication, form),
        recipients=(
            "Như Điều 3" if form is AnnouncementForm.DECISION else "Các đơn vị được đánh giá",
            f"Thường trực cấp ủy, Thường trực Hội đồng nhân dân {place_of(cycle)}",
            cycle.coordinator.body,
            "Lưu: VT",
        ),
        version=publication.version,
        content_hash=publication.content_hash,
        points_places=criteria_set.points_places,
        classes_illustrative=content["classes_illustrative"],
        synthetic=bool(content["synthetic_note"]),
    )


def _signature(publication: Publication, form: AnnouncementForm) -> Signature:
    """A decision is the chair's own, a notice the committee's; a deputy signs either in the chair's place (KT.)."""
    signed = leader_signature(publication.round.cycle.body, name=publication.signed_by)
    if form is AnnouncementForm.NOTICE:
        return signed
    own = tuple(words for words in signed.authority if not words.startswith("TM."))
    return replace(signed, authority=own)


def _form(publication: Publication) -> AnnouncementForm:
    """Tell a decision from a notice by the symbol in its number (QĐ, TB)."""
    is_notice = re.search(r"(^|[/-])TB\b", publication.decision_number) is not None
    return AnnouncementForm.NOTICE if is_notice else AnnouncementForm.DECISION


def _origin(publication: Publication) -> Origin:
    body = publication.round.cycle.body
    number, _slash, symbol = publication.decision_number.partition("/")
    return Origin(
        issuer=in_full(body.body),
        symbol=symbol or f"QĐ-{body.symbol}",
        place=body.place,
        year=publication.decision_date.year,
        number=number,
        dated=publication.decision_date,
    )


def _grounds(publication: Publication, criteria_set: CriteriaSet) -> tuple[str, ...]:
    cycle = publication.round.cycle
    law = next(
        (cited for since, cited in _ORGANIC_LAWS if since <= publication.decision_date), None
    )
    council = (
        f"Căn cứ {in_full(cycle.council_decision)} về việc thành lập {in_full(cycle.council_name)}"
    )
    return (
        *([f"Căn cứ Luật Tổ chức chính quyền địa phương {law}"] if law else ()),
        f"Căn cứ {decision_of(criteria_set).cited()}",
        *([council] if cycle.council_decision and cycle.council_name else ()),
        f"Theo đề nghị của {_head_of(cycle.coordinator.name)}",
    )


def _head_of(agency: str) -> str:
    """Return "Trưởng phòng Nội vụ" of "Phòng Nội vụ"."""
    for opening, title in _AGENCY_HEADS:
        if agency.startswith(opening):
            keeps_capital = opening in {"Sở ", "Văn phòng "}
            return title + (agency if keeps_capital else agency[0].lower() + agency[1:])
    return f"Thủ trưởng {agency}"


def _executors(publication: Publication, phrase: str) -> tuple[str, ...]:
    is_committees = phrase.startswith(COMMITTEE)
    return (
        f"Chánh Văn phòng Hội đồng nhân dân và {in_full(publication.round.cycle.body.body)}",
        _head_of(publication.round.cycle.coordinator.name),
        f"Chủ tịch {phrase}" if is_committees else f"Thủ trưởng {phrase}",
    )


def _fields(criteria_set: CriteriaSet) -> tuple[FieldColumn, ...]:
    """Name the columns by number: the names are too long for them and stand in the key below the table."""
    return tuple(
        FieldColumn(
            code=node.code, name=node.name, short_name="Lĩnh vực", max_points=node.max_points
        )
        for node in criteria_set.fields
    )


def _standing(unit: dict[str, Any]) -> Standing:
    return Standing(
        rank=unit["rank"],
        unit=unit["name"],
        field_points=tuple(Decimal(field["points"]) for field in unit["fields"]),
        points=Decimal(unit["points"]),
        max_points=Decimal(unit["max_points"]),
        index=Decimal(unit["index"]),
        class_name=unit["class"] or "",
        remark="nộp hồ sơ tự đánh giá sau thời hạn" if unit["is_late"] else "",
    )


def _with_absent(annex: Annex, names: list[str]) -> Annex:
    words = f"{'; '.join(names)}."
    note = Note(runs=(Run(text="Không nộp hồ sơ, không xếp hạng: ", bold=True), Run(text=words)))
    return replace(annex, blocks=(annex.blocks[0], note, *annex.blocks[1:]))
