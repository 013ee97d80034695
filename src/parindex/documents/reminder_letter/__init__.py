"""Công văn đôn đốc nộp hồ sơ tự đánh giá, chấm điểm: to every unit that has not handed in."""

from __future__ import annotations

from parindex.documents.reminder_letter.compose import compose
from parindex.documents.reminder_letter.context import OwingUnit, ReminderLetterContext

__all__ = ["OwingUnit", "ReminderLetterContext", "compose"]
