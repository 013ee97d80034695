"""The changed set of a simulation: another set, a file of edits, or edits on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from parindex.cli.ground import fail, set_directory
from parindex.criteria.reading import read_set
from parindex.criteria.reading.yaml_file import read_yaml
from parindex.engine import CriteriaSet
from parindex.engine.simulation import apply_edits, read_edits

_SETTING = re.compile(r"(?:(?P<code>[^:=]*):)?(?P<at>[^:=]+)=(?P<value>.+)", re.DOTALL)
_DECIMAL_COMMA = re.compile(r"(-?[0-9]+),([0-9]+)", re.ASCII)


def changed_set(before: CriteriaSet, name: str | None, settings: Sequence[str]) -> CriteriaSet:
    """Return the set to try: ``name`` is a set or a file of edits, ``settings`` come on top.

    Raises CriteriaFileError, EditError or SetError for what cannot be read or is not sound.
    """
    after = before if name is None else _named(before, name)
    edits = [_edit_of(text) for text in settings]
    return apply_edits(after, read_edits(edits)) if edits else after


def _named(before: CriteriaSet, name: str) -> CriteriaSet:
    path = Path(name)
    if not path.is_file():
        return read_set(set_directory(name))
    document = read_yaml(path).value
    raw = document.get("edits") if isinstance(document, dict) else None
    return apply_edits(before, read_edits(raw))


def _edit_of(text: str) -> dict[str, Any]:
    """Read "1.2.1:rule.steps.0.at_least=95"; without a code it is a place of the set itself."""
    found = _SETTING.fullmatch(text)
    if found is None:
        fail(
            f"Không hiểu --set “{text}”: viết MÃ:CHỖ=GIÁ_TRỊ, ví dụ 1.2.1:rule.steps.0.at_least=95, "
            "hoặc CHỖ=GIÁ_TRỊ cho cả bộ, ví dụ classes.0.at_least=92."
        )
    return {
        "code": (found["code"] or "").strip(),
        "at": found["at"].strip(),
        "value": _value(found["value"].strip()),
    }


def _value(text: str) -> Any:
    """Read a number (0.5 or 0,5), true, false, a list or a mapping in JSON; anything else is a text."""
    try:
        return json.loads(_DECIMAL_COMMA.sub(r"\1.\2", text), parse_float=Decimal)
    except ValueError:
        return text
