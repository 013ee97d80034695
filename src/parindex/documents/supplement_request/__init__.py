"""Công văn yêu cầu bổ sung tài liệu kiểm chứng, giải trình: the council's written request to one unit."""

from __future__ import annotations

from parindex.documents.supplement_request.compose import compose
from parindex.documents.supplement_request.context import AskedRow, SupplementRequestContext

__all__ = ["AskedRow", "SupplementRequestContext", "compose"]
