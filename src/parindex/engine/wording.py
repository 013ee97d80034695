"""Sentences in two languages: a Vietnamese template with its values, worded when somebody reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from string import Formatter
from types import MappingProxyType

from parindex.engine.english import ENGLISH, MONTHS
from parindex.engine.exact import approximate, number_text, rounded
from parindex.viet import format_date, format_decimal


class Language(Enum):
    """A language the engine speaks."""

    VI = "vi"
    EN = "en"


Number = int | Decimal | Fraction

# How a field writes its number, beside "{days:day|days}": the word for one, or for any other number.
FORMATS: Mapping[str, Callable[[Number], str]] = MappingProxyType(
    {
        "": number_text,
        "d": str,  # a small count, never grouped
        "-": lambda value: number_text(value).replace("-", "−"),
        ".2": lambda value: format_decimal(rounded(Fraction(value), 2), 2),
        "%": lambda value: approximate(Fraction(value))[1],
        "=%": lambda value: " ".join(approximate(Fraction(value))),
    }
)
_AS_IN_ENGLISH = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a part of one: the template is the Vietnamese wording and the English key.

    Values are written as the language writes them: numbers, dates, other texts, and tuples of
    texts one after another. A string is somebody else's word (a label) and stays as it is.
    """

    template: str
    args: Mapping[str, Arg] = field(hash=False)

    def in_(self, language: Language) -> str:
        """Return the words in a language."""
        is_english = language is Language.EN
        template = ENGLISH.get(self.template, self.template) if is_english else self.template
        words = [
            literal + _worded(self.args[name], spec, language) if name else literal
            for literal, name, spec in fields_of(template)
        ]
        return "".join(words)

    def __str__(self) -> str:
        return self.in_(Language.VI)


Arg = Text | str | Number | dt.date | tuple[Text, ...]


def say(template: str, /, **args: Arg) -> Text:
    """Return a text; the template is written at the call, so that a test can find its English."""
    return Text(template, args)


@dataclass(frozen=True, kw_only=True)
class Explained:
    """Something that says in a sentence how it came to be."""

    text: Text

    @property
    def sentence(self) -> str:
        """The sentence in Vietnamese."""
        return self.text.in_(Language.VI)

    def sentence_in(self, language: Language) -> str:
        """Return the sentence in a language."""
        return self.text.in_(language)


@cache
def fields_of(template: str) -> tuple[tuple[str, str, str], ...]:
    """Cut a template into (text before a field, the field's name, how it is written)."""
    parsed = Formatter().parse(template)
    return tuple((literal, name or "", spec or "") for literal, name, spec, _ in parsed)


def _worded(value: Arg, spec: str, language: Language) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, tuple):
        return "; ".join(text.in_(language) for text in value)
    if isinstance(value, dt.date):
        return _date(value, language)
    one, bar, other = spec.partition("|")
    if bar:
        return one if value == 1 else other
    return number_in(value, language, spec)


def number_in(value: Number, language: Language, spec: str = "") -> str:
    """Write a number: "1.250,5" in Vietnamese, "1,250.5" in English."""
    text = FORMATS[spec](value)
    return text.translate(_AS_IN_ENGLISH) if language is Language.EN else text


def _date(date: dt.date, language: Language) -> str:
    if language is Language.EN:
        return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
    return format_date(date)
