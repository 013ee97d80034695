"""A flag: one sentence beside a component, with the numbers and documents it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from parindex.crosschecks.choices import Kind, Severity
from parindex.kernel import canonical


@dataclass(frozen=True, kw_only=True)
class OtherSide:
    """Where the same document stands with another unit."""

    dossier_id: int
    code: str
    link_id: int
    unit_name: str


@dataclass(frozen=True, kw_only=True)
class Flag:
    """What a cross-check found; ``grounds`` are the bare figures and documents the sentence is made of.

    ``unit_sentence`` is what the unit itself may read where the sentence tells of others.
    ``link_id`` is the unit's own document, ``publication_id`` with ``past_unit`` the result that
    it was held against.
    """

    kind: Kind
    severity: Severity
    sentence: str
    grounds: tuple[str, ...]
    unit_sentence: str = ""
    link_id: int | None = None
    other: OtherSide | None = None
    publication_id: int | None = None
    past_unit: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """Return the hash of what the flag says, whatever the language: a dismissal holds for it alone."""
        return canonical.sha256([self.kind.value, *self.grounds])

    @property
    def for_unit(self) -> str:
        """Return the sentence for the unit's own desk."""
        return self.unit_sentence or self.sentence
