"""Drafts of next year's set: begin, read, compare, try out, export."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parindex.cycles.rules import may_coordinate
from parindex.engine.simulation import Missing
from parindex.improvement.drafts import DraftPicture
from parindex.improvement.exports import export_draft
from parindex.improvement.operations import start_draft
from parindex.improvement.queries import (
    drafts_of,
    edits_of,
    proposals_to_take_up,
    sets_of,
)
from parindex.improvement.trial import publication_behind, try_out
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.web.improve.draft_page import CHANGE_NAMES, changed_sums, shown_changes, tree_of
from parindex.web.improve.loaders import (
    coordinated_cycle,
    coordinated_draft,
    overseen_draft,
)
from parindex.web.improve.tables import changes_sheet
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import read_whole, typed
from parindex.web.shell.loaders import overseen_cycle
from parindex.web.shell.sheets import asks_workbook, send_workbook

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = {
    "zip": "application/zip",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
}


@loads("oversees the cycle", overseen_cycle)
@require_safe
def drafts(request: PersonRequest, cycle: Any) -> HttpResponse:
    """List the drafts of a cycle, with the form that begins one."""
    return _list(request, cycle)


@loads("coordinates the cycle", coordinated_cycle)
@require_POST
def start(request: PersonRequest, cycle: Any) -> HttpResponse:
    """Begin a draft from a set of the cycle."""
    try:
        draft = _start(request, cycle)
    except Correctable as error:
        return _list(request, cycle, error=error)
    messages.success(request, _("Đã tạo dự thảo từ bộ hiện hành."))
    return redirect("improve:draft", draft_id=draft.pk)


def _list(request: PersonRequest, cycle: Any, *, error: Correctable | None = None) -> HttpResponse:
    context = {
        "cycle": cycle,
        "drafts": drafts_of(cycle),
        "sets": sets_of(cycle),
        "typed": request.POST,
        "next_year": cycle.year + 1,
        "error": error,
        "may_edit": may_coordinate(request.actor, cycle),
    }
    return render(request, "improve/drafts.html", context, status=status_of(error))


@loads("oversees the cycle", overseen_draft)
@require_safe
def draft(request: PersonRequest, draft: Any) -> HttpResponse:
    """Show a draft: what is wrong with it, its tree, and what was changed."""
    picture = DraftPicture(draft)
    context = {
        "draft": draft,
        "picture": picture,
        "tree": tree_of(picture),
        "edits": edits_of(draft),
        "proposals": proposals_to_take_up(draft),
        "may_edit": may_coordinate(request.actor, draft.cycle),
    }
    return render(request, "improve/draft.html", context)


@loads("oversees the cycle", overseen_draft)
@require_safe
def changes(request: PersonRequest, draft: Any) -> HttpResponseBase:
    """Show the draft beside this year's set, node by node."""
    picture, kind = DraftPicture(draft), request.GET.get("loai", "")
    if asks_workbook(request):
        sheet, name = changes_sheet(shown_changes(picture, kind)), f"so-sanh-{draft.code}"
        return send_workbook([sheet], name=name, title=f"So sánh: {draft.code}", now=now())
    context = {
        "draft": draft,
        "picture": picture,
        "kind": kind if kind in CHANGE_NAMES else "",
        "kinds": CHANGE_NAMES.items(),
        "changes": shown_changes(picture, kind),
        "sums": changed_sums(picture),
    }
    return render(request, "improve/changes.html", context)


@loads("oversees the cycle", overseen_draft)
@require_safe
def trial(request: PersonRequest, draft: Any) -> HttpResponse:
    """Show what last year's ranking would be under the draft."""
    picture, publication = DraftPicture(draft), publication_behind(draft)
    missing = Missing.SKIP if request.GET.get("thieu") == "bo" else Missing.ZERO
    found, error = None, None
    if publication is not None:
        try:
            found = try_out(picture, publication, missing=missing)
        except Correctable as refused:
            error = refused
    context = {
        "draft": draft,
        "publication": publication,
        "found": found,
        "error": error,
        "missing": missing.value,
    }
    return render(request, "improve/trial.html", context)


@loads("coordinates the cycle", coordinated_draft)
@require_safe
def export(request: PersonRequest, draft: Any, fmt: str) -> HttpResponse:
    """Send the draft as a file; while it is unsound, say why not."""
    try:
        content = export_draft(DraftPicture(draft), fmt)
    except Correctable as error:
        messages.error(request, str(error))
        return redirect("improve:draft", draft_id=draft.pk)
    response = HttpResponse(content, content_type=_TYPES[fmt])
    name = content_disposition_header(True, f"{draft.code}.{fmt}")
    response.headers["Content-Disposition"] = name or ""
    return response


def _start(request: PersonRequest, cycle: Any) -> Any:
    post = request.POST
    base = next((row for row in sets_of(cycle) if row.code == post.get("base")), None)
    if base is None:
        raise Http404
    return start_draft(
        cycle=cycle,
        base=base,
        code=typed(post, "code").strip(),
        name=typed(post, "name"),
        year=read_whole(typed(post, "year")) or 0,
        actor=request.actor,
        now=now(),
    )
