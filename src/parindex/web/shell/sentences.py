"""The engine's sentences in the language of the page."""

from __future__ import annotations

from django.utils.translation import get_language

from parindex.engine import Explained, Language


def sentence_of(explained: Explained) -> str:
    """Return the sentence in the language that is being answered in."""
    is_english = get_language() == Language.EN.value
    return explained.sentence_in(Language.EN if is_english else Language.VI)
