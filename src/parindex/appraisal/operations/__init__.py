"""Writes of the council's work: one operation per thing a person does, each with its journal entry."""

from __future__ import annotations

from parindex.appraisal.operations.awarding import AwardDraft, record_survey_result, save_award
from parindex.appraisal.operations.closing import (
    RulingDraft,
    decide_dossier,
    rule_on_component,
    save_reply,
    send_provisional,
)
from parindex.appraisal.operations.supplement import (
    answer_supplement,
    attach_supplement,
    request_supplement,
)

__all__ = [
    "AwardDraft",
    "RulingDraft",
    "answer_supplement",
    "attach_supplement",
    "decide_dossier",
    "record_survey_result",
    "request_supplement",
    "rule_on_component",
    "save_award",
    "save_reply",
    "send_provisional",
]
