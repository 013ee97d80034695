"""The collated tables, and one figure down to who gave what and what was chosen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, Denied, Stale
from parindex.reporting.choices import ReportState
from parindex.reporting.collating.operations import Choice, settle, settle_table
from parindex.reporting.collating.queries import Assembly, CollatedCell, assemble, body_report
from parindex.reporting.collating.rules import works_on_collated
from parindex.reporting.collating.sums import Place
from parindex.reporting.outline import CellType
from parindex.web.collate.forms import SettleForm
from parindex.web.collate.loaders import seen_period, worked_period
from parindex.web.collate.tables_page import build_cell, build_tables
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import field_of, status_of
from parindex.web.shell.forms import UnreadableError, typed


@loads("oversees the period, or works for the body that collects", seen_period)
@require_safe
def tables(request: PersonRequest, period: Any) -> HttpResponse:
    """Show every collated table; ``?loc=mau-thuan`` only rows with conflicts."""
    return _tables(request, period)


@loads("coordinates the period, or works for the body that collects", worked_period)
@require_POST
def settle_all(request: PersonRequest, period: Any, table: str) -> HttpResponse:
    """Choose the same kind of figure wherever a table still waits, for one reason."""
    report = body_report(period)
    if report is None:
        raise Http404
    choice = Choice.LEAD if request.POST.get("choice") == Choice.LEAD.value else Choice.SUM
    try:
        done = settle_table(
            report_id=report.pk,
            table_code=table,
            choice=choice,
            reason=typed(request.POST, "reason"),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _tables(request, period, error=error, table=table)
    messages.success(
        request,
        ngettext("Đã chọn số cho %(n)d ô.", "Đã chọn số cho %(n)d ô.", len(done))
        % {"n": len(done)},
    )
    return redirect(f"{reverse('collate:tables', args=[period.code])}#bang-{table}")


def _tables(
    request: PersonRequest, period: Any, *, error: Correctable | None = None, table: str = ""
) -> HttpResponse:
    assembly = assemble(period)
    only = request.GET.get("loc") == "mau-thuan"
    context = {
        "period": period,
        "assembly": assembly,
        "tables": build_tables(assembly, disputed_only=only),
        "disputed_only": only,
        "may_write": assembly.report is not None
        and assembly.report.state == ReportState.DRAFTING
        and works_on_collated(request.actor, period),
        "error": error,
        "failed": table,
        "typed": request.POST,
    }
    return render(request, "collate/tables.html", context, status=status_of(error))


@loads("oversees the period, or works for the body that collects", seen_period)
@require_http_methods(["GET", "HEAD", "POST"])
def cell(request: PersonRequest, period: Any, **place_in_url: str) -> HttpResponse:
    """Show a figure with its parts; choose what stands there, with a reason."""
    place = Place(**place_in_url)
    if request.method != "POST":
        return _page(request, period, place)
    form = SettleForm.of(request.POST)
    assembly, found = _found(period, place)
    if assembly.report is None or not works_on_collated(request.actor, period):
        raise Http404
    try:
        settle(
            report_id=assembly.report.pk,
            place=place,
            reason=form.reason,
            expected_version=form.version,
            actor=request.actor,
            now=now(),
            **form.chosen(found.column),
        )
    except Denied as error:
        raise Http404(str(error)) from error
    except Correctable as error:
        return _page(request, period, place, form=form, error=error)
    messages.success(
        request,
        _("Đã ghi số được chọn cho “%(row)s”, kèm lý do.") % {"row": found.row.title},
    )
    return redirect(f"{reverse('collate:tables', args=[period.code])}#bang-{place.table}")


def _page(
    request: PersonRequest,
    period: Any,
    place: Place,
    *,
    form: SettleForm | None = None,
    error: Correctable | None = None,
) -> HttpResponse:
    assembly, found = _found(period, place)
    may_write = (
        works_on_collated(request.actor, period)
        and assembly.report is not None
        and assembly.report.state == ReportState.DRAFTING
        and found.column.type is not CellType.RATIO
    )
    version = error.version if isinstance(error, Stale) else found.version
    field = "value" if isinstance(error, UnreadableError) else field_of(error)
    context = {
        "period": period,
        "page": build_cell(found, form=form, may_write=may_write, version=version),
        "error": error,
        "field": field,
    }
    return render(request, "collate/cell.html", context, status=status_of(error))


def _found(period: Any, place: Place) -> tuple[Assembly, CollatedCell]:
    assembly = assemble(period, only=place)
    found = assembly.cells.get(place)
    if found is None:
        raise Http404
    return assembly, found
