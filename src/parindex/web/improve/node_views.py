"""Changing a draft: its head, and one node at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parindex.criteria.documents import children_of, points_of, rule_text
from parindex.criteria.rule_texts import UnwritableRuleError, write_rule_text
from parindex.improvement import operations
from parindex.improvement.drafts import DraftPicture
from parindex.improvement.editing import next_code, understood_rule
from parindex.improvement.operations import Step
from parindex.improvement.queries import proposals_to_take_up
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable, Stale
from parindex.viet import format_decimal
from parindex.web.improve.draft_page import tree_of
from parindex.web.improve.forms import HeadForm, NodeForm
from parindex.web.improve.loaders import coordinated_draft
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import status_of
from parindex.web.shell.forms import ids_of, typed, version_of

_READ = ["GET", "HEAD", "POST"]


@loads("coordinates the cycle", coordinated_draft)
@require_http_methods(_READ)
def head(request: PersonRequest, draft: Any) -> HttpResponse:
    """Change name, year and decision of the draft."""
    form, error = HeadForm.stored(DraftPicture(draft).document), None
    if request.method == "POST":
        form = HeadForm.of(request.POST)
        try:
            operations.change_head(_step(request, draft), form.read())
        except Correctable as found:
            error = found
        else:
            messages.success(request, _("Đã lưu phần đầu dự thảo."))
            return redirect("improve:draft", draft_id=draft.pk)
    context = {"draft": draft, "form": form, "error": error, "version": _version(draft, error)}
    return render(request, "improve/draft_head.html", context, status=status_of(error))


@loads("coordinates the cycle", coordinated_draft)
@require_POST
def year(request: PersonRequest, draft: Any) -> HttpResponse:
    """Name the draft's year wherever it still names this year's."""
    try:
        operations.change_year(_step(request, draft))
    except Correctable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã đổi năm trong lời và ngày; hãy xem lại từng thay đổi."))
    return redirect("improve:draft", draft_id=draft.pk)


@loads("coordinates the cycle", coordinated_draft)
@require_http_methods(_READ)
def node(request: PersonRequest, draft: Any, code: str) -> HttpResponse:
    """Show one node of the draft with the forms that change it, and take what they send."""
    picture = DraftPicture(draft)
    if picture.node(code) is None:
        raise Http404
    if request.method != "POST":
        return _page(request, picture, code)
    action = request.POST.get("action", "")
    if action == "preview":
        return _preview(request, picture, code)
    try:
        _ACTIONS[action](request, picture, code)
    except KeyError:
        raise Http404 from None
    except Correctable as error:
        return _page(request, picture, code, action=action, error=error)
    messages.success(request, _("Đã sửa dự thảo, mục %(code)s.") % {"code": code})
    if action == "remove":
        return redirect("improve:draft", draft_id=draft.pk)
    return redirect("improve:draft_node", draft_id=draft.pk, code=code)


def _points(request: PersonRequest, picture: DraftPicture, code: str) -> None:
    points = NodeForm.of(request.POST).read_points()
    operations.change_points(_step(request, picture.draft), code, points)


def _rule(request: PersonRequest, picture: DraftPicture, code: str) -> None:
    operations.change_rule(_step(request, picture.draft), code, typed(request.POST, "rule"))


def _texts(request: PersonRequest, picture: DraftPicture, code: str) -> None:
    texts = NodeForm.of(request.POST).texts()
    operations.change_texts(_step(request, picture.draft), code, texts)


def _add(request: PersonRequest, picture: DraftPicture, code: str) -> None:
    source = _("Dự thảo bộ tiêu chí năm %(year)d") % {"year": picture.draft.year}
    new = NodeForm.of(request.POST).new_node(code, source=source)
    operations.add_component(_step(request, picture.draft), new)


def _remove(request: PersonRequest, picture: DraftPicture, code: str) -> None:
    operations.remove_node(_step(request, picture.draft), code)


def _restore(request: PersonRequest, picture: DraftPicture, code: str) -> None:
    operations.restore_node(_step(request, picture.draft), code)


_ACTIONS: dict[str, Callable[[PersonRequest, DraftPicture, str], None]] = {
    "points": _points,
    "rule": _rule,
    "texts": _texts,
    "add": _add,
    "remove": _remove,
    "restore": _restore,
}


def _step(request: PersonRequest, draft: Any) -> Step:
    return Step(
        draft_id=draft.pk,
        expected_version=version_of(request.POST),
        actor=request.actor,
        now=now(),
        proposals=ids_of(request.POST, "proposals"),
    )


def _preview(request: PersonRequest, picture: DraftPicture, code: str) -> HttpResponse:
    """Say what is understood of a rule in words, and change nothing."""
    try:
        found = understood_rule(picture.document, code, typed(request.POST, "rule"))
    except Correctable as error:
        return _page(request, picture, code, action="rule", error=error)
    try:
        text = write_rule_text(found.rule)
    except UnwritableRuleError:
        text = found.rule.form
    understood = {
        "text": text,
        "facts": [fact.label for fact in found.facts],
        "assumed": found.assumed,
    }
    return _page(request, picture, code, action="rule", understood=understood)


def _page(
    request: PersonRequest,
    picture: DraftPicture,
    code: str,
    *,
    action: str = "",
    error: Correctable | None = None,
    understood: dict[str, Any] | None = None,
) -> HttpResponse:
    found, was = picture.node(code) or {}, picture.base_node(code)
    attempt = NodeForm.of(request.POST) if action else None
    context = {
        "draft": picture.draft,
        "row": next(row for row in tree_of(picture) if row.code == code),
        "node": found,
        "base": was,
        "base_rule": rule_text(picture.base, was) if was else "",
        "is_divided": bool(children_of(found)) or "rule" not in found,
        "forms": _forms(picture, found, action, attempt),
        "action": action,
        "error": error,
        "conflict": error if isinstance(error, Stale) else None,
        "understood": understood,
        "version": _version(picture.draft, error),
        "proposals": _proposals(picture.draft, code),
        "ticked": ids_of(request.POST, "proposals"),
        "here": reverse("improve:draft_node", args=[picture.draft.pk, code]),
    }
    return render(request, "improve/draft_node.html", context, status=status_of(error))


def _forms(
    picture: DraftPicture, found: dict[str, Any], action: str, attempt: Any
) -> dict[str, NodeForm]:
    """Return what stands in each form: as stored, or as typed where it was refused."""
    stored = NodeForm(
        name=found.get("name", ""),
        points=format_decimal(points_of(found.get("max_points", "0"))),
        rule=rule_text(picture.document, found),
        guidance=found.get("guidance", ""),
        evidence="\n".join(found.get("evidence", ())),
    )
    forms = dict.fromkeys(("points", "rule", "texts"), stored)
    forms["add"] = NodeForm(code=next_code(picture.document, found["code"]))
    if attempt is not None and action in forms:
        forms[action] = attempt
    return forms


def _proposals(draft: Any, code: str) -> list[Any]:
    """Return the accepted proposals, those about the node first."""
    rows = proposals_to_take_up(draft)
    return sorted(rows, key=lambda row: (row.node_code != code, row.node_code, row.pk))


def _version(draft: Any, error: Correctable | None) -> int:
    return error.version if isinstance(error, Stale) else draft.version
