"""The numbers in a sentence add up to the points it ends with, for every form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.engine import evaluate, evaluate_leaf
from tests.engine.random_rules import ALL
from tests.engine.random_sets import documents, one_rule_document, rules, set_of, typed

NUMBER = r"−?[0-9.]+(?:,[0-9]+)?"
_END = re.compile(rf"^(.*): ({NUMBER})/({NUMBER}) điểm( \(đã làm tròn\))?\.$")
HALF_A_CENT = Fraction(1, 200)
# A percentage is written with two decimals at least, a number of increments with four.
SHARE = Fraction(1, 200) / 100
TIMES = Fraction(1, 20000)

Reading = Callable[[str, Fraction], tuple[Fraction, Fraction] | None]


def read(text: str) -> Fraction:
    """Read a number as people write it: "−1.250,5"."""
    return Fraction(text.replace(".", "").replace(",", ".").replace("−", "-"))


def found(pattern: str, words: str) -> list[Fraction] | None:
    """Return the numbers at the NUM of a pattern, or None when it is not in the words."""
    match = re.search(pattern.replace("NUM", f"({NUMBER})"), words)
    return [read(group) for group in match.groups() if group] if match else None


def added(words: str, top: Fraction) -> tuple[Fraction, Fraction] | None:
    parts = re.findall(rf"({NUMBER}) điểm", words.partition("chưa đạt")[0])
    return sum((read(part) for part in parts), Fraction(0)), Fraction(0)


def multiplied(words: str, top: Fraction) -> tuple[Fraction, Fraction] | None:
    numbers = found(r"\(NUM% × NUM\)", words) or found(r"NUM% \(điều tra.*× NUM\)", words)
    return (numbers[0] * numbers[1] / 100, top * SHARE) if numbers else None


def interpolated(words: str, top: Fraction) -> tuple[Fraction, Fraction] | None:
    numbers = found(r"\[\(NUM% − NUM%\) × NUM\] / \(NUM% − NUM%\)", words)
    if numbers is None:
        return None
    high, low, times, end, start = numbers
    return (high - low) * times / (end - start), top * SHARE * 100 / (end - start)


def taken_off(words: str, top: Fraction) -> tuple[Fraction, Fraction] | None:
    numbers = found(r"Số lượng NUM việc \((?:từ NUM điểm )?trừ NUM điểm", words)
    if numbers is None:
        return None
    count, per = numbers[0], numbers[-1]
    floor = found(r"không thấp hơn NUM điểm", words) or [Fraction(-(10**9))]
    start = numbers[1] if len(numbers) == 3 else top
    return max(floor[0], min(top, start - count * per)), Fraction(0)


def taken_off_one_by_one(words: str, top: Fraction) -> tuple[Fraction, Fraction] | None:
    numbers = found(r"Từ NUM trừ NUM điểm", words)
    if numbers is None:
        return None
    counted = re.findall(rf"({NUMBER}) việc × ({NUMBER}) điểm", words)
    once = re.findall(rf"Đã làm ({NUMBER}) điểm", words)
    lost = sum((read(count) * read(per) for count, per in counted), sum(map(read, once)))
    assert lost == numbers[1]
    floor = found(r"không thấp hơn NUM điểm", words) or [Fraction(-(10**9))]
    return max(numbers[0] - lost, floor[0]), Fraction(0)


def put_together(words: str, top: Fraction) -> tuple[Fraction, Fraction] | None:
    numbers = found(r"Số lượng NUM việc \(cộng NUM điểm", words)
    assert numbers is not None
    return min(top, numbers[0] * numbers[1]), Fraction(0)


def grown(words: str, top: Fraction) -> tuple[Fraction, Fraction] | None:
    numbers = found(r"\(NUM \+ NUM × NUM,", words)
    if numbers is None:
        base = found(r"trở xuống được NUM điểm", words)
        assert base is not None
        return base[0], Fraction(0)
    base_points, times, per = numbers
    return min(top, base_points + times * per), TIMES * per


def held_together(words: str, top: Fraction) -> tuple[Fraction, Fraction] | None:
    # A part's own sentence ends with "x/y điểm" before "; " or the words of the whole.
    parts = [read(part) for part in re.findall(rf": ({NUMBER})/{NUMBER} điểm(?=; )", words)]
    if words.endswith("cộng các phần"):
        return sum(parts, Fraction(0)), TIMES * 3
    return (min if words.endswith("lấy phần thấp nhất") else max)(parts), TIMES * 3


FORMULAS: Mapping[str, Reading] = {
    "checklist": added,
    "proportional": multiplied,
    "survey": multiplied,
    "linear": interpolated,
    "deduction": taken_off,
    "deductions": taken_off_one_by_one,
    "accumulate": put_together,
    "increments": grown,
    "combine": held_together,
}


@pytest.mark.parametrize("form", sorted(ALL))
@given(data=st.data())
def test_the_numbers_of_a_sentence_add_up_to_its_points(form, data):
    random = data.draw(rules(form))
    criteria_set = set_of(one_rule_document(random))
    raw = data.draw(st.fixed_dictionaries(random.answers))
    trace = evaluate_leaf(criteria_set, "1.1", typed(criteria_set, raw))
    ending = _END.match(trace.sentence)
    assert ending is not None
    words, points, top, is_rounded = ending.groups()
    assert read(points) == trace.points
    assert read(top) == random.max_points
    formula = FORMULAS.get(form, lambda *_: None)(words, read(top))
    if formula is None or "mẫu số bằng 0" in words:
        return
    value, tolerance = formula
    rounding = HALF_A_CENT if is_rounded else Fraction(0)
    assert abs(value - read(points)) <= tolerance + rounding, trace.sentence


@pytest.mark.parametrize("form", ["steps", "bands"])
@given(data=st.data())
def test_the_range_in_a_sentence_holds_the_number_before_it(form, data):
    random = data.draw(rules(form))
    criteria_set = set_of(one_rule_document(random))
    raw = data.draw(st.fixed_dictionaries(random.answers))
    sentence = evaluate_leaf(criteria_set, "1.1", typed(criteria_set, raw)).sentence
    words = re.match(rf"Phần trăm ({NUMBER})% \((.*)\): ", sentence)
    assert words is not None
    value = read(words[1])
    checks = {
        r"^từ NUM%(?! trở xuống)": lambda end: value >= end,
        r"^trên NUM%": lambda end: value > end,
        r"(?:đến dưới|^dưới) NUM%": lambda end: value < end,
        r"đến NUM%$": lambda end: value <= end,
        r"^từ NUM% trở xuống": lambda end: value <= end,
    }
    for pattern, holds in checks.items():
        for end in found(pattern, words[2]) or []:
            assert holds(end), sentence


@given(documents())
def test_the_sentence_of_bonus_and_penalty_points_adds_up(drawn):
    document, raw = drawn
    criteria_set = set_of(document)
    root = evaluate(criteria_set, typed(criteria_set, raw))
    if root.adjusted is None or root.points is None:
        return
    adjusted = root.adjusted
    assert adjusted.points == root.points
    assert adjusted.sentence in root.sentence
    if "không có" in adjusted.sentence:
        assert adjusted.bonus == adjusted.penalty == 0
        return
    left, right = adjusted.sentence.removeprefix("Điểm thưởng, điểm trừ: ").split(" = ")
    terms = re.findall(rf"([+−]) ({NUMBER})", re.sub(r"\(.*?\)", "", left))
    total = read(left.split(" ")[0]) + sum(
        read(number) * (1 if sign == "+" else -1) for sign, number in terms
    )
    assert total == read(right.split(", tính")[0].removesuffix(" điểm."))
    kept = found(r"tính (?:tối đa|không thấp hơn) NUM điểm\.", right)
    assert (kept[0] if kept else total) == root.points


@given(documents())
def test_a_set_never_ends_below_0_or_above_its_stated_ceiling(drawn):
    document, raw = drawn
    criteria_set = set_of(document)
    root = evaluate(criteria_set, typed(criteria_set, raw))
    if root.points is None:
        return
    ceiling = criteria_set.limits.ceiling or criteria_set.max_points
    assert 0 <= root.points <= root.applicable_points + ceiling - criteria_set.max_points
