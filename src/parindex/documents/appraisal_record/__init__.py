"""Biên bản thẩm định kết quả tự đánh giá, chấm điểm of one unit, with every difference and its reason."""

from __future__ import annotations

from parindex.documents.appraisal_record.compose import compose
from parindex.documents.appraisal_record.context import (
    AppraisalRecordContext,
    CaseRow,
    FieldLine,
    RequestLine,
)

__all__ = ["AppraisalRecordContext", "CaseRow", "FieldLine", "RequestLine", "compose"]
