"""Writes of periodic reports: one operation per thing a person does, each with its journal entry."""

from __future__ import annotations

from parindex.reporting.operations.approving import (
    approve,
    ask_for_approval,
    recall_report,
    return_to_drafting,
)
from parindex.reporting.operations.drafting import save_figure, save_passage
from parindex.reporting.operations.joining import (
    ask_joint,
    give_joint,
    take_joint,
    withdraw_joint,
)
from parindex.reporting.operations.noting import ReportRefused, closed_reason
from parindex.reporting.operations.opening import Lead, PeriodPlan, import_outline, open_period
from parindex.reporting.operations.prefilling import Prefilled, prefill
from parindex.reporting.operations.submitting import (
    extend_report,
    receive_all,
    receive_report,
    return_report,
    submit_report,
)

__all__ = [
    "Lead",
    "PeriodPlan",
    "Prefilled",
    "ReportRefused",
    "approve",
    "ask_for_approval",
    "ask_joint",
    "closed_reason",
    "extend_report",
    "give_joint",
    "import_outline",
    "open_period",
    "prefill",
    "recall_report",
    "receive_all",
    "receive_report",
    "return_report",
    "return_to_drafting",
    "save_figure",
    "save_passage",
    "submit_report",
    "take_joint",
    "withdraw_joint",
]
