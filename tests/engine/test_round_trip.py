"""Reading, writing and reading again gives the same set and the same points."""

from __future__ import annotations

import json

from hypothesis import given

from parindex.engine import evaluate, parse_set
from tests.engine.documents import full_document
from tests.engine.random_sets import documents, set_of, typed


@given(documents())
def test_a_set_read_written_and_read_again_is_the_same_set(drawn):
    document, raw = drawn
    criteria_set = set_of(document)
    written = json.dumps(criteria_set.dump(), sort_keys=True)
    again = parse_set(json.loads(written))
    assert again == criteria_set
    assert json.dumps(again.dump(), sort_keys=True) == written
    assert evaluate(again, typed(again, raw)) == evaluate(criteria_set, typed(criteria_set, raw))


def test_a_set_without_adjustments_says_nothing_of_them():
    # The hash of a set imported before there were adjustments must stay what it was.
    assert {"adjustments", "adjustment_limits"} & set(set_of(full_document()).dump()) == set()


@given(documents())
def test_a_trace_is_plain_data_whatever_the_set(drawn):
    document, raw = drawn
    criteria_set = set_of(document)
    data = evaluate(criteria_set, typed(criteria_set, raw)).to_dict()
    assert json.loads(json.dumps(data)) == data
