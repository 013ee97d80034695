"""Scoring texts in plain Vietnamese, read to rules and written from them. Pure: needs no Django.

A text is understood completely or not at all; what it leaves open and was assumed is said.
"""

from __future__ import annotations

from parindex.criteria.rule_texts.reading import NotUnderstood, Understood, understand
from parindex.criteria.rule_texts.words import slug
from parindex.criteria.rule_texts.writing import UnwritableRuleError, shape, write_rule_text

__all__ = [
    "NotUnderstood",
    "Understood",
    "UnwritableRuleError",
    "shape",
    "slug",
    "understand",
    "write_rule_text",
]
