"""Báo cáo tự đánh giá, chấm điểm, xác định Chỉ số CCHC of a unit, or of a lead department for its part."""

from __future__ import annotations

from parindex.documents.self_assessment_report.compose import compose
from parindex.documents.self_assessment_report.context import (
    FieldScore,
    ScoreLevel,
    ScoreRow,
    SelfAssessmentContext,
)

__all__ = ["FieldScore", "ScoreLevel", "ScoreRow", "SelfAssessmentContext", "compose"]
