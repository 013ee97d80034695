"""The council's rows, by what they are about."""

from __future__ import annotations

from parindex.appraisal.models.closing import Decision, ProvisionalNotice, Ruling, SignOff
from parindex.appraisal.models.council import Recusal, Substitution
from parindex.appraisal.models.judging import Award, SupplementItem, SupplementRequest
from parindex.appraisal.models.reading import ReadingDraw, SecondReading
from parindex.appraisal.models.replying import Reply, ReplyAttachment, ReplyMessage

__all__ = [
    "Award",
    "Decision",
    "ProvisionalNotice",
    "ReadingDraw",
    "Recusal",
    "Reply",
    "ReplyAttachment",
    "ReplyMessage",
    "Ruling",
    "SecondReading",
    "SignOff",
    "Substitution",
    "SupplementItem",
    "SupplementRequest",
]
