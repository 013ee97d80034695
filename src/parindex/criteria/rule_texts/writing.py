"""From a rule to the Vietnamese text that states it, and reads back to it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import singledispatch
from typing import Any

from parindex.criteria.rule_texts.chosen import CHOOSE
from parindex.criteria.rule_texts.reading import Understood, understand
from parindex.engine.facts import EmptyRatio, Fact, FactType
from parindex.engine.rules.accumulate import Accumulate
from parindex.engine.rules.bands import Band, Bands
from parindex.engine.rules.base import Rule
from parindex.engine.rules.checklist import Checklist
from parindex.engine.rules.choice import Choice
from parindex.engine.rules.combine import Combine, How
from parindex.engine.rules.deadline import Deadline
from parindex.engine.rules.deduction import Deduction
from parindex.engine.rules.deductions import Cut, Deductions
from parindex.engine.rules.increments import Counted, Increments
from parindex.engine.rules.judged import Judged
from parindex.engine.rules.linear import Linear
from parindex.engine.rules.proportional import Proportional
from parindex.engine.rules.steps import Steps, TestedOn
from parindex.engine.rules.survey import Survey
from parindex.viet import format_date, format_decimal

_EMPTY_WORDS = {
    EmptyRatio.FULL: "đạt điểm tối đa",
    EmptyRatio.ZERO: "0 điểm",
    EmptyRatio.NOT_APPLICABLE: "không tính tiêu chí này",
}
_HOW_WORDS = {
    How.SUM: "Điểm là tổng các phần",
    How.MAX: "Lấy mức điểm cao hơn trong các phần",
    How.MIN: "Lấy mức điểm thấp hơn trong các phần",
}
_OFFSET_WORDS = {0: "", 1: " năm sau", -1: " năm trước"}
_SHARES = (FactType.RATIO, FactType.PERCENT)


class UnwritableRuleError(TypeError):
    """No text of a known pattern states this rule completely."""

    def __init__(self, form: str) -> None:
        super().__init__(f"Chưa có mẫu câu nào nói hết được quy tắc dạng {form} này.")
        self.form = form


def write_rule_text(rule: Rule, *, points_places: int = 4) -> str:
    """Return the text of a rule; raises UnwritableRuleError unless it reads back to the same rule.

    What a text does not say is not compared: codes of facts, labels of dates and numbers.
    """
    year = rule_year(rule)
    for text in _texts(rule):
        found = understand(
            text,
            max_points=rule.max_points,
            subject="Số liệu",
            year=year,
            points_places=points_places,
        )
        if isinstance(found, Understood) and shape(found.rule) == shape(rule):
            return text
    raise UnwritableRuleError(rule.form)


def _texts(rule: Rule) -> Iterator[str]:
    """Yield the text, then what says more where that may be taken for another rule."""
    text = _text(rule)
    yield text
    if isinstance(rule, Choice):
        yield f"{CHOOSE} {text}"


def rule_year(rule: Rule) -> int | None:
    """Return the year a rule's month and day were read for, if it has such a day."""
    if isinstance(rule, Combine):
        return next((year for part in rule.parts if (year := rule_year(part)) is not None), None)
    if isinstance(rule, Deadline) and len(rule.due_written) == len("01-31"):
        return rule.due.year - rule.year_offset
    return None


def shape(rule: Rule) -> dict[str, Any]:
    """Return what a text can say of a rule, for comparing: facts by kind and place, answers by label."""
    places: dict[str, int] = {}
    return _shape(rule, places)


def _shape(rule: Rule, places: dict[str, int]) -> dict[str, Any]:
    keys: dict[str, Any] = {"form": rule.form, "max_points": rule.max_points}
    if isinstance(rule, Combine):
        return {**keys, "how": rule.how, "parts": [_shape(part, places) for part in rule.parts]}
    if isinstance(rule, Checklist):
        return {**keys, "items": [(_plain(item.label), item.points) for item in rule.items]}
    facts = [_fact_shape(fact, places) for fact in rule.facts]
    if isinstance(rule, Deductions):
        items = [(_plain(item.fact.label), item.per) for item in rule.items]
        return {**keys, "facts": facts, "items": items, "floor": rule.floor}
    if isinstance(rule, Choice):
        answers = rule.fact.answers
        options = [(_plain(answers[code]), points) for code, points in rule.options]
        return {**keys, "facts": facts, "options": options}
    dumped = {key: value for key, value in rule.dump_keys().items() if key != "fact"}
    if "basis" in dumped:
        dumped["basis"] = _plain(dumped["basis"])
    return {**keys, "facts": facts, **dumped}


def _fact_shape(fact: Fact, places: dict[str, int]) -> tuple[Any, ...]:
    kind = "share" if fact.type in _SHARES else fact.type.value
    place = places.setdefault(fact.code, len(places))
    label = _plain(fact.label) if fact.type is FactType.YES_NO else ""
    unit = fact.unit if kind in {"count", "amount"} else ""
    return place, kind, label, unit, fact.empty, fact.may_be_absent


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


@singledispatch
def _text(rule: Rule) -> str:
    raise UnwritableRuleError(rule.form)


@_text.register
def _(rule: Checklist) -> str:
    items = "; ".join(f"{item.label}: {_points(item.points)}" for item in rule.items)
    return f"{items}. Nội dung không thực hiện: 0 điểm."


@_text.register
def _(rule: Choice) -> str:
    if rule.fact.type is FactType.YES_NO:
        points = dict(rule.options)
        return f"{rule.fact.label}: {_points(points['yes'])}; không: {_points(points['no'])}."
    rows = (f"{rule.fact.answers[code]}: {_points(points)}" for code, points in rule.options)
    return "; ".join(rows) + "."


@_text.register
def _(rule: Steps) -> str:
    unit = _unit(rule.fact)
    rows = []
    for index, step in enumerate(rule.steps):
        low = f"{'trên' if step.is_strict else 'từ'} {format_decimal(step.threshold)}{unit}"
        if index:
            upper = rule.steps[index - 1]
            below = "" if upper.is_strict else "dưới "
            words = f"{low} đến {below}{format_decimal(upper.threshold)}{unit}"
        elif unit == "%" and step.threshold == 100 and not rule.fact.may_exceed:
            words = "đạt 100%"
        else:
            words = low if step.is_strict else f"{low} trở lên"
        rows.append(f"{words}: {_points(step.points)}")
    last = rule.steps[-1]
    if last.is_strict:
        rest = (
            "còn lại"
            if last.threshold == 0
            else f"từ {format_decimal(last.threshold)}{unit} trở xuống"
        )
    else:
        rest = f"dưới {format_decimal(last.threshold)}{unit}"
    rows.append(f"{rest}: {_points(rule.otherwise)}")
    text = _sentence("; ".join(rows)) + _empty(rule.fact)
    if rule.tested_on is TestedOn.ROUNDED:
        text += f" Tỷ lệ làm tròn {rule.rounded_places} chữ số thập phân trước khi xét mức điểm."
    return text


@_text.register
def _(rule: Bands) -> str:
    unit = _unit(rule.fact)
    rows = [f"{_band(band, unit)}: {_points(band.points)}" for band in rule.bands]
    rows.append(f"ngoài các khoảng trên: {_points(rule.otherwise)}")
    return _sentence("; ".join(rows)) + _empty(rule.fact)


def _band(band: Band, unit: str) -> str:
    lower, upper = band.lower, band.upper
    low = (
        f"{'trên' if lower.is_open else 'từ'} {format_decimal(lower.value)}{unit}" if lower else ""
    )
    high = f"{'dưới ' if upper.is_open else ''}{format_decimal(upper.value)}{unit}" if upper else ""
    if lower and upper:
        return f"{low} đến {high}"
    if lower:
        return low if lower.is_open else f"{low} trở lên"
    return high if upper and upper.is_open else f"từ {high} trở xuống"


@_text.register
def _(rule: Proportional) -> str:
    text = f"Điểm = tỷ lệ đạt được x {format_decimal(rule.max_points)}."
    if rule.start:
        text += f" Tỷ lệ dưới {format_decimal(rule.start)}% thì 0 điểm."
    return text + _empty(rule.fact)


@_text.register
def _(rule: Linear) -> str:
    start, end = f"{format_decimal(rule.start)}%", f"{format_decimal(rule.end)}%"
    top = format_decimal(rule.max_points)
    if rule.start > rule.end:
        text = (
            f"Không vượt {end}: {top} điểm; trên {end} đến {start}: điểm giảm dần đều; "
            f"vượt {start}: 0 điểm."
        )
    elif rule.start == 0:
        text = f"Đạt từ {end} trở lên: {top} điểm; dưới {end}: điểm = (tỷ lệ x {top}) / {end}."
    else:
        span = format_decimal(rule.end - rule.start)
        text = (
            f"Đạt từ {end} trở lên: {top} điểm; từ {start} đến dưới {end}: "
            f"điểm = [(tỷ lệ - {start}) x {top}] / {span}%; dưới {start}: 0 điểm."
        )
    return text + _empty(rule.fact)


@_text.register
def _(rule: Deduction) -> str:
    each = f"mỗi {rule.fact.unit or 'trường hợp'} trừ {_points(rule.per)}"
    lead = f"Không có: {_points(rule.max_points)}; nếu có, "
    start = f"từ {_points(rule.start)}, " if rule.start != rule.max_points else "cứ "
    end = f"không thấp hơn {_points(rule.floor)}" if rule.floor else "trừ đến khi hết điểm"
    return f"{lead}{start}{each}, {end}."


@_text.register
def _(rule: Deductions) -> str:
    end = f"không thấp hơn {_points(rule.floor)}" if rule.floor else "trừ đến khi hết điểm"
    rows = "; ".join([*(_cut(item) for item in rule.items), end])
    return f"Từ {_points(rule.max_points)} trừ dồn: {rows}."


def _cut(item: Cut) -> str:
    is_counted = item.fact.type is FactType.COUNT
    each = f" mỗi {item.fact.unit or 'trường hợp'}" if is_counted else ""
    return f"{item.fact.label}: {_points(item.per)}{each}"


@_text.register
def _(rule: Increments) -> str:
    unit = _unit(rule.fact)
    start, each = (f"{format_decimal(value)}{unit}" for value in (rule.start, rule.each))
    is_share = rule.counted is Counted.PRO_RATA
    part = "phần lẻ tính theo tỷ lệ" if is_share else "chỉ tính lần tăng đủ"
    text = (
        f"Đến {start}: {_points(rule.base)}; trên mức đó, cứ thêm {each} cộng {_points(rule.per)} "
        f"({part}), tối đa {_points(rule.max_points)}."
    )
    return text + _empty(rule.fact)


@_text.register
def _(rule: Accumulate) -> str:
    unit = rule.fact.unit or "trường hợp"
    return f"Mỗi {unit} được {_points(rule.per)}, tối đa {_points(rule.max_points)}."


@_text.register
def _(rule: Deadline) -> str:
    day = format_date(rule.due)
    if rule.due_written != rule.due.isoformat():
        day = day[: len("31/01")] + _OFFSET_WORDS.get(rule.year_offset, "?")
    rows = [f"Chậm nhất ngày {day}: {_points(rule.max_points)}"]
    rows += [f"muộn không quá {tier.days} ngày: {_points(tier.points)}" for tier in rule.late]
    never = " hoặc không thực hiện" if rule.fact.may_be_absent else ""
    return "; ".join([*rows, f"muộn hơn{never}: 0 điểm"]) + "."


@_text.register
def _(rule: Survey) -> str:
    return f"Điểm = tỷ lệ hài lòng qua điều tra xã hội học x {format_decimal(rule.max_points)}."


@_text.register
def _(rule: Judged) -> str:
    low, high, step = format_decimal(rule.low), _points(rule.high), _points(rule.step)
    return f"Chấm từ {low} đến {high}, mỗi mức cách nhau {step}, căn cứ: {rule.basis}"


@_text.register
def _(rule: Combine) -> str:
    reach = sum((part.max_points for part in rule.parts), Decimal(0))
    is_capped = rule.how is How.SUM and reach > rule.max_points
    cap = f", tối đa {_points(rule.max_points)}" if is_capped else ""
    parts = (
        f"({letter}) {_text(part)}" for letter, part in zip("abcdefgh", rule.parts, strict=False)
    )
    return f"{_HOW_WORDS[rule.how]}{cap}: {' '.join(parts)}"


def _unit(fact: Fact) -> str:
    return "%" if fact.type in _SHARES else f" {fact.unit}"


def _points(points: Decimal) -> str:
    return f"{format_decimal(points)} điểm"


def _empty(fact: Fact) -> str:
    return f" {fact.denominator} bằng 0: {_EMPTY_WORDS[fact.empty]}." if fact.empty else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
