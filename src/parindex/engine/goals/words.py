"""The changes and what they earn, in plain Vietnamese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from parindex.engine.exact import approximate, number_text
from parindex.engine.facts import NO, YES, YES_NO_LABELS, Fact, FactType
from parindex.engine.goals.lanes import Way
from parindex.engine.goals.values import Change, Effect
from parindex.engine.values import FactValue, Ratio
from parindex.viet import format_date

_COUNT_PREFIX = "Số "


def change_words(fact: Fact, way: Way, before: FactValue | None, after: FactValue) -> str:
    """Say one change: "thêm 3 hồ sơ đúng hạn (17 → 20 trên 20)"."""
    if isinstance(after, Ratio):
        return _ratio(fact, way, before, after)
    if isinstance(after, bool):
        answer = YES_NO_LABELS[YES if after else NO]
        was = "" if before is None else f" (hiện là {YES_NO_LABELS[YES if before else NO]})"
        return f"“{fact.label}” là {answer}{was}"
    if isinstance(after, int | Decimal):
        return _number(fact, before, after)
    if isinstance(after, dt.date):
        return f"“{fact.label}” chậm nhất ngày {format_date(after)}"
    was = "" if before is None else f" (hiện là “{fact.options[str(before)]}”)"
    return f"“{fact.label}” là “{fact.options[str(after)]}”{was}"


def goal_sentence(changes: Sequence[Change], points: Decimal, instead: Sequence[Change]) -> str:
    """Say what earns so many points: "Cần … để đạt 1 điểm."."""
    other = f" Hoặc {_listed(instead)}." if instead else ""
    return f"Cần {_listed(changes)} để đạt {number_text(points)} điểm.{other}"


def win_sentence(changes: Sequence[Change], effects: Sequence[Effect]) -> str:
    """Say what changes bring to each component, gains and losses."""
    return f"Cần {_listed(changes)}: {'; '.join(_effect(effect) for effect in effects)}."


def _listed(changes: Sequence[Change]) -> str:
    return "; ".join(change.words for change in changes)


def _effect(effect: Effect) -> str:
    after = number_text(effect.after)
    name = f"mục {effect.code}" if effect.code else "điểm thưởng trừ điểm phạt"
    if effect.before is None:
        return f"{name} được {after} điểm (chưa có điểm)"
    before = number_text(effect.before)
    if effect.after < effect.before:
        return f"{name} giảm từ {before} còn {after} điểm"
    return f"{name} tăng từ {before} lên {after} điểm"


def _ratio(fact: Fact, way: Way, before: FactValue | None, after: Ratio) -> str:
    above, below = number_text(after.numerator), number_text(after.denominator)
    if not isinstance(before, Ratio):
        return f"“{fact.label}” đạt {approximate(after.percent)[1]} (như {above} trên {below})"
    counted = _noun(fact, fact.numerator)
    if way in {Way.RAISE, Way.LOWER}:
        more = number_text(abs(Decimal(after.numerator) - Decimal(before.numerator)))
        verb = "thêm" if after.numerator > before.numerator else "bớt"
        return f"{verb} {more} {counted} ({number_text(before.numerator)} → {above} trên {below})"
    more = number_text(Decimal(after.denominator) - Decimal(before.denominator))
    kind = "đều" if way is Way.GROW else "không"
    was = f"{number_text(before.numerator)}/{number_text(before.denominator)}"
    cases = fact.unit or "trường hợp"
    return f"thêm {more} {cases} mới, {kind} tính vào “{fact.numerator}” ({was} → {above}/{below})"


def _number(fact: Fact, before: FactValue | None, after: int | Decimal) -> str:
    now = number_text(after)
    unit = "%" if fact.type is FactType.PERCENT else f" {fact.unit}".rstrip()
    if not isinstance(before, int | Decimal):
        return f"“{fact.label}” là {now}{unit}"
    verb = "thêm" if after > before else "bớt"
    more, was = number_text(abs(Decimal(after) - Decimal(before))), number_text(before)
    if fact.type is FactType.PERCENT:
        verb = "tăng" if after > before else "giảm"
        return f"“{fact.label}” {verb} {more} điểm phần trăm ({was}% → {now}%)"
    return f"{verb} {more} {_noun(fact, fact.label)} ({was} → {now})"


def _noun(fact: Fact, label: str) -> str:
    """Return what is counted: "hồ sơ đúng hạn" for "Số hồ sơ đúng hạn", or for "Đúng hạn"."""
    noun = label.removeprefix(_COUNT_PREFIX)
    if not noun[1:2].isupper():  # an abbreviation keeps its capitals
        noun = noun[:1].lower() + noun[1:]
    is_amount = fact.of_amounts or fact.type is FactType.AMOUNT
    names_cases = label.startswith(_COUNT_PREFIX) and not is_amount
    unit = fact.unit or ("trường hợp" if fact.type is FactType.RATIO else "")
    return noun if names_cases or noun.startswith(unit) else f"{unit} {noun}"
