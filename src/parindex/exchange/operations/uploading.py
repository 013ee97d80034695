"""Taking a workbook in: checked, kept, and only looked at; nothing of it counts yet."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.rules import Actor
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import NoDossierError, dossier_by_id
from parindex.exchange.books.marks import Marks, read_marks
from parindex.exchange.books.opening import check_book, open_book
from parindex.exchange.choices import BookKind, BookState
from parindex.exchange.models import UploadedBook
from parindex.exchange.operations.noting import locked_book, note
from parindex.exchange.rules import own_sheets
from parindex.kernel.errors import FileRefused, Refused
from parindex.kernel.files import store

NAME_MAX = 200  # letters of a file's name


@transaction.atomic
def upload_dossier_book(
    *, dossier_id: int, upload: File[bytes], actor: Actor, now: dt.datetime
) -> UploadedBook:
    """Keep a dossier's workbook for its preview.

    Raises FileRefused with what to do for anything that is not this dossier's form,
    NoDossierError for somebody who types nowhere in the dossier.
    """
    dossier = dossier_by_id(dossier_id)
    sheets = own_sheets(actor, Sheet.objects.filter(dossier=dossier).select_related("unit"))
    if not sheets:
        raise NoDossierError
    marks = checked_marks(upload)
    require_dossier(marks, dossier)
    return UploadedBook.objects.create(
        kind=BookKind.DOSSIER,
        round=dossier.round,
        criteria_set=dossier.criteria_set,
        dossier=dossier,
        unit=sheets[0].unit,
        file=store(upload, at=now),
        file_name=file_name(upload),
        uploaded_by=actor.label,
        uploaded_at=now,
    )


@transaction.atomic
def discard_book(*, book_id: int, actor: Actor, now: dt.datetime) -> UploadedBook:
    """Put a waiting workbook aside: nothing of it is written."""
    book = locked_book(book_id, actor)
    if book.state == BookState.DISCARDED:
        return book
    require_waiting(book)
    book.state, book.decided_by, book.decided_at = BookState.DISCARDED, actor.label, now
    book.save()
    note(book, "upload.discarded", actor=actor, now=now)
    return book


def require_waiting(book: UploadedBook, kind: BookKind | None = None) -> None:
    """Raise Refused for a workbook that was decided about, or is of another kind."""
    if book.state != BookState.WAITING or kind not in {None, book.kind}:
        raise Refused(
            _("Tệp này đã xử lý (%(state)s). Muốn nhập nữa, hãy tải biểu mới rồi gửi lại.")
            % {"state": book.get_state_display()}
        )


def checked_marks(upload: File[bytes]) -> Marks:
    """Check an upload and return what its hidden sheet says; raises FileRefused."""
    check_book(upload)
    upload.seek(0)
    return read_marks(open_book(upload))


def require_dossier(marks: Marks, dossier: Dossier) -> None:
    """Raise FileRefused for the form of another unit, round or set."""
    if marks.kind != BookKind.DOSSIER:
        raise FileRefused(
            _(
                "Đây là biểu số liệu nhiều đơn vị. Hãy gửi ở trang số liệu lĩnh vực, không gửi vào hồ sơ."
            )
        )
    if marks.unit_code != dossier.unit.code:
        raise FileRefused(
            _("Tệp này là biểu của %(theirs)s, không phải của %(ours)s. Hãy gửi đúng tệp.")
            % {"theirs": marks.unit_name[:120], "ours": dossier.unit.body}
        )
    require_set(marks, set_hash=dossier.criteria_set.content_hash)
    if marks.dossier_id != dossier.pk or marks.round_id != dossier.round_id:
        raise FileRefused(
            _(
                "Tệp này là biểu của đợt khác. Hãy tải biểu của %(round)s ở trang này rồi dán số liệu vào."
            )
            % {"round": dossier.round.name}
        )


def require_set(marks: Marks, *, set_hash: str) -> None:
    """Raise FileRefused for a form made by another set of criteria."""
    if marks.set_hash != set_hash:
        raise FileRefused(
            _(
                "Tệp làm theo bộ tiêu chí khác, hoặc bản cũ của bộ tiêu chí (%(set)s). "
                "Hãy tải biểu mới ở trang này rồi dán số liệu vào."
            )
            % {"set": marks.set_code[:80]}
        )


def file_name(upload: File[bytes]) -> str:
    """Return the upload's name, as long as the column."""
    return (upload.name or "").rsplit("/", 1)[-1].rsplit("\\", 1)[-1][-NAME_MAX:]
