from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from parindex.engine import ClassThreshold, Tally, classify, credit, index, rank, tally
from tests.engine.documents import full_set

SET = full_set()
indexes = st.decimals(min_value=0, max_value=100, places=2)
tables = st.dictionaries(st.text(min_size=1, max_size=3), indexes, min_size=1, max_size=12)
CLASSES = [
    ClassThreshold(name="Tốt", at_least=Decimal(80)),
    ClassThreshold(name="Khá", at_least=Decimal("65.5")),
]


@given(tables)
def test_a_rank_is_one_more_than_the_number_of_those_above(table):
    ranks = rank(table.items())
    assert ranks == {
        name: 1 + sum(other > value for other in table.values()) for name, value in table.items()
    }


@given(tables, st.data())
def test_more_points_never_lower_a_rank(table, data):
    name = data.draw(st.sampled_from(sorted(table)))
    better = {**table, name: table[name] + Decimal("0.01")}
    assert rank(better.items())[name] <= rank(table.items())[name]


def test_nobody_to_rank_gives_no_ranks():
    assert rank([]) == {}


@given(indexes, indexes)
def test_a_higher_index_never_has_a_lower_class(first, second):
    order = [None, "Khá", "Tốt"]
    low, high = sorted([first, second])
    assert order.index(classify(low, CLASSES)) <= order.index(classify(high, CLASSES))


def test_thresholds_may_stand_in_any_order():
    assert classify(Decimal("65.50"), reversed(CLASSES)) == "Khá"
    assert classify(Decimal("65.49"), CLASSES) is None
    assert classify(Decimal(100), []) is None


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_an_index_lies_between_0_and_100(points):
    assert 0 <= index(points, Decimal(100)) <= 100


def figures(part: Tally) -> tuple[str, str, str]:
    """Return points, applicable and full maximum as text: 1.5, 4, 5."""
    return str(part.points), str(part.max_points), str(part.full_max_points)


def test_a_tally_counts_what_is_done_and_what_applies_on_every_floor():
    points = {"1.1": Decimal("1.5"), "1.2.1": Decimal(0), "1.2.2": None}
    root = tally(SET, points, not_applicable=["1.2.3", "2"])
    chief, impact = root.children
    assert figures(chief) == ("1.5", "4", "5")
    assert (chief.scored_leaves, chief.total_leaves) == (3, 4)
    assert not chief.is_complete
    assert chief.index == Decimal("37.50")
    assert figures(impact) == ("0", "0", "10")
    assert impact.is_complete
    assert impact.index == Decimal("0.00")
    assert (root.code, root.index) == ("", Decimal("37.50"))


def test_points_of_what_does_not_apply_do_not_count():
    excluded = ["2.1", "2.2"]
    with_points = {"2.1": Decimal(2), "2.2": Decimal(1)}
    assert figures(tally(SET, with_points, not_applicable=excluded)) == ("0", "12", "15")
    full = full_set(not_applicable="full_points")
    assert figures(tally(full, {"2.1": Decimal("0.5")}, not_applicable=excluded)) == (
        "3",
        "15",
        "15",
    )


def test_credit_needs_evidence_or_an_explanation():
    one = Decimal(1)
    assert credit(one, evidence=0, explained=False) == 0
    assert credit(one, evidence=3, explained=False) == one
    assert credit(one, evidence=0, explained=True) == one
    assert credit(None, evidence=0, explained=False) is None
    assert credit(Decimal(0), evidence=0, explained=False) == 0


def test_a_part_of_a_tally_sums_only_the_leaves_asked_for():
    root = tally(SET, {"1.1": Decimal(2), "1.2.1": Decimal("0.5"), "2.2": Decimal(1)})
    part = root.part(["1.2.1", "1.2.2", "2.2"])
    assert part is not None
    assert figures(part) == ("1.5", "3", "3")
    assert [child.code for child in part.children] == ["1", "2"]
    assert part.index == Decimal("50.00")
    assert root.part([]) is None
    assert root.part([leaf.code for leaf in SET.leaves]) == root
