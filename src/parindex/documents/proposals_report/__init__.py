"""Báo cáo tổng hợp kiến nghị về tiêu chí: what units find wrong with the criteria, and what was answered."""

from __future__ import annotations

from parindex.documents.proposals_report.compose import compose
from parindex.documents.proposals_report.context import (
    NodeGroup,
    ProposalRow,
    ProposalsReportContext,
)

__all__ = ["NodeGroup", "ProposalRow", "ProposalsReportContext", "compose"]
