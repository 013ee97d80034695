"""What if the set were another: past units scored anew, who moves, and how firmly ranks stand."""

from __future__ import annotations

from parindex.engine.simulation.comparison import Change, FieldEffect, Move, Simulation, simulate
from parindex.engine.simulation.edits import Edit, EditError, apply_edits, read_edits
from parindex.engine.simulation.replay import Missing, Origin, UnitRecord
from parindex.engine.simulation.sensitivity import Shift, sensitivity
from parindex.engine.simulation.standing import FieldStanding, Standing, standings

__all__ = [
    "Change",
    "Edit",
    "EditError",
    "FieldEffect",
    "FieldStanding",
    "Missing",
    "Move",
    "Origin",
    "Shift",
    "Simulation",
    "Standing",
    "UnitRecord",
    "apply_edits",
    "read_edits",
    "sensitivity",
    "simulate",
    "standings",
]
