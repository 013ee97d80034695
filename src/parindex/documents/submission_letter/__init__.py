"""Công văn nộp hồ sơ tự đánh giá, chấm điểm: the cover letter of a submission, with the list of its evidence."""

from __future__ import annotations

from parindex.documents.submission_letter.compose import compose
from parindex.documents.submission_letter.context import EnclosedDocument, SubmissionLetterContext

__all__ = ["EnclosedDocument", "SubmissionLetterContext", "compose"]
