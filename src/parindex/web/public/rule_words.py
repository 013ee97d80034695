"""A rule in words for the citizen: how many points for what. Made from the set's own document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from parindex.engine import CriteriaSet, EmptyRatio, Fact, FactType, Node
from parindex.viet import format_date, format_decimal

Document = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class RuleWords:
    """A sentence, a list of (condition, points), notes, and the parts of a combined rule."""

    sentence: str
    rows: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    parts: Sequence[RuleWords] = ()


@dataclass(frozen=True, kw_only=True)
class _Rule:
    """A rule's document with the set it stands in."""

    keys: Document
    max_points: Decimal
    facts: Mapping[str, Fact]
    year: int | None

    @property
    def fact(self) -> Fact:
        return self.facts[self.keys["fact"]]

    @property
    def label(self) -> str:
        return self.fact.label

    def number(self, key: str) -> str:
        return format_decimal(Decimal(str(self.keys[key])))

    @property
    def top(self) -> str:
        return format_decimal(self.max_points)


def rule_words(criteria_set: CriteriaSet, leaf: Node) -> RuleWords:
    """Return a leaf's rule in words."""
    if leaf.rule is None:
        return RuleWords(sentence="")
    rule = _Rule(
        keys=leaf.rule.dump(),
        max_points=leaf.max_points,
        facts=criteria_set.facts,
        year=criteria_set.year,
    )
    return _words(rule)


def _words(rule: _Rule) -> RuleWords:
    return _FORMS[rule.keys["form"]](rule)


def _points(number: object) -> str:
    return _("%(points)s điểm") % {"points": format_decimal(Decimal(str(number)))}


def _checklist(rule: _Rule) -> RuleWords:
    rows = [(item["label"], _points(item["points"])) for item in rule.keys["items"]]
    return RuleWords(sentence=_("Cộng điểm các nội dung đã làm:"), rows=rows)


def _choice(rule: _Rule) -> RuleWords:
    answers = rule.fact.answers
    options = rule.keys["options"].items()
    rows = [
        (answers[code][:1].upper() + answers[code][1:], _points(given)) for code, given in options
    ]
    return RuleWords(sentence=_("%(fact)s:") % {"fact": rule.label}, rows=rows)


def _steps(rule: _Rule) -> RuleWords:
    steps, unit = rule.keys["steps"], _unit(rule.fact)
    rows = [(_highest(steps[0], rule.fact), _points(steps[0]["points"]))]
    rows += [
        (_between(above, step, unit), _points(step["points"])) for above, step in pairwise(steps)
    ]
    notes = _ratio_notes(rule.fact)
    if rule.keys.get("tested_on") == "rounded":
        places = rule.keys["rounded_places"]
        notes.append(
            _("Làm tròn đến %(places)s chữ số thập phân trước khi so.") % {"places": places}
        )
    return RuleWords(sentence=_("%(fact)s:") % {"fact": rule.label}, rows=rows, notes=notes)


def _unit(fact: Fact) -> str:
    if fact.type in {FactType.RATIO, FactType.PERCENT}:
        return "%"
    return f" {fact.unit}" if fact.unit else ""


def _threshold(step: Document) -> tuple[bool, str]:
    key = "above" if "above" in step else "at_least"
    return key == "above", format_decimal(Decimal(str(step[key])))


def _highest(step: Document, fact: Fact) -> str:
    is_strict, number = _threshold(step)
    unit = _unit(fact)
    if unit == "%" and number == "100" and not fact.may_exceed:
        return _("Đạt 100%")
    words = _("Trên %(number)s") if is_strict else _("Từ %(number)s trở lên")
    return words % {"number": number + unit}


def _between(above: Document, step: Document, unit: str) -> str:
    if "otherwise" in step:
        return _("Còn lại")
    (upper_is_strict, upper), (is_strict, lower) = _threshold(above), _threshold(step)
    words = {
        (False, False): _("Từ %(lower)s đến dưới %(upper)s"),
        (True, False): _("Trên %(lower)s đến dưới %(upper)s"),
        (False, True): _("Từ %(lower)s đến %(upper)s"),
        (True, True): _("Trên %(lower)s đến %(upper)s"),
    }[is_strict, upper_is_strict]
    return words % {"lower": lower + unit, "upper": upper + unit}


def _ratio_notes(fact: Fact) -> list[str]:
    """Say what is divided by what, and what nothing to divide by means."""
    if fact.type is not FactType.RATIO:
        return []
    share = _("Tỷ lệ = %(above)s / %(below)s.") % {
        "above": fact.numerator,
        "below": fact.denominator,
    }
    empty = {
        EmptyRatio.FULL: _("Mẫu số bằng 0: được điểm tối đa."),
        EmptyRatio.ZERO: _("Mẫu số bằng 0: không có điểm."),
        EmptyRatio.NOT_APPLICABLE: _("Mẫu số bằng 0: không áp dụng."),
    }
    return [share, *([empty[fact.empty]] if fact.empty else [])]


def _proportional(rule: _Rule) -> RuleWords:
    sentence = _("Điểm = %(fact)s × %(top)s điểm (tỷ lệ tính tối đa 100%%).")
    notes = _ratio_notes(rule.fact)
    if "from" in rule.keys:
        notes.append(_("Dưới %(start)s%%: không có điểm.") % {"start": rule.number("from")})
    return RuleWords(sentence=sentence % {"fact": rule.label, "top": rule.top}, notes=notes)


def _linear(rule: _Rule) -> RuleWords:
    start, end = rule.number("from"), rule.number("to")
    is_rising = Decimal(str(rule.keys["from"])) < Decimal(str(rule.keys["to"]))
    low = _("Từ %(start)s%% trở xuống") if is_rising else _("Từ %(start)s%% trở lên")
    high = _("Từ %(end)s%% trở lên") if is_rising else _("Từ %(end)s%% trở xuống")
    share = "b" if is_rising else "a"
    formula = {
        "b": _("[(tỷ lệ − %(start)s%%) × %(top)s] / (%(end)s%% − %(start)s%%)"),
        "a": _("[(%(start)s%% − tỷ lệ) × %(top)s] / (%(start)s%% − %(end)s%%)"),
    }[share]
    values = {"start": start, "end": end, "top": rule.top}
    rows = [
        (high % values, _points(rule.max_points)),
        (_("Ở giữa"), formula % values),
        (low % values, _points(0)),
    ]
    return RuleWords(
        sentence=_("%(fact)s:") % {"fact": rule.label}, rows=rows, notes=_ratio_notes(rule.fact)
    )


def _deduction(rule: _Rule) -> RuleWords:
    start = rule.number("start") if "start" in rule.keys else rule.top
    floor = rule.number("floor") if "floor" in rule.keys else "0"
    sentence = _(
        "Từ %(start)s điểm, trừ %(per)s điểm cho mỗi %(thing)s (%(fact)s); không thấp hơn %(floor)s, "
        "không cao hơn %(top)s điểm."
    )
    values = {"start": start, "per": rule.number("per"), "floor": floor, "top": rule.top}
    return RuleWords(sentence=sentence % {**values, "thing": _thing(rule), "fact": rule.label})


def _deductions(rule: _Rule) -> RuleWords:
    rows = [
        (rule.facts[item["fact"]].label, _("trừ %(points)s") % {"points": _points(item["per"])})
        for item in rule.keys["items"]
    ]
    floor = rule.number("floor") if "floor" in rule.keys else "0"
    sentence = _("Từ %(top)s điểm, trừ cho mỗi trường hợp dưới đây; không thấp hơn %(floor)s điểm:")
    return RuleWords(sentence=sentence % {"top": rule.top, "floor": floor}, rows=rows)


def _increments(rule: _Rule) -> RuleWords:
    unit = _unit(rule.fact)
    sentence = _(
        "%(fact)s: đến %(start)s được %(base)s điểm; trên mức đó, mỗi %(each)s thêm %(per)s điểm, "
        "tối đa %(top)s điểm."
    )
    values = {
        "fact": rule.label,
        "start": rule.number("from") + unit,
        "base": rule.number("base"),
        "each": rule.number("each") + unit,
        "per": rule.number("per"),
        "top": rule.top,
    }
    notes = [_("Phần lẻ của một mức tăng được tính theo tỷ lệ.")]
    is_shared = rule.keys["counted"] == "pro_rata"
    return RuleWords(sentence=sentence % values, notes=notes if is_shared else [])


def _bands(rule: _Rule) -> RuleWords:
    unit = _unit(rule.fact)
    rows = [(_band(band, unit), _points(band["points"])) for band in rule.keys["bands"]]
    if "otherwise" in rule.keys:
        rows.append((_("Còn lại"), _points(rule.keys["otherwise"])))
    sentence = _("%(fact)s:") % {"fact": rule.label}
    return RuleWords(sentence=sentence, rows=rows, notes=_ratio_notes(rule.fact))


def _band(band: Document, unit: str) -> str:
    """Say a stretch of numbers: "từ 70% đến dưới 80%", "trên 90%"."""
    words = {
        "from": _("từ %(n)s"),
        "above": _("trên %(n)s"),
        "to": _("đến %(n)s"),
        "below": _("dưới %(n)s"),
    }
    ends = [
        said % {"n": format_decimal(Decimal(str(band[key]))) + unit}
        for key, said in words.items()
        if key in band
    ]
    found = " ".join(ends)
    return found[:1].upper() + found[1:]


def _accumulate(rule: _Rule) -> RuleWords:
    sentence = _("Cộng %(per)s điểm cho mỗi %(thing)s (%(fact)s), tối đa %(top)s điểm.")
    values = {"per": rule.number("per"), "thing": _thing(rule), "fact": rule.label, "top": rule.top}
    return RuleWords(sentence=sentence % values)


def _thing(rule: _Rule) -> str:
    return rule.fact.unit or _("trường hợp")


def _deadline(rule: _Rule) -> RuleWords:
    due = format_date(_due(rule))
    rows = [(_("Chậm nhất ngày %(due)s") % {"due": due}, _points(rule.max_points))]
    rows += [
        (_("Chậm không quá %(days)s ngày") % {"days": tier["days"]}, _points(tier["points"]))
        for tier in rule.keys.get("late", ())
    ]
    rows.append((_("Chậm hơn hoặc không thực hiện"), _points(0)))
    return RuleWords(sentence=_("%(fact)s:") % {"fact": rule.label}, rows=rows)


def _due(rule: _Rule) -> dt.date:
    """Return the day a deadline means: "01-15" stands in the set's year plus its offset."""
    written = str(rule.keys["due"])
    if len(written) > len("01-15"):
        return dt.date.fromisoformat(written)
    year = (rule.year or 0) + int(rule.keys.get("year_offset", 0))
    return dt.date.fromisoformat(f"{year:04d}-{written}")


def _survey(rule: _Rule) -> RuleWords:
    sentence = _("Điểm = kết quả điều tra xã hội học (%(fact)s, phần trăm) × %(top)s điểm.")
    return RuleWords(sentence=sentence % {"fact": rule.label, "top": rule.top})


def _judged(rule: _Rule) -> RuleWords:
    sentence = _(
        "Người chấm cho từ %(low)s đến %(high)s điểm, mỗi bậc %(step)s điểm, căn cứ: %(basis)s"
    )
    values = {"low": rule.number("min"), "high": rule.number("max"), "step": rule.number("step")}
    return RuleWords(sentence=sentence % {**values, "basis": rule.keys["basis"]})


def _combine(rule: _Rule) -> RuleWords:
    how = {
        "sum": _("Cộng điểm các phần, tối đa %(top)s điểm:"),
        "min": _("Lấy điểm của phần thấp nhất, tối đa %(top)s điểm:"),
        "max": _("Lấy điểm của phần cao nhất, tối đa %(top)s điểm:"),
    }[rule.keys["how"]]
    parts = [
        _words(
            _Rule(
                keys=part,
                max_points=Decimal(str(part["max_points"])),
                facts=rule.facts,
                year=rule.year,
            )
        )
        for part in rule.keys["parts"]
    ]
    return RuleWords(sentence=how % {"top": rule.top}, parts=parts)


_FORMS: Mapping[str, Callable[[_Rule], RuleWords]] = {
    "checklist": _checklist,
    "choice": _choice,
    "steps": _steps,
    "proportional": _proportional,
    "linear": _linear,
    "deduction": _deduction,
    "deductions": _deductions,
    "increments": _increments,
    "bands": _bands,
    "accumulate": _accumulate,
    "deadline": _deadline,
    "survey": _survey,
    "judged": _judged,
    "combine": _combine,
}
