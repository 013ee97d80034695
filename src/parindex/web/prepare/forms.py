"""What people type while preparing: kept as typed, so that a refusal loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from django.http import QueryDict

from parindex.kernel.errors import PersonError, Stale
from parindex.preparation.operations import CommitmentDraft, Promise
from parindex.preparation.operations.noting import PreparationRefused
from parindex.web.shell.forms import UnreadableError, read_date, read_points, typed, version_of

FIELDS = (
    *("state", "note", "text", "target_points", "due_on", "document_number", "made_to"),
    *("giver", "what", "result"),
)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The texts of a form, which form it is, and why it was not taken."""

    form: str = ""
    row: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)
    error: PersonError | None = None
    version: int = 0

    @classmethod
    def of(cls, post: QueryDict, form: str, *, row: int = 0) -> Self:
        texts = {name: typed(post, name) for name in FIELDS if name in post}
        return cls(form=form, row=row, texts=texts, version=version_of(post))

    @property
    def conflict(self) -> Stale | None:
        return self.error if isinstance(self.error, Stale) else None

    @property
    def newest(self) -> int:
        """Return the version to save over: after a conflict the one that was shown."""
        return self.conflict.version if self.conflict else self.version

    @property
    def wrong(self) -> str:
        """Name the field at fault; "" for none in particular."""
        if isinstance(self.error, PreparationRefused):
            return self.error.field
        if isinstance(self.error, UnreadableError):
            names = ("due_on", "target_points")
            return next((name for name in names if self.error.text == self.get(name)), "")
        return ""

    def get(self, name: str) -> str:
        return self.texts.get(name, "")

    def commitment(self) -> CommitmentDraft:
        """Read the commitment; raises UnreadableError."""
        return CommitmentDraft(
            text=self.get("text"),
            due_on=read_date(self.get("due_on")),
            target_points=read_points(self.get("target_points")),
            document_number=self.get("document_number"),
            made_to=self.get("made_to"),
        )

    def promise(self) -> Promise:
        """Read the promise; raises UnreadableError."""
        return Promise(
            giver_code=self.get("giver"),
            what=self.get("what"),
            due_on=read_date(self.get("due_on")),
        )
