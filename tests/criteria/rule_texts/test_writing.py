"""A rule in words reads back to the same rule."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from parindex.criteria.reading import read_set
from parindex.criteria.rule_texts import (
    Understood,
    UnwritableRuleError,
    shape,
    understand,
    write_rule_text,
)
from parindex.engine.facts import Fact, FactType
from parindex.engine.rules.bands import Band, Bands, Bound
from parindex.engine.rules.choice import Choice
from parindex.engine.rules.deductions import Cut, Deductions
from parindex.engine.rules.increments import Counted, Increments
from tests.engine.rule_text_files import all_texts, set_of

DATA = Path(__file__).parents[3] / "data" / "criteria"
SETS = [read_set(path) for path in sorted(DATA.iterdir())]
LEAVES = [
    pytest.param(leaf, found, id=f"{found.code}-{leaf.code}")
    for found in SETS
    for leaf in found.leaves
]


def without_empty(said):
    """Return a shape without what only a sentence about the denominator tells."""
    if isinstance(said, dict):
        return {key: without_empty(value) for key, value in said.items()}
    if isinstance(said, list):
        return [without_empty(value) for value in said]
    return said[:4] if isinstance(said, tuple) and len(said) == 6 else said


@pytest.mark.parametrize(("leaf", "criteria_set"), LEAVES)
def test_every_rule_of_the_data_is_written_and_read_back(leaf, criteria_set):
    text = write_rule_text(leaf.rule)
    found = understand(text, max_points=leaf.max_points, subject="Số liệu", year=criteria_set.year)
    assert isinstance(found, Understood)
    assert shape(found.rule) == shape(leaf.rule)
    assert write_rule_text(found.rule) == text


@pytest.mark.parametrize(("leaf", "criteria_set"), LEAVES)
def test_no_guidance_of_the_data_is_read_as_another_rule(leaf, criteria_set):
    found = understand(
        leaf.guidance, max_points=leaf.max_points, subject=leaf.name, year=criteria_set.year
    )
    if isinstance(found, Understood):
        assert without_empty(shape(found.rule)) == without_empty(shape(leaf.rule))


REAL = [text for text in all_texts() if text.form in {"bands", "deductions", "increments"}]


def without_names(said):
    """Return a shape without the facts: texts name them as they like, and some say no type."""
    kept = {key: value for key, value in said.items() if key not in {"facts", "items"}}
    return {**kept, "per": [item[1] for item in said.get("items", ())]}


@pytest.mark.parametrize("text", REAL, ids=[text.id for text in REAL])
def test_a_real_text_of_these_forms_is_read_as_its_rule_or_not_at_all(text):
    """What a text does not say (a part of an increment) is assumed aloud, and may be assumed wrongly."""
    rule = set_of(text).leaves[0].rule
    assert rule is not None
    found = understand(text.keys["text"], max_points=rule.max_points, subject="Mục")
    if isinstance(found, Understood):
        meant, read = without_names(shape(rule)), without_names(shape(found.rule))
        says_parts = any("phần lẻ" in words for words in found.assumed)
        if says_parts:
            meant["counted"] = read["counted"]
        assert read == meant
    again = understand(write_rule_text(rule), max_points=rule.max_points, subject="Mục")
    assert isinstance(again, Understood)
    assert (shape(again.rule), again.rule.form) == (shape(rule), text.form)


def test_most_real_texts_of_increments_and_deductions_are_understood():
    found = [
        text.form
        for text in REAL
        if isinstance(
            understand(
                text.keys["text"], max_points=Decimal(text.keys["max_points"]), subject="Mục"
            ),
            Understood,
        )
    ]
    assert (found.count("increments"), found.count("deductions")) == (11, 3)


def test_nearly_all_guidance_of_the_data_is_understood():
    found = [
        understand(leaf.guidance, max_points=leaf.max_points, subject=leaf.name, year=2019)
        for criteria_set in SETS
        for leaf in criteria_set.leaves
    ]
    assert sum(not isinstance(each, Understood) for each in found) <= len(found) / 30


def test_a_choice_whose_words_say_less_than_the_rule_is_not_written():
    fact = Fact(
        code="x", type=FactType.LEVEL, label="X", options={"a": "Một; hai: 1 điểm", "b": "Ba"}
    )
    rule = Choice(max_points=Decimal(1), fact=fact, options=(("a", Decimal(1)), ("b", Decimal(0))))
    with pytest.raises(UnwritableRuleError, match="choice"):
        write_rule_text(rule)


@given(
    bounds=st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True),
    ends=st.lists(st.booleans(), min_size=6, max_size=6),
    data=st.data(),
)
def test_any_partition_of_percentages_survives_the_round_trip(bounds, ends, data):
    """Text to rule to text to rule is the identity, wherever the ends belong."""
    rows, upper = [], None
    for index, bound in enumerate(sorted(bounds, reverse=True)):
        low = f"{'trên' if ends[index] else 'từ'} {bound}%"
        is_in = upper is not None and upper[1]
        words = f"{low} trở lên" if upper is None and not ends[index] else low
        rows.append(words if upper is None else f"{low} đến {'' if is_in else 'dưới '}{upper[0]}%")
        upper = (bound, ends[index])
    assert upper is not None
    rows.append(f"từ {upper[0]}% trở xuống" if upper[1] else f"dưới {upper[0]}%")
    points = data.draw(
        st.lists(st.integers(0, 8), min_size=len(rows), max_size=len(rows)).filter(any)
    )
    top = Decimal(max(points)) / 4
    written = "; ".join(
        f"{row}: {str(Decimal(each) / 4).replace('.', ',')} điểm"
        for row, each in zip(data.draw(st.permutations(rows)), points, strict=True)
    )
    first = understand(written, max_points=top, subject="Số liệu")
    assert isinstance(first, Understood), (written, first)
    again = understand(write_rule_text(first.rule), max_points=top, subject="Số liệu")
    assert isinstance(again, Understood)
    assert again.rule == first.rule


POINTS = st.integers(0, 40).map(lambda quarters: Decimal(quarters) / 4)
SOME = st.integers(1, 40).map(lambda quarters: Decimal(quarters) / 4)
COUNT = Fact(code="x", type=FactType.COUNT, label="Số cuộc", unit="cuộc")
SHARE = Fact(code="x", type=FactType.PERCENT, label="Tỷ lệ", may_exceed=True)
AMOUNT = Fact(code="x", type=FactType.AMOUNT, label="Diện tích", unit="ha")


def is_read_back(rule):
    """Tell that the text gives the rule, and the rule of the text the same text and rule again."""
    text = write_rule_text(rule)
    first = understand(text, max_points=rule.max_points, subject="Số liệu")
    assert isinstance(first, Understood), text
    assert shape(first.rule) == shape(rule)
    assert first.assumed == () or rule.form == "increments"
    again = understand(write_rule_text(first.rule), max_points=rule.max_points, subject="Số liệu")
    assert isinstance(again, Understood)
    return again.rule == first.rule


@given(data=st.data())
def test_any_bands_survive_the_round_trip(data):
    fact = data.draw(st.sampled_from([COUNT, SHARE, AMOUNT]))
    ends = sorted(data.draw(st.lists(st.integers(1, 200), min_size=2, max_size=8, unique=True)))
    bands = [
        Band(
            lower=Bound(Decimal(low), data.draw(st.booleans())),
            upper=Bound(Decimal(high), data.draw(st.booleans())),
            points=data.draw(POINTS),
        )
        for low, high in zip(ends[::2], ends[1::2], strict=False)
    ]
    if data.draw(st.booleans()):  # a band that begins where the last one ends, and goes on for ever
        last = bands[-1].upper
        assert last is not None
        bands.append(
            Band(lower=Bound(last.value, not last.is_open), upper=None, points=data.draw(POINTS))
        )
    if data.draw(st.booleans()):
        bands.insert(0, Band(lower=None, upper=Bound(Decimal(ends[0]), True), points=Decimal(0)))
        bands[1] = Band(
            lower=Bound(Decimal(ends[0]), False), upper=bands[1].upper, points=bands[1].points
        )
    otherwise = data.draw(POINTS)
    top = max(otherwise, *(band.points for band in bands))
    assume(top > 0)
    assert is_read_back(Bands(max_points=top, fact=fact, bands=tuple(bands), otherwise=otherwise))


@example(  # the third whole increment of 34 % lies beyond 100 %
    fact=SHARE,
    start=0,
    each=34,
    base=Decimal(0),
    per=Decimal("0.75"),
    more=Decimal("1.75"),
    counted=Counted.WHOLE,
)
@given(
    fact=st.sampled_from([COUNT, SHARE, AMOUNT]),
    start=st.integers(0, 90),
    each=st.integers(1, 50),
    base=POINTS,
    per=SOME,
    more=SOME,
    counted=st.sampled_from(Counted),
)
def test_any_increments_survive_the_round_trip(fact, start, each, base, per, more, counted):
    keys = {"start": Decimal(start), "each": Decimal(each), "base": base, "per": per}
    rule = Increments(max_points=base + more, fact=fact, counted=counted, **keys)
    assert is_read_back(rule)


NAMES = (
    "Đi muộn từ 15 phút",
    "Nghỉ không phép",
    "Văn bản trái thẩm quyền",
    "Tái phạm, bị nhắc nhở",
)


@given(
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
    units=st.lists(st.sampled_from(["", "lần", "văn bản"]), min_size=4, max_size=4),
    pers=st.lists(SOME, min_size=4, max_size=4),
    floor=POINTS,
    more=SOME,
)
def test_any_deductions_survive_the_round_trip(names, units, pers, floor, more):
    items = tuple(
        Cut(
            fact=Fact(code=f"x{at}", type=_type(units[at]), label=name, unit=units[at]),
            per=pers[at],
        )
        for at, name in enumerate(names)
    )
    assert is_read_back(Deductions(max_points=floor + more, items=items, floor=floor))


def _type(unit):
    return FactType.COUNT if unit else FactType.YES_NO
