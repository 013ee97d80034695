"""What people type into the collated report: kept as typed, so that a refusal loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.http import QueryDict

from parindex.reporting.cells import Value
from parindex.reporting.collating.operations import Choice
from parindex.reporting.outline import CellType, Column
from parindex.viet import format_decimal
from parindex.web.shell.forms import read_decimal, read_whole, typed, version_of

_LONGEST_NUMBER = 9


@dataclass(frozen=True, kw_only=True)
class SettleForm:
    """Which figure was chosen, and why."""

    choice: str = ""
    value: str = ""
    reason: str = ""
    version: int = 0

    @classmethod
    def of(cls, post: QueryDict) -> Self:
        """Read what was sent."""
        return cls(
            choice=post.get("choice", ""),
            value=typed(post, "value"),
            reason=typed(post, "reason"),
            version=version_of(post),
        )

    def chosen(self, column: Column) -> dict[str, Any]:
        """Return the operation's arguments; raises UnreadableError for a figure that cannot be read."""
        if self.choice.startswith("lead:") and self.choice[5:].isdecimal():
            return {"choice": Choice.LEAD, "lead_report_id": int(self.choice[5:])}
        if self.choice == Choice.TYPED.value:
            return {"choice": Choice.TYPED, "wire": _wire(column, self.value)}
        return {"choice": Choice.SUM}


def written(value: Value) -> str:
    """Write a figure as a person would type it back."""
    if value is None:
        return ""
    return value if isinstance(value, str) else format_decimal(Decimal(value))


def _wire(column: Column, text: str) -> Any:
    if column.type is CellType.COUNT:
        return read_whole(text)
    if column.type is CellType.AMOUNT:
        number = read_decimal(text)
        return None if number is None else format(number, "f")
    return text.strip() or None
