"""Outlines as files and as stored JSON; what is stored is compiled once per content and process."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from parindex.criteria.reading.mistakes import CriteriaFileError
from parindex.criteria.reading.yaml_file import read_yaml
from parindex.kernel import canonical
from parindex.kernel.errors import Correctable
from parindex.reporting.models import StoredOutline
from parindex.reporting.outline import Outline, PeriodRule, YearDay
from parindex.reporting.parsing import OutlineError, parse_outline

_compiled: dict[str, Outline] = {}


class AlteredOutlineError(Correctable):
    """The stored content is not what was imported: nothing may be reported by it."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _(
                "Nội dung đề cương “%(code)s” trong cơ sở dữ liệu đã bị sửa sau khi nạp (khác dấu băm). "
                "Hãy khôi phục từ bản sao lưu."
            )
            % {"code": code}
        )


def read_outline(path: Path) -> Outline:
    """Read and check a file; raises CriteriaFileError with file, line and place of every mistake."""
    file = read_yaml(path)
    try:
        return parse_outline(file.value)
    except OutlineError as error:
        raise CriteriaFileError(
            file.problem(mistake.path, mistake.message) for mistake in error.mistakes
        ) from None


def outline_json(outline: Outline) -> dict[str, Any]:
    """Return the outline as plain values, as a file would hold it; ``parse_outline`` reads it back."""
    document = _plain(outline)
    document["periods"] = [_period(rule) for rule in outline.periods]
    return dict(document)


def outline_of(stored: StoredOutline) -> Outline:
    """Return the outline of a stored row; lists may load rows without ``content``.

    Raises AlteredOutlineError when the content is not what its hash was taken of.
    """
    found = _compiled.get(stored.content_hash)
    if found is None:
        content = _content_of(stored)
        found = _compiled[stored.content_hash] = parse_outline(content)
    return found


def _content_of(stored: StoredOutline) -> Any:
    try:
        content = json.loads(stored.content)
    except json.JSONDecodeError as error:
        raise AlteredOutlineError(stored.code) from error
    if canonical.sha256(content) != stored.content_hash:
        raise AlteredOutlineError(stored.code)
    return content


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {
            part.name: _pairs(getattr(value, part.name))
            if part.name == "facts"
            else _plain(getattr(value, part.name))
            for part in fields(value)
        }
    return value


def _pairs(value: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return dict(value)


def _period(rule: PeriodRule) -> dict[str, Any]:
    return {
        "kind": rule.kind,
        "data_from": _day(rule.data_from),
        "data_until": _day(rule.data_until),
        "due_before": _day(rule.due_before),
        "illustrative": rule.illustrative,
    }


def _day(day: YearDay) -> str:
    year = {-1: "previous ", 0: "", 1: "next "}[day.years]
    return f"{year}{day.month:02d}-{f'{day.day:02d}' if day.day else 'last'}"
