"""Biên bản họp Hội đồng: the council's meeting that passes the results of a round."""

from __future__ import annotations

from parindex.documents.council_minutes.compose import compose
from parindex.documents.council_minutes.context import (
    CouncilMinutesContext,
    PassedUnit,
    RuledPoint,
)

__all__ = ["CouncilMinutesContext", "PassedUnit", "RuledPoint", "compose"]
