"""Criteria sets, rules, points and their reasons. Pure: no Django, no input or output, no floats."""

from __future__ import annotations

from parindex.engine.adjusting import Adjusted, Adjustment, AdjustmentKind, AdjustmentLimits
from parindex.engine.answers import FactError, parse_fact, to_wire
from parindex.engine.dating import in_force
from parindex.engine.evaluation import evaluate, evaluate_leaf
from parindex.engine.facts import EmptyRatio, Fact, FactType
from parindex.engine.outcome import TraceState
from parindex.engine.parsing import parse_set
from parindex.engine.problems import Problem, SetError, path_text
from parindex.engine.ranking import classify, index, rank
from parindex.engine.rules.base import Rule
from parindex.engine.tallying import Tally, credit, tally
from parindex.engine.trace import AdjustmentTrace, NodeTrace, render_tree
from parindex.engine.tree import (
    ClassThreshold,
    CriteriaSet,
    Decision,
    Level,
    Node,
    NotApplicable,
    ScoredBy,
    Source,
    UnknownNodeError,
)
from parindex.engine.values import ABSENT, Absent, FactValue, Ratio
from parindex.engine.wording import Explained, Language

__all__ = [
    "ABSENT",
    "Absent",
    "Adjusted",
    "Adjustment",
    "AdjustmentKind",
    "AdjustmentLimits",
    "AdjustmentTrace",
    "ClassThreshold",
    "CriteriaSet",
    "Decision",
    "EmptyRatio",
    "Explained",
    "Fact",
    "FactError",
    "FactType",
    "FactValue",
    "Language",
    "Level",
    "Node",
    "NodeTrace",
    "NotApplicable",
    "Problem",
    "Ratio",
    "Rule",
    "ScoredBy",
    "SetError",
    "Source",
    "Tally",
    "TraceState",
    "UnknownNodeError",
    "classify",
    "credit",
    "evaluate",
    "evaluate_leaf",
    "in_force",
    "index",
    "parse_fact",
    "parse_set",
    "path_text",
    "rank",
    "render_tree",
    "tally",
    "to_wire",
]
