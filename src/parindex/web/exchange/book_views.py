"""One upload: its preview, writing it, putting it aside, taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from parindex.engine import FactError
from parindex.exchange import operations
from parindex.exchange.choices import BookKind, BookState, ChangeState
from parindex.exchange.queries.facts import facts_plan_of
from parindex.exchange.queries.plans import plan_of
from parindex.exchange.queries.uploads import changes_of, proposals_of
from parindex.kernel.clock import now
from parindex.kernel.errors import Correctable
from parindex.web.exchange import loaders
from parindex.web.exchange.words import changes_in_words, proposed_in_words
from parindex.web.shell.access import PersonRequest, loads

_PREVIEWS: dict[str, tuple[Any, str]] = {
    BookKind.DOSSIER: (plan_of, "preview"),
    BookKind.FACTS: (facts_plan_of, "facts_preview"),
}


@loads(loaders.UPLOADED, loaders.uploaded)
@require_GET
def book(request: PersonRequest, *, book: Any) -> HttpResponse:
    """Show what the workbook would change, or what became of it."""
    if book.state == BookState.WAITING:
        read, page = _PREVIEWS[book.kind]
        context = {"book": book, "plan": read(book, request.actor, now=now())}
        return render(request, f"exchange/{page}.html", context)
    if book.kind == BookKind.FACTS:
        context = {"book": book, "offers": proposed_in_words(book, proposals_of(book))}
        return render(request, "exchange/proposed.html", context)
    changes = changes_in_words(book, changes_of(book))
    kept = [change for change in changes if change.state == ChangeState.KEPT]
    context = {"book": book, "changes": changes, "kept": kept}
    return render(request, "exchange/outcome.html", context)


@loads(loaders.UPLOADED, loaders.uploaded)
@require_POST
def apply(request: PersonRequest, *, book: Any) -> HttpResponse:
    """Write what the preview showed, with the conflicts that were ticked."""
    is_dossier = book.kind == BookKind.DOSSIER
    write = operations.apply_book if is_dossier else operations.propose_figures
    try:
        written = write(
            book_id=book.pk, chosen=request.POST.getlist("row"), actor=request.actor, now=now()
        )
    except (Correctable, FactError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _done(written, is_dossier=is_dossier))
    return redirect("exchange:book", book_id=book.pk)


@loads(loaders.UPLOADED, loaders.uploaded)
@require_POST
def discard(request: PersonRequest, *, book: Any) -> HttpResponse:
    """Put the workbook aside."""
    try:
        operations.discard_book(book_id=book.pk, actor=request.actor, now=now())
        messages.success(
            request, _("Đã bỏ tệp “%(name)s”, không ghi gì.") % {"name": book.file_name}
        )
    except Correctable as error:
        messages.error(request, str(error))
    if book.kind == BookKind.FACTS:
        return redirect("exchange:field", round_id=book.round_id)
    return redirect("exchange:dossier", dossier_id=book.dossier_id)


@loads(loaders.UPLOADED, loaders.uploaded)
@require_POST
def take_back(request: PersonRequest, *, book: Any) -> HttpResponse:
    """Take the import, or what of the proposals still waits, back."""
    is_dossier = book.kind == BookKind.DOSSIER
    undo = operations.undo_book if is_dossier else operations.withdraw_figures
    try:
        undo(book_id=book.pk, actor=request.actor, now=now())
    except (Correctable, FactError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã hoàn tác lần nhập này."))
    return redirect("exchange:book", book_id=book.pk)


def _done(written: Any, *, is_dossier: bool) -> str:
    count = written.changed
    if is_dossier:
        return ngettext(
            "Đã ghi %(count)d dòng vào hồ sơ.", "Đã ghi %(count)d dòng vào hồ sơ.", count
        ) % {"count": count}
    return ngettext(
        "Đã gửi %(count)d đề nghị cho các đơn vị. Đơn vị nhận thì số liệu mới vào hồ sơ.",
        "Đã gửi %(count)d đề nghị cho các đơn vị. Đơn vị nhận thì số liệu mới vào hồ sơ.",
        count,
    ) % {"count": count}
