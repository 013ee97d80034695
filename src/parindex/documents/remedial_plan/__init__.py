"""Kế hoạch khắc phục, nâng cao Chỉ số CCHC: what a unit does about the points it lost, who and until when."""

from __future__ import annotations

from parindex.documents.remedial_plan.compose import compose
from parindex.documents.remedial_plan.context import ActionRow, LossLine, RemedialPlanContext

__all__ = ["ActionRow", "LossLine", "RemedialPlanContext", "compose"]
