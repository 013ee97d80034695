"""Before submission: how far a dossier has come, and giving its unit more time by a document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parindex.assessments.operations import ExtensionRefused, grant_extension
from parindex.assessments.queries import extensions_of
from parindex.assessments.rules import may_extend
from parindex.kernel import clock
from parindex.kernel.clock import moment_text
from parindex.kernel.errors import Correctable
from parindex.viet import format_date
from parindex.web.manage.forms import DueForm
from parindex.web.manage.loaders import coordinated_dossier
from parindex.web.manage.reminders import reminders_of
from parindex.web.manage.rows import rows_of
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE
from parindex.web.shell.forms import UnreadableError, read_date, typed


@dataclass(frozen=True, kw_only=True)
class ExtensionForm:
    """An extension as it is typed."""

    due: DueForm = field(default_factory=DueForm)
    number: str = ""
    date: str = ""
    reason: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> ExtensionForm:
        return cls(
            due=DueForm.of(post),
            number=typed(post, "number"),
            date=typed(post, "date"),
            reason=typed(post, "reason"),
        )

    def read_due(self) -> dt.datetime:
        """Return the new deadline; raises ExtensionRefused for nothing and for junk."""
        try:
            return self.due.moment(missing=_("Hãy ghi hạn nộp mới."))
        except UnreadableError as error:
            raise ExtensionRefused("due", str(error)) from error

    def read_date(self) -> dt.date:
        """Return the day of the document; raises ExtensionRefused for nothing and for junk."""
        try:
            day = read_date(self.date)
        except UnreadableError as error:
            raise ExtensionRefused("date", str(error)) from error
        if day is None:
            raise ExtensionRefused("date", _("Hãy ghi ngày của văn bản cho gia hạn."))
        return day


@loads("coordinates the cycle", coordinated_dossier)
@require_POST
def extend(request: PersonRequest, dossier: Any) -> HttpResponse:
    """Give the unit more time."""
    form = ExtensionForm.of(request.POST)
    try:
        extension = grant_extension(
            dossier_id=dossier.pk,
            due_at=form.read_due(),
            document_number=form.number,
            document_date=form.read_date(),
            reason=form.reason,
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        return waiting_page(request, dossier, form=form, error=error)
    messages.success(
        request,
        _("Đã gia hạn cho %(unit)s đến trước %(due)s.")
        % {"unit": dossier.unit.name, "due": moment_text(extension.due_at)},
    )
    return redirect("manage:dossier", cycle_code=dossier.round.cycle.code, dossier_id=dossier.pk)


def waiting_page(
    request: PersonRequest,
    dossier: Any,
    *,
    form: ExtensionForm | None = None,
    error: Correctable | None = None,
) -> HttpResponse:
    """Show how far a dossier has come, who to call, and the form for more time."""
    now = clock.now()
    row = rows_of([dossier], now=now)[0]
    is_waiting = row.is_missing and not row.is_continued
    context = {
        "cycle": dossier.round.cycle,
        "row": row,
        "reminders": reminders_of([row]) if is_waiting else [],
        "extensions": extensions_of(dossier),
        "may_extend": is_waiting and may_extend(request.actor, dossier),
        "form": form or ExtensionForm(date=format_date(clock.vietnam_date(now))),
        "error": error,
        "field": getattr(error, "field", ""),
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "manage/dossier_open.html", context, status=status)
