"""What goal-seek found, in the language of the page."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.translation import get_language

from parindex.remedies.queries.goals import Aiming, Aims

register = template.Library()


@register.simple_tag
def aiming(aims: Aims, aim: str) -> Aiming | None:
    """Return what the component offers for an aim."""
    return aims.of(aim)


@register.simple_tag
def said(found: Aiming) -> str:
    """Show the least change of facts."""
    return found.said(_language())


@register.simple_tag
def why_not(aims: Aims) -> str:
    """Show why no figure brings (all of) the points."""
    return aims.why_said(_language())


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
