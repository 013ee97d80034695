"""What a pattern is given and what it returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from parindex.criteria.rule_texts.words import Unclear, clauses_of, slug
from parindex.viet import format_decimal


@dataclass(frozen=True, kw_only=True)
class Share:
    """What a text says about the ratio it speaks of: its two numbers, and an empty denominator."""

    numerator: str = ""
    denominator: str = ""
    empty: str = ""


@dataclass
class Asked:
    """The facts a rule will ask for: documents by proposed code, and what was assumed on the way."""

    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)

    def ask(self, kind: str, label: str, **keys: Any) -> str:
        """Propose a fact and return its code, unique among those asked."""
        base = slug(label)
        code, number = base, 2
        while code in self.facts:
            code, number = f"{base}_{number}", number + 1
        self.facts[code] = {"type": kind, "label": label, **keys}
        return code


@dataclass(frozen=True, kw_only=True)
class Said:
    """A scoring text without its closing sentences, which ``share`` and ``places`` hold.

    ``subject`` is the name of what is scored. Without ``max_points`` (a part of a combined rule)
    the text itself must say the maximum.
    """

    text: str
    subject: str
    max_points: Decimal | None
    asked: Asked
    share: Share = Share()
    places: int | None = None

    @property
    def clauses(self) -> tuple[str, ...]:
        return clauses_of(self.text)

    def about(self, text: str) -> Said:
        """Return the same with another text."""
        return replace(self, text=text)

    def top(self, said: Decimal | None = None) -> Decimal:
        """Return the maximum, which must be what the text says, if it says it."""
        if said is None and self.max_points is None:
            raise Unclear("lời không nói điểm tối đa của phần này")
        if said is not None and self.max_points is not None and said != self.max_points:
            raise Unclear(
                f"lời nói {format_decimal(said)} điểm, khác điểm tối đa {format_decimal(self.max_points)}"
            )
        return said if said is not None else (self.max_points or Decimal(0))

    def ask_share(self, *, may_exceed: bool = False) -> str:
        """Propose the fact of a share: a ratio when the text speaks of its numbers, else a percentage."""
        excess = {"may_exceed": True} if may_exceed else {}
        share = self.share
        if share == Share():
            return self.asked.ask("percent", self.subject, **excess)
        if not share.empty:
            self.asked.assumed.append(
                "lời không nói khi mẫu số bằng 0: tạm để 0 điểm (empty: zero)"
            )
        if not share.numerator:
            self.asked.assumed.append("lời không gọi tên tử số: tạm gọi “Số đạt yêu cầu”")
        return self.asked.ask(
            "ratio",
            self.subject,
            numerator=share.numerator or "Số đạt yêu cầu",
            denominator=share.denominator,
            empty=share.empty or "zero",
            **excess,
        )


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A rule as a document of its form, and the maximum it was read for."""

    keys: dict[str, Any]
    max_points: Decimal


Pattern = Callable[[Said], Draft | None]
"""Reads one kind of text: None when it is of another kind, Unclear when something is missing."""
