"""The second reader's pages: what is theirs to read, and one award beside yes or other points."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parindex.appraisal.choices import ReadingState
from parindex.appraisal.docket import Case, Docket
from parindex.appraisal.operations import ReadingDraft, save_reading
from parindex.appraisal.readings import READABLE, readings_for
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.viet import format_decimal
from parindex.web.appraise.case_page import CasePage, Typed
from parindex.web.appraise.loaders import read_case, reading_round
from parindex.web.appraise.trail import Trail, Way
from parindex.web.shell import forms
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE
from parindex.web.shell.forms import version_of

AGREES, DIFFERS = "dong-y", "khac"


@dataclass(frozen=True, kw_only=True)
class ReadingForm:
    """What the second reader says, as it is typed."""

    says: str = ""
    points: str = ""
    reason: str = ""
    not_applicable: bool = False
    seen_award: int = 0

    @classmethod
    def of(cls, post: QueryDict) -> ReadingForm:
        return cls(
            says=forms.typed(post, "says"),
            points=forms.typed(post, "points"),
            reason=forms.typed(post, "reason"),
            not_applicable=post.get("not_applicable") == "1",
            seen_award=version_of(post, "seen_award"),
        )

    @classmethod
    def stored(cls, case: Case) -> ReadingForm:
        reading, award = case.reading, case.award
        seen = award.version if award else 0
        if reading is None or reading.state == ReadingState.OPEN:
            return cls(seen_award=seen)
        return cls(
            says=AGREES if reading.state == ReadingState.AGREED else DIFFERS,
            points="" if reading.points is None else format_decimal(reading.points),
            reason=reading.reason,
            not_applicable=reading.not_applicable,
            seen_award=seen,
        )

    def draft(self) -> ReadingDraft:
        """Return what is said; raises UnreadableError when neither yes nor other points is chosen."""
        if self.says not in {AGREES, DIFFERS}:
            missing = _("Hãy chọn đồng ý hoặc đề nghị điểm khác.")
            raise forms.UnreadableError(missing, text="")
        agrees = self.says == AGREES
        skips_points = agrees or self.not_applicable
        return ReadingDraft(
            agrees=agrees,
            points=None if skips_points else forms.read_points(self.points),
            not_applicable=self.not_applicable and not agrees,
            reason=self.reason,
        )


@loads("reads awards of the round a second time", reading_round)
@require_GET
def readings(request: PersonRequest, scoring_round: Any, rows: list[Any]) -> HttpResponse:
    """Show the person's second readings in a round."""
    state = request.GET.get("trang-thai", "")
    counts = Counter(row.reading.state for row in rows)
    context = {
        "round": scoring_round,
        "rows": rows,
        "shown": [row for row in rows if state in {"", row.reading.state}],
        "state": state,
        "states": [(item.value, str(item.label), counts[item]) for item in ReadingState],
        "done": sum(not row.is_open for row in rows),
    }
    return render(request, "appraise/readings.html", context)


@loads("second reader of the component", read_case)
@require_http_methods(["GET", "POST"])
def reading(request: PersonRequest, docket: Docket, case: Case) -> HttpResponse:
    """Show an award to its second reader, and take what they say."""
    if request.method == "GET":
        return _page(request, docket, case, form=ReadingForm.stored(case))
    dossier, form = docket.workbook.dossier, ReadingForm.of(request.POST)
    try:
        save_reading(
            dossier_id=dossier.pk,
            code=case.code,
            draft=form.draft(),
            seen_award=form.seen_award,
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _page(request, docket, case, form=form, error=error)
    messages.success(
        request,
        _("Đã lưu ý kiến đọc lại mục %(code)s của %(unit)s.")
        % {"code": case.code, "unit": dossier.unit.name},
    )
    rest = [
        row for row in readings_for(request.actor, now(), round_id=dossier.round_id) if row.is_open
    ]
    if "next" in request.POST and rest:
        found = rest[0].reading
        return redirect(
            "appraise:reading",
            round_id=dossier.round_id,
            dossier_id=found.dossier_id,
            code=found.code,
        )
    return redirect("appraise:readings", round_id=dossier.round_id)


def _page(
    request: PersonRequest,
    docket: Docket,
    case: Case,
    *,
    form: ReadingForm,
    error: Exception | None = None,
) -> HttpResponse:
    page = CasePage(
        docket=docket,
        case=case,
        trail=Trail(way=Way.UNIT, items=(), position=0),
        peers=(),
        typed=Typed.stored(case),
        survey_text="",
        survey_version=0,
    )
    context = {
        "page": page,
        "form": form,
        "error": error,
        "is_readable": page.dossier.stage in READABLE,
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "appraise/reading.html", context, status=status)
