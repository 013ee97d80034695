"""Writes of the council's work: one operation per thing a person does, each with its journal entry."""

from __future__ import annotations

from parindex.appraisal.operations.awarding import AwardDraft, record_survey_result, save_award
from parindex.appraisal.operations.closing import (
    RulingDraft,
    decide_dossier,
    reopen_for_correction,
    rule_on_component,
)
from parindex.appraisal.operations.council import (
    SubstitutionPlan,
    appoint_substitute,
    declare_recusal,
    end_substitution,
    lift_recusal,
)
from parindex.appraisal.operations.reading import (
    DrawPlan,
    ReadingDraft,
    draw_readings,
    save_reading,
)
from parindex.appraisal.operations.replying import post_message, save_reply, side_of
from parindex.appraisal.operations.sending import (
    send_all_provisional,
    send_provisional,
    waiting_for_notice,
)
from parindex.appraisal.operations.signing import sign_off_round
from parindex.appraisal.operations.supplement import (
    answer_supplement,
    attach_supplement,
    request_supplement,
    request_supplement_of_many,
)

__all__ = [
    "AwardDraft",
    "DrawPlan",
    "ReadingDraft",
    "RulingDraft",
    "SubstitutionPlan",
    "answer_supplement",
    "appoint_substitute",
    "attach_supplement",
    "decide_dossier",
    "declare_recusal",
    "draw_readings",
    "end_substitution",
    "lift_recusal",
    "post_message",
    "record_survey_result",
    "reopen_for_correction",
    "request_supplement",
    "request_supplement_of_many",
    "rule_on_component",
    "save_award",
    "save_reading",
    "save_reply",
    "send_all_provisional",
    "send_provisional",
    "side_of",
    "sign_off_round",
    "waiting_for_notice",
]
