from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parindex.engine import CriteriaSet, SetError, evaluate, index, parse_set, rank
from parindex.engine.rules.base import Rule
from parindex.engine.rules.registry import FORMS
from parindex.engine.simulation import (
    Edit,
    EditError,
    Missing,
    Origin,
    UnitRecord,
    apply_edits,
    read_edits,
    sensitivity,
    simulate,
    standings,
)
from parindex.engine.simulation.edits import scaled_rule
from parindex.engine.simulation.replay import replay
from parindex.engine.simulation.standing import tally_of
from parindex.engine.simulation.steps import ladder, next_points
from tests.engine.documents import answers, full_document, full_set, small_document

SET = full_set()
JUDGED = {"2.6": Decimal("0.5")}


def record(code: str, awards: dict[str, Decimal] | None = None, **changes: Any) -> UnitRecord:
    return UnitRecord(
        code=code,
        name=f"Xã {code}",
        facts=answers(SET, **changes),
        awards=JUDGED if awards is None else awards,
    )


def edited(*edits: tuple[str, tuple[str | int, ...], Any]):
    return apply_edits(SET, [Edit(code=code, at=at, value=value) for code, at, value in edits])


STEP = ("1.2.2", ("rule", "steps", 1, "above"), "90")


def rule_of(criteria_set: CriteriaSet, code: str) -> Rule:
    rule = criteria_set.node(code).rule
    assert rule is not None
    return rule


def test_a_set_against_itself_moves_nobody():
    found = simulate(SET, SET, [record("a"), record("b", issued=False)])
    assert found.changes == ()
    assert [(move.places, move.index_change, move.changes_class) for move in found.moves] == [
        (0, Decimal("0.00"), False)
    ] * 2
    assert not any(effect.units for effect in found.fields)


def test_a_stricter_threshold_costs_who_stood_below_it():
    high = record("a", tasks={"numerator": 95, "denominator": 100}, issued=False)
    low = record("b", tasks={"numerator": 89, "denominator": 100}, ideas=0)
    found = simulate(SET, edited(STEP), [high, low])
    moves = {move.code: move for move in found.moves}
    assert [(item.units, item.difference) for item in found.fields] == [
        (1, Decimal("-0.5")),
        (0, Decimal(0)),
    ]
    assert moves["a"].index_change == 0
    assert moves["b"].fields[0].difference == Decimal("-0.5")
    assert [item.place for item in found.changes] == ["1.2.2: rule.steps[1].above"]


def test_who_passes_whom_is_told_in_places():
    first = record("a", tasks={"numerator": 89, "denominator": 100})
    second = record("b", tasks={"numerator": 95, "denominator": 100}, ideas=0, unlawful=2)
    found = simulate(SET, edited(STEP), [first, second])
    if_ranked = {
        move.code: (move.before.rank, move.after.rank, move.places) for move in found.moves
    }
    before = {unit.code: index(*total(SET, unit)) for unit in (first, second)}
    after = {unit.code: index(*total(edited(STEP), unit)) for unit in (first, second)}
    was, will = rank(before.items()), rank(after.items())
    assert if_ranked == {code: (was[code], will[code], was[code] - will[code]) for code in was}


def total(criteria_set, unit: UnitRecord) -> tuple[Decimal, Decimal]:
    trace = evaluate(criteria_set, unit.facts)
    assert trace.points is not None
    return trace.points + Decimal("0.5"), trace.applicable_points


def test_class_thresholds_alone_change_classes_alone():
    changed = edited(("", ("classes", 0, "at_least"), "99"))
    found = simulate(SET, changed, [record("a", overdue="0", unlawful=0, budget="13")])
    move = found.moves[0]
    assert (move.before.class_name, move.after.class_name, move.changes_class) == (
        "Tốt",
        "Khá",
        True,
    )
    assert move.index_change == 0
    assert [(item.place, item.before, item.after) for item in found.changes] == [
        ("xếp loại Tốt", "từ 80%", "từ 99%")
    ]


def test_new_points_scale_the_rule_and_the_sums_above_follow():
    changed = edited(("1.1", ("max_points",), "4"), ("2.5", ("max_points",), 1))
    assert (changed.node("1").max_points, changed.max_points) == (7, 16)
    assert rule_of(changed, "1.1").dump()["items"][0]["points"] == "3"
    assert rule_of(changed, "2.5").dump()["parts"][1] == {
        "max_points": "0.5",
        "form": "accumulate",
        "fact": "ideas",
        "per": "0.15",
    }


@given(st.sampled_from([2, 3, 10]), st.integers(0, 5), st.integers(0, 10), st.integers(0, 3))
def test_a_scaled_rule_gives_scaled_points(factor, ideas, done, unlawful):
    facts = answers(
        SET, ideas=ideas, unlawful=unlawful, tasks={"numerator": done, "denominator": 10}
    )
    for leaf in SET.leaves:
        rule = small_document(
            scaled_rule(rule_of(SET, leaf.code).dump(), Fraction(factor)),
            full_document()["facts"],
            points_places=4,
        )
        for node in (rule["fields"][0], rule["fields"][0]["criteria"][0], rule):
            node["max_points"] = leaf.max_points * factor
        rule["facts"] = {code: rule["facts"][code] for code in leaf.facts}
        rule["fields"][0]["criteria"][0]["scored_by"] = leaf.scored_by.value
        scaled = rule_of(parse_set(rule), "1.1")
        was, will = rule_of(SET, leaf.code).score(facts), scaled.score(facts)
        assert will.state is was.state
        assert will.points == (None if was.points is None else was.points * factor)


@pytest.mark.parametrize(
    ("code", "at", "value", "words"),
    [
        ("9.9", ("max_points",), 1, "không có mục “9.9”"),
        ("1.2", ("max_points",), 1, "là tổng của các mục con"),
        ("1.1", ("max_points",), "nhiều", "phải là một số"),
        ("1.2.2", ("rule", "steps", 7, "points"), 1, "không có chỗ “1.2.2: rule.steps[7].points”"),
        ("", ("classes", "x"), 1, "không có chỗ “bộ tiêu chí: classes.x”"),
    ],
)
def test_a_change_that_has_no_place_is_refused(code, at, value, words):
    with pytest.raises(EditError, match=words.replace("[", r"\[").replace("]", r"\]")):
        edited((code, at, value))


def test_a_changed_set_is_checked_like_any_set():
    with pytest.raises(SetError, match="Các bậc phải xếp từ cao xuống thấp"):
        edited(("1.2.2", ("rule", "steps", 1, "above"), "101"))
    with pytest.raises(SetError, match="khác tổng"):
        edited(("", ("max_points",), "99"))


def test_a_rule_may_be_exchanged():
    changed = edited(("2.6", ("rule",), {"form": "accumulate", "fact": "ideas", "per": "0.25"}))
    found = simulate(SET, changed, [record("a", ideas=3, awards={})])
    assert found.moves[0].before.rank is None  # nobody judged
    assert found.moves[0].after.rank == 1
    assert found.unknown == {}


def test_edits_are_read_from_a_file():
    raw = [
        {"code": "1.2.2", "at": "rule.steps.1.above", "value": "90"},
        {"at": "year", "value": 2020},
    ]
    assert read_edits(raw) == (
        Edit(code="1.2.2", at=("rule", "steps", 1, "above"), value="90"),
        Edit(at=("year",), value=2020),
    )
    cases: tuple[Any, ...] = ({}, [], [1], [{"at": "year"}], [{"at": "year", "value": 1, "x": 2}])
    for broken in cases:
        with pytest.raises(EditError):
            read_edits(broken)


def test_what_is_wrong_with_a_list_of_edits_is_said_with_its_place():
    with pytest.raises(
        EditError, match=r"^Cần một danh sách edits, mỗi dòng có code, at và value\.$"
    ):
        read_edits({})
    good = {"at": "year", "value": 2020}
    with pytest.raises(EditError, match=r"^Thay đổi thứ 1 cần code, at và value\.$"):
        read_edits([1])
    with pytest.raises(EditError, match=r"^Thay đổi thứ 3 cần code, at và value\.$"):
        read_edits([good, good, {"at": "year"}])


def test_what_changed_of_the_set_as_a_whole_is_told_by_name():
    changed = edited(("", ("points_places",), 3), ("", ("not_applicable",), "full_points"))
    told = [(item.place, item.before, item.after) for item in simulate(SET, changed, []).changes]
    assert told == [("làm tròn điểm", "2", "3"), ("không áp dụng", "rescale", "full_points")]


def test_a_component_only_one_of_the_sets_has_is_told_with_nothing_on_the_other_side():
    bonus = {
        "code": "T1",
        "name": "Trực tuyến",
        "kind": "bonus",
        "max_points": 1,
        "rule": {"form": "proportional", "fact": "online"},
        "illustrative": True,
    }
    with_bonus = full_set(adjustments=[bonus])
    added = simulate(SET, with_bonus, []).changes
    dropped = simulate(with_bonus, SET, []).changes
    assert ("T1: rule.form", "", "proportional") in [
        (item.place, item.before, item.after) for item in added
    ]
    assert [(item.place, item.before, item.after) for item in dropped] == [
        (item.place, item.after, item.before) for item in added
    ]


def origins(criteria_set, unit: UnitRecord) -> dict[str, tuple[Decimal | None, Origin]]:
    found = replay(criteria_set, unit, past=SET)
    return {code: (found.points[code], found.origins[code]) for code in found.points}


def test_awards_stay_where_nothing_changed_and_facts_count_where_they_explain_the_award():
    unit = record(
        "a",
        awards={"1.2.2": Decimal("0.5"), "1.2.3": Decimal(0), **JUDGED},
        tasks={"numerator": 89, "denominator": 100},
    )
    changed = edited(STEP, ("1.2.3", ("rule", "late", 0, "points"), "0.75"))
    found = origins(changed, unit)
    assert found["1.2.2"] == (Decimal(0), Origin.COMPUTED)
    # The council gave 0 though the date alone gives 0,5: a looser rule does not bring it back.
    assert found["1.2.3"] == (Decimal(0), Origin.SCALED)
    assert found["2.6"] == (Decimal("0.5"), Origin.AWARDED)


def test_an_award_without_facts_is_carried_over_as_a_share_and_counted():
    changed = edited(("2.6", ("max_points",), "2"))
    found = simulate(SET, changed, [record("a"), record("b", awards={"2.6": Decimal(1)})])
    assert found.scaled == {"2.6": 2}
    assert origins(changed, record("a"))["2.6"] == (Decimal("1.00"), Origin.SCALED)


def test_unknown_points_leave_a_unit_unranked_unless_they_count_as_zero():
    units = [record("a", awards={}), record("b")]
    found = simulate(SET, SET, units)
    assert [(move.code, move.after.rank, move.places) for move in found.moves] == [
        ("b", 1, 0),
        ("a", None, None),
    ]
    assert found.moves[1].index_change is None
    assert found.unknown == {"2.6": 1}
    assert found.moves[1].after.fields[0].rank == 1  # nothing is unknown there
    zero = simulate(SET, SET, units, missing=Missing.ZERO)
    assert [move.after.rank for move in zero.moves] == [1, 2]


def test_what_does_not_apply_stays_out():
    unit = UnitRecord(
        code="a", name="Xã A", facts=answers(SET), awards=JUDGED, not_applicable=frozenset({"2.3"})
    )
    found = standings(SET, [unit], past=SET)["a"]
    assert found.max_points == SET.max_points - 1
    empty = record("b", online={"numerator": 0, "denominator": 0})
    assert origins(SET, empty)["2.1"] == (None, Origin.NOT_APPLICABLE)


def test_a_fact_that_the_changed_set_reads_otherwise_is_unknown():
    changed = edited(
        ("", ("facts", "ideas", "type"), "yes_no"),
        ("2.5", ("rule",), {"form": "checklist", "items": [{"fact": "ideas", "points": 2}]}),
        ("", ("facts", "revenue"), {"type": "count", "label": "Thu"}),
        ("2.4", ("rule",), {"form": "accumulate", "fact": "revenue", "per": 1}),
        ("", ("facts", "budget"), {"type": "count", "label": "Kinh phí"}),
        ("2.3", ("rule",), {"form": "deduction", "fact": "budget", "per": 1}),
        ("", ("facts", "unlawful"), {"type": "yes_no", "label": "Trái luật"}),
        ("2.6", ("rule",), {"form": "checklist", "items": [{"fact": "unlawful", "points": 1}]}),
    )
    found = origins(changed, record("a", awards={}))
    assert {code for code, (_, origin) in found.items() if origin is Origin.UNKNOWN} == {
        *("2.3", "2.4", "2.5", "2.6")
    }


def test_new_and_dropped_components_are_changes():
    document = SET.dump()
    dropped = document["fields"][1]["criteria"].pop()
    document["fields"][1]["max_points"] = "8"
    document["max_points"] = "13"
    document["facts"].pop("satisfaction")
    smaller = parse_set(document)
    places = {item.place: (item.before, item.after) for item in simulate(SET, smaller, []).changes}
    assert places["2.7"] == (dropped["name"], "")
    assert places["điểm tối đa"] == ("15", "13")
    found = simulate(smaller, SET, [record("a")])
    assert found.unknown == {}
    assert found.moves[0].fields[1].difference == Decimal("1.65")


def standing(points: str, top: str, index: str | None, rank: int | None, name: str | None) -> Any:
    """Return a standing as plain data; who is not ranked lacks the judged component."""
    unknown = ["2.6"] if rank is None else []
    values = {"points": points, "max_points": top, "index": index, "rank": rank, "class": name}
    return {**values, "unknown": unknown}


TOLD = [
    {
        "code": "b",
        "name": "Xã b",
        "before": standing("11.98", "15", "79.87", 1, "Khá"),
        "after": standing("11.98", "16", "74.88", 1, "Khá"),
        "places": 0,
        "index_change": "-4.99",
        "changes_class": False,
        "fields": [
            {"code": "1", "before": "4", "after": "3.5"},
            {"code": "2", "before": "7.98", "after": "8.48"},
        ],
    },
    {
        "code": "a",
        "name": "Xã a",
        "before": standing("10.48", "15", "69.87", 2, "Khá"),
        "after": standing("10.98", "16", "68.63", 2, "Khá"),
        "places": 0,
        "index_change": "-1.24",
        "changes_class": False,
        "fields": [
            {"code": "1", "before": "2.5", "after": "2.5"},
            {"code": "2", "before": "7.98", "after": "8.48"},
        ],
    },
    {
        "code": "c",
        "name": "Xã c",
        "before": standing("11.48", "15", None, None, None),
        "after": standing("10.98", "16", None, None, None),
        "places": None,
        "index_change": None,
        "changes_class": False,
        "fields": [
            {"code": "1", "before": "4", "after": "3.5"},
            {"code": "2", "before": "7.48", "after": "7.48"},
        ],
    },
]


def test_the_answer_is_plain_data():
    """Two of three units lose half a point to the new threshold and win one by the new maximum."""
    changed = edited(STEP, ("2.6", ("max_points",), "2"), ("", ("classes", 0, "at_least"), "78"))
    units = [
        record("a", tasks={"numerator": 95, "denominator": 100}, issued=False),
        record("b", tasks={"numerator": 89, "denominator": 100}, ideas=0),
        record("c", awards={}),
    ]
    found = simulate(SET, changed, units).to_dict()
    assert found.pop("units") == TOLD
    changes = [(item["place"], item["before"], item["after"]) for item in found.pop("changes")]
    assert changes == [
        ("điểm tối đa", "15", "16"),
        ("xếp loại Tốt", "từ 80%", "từ 78%"),
        ("1.2.2: rule.steps[1].above", "50", "90"),
        ("2: điểm tối đa", "10", "11"),
        ("2.6: điểm tối đa", "1", "2"),
        ("2.6: rule.max", "1", "2"),
        ("2.6: rule.step", "0.5", "1"),
    ]
    assert found == {
        "before": "full",
        "after": "full",
        "fields": [
            {"code": "1", "name": "Chỉ đạo", "units": 2, "difference": "-1"},
            {"code": "2", "name": "Tác động", "units": 2, "difference": "1"},
        ],
        "scaled": {"2.6": 2},
        "unknown": {"2.6": 1},
    }


def test_other_words_for_a_fact_are_no_change_of_its_rule():
    words = {"label": "Khác", "hint": "Khác", "unit": "khác"}
    document = SET.dump()
    for key, value in words.items():
        document["facts"]["ideas"][key] = value
    for key in ("numerator", "denominator"):
        document["facts"]["tasks"][key] = "Khác"
    renamed = parse_set(document)
    assert simulate(SET, renamed, []).changes == ()
    document["facts"]["tasks"]["empty"] = "full"
    changes = simulate(SET, parse_set(document), []).changes
    assert [item.place for item in changes if "empty" in item.place] == ["1.2.2: facts.tasks.empty"]


def test_bonus_and_penalty_points_take_part():
    rule = {"form": "accumulate", "fact": "ideas", "per": 1}
    bonus = {"code": "T1", "name": "Sáng kiến", "kind": "bonus", "max_points": 1, "rule": rule}
    with_bonus = full_set(adjustments=[{**bonus, "illustrative": True}])
    found = simulate(SET, with_bonus, [record("a", ideas=1), record("b", ideas=None)])
    assert found.moves[0].after.points == found.moves[0].before.points + 1
    assert found.unknown["T1"] == 1
    assert {item.place: item.after for item in found.changes}["T1: rule.form"] == "accumulate"
    shifts = sensitivity(with_bonus, [record("a"), record("b", unlawful=0)])
    assert {(shift.code, shift.up): shift.units for shift in shifts}["2.3", True] == 1


def test_a_bonus_that_does_not_apply_is_none():
    rule = {"form": "proportional", "fact": "online"}
    bonus = {"code": "T1", "name": "Trực tuyến", "kind": "bonus", "max_points": 1, "rule": rule}
    with_bonus = full_set(adjustments=[{**bonus, "illustrative": True}])
    unit = record("a", online={"numerator": 0, "denominator": 0})
    assert replay(with_bonus, unit, past=SET).adjustments == {"T1": 0}


def by_hand(criteria_set, units: list[UnitRecord], code: str, *, up: bool) -> tuple[int, int, int]:
    """Return units, moved and places of one step, with everything ranked anew each time."""
    replayed = {unit.code: replay(criteria_set, unit, past=criteria_set) for unit in units}
    indexes = {name: tally_of(criteria_set, unit).index for name, unit in replayed.items()}
    shifts = []
    for name, unit in replayed.items():
        points = unit.points[code] or Decimal(0)
        if unit.origins[code] is Origin.NOT_APPLICABLE:
            continue
        stepped = next_points(
            rule_of(criteria_set, code), points, criteria_set.points_places, up=up
        )
        if stepped is None:
            continue
        changed = tally_of(
            criteria_set,
            type(unit)(points={**unit.points, code: stepped}, origins=unit.origins, adjustments={}),
        ).index
        shifts.append(
            abs(rank(indexes.items())[name] - rank({**indexes, name: changed}.items())[name])
        )
    return len(shifts), sum(bool(places) for places in shifts), sum(shifts)


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 10), st.booleans()), min_size=1, max_size=5
    )
)
def test_sensitivity_is_what_ranking_anew_gives(given_units):
    units = [
        record(
            str(at),
            ideas=ideas,
            tasks={"numerator": done, "denominator": 10},
            issued=issued,
            online={"numerator": 0, "denominator": int(issued)},
        )
        for at, (ideas, done, issued) in enumerate(given_units)
    ]
    for shift in sensitivity(SET, units):
        assert (shift.units, shift.moved, shift.places) == by_hand(
            SET, units, shift.code, up=shift.up
        )
        assert shift.to_dict()["step"] == ("up" if shift.up else "down")


def test_steps_stand_by_the_places_they_move_and_say_so_in_plain_data():
    tasks = (95, 89, 70, 95)
    units = [
        record(str(at), tasks={"numerator": done, "denominator": 100}, ideas=at)
        for at, done in enumerate(tasks)
    ]
    found = sensitivity(SET, units)
    moves = [(shift.places, shift.moved) for shift in found]
    assert moves == sorted(moves, reverse=True)
    assert moves[0][0] > moves[-1][0] == 0
    assert {(shift.code, shift.up) for shift in found} == {
        (leaf.code, up) for leaf in SET.leaves for up in (True, False)
    }
    for shift in found:
        assert shift.name == SET.node(shift.code).name
        assert (shift.most > 0) is (shift.moved > 0)
        assert shift.most <= shift.places <= shift.most * max(shift.moved, 1)
        assert shift.to_dict() == {
            "code": shift.code,
            "name": shift.name,
            "step": "up" if shift.up else "down",
            "units": shift.units,
            "moved": shift.moved,
            "places": shift.places,
            "most": shift.most,
        }


def test_units_that_are_not_ranked_take_no_part_in_sensitivity():
    assert all(shift.units == 0 for shift in sensitivity(SET, [record("a", awards={})]))


def test_every_form_has_a_step():
    known = set(ladder.registry)
    assert [form for form, rule in FORMS.items() if rule not in known] == []
    with pytest.raises(TypeError, match="checklist"):
        ladder.dispatch(object)(SET.node("1.1").rule)


@pytest.mark.parametrize(
    ("rule", "points", "below", "above"),
    [
        ({"form": "bands", "bands": [{"from": 1, "to": 3, "points": 1}]}, "1", "0", None),
        (
            {"form": "increments", "from": 1, "base": "0.5", "each": 1, "per": "0.25"},
            "0.5",
            None,
            "0.75",
        ),
        (
            {"form": "deductions", "items": [{"fact": "ideas", "per": "0.25"}]},
            "0.5",
            "0.25",
            "0.75",
        ),
    ],
)
def test_one_step_of_the_forms_that_count(rule, points, below, above):
    fact = {} if rule["form"] == "deductions" else {"fact": "ideas"}
    facts = {"ideas": full_document()["facts"]["ideas"]}
    found = rule_of(parse_set(small_document({**rule, **fact}, facts)), "1.1")
    assert next_points(found, Decimal(points), 2, up=False) == (below and Decimal(below))
    assert next_points(found, Decimal(points), 2, up=True) == (above and Decimal(above))


@pytest.mark.parametrize(
    ("code", "points", "below", "above"),
    [
        ("1.1", "0.5", "0", "1.5"),
        ("1.2.1", "0.5", "0", "1"),
        ("1.2.2", "1", "0.5", None),
        ("1.2.3", "0", None, "0.25"),
        ("2.1", "1", "0.98", "1.02"),
        ("2.2", "0.95", "0.85", "1"),
        ("2.3", "1", "0.75", None),
        ("2.3", "0.5", None, "0.75"),
        ("2.5", "0.5", "0.48", "0.52"),
        ("2.6", "0.5", "0.0", "1.0"),
        ("2.7", "2", "1.98", None),
    ],
)
def test_one_step_is_the_next_points_a_rule_can_give(code, points, below, above):
    rule = rule_of(SET, code)
    assert next_points(rule, Decimal(points), 2, up=False) == (below and Decimal(below))
    assert next_points(rule, Decimal(points), 2, up=True) == (above and Decimal(above))
