"""Facts: the named, typed questions of a criteria set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from parindex.engine.wording import Language, Text, say

YES, NO = "yes", "no"
YES_NO_TEXTS: Mapping[str, Text] = MappingProxyType({YES: say("có"), NO: say("không")})
YES_NO_LABELS: Mapping[str, str] = MappingProxyType(
    {code: text.in_(Language.VI) for code, text in YES_NO_TEXTS.items()}
)


class FactType(Enum):
    """What kind of answer a fact takes."""

    YES_NO = "yes_no"
    COUNT = "count"
    AMOUNT = "amount"
    RATIO = "ratio"
    DATE = "date"
    PERCENT = "percent"
    LEVEL = "level"


class EmptyRatio(Enum):
    """What a denominator of 0 means for the points."""

    FULL = "full"
    ZERO = "zero"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact of a set: asked once, however many components use it.

    ``numerator`` and ``denominator`` label the two numbers of a ratio, ``empty`` says what its
    empty denominator means, ``of_amounts`` that they are amounts instead of counts;
    ``may_exceed`` lets a ratio or a percentage go above 100 %; ``options`` maps the codes of a
    level to their labels, in order; ``may_be_absent`` lets a date be answered "not done".
    """

    code: str
    type: FactType
    label: str
    hint: str = ""
    unit: str = ""
    numerator: str = ""
    denominator: str = ""
    empty: EmptyRatio | None = None
    of_amounts: bool = False
    may_exceed: bool = False
    may_be_absent: bool = False
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    @property
    def answers(self) -> Mapping[str, str]:
        """The codes a choice rule may give points for, with their labels."""
        return YES_NO_LABELS if self.type is FactType.YES_NO else self.options

    def dump(self) -> dict[str, object]:
        """Return the fact as a document that reads back to the same fact."""
        texts = {
            name: getattr(self, name)
            for name in ("label", "hint", "unit", "numerator", "denominator")
            if getattr(self, name)
        }
        document: dict[str, object] = {"type": self.type.value, **texts}
        if self.empty is not None:
            document["empty"] = self.empty.value
        if self.of_amounts:
            document["of"] = "amounts"
        if self.may_exceed:
            document["may_exceed"] = True
        if self.may_be_absent:
            document["may_be_absent"] = True
        if self.options:
            # A list, because writers of canonical JSON sort the keys of a mapping.
            document["options"] = [
                {"code": code, "label": label} for code, label in self.options.items()
            ]
        return document
