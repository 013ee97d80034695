"""How conflicts and sources of a collated report look on its pages."""

from __future__ import annotations

from typing import Any

from django import template

from parindex.reporting.collating import sentences
from parindex.reporting.collating.conflicts import Conflict

register = template.Library()


@register.filter
def said(conflict: Conflict) -> str:
    """Show a conflict as a sentence."""
    return sentences.said(conflict)


@register.filter
def desk_anchor(passage: Any) -> str:
    """Return where a passage's section stands on its report's own page."""
    return f"muc-{passage.section_code.replace('.', '_')}"
