"""A body's own templates of documents: what is in use, trying one, putting it up, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parindex.accounts.rules import Actor
from parindex.documents.operations import put_up_template, take_back_template, try_template
from parindex.documents.own import PaperKind
from parindex.documents.own.checking import TemplateRefused
from parindex.documents.own.example import example_paper
from parindex.documents.own.filling import fill
from parindex.documents.own.queries import (
    NoTemplateError,
    bodies_of,
    body_for,
    template_by_id,
)
from parindex.documents.own.starter import starter
from parindex.kernel import clock
from parindex.kernel.errors import Correctable, FileRefused
from parindex.kernel.files import open_stored
from parindex.web.papers.templates_page import UploadState, kind_of, row_of, rows_of, slug_of, words
from parindex.web.shell.access import PersonRequest, loads
from parindex.web.shell.answers import UNPROCESSABLE

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _bodies(actor: Actor) -> dict[str, Any]:
    bodies = bodies_of(actor)
    if not bodies:
        raise NoTemplateError
    return {"bodies": bodies}


def _body(actor: Actor, *, unit_code: str) -> dict[str, Any]:
    return {"body": body_for(actor, unit_code)}


def _kind(actor: Actor, *, unit_code: str, kind_slug: str, **url: Any) -> dict[str, Any]:
    kind = kind_of(kind_slug)
    if kind is None:
        raise NoTemplateError
    return {"body": body_for(actor, unit_code), "kind": kind, **url}


def _template(actor: Actor, *, unit_code: str, template_id: int) -> dict[str, Any]:
    return {"template": template_by_id(body_for(actor, unit_code), template_id)}


@loads("coordinates for the body", _bodies)
@require_GET
def first(request: PersonRequest, *, bodies: list[Any]) -> HttpResponse:
    """Go to the first body whose templates the person keeps."""
    del request
    return redirect("papers:templates", unit_code=bodies[0].code)


@loads("coordinates for the body", _body)
@require_GET
def templates(request: PersonRequest, *, body: Any) -> HttpResponse:
    """List every kind of document with the template in use."""
    context = {"body": body, "bodies": bodies_of(request.actor), "rows": rows_of(body)}
    return render(request, "papers/template_kinds.html", context)


@loads("coordinates for the body", _kind)
@require_GET
def template(request: PersonRequest, *, body: Any, kind: PaperKind) -> HttpResponse:
    """Show one kind: the template in use, those that were, and the form for a new one."""
    return _page(request, body, kind)


@loads("coordinates for the body", _kind)
@require_POST
def put_up(request: PersonRequest, *, body: Any, kind: PaperKind) -> HttpResponse:
    """Try a file and send it back filled with an example, or use it from now on."""
    upload, covers_below = request.FILES.get("file"), "covers_below" in request.POST
    try:
        if upload is None:
            raise FileRefused(_("Hãy chọn tệp mẫu (.docx)."))
        if "try" in request.POST:
            trial = try_template(body=body, kind=kind, upload=upload, actor=request.actor)
            return _docx(trial.filled, f"xem-thu-{slug_of(kind)}.docx")
        kept = put_up_template(
            body=body,
            kind=kind,
            upload=upload,
            covers_below=covers_below,
            actor=request.actor,
            now=clock.now(),
        )
    except Correctable as error:
        faults = error.faults if isinstance(error, TemplateRefused) else ()
        state = UploadState(covers_below=covers_below, error=str(error), faults=faults)
        return _page(request, body, kind, state)
    messages.success(
        request,
        _("Từ nay văn bản loại này được viết theo mẫu “%(name)s”.")
        % {"name": kept.template.file_name},
    )
    if kept.lacks:
        lacks = "; ".join(kept.lacks)
        messages.warning(request, _("Mẫu không có chỗ cho: %(lacks)s.") % {"lacks": lacks})
    return redirect("papers:template", unit_code=body.code, kind_slug=slug_of(kind))


@loads("coordinates for the body", _kind)
@require_GET
def starter_file(request: PersonRequest, *, body: Any, kind: PaperKind) -> HttpResponse:
    """Send the template to begin with."""
    del request, body
    return _docx(starter(kind), f"mau-{slug_of(kind)}.docx")


@loads("coordinates for the body", _template)
@require_GET
def template_file(request: PersonRequest, *, template: Any) -> FileResponse:
    """Send a template as it was put up."""
    del request
    return FileResponse(
        open_stored(template.file),
        as_attachment=True,
        filename=template.file_name,
        content_type=DOCX,
    )


@loads("coordinates for the body", _template)
@require_GET
def preview(request: PersonRequest, *, template: Any) -> HttpResponse:
    """Send a template filled with an example."""
    del request
    kind = PaperKind(template.kind)
    with open_stored(template.file) as kept:
        content = kept.read()
    return _docx(fill(content, example_paper(kind)), f"xem-thu-{slug_of(kind)}.docx")


@loads("coordinates for the body", _template)
@require_POST
def take_back(request: PersonRequest, *, template: Any) -> HttpResponse:
    """Write documents of this kind in the decree's layout again."""
    body = template.body
    try:
        take_back_template(body=body, template_id=template.pk, actor=request.actor, now=clock.now())
        messages.success(request, _("Đã thôi dùng mẫu “%(name)s”.") % {"name": template.file_name})
    except Correctable as error:
        messages.error(request, str(error))
    slug = slug_of(PaperKind(template.kind))
    return redirect("papers:template", unit_code=body.code, kind_slug=slug)


def _page(
    request: PersonRequest, body: Any, kind: PaperKind, state: UploadState | None = None
) -> HttpResponse:
    context = {
        "body": body,
        "row": row_of(body, kind),
        "state": state or UploadState(),
        "words": words(),
    }
    return render(
        request, "papers/template_kind.html", context, status=UNPROCESSABLE if state else 200
    )


def _docx(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
