"""Quyết định or Thông báo công bố Chỉ số CCHC: the announcement of a cycle's results."""

from __future__ import annotations

from parindex.documents.results_announcement.compose import compose
from parindex.documents.results_announcement.context import (
    AnnouncementForm,
    ClassBand,
    FieldColumn,
    ResultsAnnouncementContext,
    Standing,
)

__all__ = [
    "AnnouncementForm",
    "ClassBand",
    "FieldColumn",
    "ResultsAnnouncementContext",
    "Standing",
    "compose",
]
