"""A criteria set: ``set.yaml`` and one file per field, in the order of their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parindex.criteria.reading.mistakes import CriteriaFileError, FileProblem
from parindex.criteria.reading.yaml_file import Steps, YamlFile, read_yaml
from parindex.engine import CriteriaSet, Problem, SetError, parse_set

_HEAD = "set.yaml"


def read_set(directory: Path, *, year: int | None = None) -> CriteriaSet:
    """Return the checked set of a folder; raises CriteriaFileError with file, path and line of every mistake.

    A decision may hold for many years: with another ``year`` than the file's the set is that
    year's, with the year behind its code; deadlines written as month and day follow.
    """
    files = _read_files(directory)
    mistakes = [*files.misplaced()]
    document = files.document()
    if year is not None and year != document.get("year"):
        document |= {"year": year, "code": f"{document.get('code')}-{year}"}
    try:
        criteria_set = parse_set(document)
    except SetError as error:
        mistakes += [files.place(problem) for problem in error.problems]
    if mistakes:
        raise CriteriaFileError(mistakes)
    return criteria_set


@dataclass(frozen=True)
class _SetFiles:
    """The files of a set, and where each part of the whole document stands in them."""

    head: YamlFile
    fields: tuple[YamlFile, ...]

    def document(self) -> dict[str, Any]:
        """Put the files together into the one document that the engine reads."""
        fields = [
            {key: value for key, value in file.value.items() if key != "facts"}
            for file in self.fields
        ]
        facts = {code: fact for _, code, fact in self._facts()}
        return {**self.head.value, "fields": fields, "facts": facts}

    def misplaced(self) -> Iterator[FileProblem]:
        """Yield what the whole document can no longer show: facts in the wrong file, or twice."""
        for key in ("fields", "facts"):
            if key in self.head.value:
                yield self.head.problem(
                    (key,), f"“{key}” ghi ở tệp của từng lĩnh vực, không ghi ở {_HEAD}."
                )
        seen: dict[str, YamlFile] = {}
        for file, code, _ in self._facts():
            if code in seen:
                yield file.problem(
                    ("facts", code), f"Số liệu “{code}” đã khai ở tệp {seen[code].path.name}."
                )
            seen.setdefault(code, file)

    def place(self, problem: Problem) -> FileProblem:
        """Turn a place in the document into a file, a path in it and a line."""
        match problem.path:
            case ("fields", int(number), *rest):
                return self.fields[number].problem(tuple(rest), problem.message)
            case ("facts", str(code), *_):
                home = next((file for file, known, _ in self._facts() if known == code), self.head)
                return home.problem(problem.path, problem.message)
            case path:
                return self.head.problem(path, problem.message)

    def _facts(self) -> Iterator[tuple[YamlFile, str, Any]]:
        for file in self.fields:
            facts = file.value.get("facts")
            if isinstance(facts, Mapping):
                for code, fact in facts.items():
                    yield file, code, fact


def _read_files(directory: Path) -> _SetFiles:
    names = sorted(path for path in directory.glob("*.yaml") if path.name != _HEAD)
    mistakes: list[FileProblem] = []
    files: list[YamlFile] = []
    for path in (directory / _HEAD, *names):
        try:
            files.append(_mapping_file(path))
        except CriteriaFileError as error:
            mistakes += error.problems
    if not names:
        mistakes.append(
            FileProblem(_HEAD, 1, "", "Chưa có tệp nào cho các lĩnh vực (ví dụ 01-chi-dao.yaml).")
        )
    if mistakes:
        raise CriteriaFileError(mistakes)
    return _SetFiles(head=files[0], fields=tuple(files[1:]))


def _mapping_file(path: Path) -> YamlFile:
    file = read_yaml(path)
    wrong: Steps | None = () if not isinstance(file.value, Mapping) else None
    if wrong is None and not isinstance(file.value.get("facts") or {}, Mapping):
        wrong = ("facts",)
    if wrong is not None:
        raise CriteriaFileError([file.problem(wrong, "Chỗ này phải là một nhóm “khóa: giá trị”.")])
    return file
