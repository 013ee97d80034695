"""One body's part of a dossier: what blocks it, remarks, approval, return, recall."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parindex.assessments import operations
from parindex.assessments.queries import load_workbook
from parindex.assessments.sight import sees_all
from parindex.assessments.workbook import Workbook
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, PersonError, Refused, Stale
from parindex.web.selfassess import answers
from parindex.web.selfassess.facts import Conflict
from parindex.web.selfassess.parts import SheetPart, build_part
from parindex.web.shell import forms, loaders
from parindex.web.shell.access import PersonRequest, loads


@loads("desk", loaders.desk)
@require_http_methods(["GET", "POST"])
def sheet(request: PersonRequest, *, workbook: Workbook, sheet_id: int) -> HttpResponse:
    """The part's page; POST does what the pressed button says."""
    part = part_or_404(request, workbook, sheet_id)
    if request.method == "GET":
        return _page(request, workbook, part)
    try:
        done = _act(request, part)
    except Correctable as error:
        return _page(request, workbook, part, problem=str(error), status=answers.status_of(error))
    messages.success(request, done)
    return redirect("selfassess:sheet", dossier_id=workbook.dossier.pk, sheet_id=sheet_id)


@loads("desk", loaders.desk)
@require_POST
def save_remarks(request: PersonRequest, *, workbook: Workbook, sheet_id: int) -> HttpResponse:
    """Save difficulties and proposals while they are typed."""
    part = part_or_404(request, workbook, sheet_id)
    typed = {name: forms.typed(request.POST, name) for name in ("difficulties", "proposals")}
    try:
        operations.save_remarks(
            sheet_id=sheet_id,
            **typed,
            expected_version=forms.version_of(request.POST),
            actor=request.actor,
            now=now(),
        )
    except Correctable as error:
        return _remarks_refused(request, workbook, part, typed=typed, error=error)
    if not answers.is_htmx(request):
        return redirect("selfassess:sheet", dossier_id=workbook.dossier.pk, sheet_id=sheet_id)
    fresh = build_part(load_workbook(workbook.dossier), sheet_id, actor=request.actor, now=now())
    return render(request, "selfassess/remarks_saved.html", {"part": fresh, "now": now()})


def part_or_404(request: PersonRequest, workbook: Workbook, sheet_id: int) -> SheetPart:
    """Return a part of this dossier that the person may see; any other id does not exist here."""
    part = build_part(workbook, sheet_id, actor=request.actor, now=now())
    if part is None or not (part.is_mine or sees_all(request.actor, workbook)):
        raise Http404
    return part


def _act(request: PersonRequest, part: SheetPart) -> str:
    action = _ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        raise Refused(_("Không rõ việc cần làm. Hãy tải lại trang rồi bấm lại."))
    return action(request, part)


def _request_approval(request: PersonRequest, part: SheetPart) -> str:
    operations.request_approval(sheet_id=part.pk, actor=request.actor, now=now())
    return _("Đã trình lãnh đạo duyệt.")


def _approve(request: PersonRequest, part: SheetPart) -> str:
    operations.approve_sheet(
        sheet_id=part.pk,
        seen_hash=request.POST.get("seen_hash", ""),
        late_explanation=forms.typed(request.POST, "late_explanation"),
        actor=request.actor,
        now=now(),
    )
    return _("Đã duyệt. Bây giờ có thể nộp hồ sơ.")


def _return(request: PersonRequest, part: SheetPart) -> str:
    operations.return_sheet(
        sheet_id=part.pk,
        reason=forms.typed(request.POST, "reason"),
        actor=request.actor,
        now=now(),
    )
    return _("Đã trả lại để sửa, kèm lý do.")


def _recall(request: PersonRequest, part: SheetPart) -> str:
    operations.recall_sheet(sheet_id=part.pk, actor=request.actor, now=now())
    return _("Đã rút lại. Sửa xong hãy trình duyệt lại.")


_ACTIONS: Mapping[str, Callable[[PersonRequest, SheetPart], str]] = {
    "request": _request_approval,
    "approve": _approve,
    "return": _return,
    "recall": _recall,
}


def _page(
    request: PersonRequest, workbook: Workbook, part: SheetPart, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "workbook": workbook,
        "dossier": workbook.dossier,
        "part": part,
        "typed": {"difficulties": part.difficulties, "proposals": part.proposals},
        "reason": forms.typed(request.POST, "reason"),
        "late_explanation": forms.typed(request.POST, "late_explanation"),
        **extra,
    }
    return render(request, "selfassess/sheet.html", context, status=status)


def _remarks_refused(
    request: PersonRequest,
    workbook: Workbook,
    part: SheetPart,
    *,
    typed: Mapping[str, str],
    error: PersonError,
) -> HttpResponse:
    conflict = _conflict(typed, error) if isinstance(error, Stale) else None
    status = answers.status_of(error)
    if not answers.is_htmx(request):
        return _page(
            request,
            workbook,
            part,
            status=status,
            typed=typed,
            conflict=conflict,
            remarks_problem=str(error),
        )
    context = {
        "part": part,
        "conflict": conflict,
        "message": str(error),
        "dossier": workbook.dossier,
    }
    return render(request, "selfassess/remarks_refused.html", context, status=status)


def _conflict(typed: Mapping[str, str], error: Stale) -> Conflict:
    labels = {"difficulties": _("Khó khăn, vướng mắc"), "proposals": _("Kiến nghị")}
    rows = tuple(
        (label, typed[name], error.theirs.get(name, ""))
        for name, label in labels.items()
        if typed[name].strip() != error.theirs.get(name, "").strip()
    )
    return Conflict(message=str(error), version=error.version, rows=rows)
