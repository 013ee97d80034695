"""Công văn thông báo chi tiết kết quả đánh giá: to one unit, every lost point and why."""

from __future__ import annotations

from parindex.documents.result_notice.compose import compose
from parindex.documents.result_notice.context import FieldResult, LostRow, ResultNoticeContext

__all__ = ["FieldResult", "LostRow", "ResultNoticeContext", "compose"]
