"""What people type about a remedial action: kept as typed, so that a refusal loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from parindex.evidence.choices import DocumentKind
from parindex.evidence.operations import DocumentDetails
from parindex.remedies.choices import Aim
from parindex.remedies.operations import ActionDraft, NewDocument, RemedyRefused
from parindex.viet import format_date, format_decimal
from parindex.web.shell.forms import UnreadableError, read_date, read_points, read_whole, typed


@dataclass(frozen=True, kw_only=True)
class ActionForm:
    """What an action promises."""

    text: str = ""
    owner: str = ""
    due_on: str = ""
    aim: str = Aim.MOST
    gain: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> Self:
        names = ("text", "owner", "due_on", "aim", "gain")
        return cls(**{name: typed(post, name) for name in names})

    @classmethod
    def stored(cls, row: Any) -> Self:
        gain = row.expected_gain
        return cls(
            text=row.text,
            owner=row.owner,
            due_on=format_date(row.due_on),
            aim=row.aim,
            gain="" if gain is None else format_decimal(gain.normalize()),
        )

    def read(self) -> ActionDraft:
        """Return the draft; raises RemedyRefused naming the field that cannot be read."""
        return ActionDraft(
            text=self.text,
            owner=self.owner,
            due_on=_read("due_on", read_date, self.due_on),
            aim=self.aim or Aim.MOST,
            gain=_read("gain", read_points, self.gain) if self.aim == Aim.OWN else None,
        )


@dataclass(frozen=True, kw_only=True)
class ProgressForm:
    """How far it is, in percent and words."""

    percent: str = ""
    note: str = ""

    @classmethod
    def of(cls, post: QueryDict) -> Self:
        return cls(percent=typed(post, "percent"), note=typed(post, "note"))

    def read_percent(self) -> int | None:
        found: int | None = _read("percent", read_whole, self.percent.strip().removesuffix("%"))
        return found


@dataclass(frozen=True, kw_only=True)
class DocumentForm:
    """A document that shows that an action was done; empty where only stored ones are ticked."""

    number: str = ""
    issued_on: str = ""
    issuer: str = ""
    kind: str = DocumentKind.REPORT
    summary: str = ""
    upload: UploadedFile[Any] | None = None

    @classmethod
    def of(cls, post: QueryDict, files: Mapping[str, Any]) -> Self:
        names = ("number", "issued_on", "issuer", "kind", "summary")
        return cls(**{name: typed(post, name) for name in names}, upload=files.get("file"))

    @property
    def is_begun(self) -> bool:
        return bool(self.upload or self.number.strip() or self.summary.strip())

    def read(self) -> NewDocument | None:
        """Return the document, None for an empty form; raises RemedyRefused for what is missing."""
        if not self.is_begun:
            return None
        if self.upload is None:
            raise RemedyRefused("file", _("Hãy chọn tệp của tài liệu."))
        issued_on = _read("issued_on", read_date, self.issued_on)
        if issued_on is None:
            raise RemedyRefused("issued_on", _("Hãy ghi ngày ban hành, ví dụ 26/12/2019."))
        if self.kind not in DocumentKind.values:
            raise RemedyRefused("kind", _("Hãy chọn loại văn bản."))
        details = DocumentDetails(
            number=self.number,
            issued_on=issued_on,
            issuer=self.issuer,
            kind=DocumentKind(self.kind),
            summary=self.summary,
        )
        return NewDocument(details=details, upload=self.upload)


def _read(field: str, reader: Any, text: str) -> Any:
    try:
        return reader(text)
    except UnreadableError as error:
        raise RemedyRefused(field, str(error)) from error
