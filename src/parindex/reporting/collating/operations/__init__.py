"""Writes of the collated report: one operation per thing a person does, each with its journal entry."""

from __future__ import annotations

from parindex.reporting.collating.operations.assembling import Collated, collate
from parindex.reporting.collating.operations.finishing import ask_for_approval, recall
from parindex.reporting.collating.operations.passages import (
    add_passage,
    drop_passage,
    edit_passage,
    move_passage,
    restore_passage,
)
from parindex.reporting.collating.operations.sending import send_up
from parindex.reporting.collating.operations.settling import Choice, settle, settle_table

__all__ = [
    "Choice",
    "Collated",
    "add_passage",
    "ask_for_approval",
    "collate",
    "drop_passage",
    "edit_passage",
    "move_passage",
    "recall",
    "restore_passage",
    "send_up",
    "settle",
    "settle_table",
]
