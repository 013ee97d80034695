"""Writes of what comes after a result: one per action of a person."""

from __future__ import annotations

from parindex.improvement.editing import NewNode
from parindex.improvement.operations.drafting import (
    ComponentTexts,
    DraftHead,
    Step,
    add_component,
    change_head,
    change_points,
    change_rule,
    change_texts,
    change_year,
    remove_node,
    restore_node,
    start_draft,
)
from parindex.improvement.operations.proposing import (
    ProposalText,
    answer_proposals,
    change_proposal,
    submit_proposal,
)
from parindex.improvement.operations.reviewing import (
    LessonDraft,
    ReviewDraft,
    approve_review,
    recall_review,
    remove_lesson,
    request_approval,
    return_review,
    save_lesson,
    save_review,
)
from parindex.improvement.operations.sharing import save_duty

__all__ = [
    "ComponentTexts",
    "DraftHead",
    "LessonDraft",
    "NewNode",
    "ProposalText",
    "ReviewDraft",
    "Step",
    "add_component",
    "answer_proposals",
    "approve_review",
    "change_head",
    "change_points",
    "change_proposal",
    "change_rule",
    "change_texts",
    "change_year",
    "recall_review",
    "remove_lesson",
    "remove_node",
    "request_approval",
    "restore_node",
    "return_review",
    "save_duty",
    "save_lesson",
    "save_review",
    "start_draft",
    "submit_proposal",
]
