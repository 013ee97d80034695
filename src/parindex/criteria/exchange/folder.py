"""The document of a set as a folder: ``set.yaml`` and one file per field, as the format wants them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter

from parindex.criteria.exchange.package import ExchangeFileError
from parindex.criteria.rule_texts import slug
from parindex.engine.exact import plain

_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?", re.ASCII)
_NUMERIC = {
    *("max_points", "points", "at_least", "above", "per", "from", "to"),
    *("min", "max", "step", "start", "floor", "cap"),
}


def write_folder(document: Mapping[str, Any], directory: Path) -> None:
    """Write the files of a set into a new or empty folder; raises ExchangeFileError for any other."""
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise ExchangeFileError(f"{directory}: thư mục đã có nội dung; hãy chọn một thư mục mới.")
    directory.mkdir(parents=True, exist_ok=True)
    head = {key: value for key, value in document.items() if key not in {"facts", "fields"}}
    _write(directory / "set.yaml", head)
    facts: dict[str, Any] = dict(document["facts"])
    last = len(document["fields"])
    for number, part in enumerate(document["fields"], start=1):
        # A fact stands in the first field that uses it; what only the head uses, in the last file.
        codes = list(facts) if number == last else list(dict.fromkeys(_fact_codes(part)))
        own = {code: facts.pop(code) for code in codes if code in facts}
        name = f"{number:02d}-{slug(part['name'], separator='-', longest=40)}.yaml"
        _write(directory / name, {**part, **({"facts": own} if own else {})})


def _fact_codes(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("fact"), str):
            yield value["fact"]
        for part in value.values():
            yield from _fact_codes(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _fact_codes(part)


def _write(path: Path, document: Mapping[str, Any]) -> None:
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.default_flow_style = False
    yaml.width = 110
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    text = StringIO()
    yaml.dump(_numbers(document), text)
    path.write_text(text.getvalue(), encoding="utf-8")


class _Representer(SafeRepresenter):
    """Writes exact numbers as plain numbers, and never an anchor, which the reader refuses."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - whatever it is
        return True

    def represent_decimal(self, data: Decimal) -> ScalarNode:
        text = plain(data)
        kind = "float" if "." in text else "int"
        return self.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


_Representer.add_representer(Decimal, _Representer.represent_decimal)


def _numbers(value: Any, key: str = "") -> Any:
    """Turn what the engine's dump writes as text back into numbers, where only numbers can stand."""
    if isinstance(value, Mapping):
        is_points = key == "options" and all(_is_number(part) for part in value.values())
        return {
            name: Decimal(part)
            if is_points or (name in _NUMERIC and _is_number(part))
            else _numbers(part, name)
            for name, part in value.items()
            if part is not None or name == "in_force_to"
        }
    if isinstance(value, list | tuple):
        return [_numbers(part) for part in value]
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, Decimal) or (
        isinstance(value, str) and _NUMBER.fullmatch(value) is not None
    )
