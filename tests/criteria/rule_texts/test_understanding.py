"""Scoring texts are understood completely, with what was assumed said, or not at all, with the reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parindex.criteria.rule_texts import NotUnderstood, Understood, understand


def rule_of(text, top="1", **keys):
    found = understand(text, max_points=Decimal(top), subject="Văn bản đúng hạn", year=2019, **keys)
    assert isinstance(found, Understood), found
    assert found.rule.max_points == Decimal(top)
    document = found.rule.dump()
    document.pop("fact", None)
    return document, found


def steps(*rows, otherwise="0"):
    listed = [dict([row[:2]], points=row[2]) for row in rows]
    return {
        "form": "steps",
        "steps": [*listed, {"otherwise": True, "points": otherwise}],
        "tested_on": "exact",
    }


STEPS_100_80 = steps(("at_least", "100", "1"), ("at_least", "80", "0.5"))


@pytest.mark.parametrize(
    "text",
    [
        "Đạt tỷ lệ 100%: 1 điểm; từ 80% đến dưới 100%: 0,5; dưới 80%: 0",
        "- Đạt 100%: 1\n- Từ 80% – dưới 100%: 0,5\n- Dưới 80%: 0",
        "100% số văn bản: 1 điểm; từ 80% đến dưới 100% số văn bản: 0,5 điểm; dưới 80% số văn bản: 0 điểm.",
        "Từ 80% đến dưới 100%: 0.5; dưới 80%: 0; đạt 100%: 1",
        "Từ 100% 1 điểm; từ 80% đến dưới 100% 0,5 điểm; dưới 80% 0 điểm.",
    ],
)
def test_ranges_become_steps(text):
    document, found = rule_of(text)
    assert document == STEPS_100_80
    assert found.assumed == ()
    assert found.facts[0].code == "van_ban_dung_han"


def test_a_hundred_percent_left_out_is_the_maximum_and_that_is_said():
    document, found = rule_of("Từ 90% đến dưới 100%: 0,5; dưới 90%: 0")
    assert document == steps(("at_least", "100", "1"), ("at_least", "90", "0.5"))
    assert "100%" in found.assumed[0]


def test_open_and_closed_ends_are_kept_apart():
    document, _ = rule_of("≥ 90%: 1; trên 70% đến dưới 90%: 0,5; từ 70% trở xuống: 0")
    assert document == steps(("at_least", "90", "1"), ("above", "70", "0.5"))


def test_amounts_and_counts_have_their_unit():
    _, money = rule_of(
        "Từ 10 triệu đồng trở lên: 1; trên 0 triệu đồng đến dưới 10 triệu đồng: 0,5; còn lại: 0"
    )
    assert (money.facts[0].type.value, money.facts[0].unit) == ("amount", "triệu đồng")
    _, count = rule_of(
        "Từ 3 sáng kiến trở lên: 1; từ 1 đến dưới 3 sáng kiến: 0,5; dưới 1 sáng kiến: 0"
    )
    assert (count.facts[0].type.value, count.facts[0].unit) == ("count", "sáng kiến")


def test_a_sentence_about_the_denominator_makes_a_ratio():
    _, found = rule_of("Đạt 100%: 1; dưới 100%: 0. Tổng số hồ sơ bằng 0: đạt điểm tối đa.")
    fact = found.facts[0]
    assert (fact.denominator, fact.empty and fact.empty.value) == ("Tổng số hồ sơ", "full")
    assert "tử số" in found.assumed[0]


def test_rounding_before_the_thresholds_is_heard():
    text = "Đạt 100%: 1; dưới 100%: 0. Tỷ lệ làm tròn 2 chữ số thập phân trước khi xét mức điểm."
    document, _ = rule_of(text)
    assert (document["tested_on"], document["rounded_places"]) == ("rounded", 2)


@pytest.mark.parametrize(
    ("text", "top", "expected"),
    [
        ("Tỷ lệ % x điểm tối đa", "2", {"form": "proportional"}),
        ("(b/a) x điểm tối đa", "2", {"form": "proportional"}),
        (
            "Điểm = tỷ lệ đạt được × 1,5. Tỷ lệ dưới 50% thì 0 điểm.",
            "1.5",
            {"form": "proportional", "from": "50"},
        ),
        ("[(b/a)-0,7] x điểm tối đa / 0,3", "1", {"form": "linear", "from": "70", "to": "100"}),
        ("[(b/a - 0,7) x điểm tối đa]/(0,3)", "1", {"form": "linear", "from": "70", "to": "100"}),
        (
            "Đạt từ 100% trở lên: 2 điểm; từ 70% đến dưới 100%: điểm = [(tỷ lệ - 70%) x 2] / 30%; dưới 70%: 0 điểm",
            "2",
            {"form": "linear", "from": "70", "to": "100"},
        ),
        (
            "Đạt từ 20% trở lên: 1; dưới 20%: điểm = (tỷ lệ x 1) / 20%",
            "1",
            {"form": "linear", "from": "0", "to": "20"},
        ),
        (
            "Không vượt 100%: 1; trên 100% đến 105%: điểm giảm dần đều; vượt 105%: 0",
            "1",
            {"form": "linear", "from": "105", "to": "100"},
        ),
        ("Điểm = tỷ lệ hài lòng qua điều tra xã hội học x 5", "5", {"form": "survey"}),
        ("Mỗi văn bản ban hành sai trừ 0,25 điểm", "1", {"form": "deduction", "per": "0.25"}),
        (
            "Không có: 1 điểm; nếu có, cứ mỗi báo cáo trừ 0,5 điểm, trừ đến khi hết điểm.",
            "1",
            {"form": "deduction", "per": "0.5"},
        ),
        (
            "Cứ 01 văn bản trừ 0,1 điểm, trừ không quá 0,5 điểm",
            "1",
            {"form": "deduction", "per": "0.1", "floor": "0.5"},
        ),
        ("Mỗi buổi được 0,1 điểm, tối đa 1 điểm.", "1", {"form": "accumulate", "per": "0.1"}),
        ("Có: 1; không: 0", "1", {"form": "choice", "options": {"yes": "1", "no": "0"}}),
        (
            "Chậm nhất ngày 31/01/2019: 1; muộn không quá 15 ngày: 0,5; muộn hơn hoặc không thực hiện: 0",
            "1",
            {"form": "deadline", "due": "2019-01-31", "late": [{"days": 15, "points": "0.5"}]},
        ),
        (
            "Ban hành trước ngày 31/01 năm sau: 1; chậm quá 15 ngày: 0; chậm không quá 15 ngày: 0,5",
            "1",
            {
                "form": "deadline",
                "due": "01-30",
                "year_offset": 1,
                "late": [{"days": 15, "points": "0.5"}],
            },
        ),
        (
            "Chấm từ 0 đến 1 điểm, mỗi mức cách nhau 0,25 điểm, căn cứ: mức độ mới",
            "1",
            {"form": "judged", "min": "0", "max": "1", "step": "0.25", "basis": "mức độ mới"},
        ),
    ],
)
def test_known_patterns(text, top, expected):
    document, _ = rule_of(text, top)
    assert document == expected


def test_levels_become_a_choice_and_a_day_that_is_not_named_is_said():
    text = "Ban hành đúng thời gian: 0,5; chậm không quá 15 ngày: 0,25; không ban hành: 0"
    document, found = rule_of(text, "0.5")
    assert list(found.facts[0].options.values()) == [
        "Ban hành đúng thời gian",
        "Chậm không quá 15 ngày",
        "Không ban hành",
    ]
    assert list(document["options"].values()) == ["0.5", "0.25", "0"]
    assert "hạn" in found.assumed[0]


def test_contents_add_up_to_a_checklist():
    text = "Có kế hoạch: 0,5 điểm; có báo cáo: 0,5 điểm."
    document, sure = rule_of(f"{text} Nội dung không thực hiện: 0 điểm.")
    assert [item["points"] for item in document["items"]] == ["0.5", "0.5"]
    assert sure.assumed == ()
    assert rule_of(text)[1].assumed != ()


def test_what_a_and_b_are_names_the_ratio():
    text = "(b/a) x điểm tối đa. Trong đó: a là tổng số văn bản, b là số văn bản đúng hạn"
    fact = rule_of(text)[1].facts[0]
    assert (fact.numerator, fact.denominator) == ("Số văn bản đúng hạn", "Tổng số văn bản")


def test_parts_are_combined():
    text = (
        "Điểm là tổng các phần: (a) Có kế hoạch: 0,5 điểm; không: 0 điểm. "
        "(b) Đạt 100%: 0,5 điểm; dưới 100%: 0 điểm."
    )
    document, _ = rule_of(text)
    assert document["how"] == "sum"
    assert [part["form"] for part in document["parts"]] == ["choice", "steps"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "không có lời"),
        ("Theo quy định", "không theo mẫu"),
        ("x" * 5000, "dài quá"),
        ("Đạt 100%: 1; từ 80% đến dưới 100%: 0,5", "không nói dưới 80"),
        ("Từ 90% đến 100%: 1; từ 80% đến 90%: 0,5; dưới 80%: 0", "chồng lên nhau ở 90"),
        ("Từ 90% đến 100%: 1; từ 80% đến 89%: 0,5; dưới 80%: 0", "giữa 89 và 90"),
        ("Từ 80% đến dưới 90%: 1; dưới 80%: 0", "từ 90 trở lên"),
        ("Đạt 100%: 2; dưới 100%: 0", "lớn hơn điểm tối đa"),
        ("Đạt 100%: 0,5; dưới 100%: 0", "điểm tối đa"),
        ("Đạt 100%: 1; từ 3 văn bản đến dưới 5 văn bản: 0,5; dưới 80%: 0", "cùng một đơn vị"),
        ("Từ 5 trở lên: 1; dưới 5: 0", "không có đơn vị"),
        ("Đạt 100%: 1; dưới 100%: 0; không báo cáo: trừ 0,5", "không phải một khoảng"),
        ("[(b/a)-0,7] x điểm tối đa / 0,3; dưới 60%: 0", "không khớp"),
        ("Điểm = tỷ lệ đạt được x 2", "khác điểm tối đa"),
        ("Chậm nhất ngày 31/02/2019: 1; muộn hơn: 0", "không có ngày"),
        ("Chậm nhất ngày 31/01/2019: 1; muộn không quá 15 ngày: 0,5", "muộn hơn"),
        ("Tốt: 1; khá: 0,5", "không cộng thành"),
        ("Tốt: 0,5; khá: 0,25; yếu: 0", "không xếp từ"),
        ("Mỗi văn bản: 0,25 điểm; mỗi kế hoạch: 0,5 điểm", "không theo mẫu"),
        ("Mỗi văn bản sai trừ 0,25 điểm. Tổng số hồ sơ bằng 0: 0 điểm.", "mẫu số"),
        ("Phần b dùng số liệu mục 1. Đạt 100%: 1; dưới 100%: 0", "không phải một khoảng"),
    ],
)
def test_what_is_not_complete_is_not_understood(text, reason):
    found = understand(text, max_points=Decimal(1), subject="Mục", year=2019)
    assert isinstance(found, NotUnderstood), found
    assert reason in found.reason


def test_a_month_and_day_need_the_year_of_the_set():
    text = "Chậm nhất ngày 31/01: 1; muộn hơn: 0"
    assert isinstance(understand(text, max_points=Decimal(1), subject="Mục"), NotUnderstood)
