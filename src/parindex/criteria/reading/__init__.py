"""Criteria sets and facts as files, read with file and line kept for every mistake. Needs no Django."""

from __future__ import annotations

from parindex.criteria.reading.facts_file import read_facts
from parindex.criteria.reading.mistakes import CriteriaFileError, FileProblem
from parindex.criteria.reading.set_files import read_set

__all__ = ["CriteriaFileError", "FileProblem", "read_facts", "read_set"]
