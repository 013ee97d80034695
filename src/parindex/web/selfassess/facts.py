"""Facts as the desk shows and reads them: texts in, the engine's wire form out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.assessments.values import in_words
from parindex.assessments.workbook import Workbook
from parindex.engine import Absent, Fact, FactError, FactType, FactValue, Ratio, ScoredBy
from parindex.kernel.clock import vietnam_date
from parindex.viet import format_date, format_decimal
from parindex.web.selfassess.names import anchor, slug
from parindex.web.shell.forms import read_date, read_decimal, read_whole

TYPED = ("value", "numerator", "denominator", "absent")
_NUMBERS = {FactType.COUNT, FactType.AMOUNT, FactType.PERCENT}
_EMPTY = {
    "full": gettext_lazy("mẫu số bằng 0: được tính đủ điểm"),
    "zero": gettext_lazy("mẫu số bằng 0: tính 0 điểm"),
    "not_applicable": gettext_lazy("mẫu số bằng 0: không áp dụng"),
}


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Somebody else saved in between: their texts beside mine, and the version to save over."""

    message: str
    version: int
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class FactField:
    """A fact inside a component's card.

    The first component that uses a fact holds its inputs; in the others it is a ``mirror`` with
    a link to the first. ``typed`` holds what stands in the inputs, ``shown`` the value in words.
    """

    code: str
    path: str
    kind: str
    fact: Fact
    version: int
    typed: Mapping[str, str]
    shown: str
    derived: str
    owner: str
    owner_unit: str
    links_to_owner: bool
    is_mirror: bool
    is_editable: bool
    saved_by: str = ""
    saved_at: dt.datetime | None = None
    error: str = ""
    conflict: Conflict | None = None
    options: tuple[tuple[str, str], ...] = field(default=())

    @property
    def slug(self) -> str:
        return slug(self.code)

    @property
    def owner_slug(self) -> str:
        return slug(self.owner)

    @property
    def owner_anchor(self) -> str:
        return anchor(self.owner)

    @property
    def is_number(self) -> bool:
        return self.fact.type in _NUMBERS

    @property
    def unit(self) -> str:
        return "%" if self.fact.type is FactType.PERCENT else self.fact.unit

    @property
    def value(self) -> str:
        return self.typed.get("value", "")


def fact_field(
    workbook: Workbook,
    fact_code: str,
    *,
    inside: str,
    is_editable: bool,
    links_to_owner: bool = True,
    typed: Mapping[str, str] | None = None,
    error: str = "",
    conflict: Conflict | None = None,
) -> FactField:
    """Return a fact for the card of the component ``inside``."""
    fact = workbook.criteria_set.facts[fact_code]
    owner = workbook.criteria_set.leaves_using(fact_code)[0]
    entry, value = workbook.facts.get(fact_code), workbook.values.get(fact_code)
    sheet = workbook.sheet_of(owner.code)
    return FactField(
        code=fact_code,
        path=reverse("selfassess:save_fact", args=[workbook.dossier.pk, fact_code]),
        kind=fact.type.value,
        fact=fact,
        version=entry.version if entry else 0,
        typed=typed if typed is not None else typed_of(value),
        shown=shown(fact, value),
        derived=derived(fact, value),
        owner=owner.code,
        owner_unit=sheet.unit.name if sheet else "",
        links_to_owner=links_to_owner,
        is_mirror=owner.code != inside,
        is_editable=is_editable and owner.code == inside and owner.scored_by is not ScoredBy.SURVEY,
        saved_by=entry.changed_by if entry else "",
        saved_at=entry.changed_at if entry else None,
        error=error,
        conflict=conflict,
        options=_options(fact),
    )


def read_wire(fact: Fact, typed: Mapping[str, str], *, now: dt.datetime) -> Any:
    """Return the wire form of what was typed, None for nothing.

    Raises UnreadableError or engine.FactError with a sentence.
    """
    value = typed.get("value", "").strip()
    if fact.type is FactType.RATIO:
        return _ratio_wire(fact, typed)
    if fact.type is FactType.DATE:
        return _date_wire(fact, typed, today=vietnam_date(now))
    if not value:
        return None
    if fact.type is FactType.YES_NO:
        return {"true": True, "false": False}.get(value, value)
    if fact.type is FactType.COUNT:
        return read_whole(value)
    return value if fact.type is FactType.LEVEL else _plain(read_decimal(value))


def typed_of(value: FactValue | None) -> dict[str, str]:
    """Return a stored value as the texts of the inputs."""
    if value is None:
        return {}
    if isinstance(value, Absent):
        return {"absent": "on"}
    if isinstance(value, bool):
        return {"value": "true" if value else "false"}
    if isinstance(value, Ratio):
        return {"numerator": _text(value.numerator), "denominator": _text(value.denominator)}
    return {"value": format_date(value) if isinstance(value, dt.date) else _text(value)}


def shown(fact: Fact, value: FactValue | None) -> str:
    """Return a value in words for a mirror, a table or a conflict; "" for none."""
    return in_words(fact, value)


def shown_typed(fact: Fact, typed: Mapping[str, str]) -> str:
    """Return what was typed in words, read or not."""
    if typed.get("absent"):
        return _("chưa thực hiện")
    if fact.type is FactType.RATIO:
        return f"{typed.get('numerator', '')}/{typed.get('denominator', '')} {fact.unit}".strip()
    value = typed.get("value", "")
    return dict(_options(fact)).get(value, value)


def derived(fact: Fact, value: FactValue | None) -> str:
    """Return what the server makes of a ratio: its percentage, or what an empty one means."""
    if not isinstance(value, Ratio):
        return ""
    if value.is_empty:
        return str(_EMPTY[fact.empty.value]) if fact.empty else ""
    share = Decimal(value.numerator) / Decimal(value.denominator) * 100
    rounded = share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    sign = "=" if Decimal(value.numerator) * 100 == rounded * value.denominator else "≈"
    return f"{sign} {format_decimal(_bare(rounded))}%"


def _ratio_wire(fact: Fact, typed: Mapping[str, str]) -> Any:
    texts = {part: typed.get(part, "").strip() for part in ("numerator", "denominator")}
    missing = [part for part, text in texts.items() if not text]
    if len(missing) == len(texts):
        return None
    if missing:
        label = getattr(fact, missing[0])
        raise FactError(
            fact.code, _("Hãy nhập thêm “%(label)s” thì số liệu mới được lưu.") % {"label": label}
        )
    if fact.of_amounts:
        return {part: _plain(read_decimal(text)) for part, text in texts.items()}
    return {part: read_whole(text) for part, text in texts.items()}


def _date_wire(fact: Fact, typed: Mapping[str, str], *, today: dt.date) -> Any:
    if typed.get("absent") and fact.may_be_absent:
        return "absent"
    day = read_date(typed.get("value", ""))
    if day is not None and day > today:
        raise FactError(fact.code, _("Ngày này ở tương lai. Hãy kiểm tra lại năm."))
    return day.isoformat() if day else None


def _options(fact: Fact) -> tuple[tuple[str, str], ...]:
    if fact.type is FactType.YES_NO:
        return (("true", _("Có")), ("false", _("Không")), ("", _("Chưa nhập")))
    return tuple(fact.options.items())


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _text(value: object) -> str:
    return format_decimal(_bare(value)) if isinstance(value, Decimal) else str(value)


def _bare(number: Decimal) -> Decimal:
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
