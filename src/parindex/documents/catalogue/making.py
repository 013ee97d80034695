"""From a kind and a number to the document: what the number names, who it concerns, and how it is composed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.appraisal.models import SignOff, SupplementRequest
from parindex.appraisal.queries import load_docket
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import dossier_by_id, load_workbook
from parindex.cycles.models import Cycle, Round
from parindex.cycles.queries import cycles
from parindex.documents.catalogue.readers import may_read
from parindex.documents.catalogue.slugs import SLUGS
from parindex.documents.choices import PaperKind
from parindex.documents.from_councils import minutes_paper
from parindex.documents.from_dockets import paper_of_docket
from parindex.documents.from_dossiers import report_paper
from parindex.documents.from_losses import notice_paper
from parindex.documents.from_proposals import proposals_paper
from parindex.documents.from_remedies import plan_paper
from parindex.documents.from_reminders import reminder_paper
from parindex.documents.from_requests import request_paper
from parindex.documents.from_results import announcement_paper
from parindex.documents.from_submissions import submission_paper
from parindex.documents.own import docx_for
from parindex.documents.paper import Paper
from parindex.documents.writers import PdfError, write_pdf
from parindex.kernel.errors import Correctable, PersonError
from parindex.remedies.queries import plan_of
from parindex.results.models import Publication
from parindex.results.queries import publication_by_id, publication_of
from parindex.units.models import Unit

ModelT = TypeVar("ModelT", bound=Model)


class NoPaperError(Correctable):
    """There is no such document, or not for this person, or not yet."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or _("Không có văn bản này."))


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A document about to be made: ``issuer`` is the body whose template it is written in.

    ``dossier`` is None for what concerns a whole cycle; ``make`` raises NoPaperError while
    something is missing.
    """

    kind: PaperKind
    cycle: Cycle
    issuer: Unit
    name: str
    make: Callable[[], Paper]
    dossier: Dossier | None = None
    sheet_unit_id: int | None = None

    def is_for(self, actor: Actor) -> bool:
        """Tell whether the person may read it."""
        return may_read(
            actor, self.kind, self.cycle, dossier=self.dossier, sheet_unit_id=self.sheet_unit_id
        )

    def written(self, fmt: str) -> bytes:
        """Return the file: "docx" in the issuer's own template where it has one, or "pdf"."""
        paper = self.make()
        if fmt == "pdf":
            return _pdf(paper)
        return docx_for(paper, kind=self.kind, issuer=self.issuer)

    def file_name(self, fmt: str) -> str:
        return f"{SLUGS[self.kind]}-{self.name}.{fmt}"


def prepared(kind: PaperKind, ref: int, *, now: dt.datetime) -> Prepared:
    """Return the document that a number names in its kind; raises NoPaperError.

    The number is of the sheet, request, dossier, signature, publication, round or cycle it is made from.
    """
    try:
        return _OF[kind](ref, now)
    except NoPaperError:
        raise
    except (LookupError, PersonError) as error:
        raise NoPaperError from error


def _report(ref: int, _now: dt.datetime) -> Prepared:
    sheet = _first(Sheet.objects.select_related("unit").filter(pk=ref))
    dossier = dossier_by_id(sheet.dossier_id)
    return Prepared(
        kind=PaperKind.SELF_ASSESSMENT_REPORT,
        cycle=dossier.round.cycle,
        issuer=sheet.unit,
        name=_name(dossier)
        if sheet.unit_id == dossier.unit_id
        else f"{_name(dossier)}-{sheet.unit.code}",
        make=lambda: report_paper(load_workbook(dossier), ref),
        dossier=dossier,
        sheet_unit_id=sheet.unit_id,
    )


def _submission(ref: int, _now: dt.datetime) -> Prepared:
    dossier = dossier_by_id(ref)
    return _about(
        PaperKind.SUBMISSION_LETTER, dossier, dossier.unit, lambda: submission_paper(dossier)
    )


def _request(ref: int, _now: dt.datetime) -> Prepared:
    request = _first(SupplementRequest.objects.filter(pk=ref))
    dossier = dossier_by_id(request.dossier_id)
    return _about(
        PaperKind.SUPPLEMENT_REQUEST,
        dossier,
        dossier.round.cycle.body,
        lambda: request_paper(request),
        number=ref,
    )


def _record(ref: int, _now: dt.datetime) -> Prepared:
    dossier = dossier_by_id(ref)

    def make() -> Paper:
        docket = load_docket(dossier)
        if docket.unawarded:
            raise NoPaperError(_("Còn mục chưa thẩm định nên chưa lập được biên bản."))
        return paper_of_docket(docket)

    return _about(PaperKind.APPRAISAL_RECORD, dossier, dossier.round.cycle.body, make)


def _minutes(ref: int, _now: dt.datetime) -> Prepared:
    signed = _first(
        SignOff.objects.select_related(
            "round__cycle__body", "round__cycle__coordinator", "criteria_set"
        ).filter(pk=ref)
    )
    return Prepared(
        kind=PaperKind.COUNCIL_MINUTES,
        cycle=signed.round.cycle,
        issuer=signed.round.cycle.body,
        name=f"{signed.round.cycle.code}-{signed.round.number}-{signed.criteria_set.code}",
        make=_unless_missing(
            lambda: minutes_paper(signed.round, signed.criteria_set),
            _("Kết luận đã thay đổi sau khi ký: Chủ tịch Hội đồng ký lại rồi lập biên bản."),
        ),
    )


def _announcement(ref: int, _now: dt.datetime) -> Prepared:
    publication = publication_by_id(ref)
    cycle = _cycle(publication.round.cycle_id)
    return Prepared(
        kind=PaperKind.RESULTS_ANNOUNCEMENT,
        cycle=cycle,
        issuer=cycle.body,
        name=f"{cycle.code}-{publication.criteria_set.code}-{publication.version}",
        make=lambda: announcement_paper(publication),
    )


def _notice(ref: int, _now: dt.datetime) -> Prepared:
    dossier = dossier_by_id(ref)
    coordinator = dossier.round.cycle.coordinator

    def make() -> Paper:
        return notice_paper(_publication_of(dossier), dossier.unit)

    late = _("Đơn vị chưa có trong kết quả đã công bố.")
    return _about(PaperKind.RESULT_NOTICE, dossier, coordinator, _unless_missing(make, late))


def _plan(ref: int, _now: dt.datetime) -> Prepared:
    dossier = dossier_by_id(ref)

    def make() -> Paper:
        view = plan_of(dossier.unit, _publication_of(dossier))
        if view is None:
            raise LookupError(ref)
        return plan_paper(view)

    late = _("Đơn vị chưa lập việc khắc phục nào.")
    return _about(PaperKind.REMEDIAL_PLAN, dossier, dossier.unit, _unless_missing(make, late))


def _reminder(ref: int, now: dt.datetime) -> Prepared:
    rows = Round.objects.select_related("cycle", "cycle__body", "cycle__coordinator")
    scoring_round = _first(rows.filter(pk=ref))
    return Prepared(
        kind=PaperKind.REMINDER_LETTER,
        cycle=scoring_round.cycle,
        issuer=scoring_round.cycle.body,
        name=f"{scoring_round.cycle.code}-{scoring_round.number}",
        make=_unless_missing(
            lambda: reminder_paper(scoring_round, now=now), _("Các đơn vị đều đã nộp hồ sơ.")
        ),
    )


def _proposals(ref: int, _now: dt.datetime) -> Prepared:
    cycle = _cycle(ref)
    return Prepared(
        kind=PaperKind.PROPOSALS_REPORT,
        cycle=cycle,
        issuer=cycle.coordinator,
        name=cycle.code,
        make=_unless_missing(lambda: proposals_paper(cycle), _("Chưa đơn vị nào gửi kiến nghị.")),
    )


_OF: Mapping[PaperKind, Callable[[int, dt.datetime], Prepared]] = {
    PaperKind.SELF_ASSESSMENT_REPORT: _report,
    PaperKind.SUBMISSION_LETTER: _submission,
    PaperKind.SUPPLEMENT_REQUEST: _request,
    PaperKind.APPRAISAL_RECORD: _record,
    PaperKind.COUNCIL_MINUTES: _minutes,
    PaperKind.RESULTS_ANNOUNCEMENT: _announcement,
    PaperKind.RESULT_NOTICE: _notice,
    PaperKind.REMEDIAL_PLAN: _plan,
    PaperKind.REMINDER_LETTER: _reminder,
    PaperKind.PROPOSALS_REPORT: _proposals,
}


def _about(
    kind: PaperKind, dossier: Dossier, issuer: Unit, make: Callable[[], Paper], *, number: int = 0
) -> Prepared:
    return Prepared(
        kind=kind,
        cycle=dossier.round.cycle,
        issuer=issuer,
        name=f"{_name(dossier)}-{number}" if number else _name(dossier),
        make=make,
        dossier=dossier,
    )


def _name(dossier: Dossier) -> str:
    scoring_round = dossier.round
    return f"{scoring_round.cycle.code}-{scoring_round.number}-{dossier.unit.code}"


def _unless_missing(make: Callable[[], Paper], sentence: str) -> Callable[[], Paper]:
    """Say in a sentence what is missing where the filler only finds nothing."""

    def made() -> Paper:
        try:
            return make()
        except LookupError as error:
            raise NoPaperError(sentence) from error

    return made


def _publication_of(dossier: Dossier) -> Publication:
    found = publication_of(dossier.round, dossier.criteria_set)
    if found is None:
        raise LookupError(dossier.pk)
    return publication_by_id(found.pk)


def _cycle(cycle_id: int) -> Cycle:
    return _first(cycles().filter(pk=cycle_id))


def _pdf(paper: Paper) -> bytes:
    try:
        return write_pdf(paper)
    except PdfError as error:
        raise NoPaperError(str(error)) from error


def _first(rows: QuerySet[ModelT]) -> ModelT:
    found = rows.first()
    if found is None:
        raise NoPaperError
    return found
