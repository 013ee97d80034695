"""Reads of criteria sets."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from parindex.criteria.models import StoredCriteriaSet
from parindex.engine import CriteriaSet, parse_set
from parindex.kernel import canonical
from parindex.kernel.errors import Correctable


class NoCriteriaSetError(Correctable):
    """There is no criteria set of this code."""

    def __init__(self) -> None:
        super().__init__(_("Không có bộ tiêu chí này."))


class AlteredCriteriaSetError(Correctable):
    """The stored content is not what was imported: nothing may be scored by it."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _(
                "Nội dung bộ tiêu chí “%(code)s” trong cơ sở dữ liệu đã bị sửa sau khi nạp (khác dấu băm). "
                "Không chấm theo bản này; hãy khôi phục từ bản sao lưu."
            )
            % {"code": code}
        )


_compiled: dict[str, CriteriaSet] = {}


def criteria_set_of(stored: StoredCriteriaSet) -> CriteriaSet:
    """Return the set as the engine knows it; compiled once per content and process.

    Content never changes under its hash, so lists may load rows without ``content``: it is
    fetched, and held against the hash, only when this process meets the hash for the first time.
    Raises AlteredCriteriaSetError when the content is not what the hash was taken of.
    """
    criteria_set = _compiled.get(stored.content_hash)
    if criteria_set is None:
        content = _content_of(stored)
        criteria_set = _compiled[stored.content_hash] = parse_set(content)
    return criteria_set


def _content_of(stored: StoredCriteriaSet) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(stored.content)
    except json.JSONDecodeError as error:
        raise AlteredCriteriaSetError(stored.code) from error
    if canonical.sha256(content) != stored.content_hash:
        raise AlteredCriteriaSetError(stored.code)
    return content


def stored_set_by_code(code: str) -> StoredCriteriaSet:
    """Return the newest content of the set with this code; raises NoCriteriaSetError."""
    stored = StoredCriteriaSet.objects.filter(code=code).order_by("pk").last()
    if stored is None:
        raise NoCriteriaSetError
    return stored


def stored_sets() -> QuerySet[StoredCriteriaSet]:
    """Return all stored sets without their long content."""
    return StoredCriteriaSet.objects.defer("content")
