from __future__ import annotations

import copy
from pathlib import Path

from parindex.criteria.comparing import Kind, What, compare
from parindex.criteria.documents import code_at, problems_of, rule_text, walk
from parindex.criteria.reading import read_set

MINI = Path(__file__).parents[1] / "support/criteria/mini-commune"


def document():
    return read_set(MINI).dump()


def differences(change):
    return {item.what: (item.before, item.after) for item in change.differences}


def test_a_set_does_not_differ_from_itself():
    assert compare(document(), document()) == ()


def test_points_and_rule_stand_in_words_before_and_after():
    new = document()
    leaf = new["fields"][0]["criteria"][1]["components"][0]
    leaf["rule"]["steps"][0]["at_least"] = "90"
    new["fields"][1]["criteria"][0]["name"] = "Văn bản sai thẩm quyền"
    renamed, rule = sorted(compare(document(), new), key=lambda change: change.code, reverse=True)
    assert differences(renamed) == {
        What.NAME: ("Văn bản trái thẩm quyền", "Văn bản sai thẩm quyền")
    }
    assert not renamed.is_scored_otherwise
    assert rule.is_scored_otherwise
    before, after = differences(rule)[What.RULE]
    assert before.startswith("Đạt 100%: 2 điểm")
    assert after.startswith("Từ 90% trở lên: 2 điểm")


def test_what_moved_to_another_number_is_the_same_and_not_new():
    new = document()
    part = new["fields"][0]["criteria"][1]
    extra = copy.deepcopy(part["components"][0]) | {"name": "Một mục mới"}
    part["components"][0]["code"], part["components"][1]["code"] = "1.2.2", "1.2.3"
    part["components"].insert(0, extra)
    found = {change.code: change for change in compare(document(), new)}
    assert found["1.2.1"].kind is Kind.ADDED
    assert differences(found["1.2.3"]) == {What.CODE: ("1.2.2", "1.2.3")}


def test_what_is_gone_is_said_with_its_points():
    new = document()
    del new["fields"][1]["criteria"][1]
    (gone,) = compare(document(), new)
    assert (gone.kind, gone.code) == (Kind.REMOVED, "2.2")
    assert differences(gone)[What.POINTS] == ("1", "")


def test_an_unsound_document_is_still_read_rule_by_rule():
    new = document()
    new["fields"][0]["criteria"][0]["max_points"] = "3"
    new["fields"][0]["criteria"][1]["components"][1]["rule"] = {"form": "steps"}
    found = problems_of(new)
    assert {code for code, _message in found} >= {"1", "1.2.2"}
    texts = {node["code"]: rule_text(new, node) for node in walk(new)}
    assert (bool(texts["1.1"]), bool(texts["1.2.1"]), bool(texts["1.2.2"])) == (False, True, False)
    assert compare(document(), new)


def test_a_place_above_the_nodes_has_no_code():
    assert code_at(document(), ("decision", "number")) == ""
    assert code_at(document(), ("fields", 0, "criteria", 1, "name")) == "1.2"
    assert code_at(document(), ("fields", 9)) == ""
