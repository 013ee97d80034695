"""Writes of dossiers: one operation per thing a person does, each with its journal entry."""

from __future__ import annotations

from parindex.assessments.operations.approval import (
    approve_sheet,
    recall_sheet,
    request_approval,
    return_sheet,
)
from parindex.assessments.operations.drafting import (
    ComponentDraft,
    save_component,
    save_fact,
    save_remarks,
)
from parindex.assessments.operations.extending import ExtensionRefused, grant_extension
from parindex.assessments.operations.opening import open_dossiers, share_out
from parindex.assessments.operations.proving import (
    attach_document,
    attach_existing,
    detach_document,
)
from parindex.assessments.operations.rounds import start_round
from parindex.assessments.operations.submission import submit_dossier

__all__ = [
    "ComponentDraft",
    "ExtensionRefused",
    "approve_sheet",
    "attach_document",
    "attach_existing",
    "detach_document",
    "grant_extension",
    "open_dossiers",
    "recall_sheet",
    "request_approval",
    "return_sheet",
    "save_component",
    "save_fact",
    "save_remarks",
    "share_out",
    "start_round",
    "submit_dossier",
]
