"""What is wrong in a file: which file, which place, which line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class FileProblem:
    """One mistake; ``line`` counts from 1, ``path`` reads like ``criteria[0].components[2].rule``."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}: {place}{self.message}"


class CriteriaFileError(Exception):
    """Files cannot be used; carries every mistake, in the order of files and lines."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
