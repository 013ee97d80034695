"""Scoring thousands of units at once, to the last hundredth as the scalar engine does. Needs numpy."""

from __future__ import annotations

from parindex.engine.vector.columns import Column, Columns, columns_of, exclusions_of
from parindex.engine.vector.compiled import CompiledSet, compile_set
from parindex.engine.vector.scores import STATES, NodeScores, Scores, ranks

__all__ = [
    "STATES",
    "Column",
    "Columns",
    "CompiledSet",
    "NodeScores",
    "Scores",
    "columns_of",
    "compile_set",
    "exclusions_of",
    "ranks",
]
