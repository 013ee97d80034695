"""The engine turned round: which least changes of facts earn which points (goal-seek)."""

from __future__ import annotations

from parindex.engine.goals.component import component_goals
from parindex.engine.goals.cuts import NotInvertibleError
from parindex.engine.goals.dossier import plan
from parindex.engine.goals.ground import UnknownFactError
from parindex.engine.goals.values import (
    Change,
    ComponentGoals,
    Effect,
    Goal,
    Obstacle,
    Plan,
    Win,
)
from parindex.engine.goals.words import render_plan

__all__ = [
    "Change",
    "ComponentGoals",
    "Effect",
    "Goal",
    "NotInvertibleError",
    "Obstacle",
    "Plan",
    "UnknownFactError",
    "Win",
    "component_goals",
    "plan",
    "render_plan",
]
