"""Báo cáo công tác CCHC định kỳ: of a unit, of a lead department, or collated by the body above them."""

from __future__ import annotations

from parindex.documents.periodic_report.compose import compose
from parindex.documents.periodic_report.context import (
    Collation,
    ColumnKind,
    Contribution,
    PeriodicReportContext,
    StatColumn,
    Statistics,
    StatRow,
    TextSection,
)

__all__ = [
    "Collation",
    "ColumnKind",
    "Contribution",
    "PeriodicReportContext",
    "StatColumn",
    "StatRow",
    "Statistics",
    "TextSection",
    "compose",
]
