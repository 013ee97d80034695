"""The facts of one unit as a file, for scoring at the command line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from parindex.criteria.reading.mistakes import CriteriaFileError, FileProblem
from parindex.criteria.reading.yaml_file import YamlFile, read_yaml
from parindex.engine import CriteriaSet, FactError, FactValue, parse_fact


def read_facts(
    criteria_set: CriteriaSet, path: Path
) -> tuple[Mapping[str, FactValue], frozenset[str]]:
    """Return the facts of a YAML or JSON file and the codes of the components that do not apply.

    The file holds ``facts`` (code: answer) and, if needed, ``not_applicable`` (a list of
    codes). Raises CriteriaFileError with the line of every answer that cannot be taken.
    """
    file = read_yaml(path)
    mistakes: list[FileProblem] = []
    answers = _read_answers(criteria_set, file, mistakes)
    left_out = _read_not_applicable(criteria_set, file, mistakes)
    if mistakes:
        raise CriteriaFileError(mistakes)
    return answers, left_out


def _read_answers(
    criteria_set: CriteriaSet, file: YamlFile, mistakes: list[FileProblem]
) -> dict[str, FactValue]:
    facts = file.value.get("facts") if isinstance(file.value, Mapping) else None
    if not isinstance(facts, Mapping):
        mistakes.append(
            file.problem(("facts",), "Tệp cần một nhóm facts, mỗi dòng “mã số liệu: giá trị”.")
        )
        return {}
    answers: dict[str, FactValue] = {}
    for code, raw in facts.items():
        fact = criteria_set.facts.get(code)
        if fact is None:
            mistakes.append(
                file.problem(("facts", code), f"Bộ tiêu chí không có số liệu “{code}”.")
            )
        elif raw is not None:  # a null is an answer not given yet
            try:
                answers[code] = parse_fact(fact, raw)
            except FactError as error:
                mistakes.append(file.problem(("facts", code), error.message))
    return answers


def _read_not_applicable(
    criteria_set: CriteriaSet, file: YamlFile, mistakes: list[FileProblem]
) -> frozenset[str]:
    if not isinstance(file.value, Mapping):
        return frozenset()
    leaves = {leaf.code for leaf in criteria_set.leaves}
    codes = file.value.get("not_applicable") or []
    if not isinstance(codes, list):
        mistakes.append(file.problem(("not_applicable",), "Chỗ này phải là một danh sách mã."))
        return frozenset()
    for place, code in enumerate(codes):
        if str(code) not in leaves:
            message = f"Bộ tiêu chí không có mục chấm điểm “{code}”."
            mistakes.append(file.problem(("not_applicable", place), message))
    return frozenset(str(code) for code in codes)
