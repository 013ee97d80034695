"""One YAML file as plain values, with the line of every value.

Numbers with a fraction become Decimal as they are written: a binary float would already have
changed them. JSON is YAML too, so fact files may be either.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from parindex.criteria.reading.mistakes import CriteriaFileError, FileProblem
from parindex.engine import path_text

Steps = tuple[str | int, ...]

_LARGEST_BYTES = 2_000_000
_TAG = "tag:yaml.org,2002:"
_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
_FRACTION = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True)
class YamlFile:
    """The value of a file and the line, from 1, of every place in it."""

    path: Path
    value: Any
    lines: Mapping[Steps, int]

    def problem(self, steps: Steps, message: str) -> FileProblem:
        """Return a mistake at a place, or at the nearest place above that is written in the file."""
        known = next(steps[:end] for end in range(len(steps), -1, -1) if steps[:end] in self.lines)
        return FileProblem(self.path.name, self.lines[known], path_text(steps), message)


def read_yaml(path: Path) -> YamlFile:
    """Read a file; raises CriteriaFileError when it is no readable YAML, or says a key twice."""
    try:
        content = path.read_bytes()
    except OSError:
        raise CriteriaFileError(
            [FileProblem(path.name, 1, "", "Không đọc được tệp này.")]
        ) from None
    if len(content) > _LARGEST_BYTES:
        raise CriteriaFileError([FileProblem(path.name, 1, "", "Tệp lớn hơn 2 MB; hãy chia nhỏ.")])
    walk = _Walk(path)
    walk.visit(_compose(path, content), ())
    if walk.problems:
        raise CriteriaFileError(walk.problems)
    return YamlFile(path=path, value=walk.values[()], lines=MappingProxyType(walk.lines))


def _compose(path: Path, content: bytes) -> Node:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CriteriaFileError(
            [FileProblem(path.name, line, "", "Tệp phải lưu bằng mã UTF-8.")]
        ) from None
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.context_mark or error.problem_mark  # where the unfinished part begins
        line = mark.line + 1 if mark else 1
        message = (
            "Tệp viết chưa đúng dạng YAML; hãy xem dấu hai chấm, dấu ngoặc và khoảng thụt đầu dòng."
        )
        raise CriteriaFileError([FileProblem(path.name, line, "", message)]) from None
    except YAMLError:
        raise CriteriaFileError(
            [FileProblem(path.name, 1, "", "Tệp có ký tự không dùng được.")]
        ) from None
    if node is None:
        raise CriteriaFileError([FileProblem(path.name, 1, "", "Tệp đang trống.")])
    return node


@dataclass
class _Walk:
    """Turns nodes into values, noting lines and what may not be in such a file."""

    path: Path
    lines: dict[Steps, int] = field(default_factory=dict)
    values: dict[Steps, Any] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def visit(self, node: Node, steps: Steps) -> Any:
        self.lines.setdefault(steps, node.start_mark.line + 1)
        if id(node) in self.seen:  # an alias can make a small file endless
            self._report(
                node, steps, "Không dùng dấu & và * của YAML ở đây; hãy viết lại nội dung."
            )
            return None
        self.seen.add(id(node))
        if isinstance(node, MappingNode):
            value: Any = self._mapping(node, steps)
        elif isinstance(node, SequenceNode):
            value = [self.visit(item, (*steps, index)) for index, item in enumerate(node.value)]
        else:
            value = _SCALARS.get(str(node.tag).removeprefix(_TAG), str)(node.value)
        self.values[steps] = value
        return value

    def _mapping(self, node: MappingNode, steps: Steps) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._report(key_node, steps, "Khóa phải là một chữ.")
                continue
            key = key_node.value
            if key in found:
                self._report(key_node, (*steps, key), f"Khóa “{key}” được ghi hai lần.")
            self.lines[(*steps, key)] = key_node.start_mark.line + 1
            found[key] = self.visit(value_node, (*steps, key))
        return found

    def _report(self, node: Node, steps: Steps, message: str) -> None:
        self.problems.append(
            FileProblem(self.path.name, node.start_mark.line + 1, path_text(steps), message)
        )


def _whole(text: str) -> int | str:
    return int(text) if _WHOLE.fullmatch(text) else text


def _fraction(text: str) -> Decimal | str:
    return Decimal(text) if _FRACTION.fullmatch(text) else text


def _day(text: str) -> dt.date | str:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


_SCALARS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "null": lambda _: None,
        "bool": lambda text: text.lower() == "true",
        "int": _whole,
        "float": _fraction,
        "timestamp": _day,
    }
)
