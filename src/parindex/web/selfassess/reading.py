"""Reading the desk's forms; nothing is trusted, everything refused comes with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from parindex.assessments.operations import ComponentDraft
from parindex.evidence.choices import DocumentKind
from parindex.evidence.operations import DocumentDetails, DocumentRefused
from parindex.kernel.errors import Correctable, FileRefused, PersonError
from parindex.web.selfassess.cards import Draft
from parindex.web.selfassess.facts import TYPED
from parindex.web.shell import forms
from parindex.web.shell.forms import UnreadableError, read_date, read_points

DETAIL_FIELDS = ("number", "issued_on", "issuer", "kind", "summary")


class DetailsRefused(Correctable):
    """Something about a document's form cannot be taken; ``errors`` maps fields to sentences."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


def typed_draft(post: Mapping[str, str], *, computed_text: str = "") -> Draft:
    """Return what stands in a card's inputs, as text; the button without scripts takes the computed points."""
    return Draft(
        self_score=computed_text
        if post.get("take") == "computed"
        else forms.typed(post, "self_score").strip(),
        reason=forms.typed(post, "reason"),
        explanation=forms.typed(post, "explanation"),
        not_applicable=bool(post.get("not_applicable")),
    )


def component_draft(draft: Draft) -> ComponentDraft:
    """Return the draft to save; raises UnreadableError for a score that is no number."""
    score: Decimal | None = None if draft.not_applicable else read_points(draft.self_score)
    return ComponentDraft(
        self_score=score,
        reason=draft.reason,
        explanation=draft.explanation,
        not_applicable=draft.not_applicable,
    )


def typed_fact(post: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in a fact's inputs, as text."""
    return {name: forms.typed(post, name) for name in TYPED if name in post}


def typed_details(post: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in a document's form, as text."""
    return {name: forms.typed(post, name).strip() for name in DETAIL_FIELDS}


def read_document(
    post: Mapping[str, str], upload: UploadedFile[Any] | None
) -> tuple[DocumentDetails, UploadedFile[Any]]:
    """Return a document's details with its file; raises DetailsRefused with every field at fault."""
    typed, errors = typed_details(post), dict[str, str]()
    missing = {
        "number": _("Hãy ghi số, ký hiệu của văn bản."),
        "issued_on": _("Hãy ghi ngày ban hành, ví dụ 26/12/2019."),
        "issuer": _("Hãy ghi cơ quan ban hành."),
        "summary": _("Hãy ghi trích yếu."),
    }
    errors |= {name: sentence for name, sentence in missing.items() if not typed[name]}
    try:
        issued_on = read_date(typed["issued_on"])
    except UnreadableError as error:
        errors["issued_on"] = str(error)
    if typed["kind"] not in DocumentKind.values:
        errors["kind"] = _("Hãy chọn loại văn bản.")
    if upload is None:
        errors["file"] = _("Hãy chọn tệp văn bản (PDF, ảnh chụp, Word hoặc Excel).")
    if errors or upload is None or issued_on is None:
        raise DetailsRefused(errors)
    details = DocumentDetails(
        number=typed["number"],
        issued_on=issued_on,
        issuer=typed["issuer"],
        kind=DocumentKind(typed["kind"]),
        summary=typed["summary"],
    )
    return details, upload


def document_errors(error: PersonError) -> dict[str, str]:
    """Return an operation's or the form's refusal as sentences by field; "" is the form as a whole."""
    if isinstance(error, DetailsRefused):
        return error.errors
    if isinstance(error, DocumentRefused):
        return {error.field: str(error)}
    return {"file" if isinstance(error, FileRefused) else "": str(error)}
