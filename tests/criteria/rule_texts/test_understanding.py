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


def increments(start, base, each, per, counted="whole"):
    keys = {"from": start, "base": base, "each": each, "per": per, "counted": counted}
    return {"form": "increments", **keys}


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
            "Đến 90%: 0,5 điểm; trên mức đó, cứ thêm 5% cộng 0,25 điểm (phần lẻ tính theo tỷ lệ), tối đa 1 điểm.",
            "1",
            increments("90", "0.5", "5", "0.25", "pro_rata"),
        ),
        (
            (
                "Quy mô dân số từ 3.500 người trở xuống được tính 10 điểm; trên 3.500 người thì cứ thêm "
                "100 người được tính thêm 0,5 điểm, nhưng tối đa không quá 35 điểm"
            ),
            "35",
            increments("3500", "10", "100", "0.5"),
        ),
        (
            "Từ 10 đơn vị cấp xã trở xuống 2 điểm; trên đó cứ thêm 1 đơn vị cộng 0,5, tối đa 6.",
            "6",
            increments("10", "2", "1", "0.5"),
        ),
        (
            "Đến 0: 0 điểm; trên mức đó, cứ thêm 5 cơ sở cộng 0,5 điểm, tối đa 1,5 điểm",
            "1.5",
            increments("0", "0", "5", "0.5"),
        ),
        (
            "Chọn một mức: đạt chuẩn: 1 điểm; đạt từ 15 tiêu chí: 0,75 điểm; dưới 15 tiêu chí: 0,5 điểm",
            "1",
            {
                "form": "choice",
                "options": {
                    "dat_chuan": "1",
                    "dat_tu_15_tieu_chi": "0.75",
                    "duoi_15_tieu_chi": "0.5",
                },
            },
        ),
        (
            "Chậm nhất ngày 31/01 của năm đánh giá: 1 điểm; muộn hơn hoặc không thực hiện: 0 điểm.",
            "1",
            {"form": "deadline", "due": "01-31"},
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
        ("Từ 97% đến 106%: 1; từ 94% đến 112%: 0,5; còn lại: 0", "chồng lên nhau"),
        ("Từ 90% đến 95%: 1; từ 80% đến 89%: 0,5; còn lại: 0", "giữa 89 và 90"),
        ("Từ 80% đến dưới 90%: 0,5; còn lại: 0", "điểm tối đa"),
        ("Đi muộn trừ 0,5 điểm", "không theo mẫu"),
        ("Muộn 1 ngày trừ 0,25 điểm; muộn 2 ngày trừ 0,5 điểm", "không theo mẫu"),
        ("Đi muộn trừ 0,5/lần; nghỉ không phép 8/lần", "không theo mẫu"),
        ("Đi muộn trừ 0,5/lần; tái phạm trừ toàn bộ 2 điểm", "khác điểm tối đa"),
        ("Sai trừ 0,5/lần; muộn trừ 1/lần, trừ không quá 2 điểm", "lớn hơn điểm tối đa"),
        (
            "Đến 90%: 0,5 điểm; trên 95% cứ thêm 5% cộng 0,25 điểm, tối đa 1 điểm",
            "không bắt đầu từ 90",
        ),
        (
            "Từ 2 triệu người trở xuống 0,5 điểm; trên đó cứ thêm 60.000 người cộng 0,1, tối đa 1.",
            "không cùng một đơn vị",
        ),
        (
            "Nếu chưa tự cân đối, từ 30% trở xuống 0,5 điểm; cứ thêm 5% cộng 0,1, tối đa 1",
            "có thể là một điều kiện",
        ),
        ("Chọn một mức: tốt: 1; khá", "mỗi mức một số điểm"),
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


def test_ranges_with_an_upper_end_and_the_rest_become_bands():
    document, found = rule_of(
        "Từ 97% đến 106%: 4 điểm; từ 94% đến dưới 97%: 3 điểm; trên 106% đến 112%: 3 điểm; "
        "ngoài các khoảng trên: 1 điểm",
        "4",
    )
    assert document == {
        "form": "bands",
        "bands": [
            {"from": "94", "below": "97", "points": "3"},
            {"from": "97", "to": "106", "points": "4"},
            {"above": "106", "to": "112", "points": "3"},
        ],
        "otherwise": "1",
    }
    assert (found.assumed, found.facts[0].may_exceed) == ((), True)


def test_that_the_rest_of_bands_is_above_them_too_is_said():
    document, found = rule_of("Từ 95% đến 105%: 1; từ 50% đến dưới 60%: 0,5; còn lại: 0")
    assert document["form"] == "bands"
    assert found.assumed == (
        "giữa 60 và 95 tính là “còn lại”",
        "“còn lại” tính cả trên 105%: được 0 điểm",
    )
    steps_form, _ = rule_of("Từ 90% trở lên: 1; từ 50% đến dưới 90%: 0,5; còn lại: 0")
    assert steps_form["form"] == "steps"


def test_no_number_of_things_lies_between_three_and_four():
    _, found = rule_of("Từ 1 đến 3 cuộc: 0,5; từ 4 đến 6 cuộc: 1; còn lại: 0")
    assert found.rule.form == "bands"
    assert found.assumed == ("“còn lại” tính cả trên 6 cuộc: được 0 điểm",)


@pytest.mark.parametrize(
    ("text", "top"),
    [
        (
            "Từ 2 điểm trừ dồn: đi muộn: 0,5 điểm mỗi lần; tái phạm: 2 điểm; trừ đến khi hết điểm",
            "2",
        ),
        ("Nội quy (2 điểm). Đi muộn trừ 0,5/lần; tái phạm trừ toàn bộ 2 điểm", "2"),
        ("Không vi phạm: 2 điểm; đi muộn bị trừ 0,5 điểm mỗi lần; tái phạm trừ hết 2 điểm", "2"),
    ],
)
def test_mistakes_of_several_kinds_become_deductions(text, top):
    document, found = rule_of(text, top)
    assert document == {
        "form": "deductions",
        "items": [{"fact": "di_muon", "per": "0.5"}, {"fact": "tai_pham", "per": "2"}],
    }
    assert [(fact.label, fact.type.value, fact.unit) for fact in found.facts] == [
        ("Đi muộn", "count", "lần"),
        ("Tái phạm", "yes_no", ""),
    ]
    assert found.assumed == ()


def test_a_mistake_without_each_is_taken_once_and_that_is_said():
    document, found = rule_of(
        "Mỗi văn bản sai trừ 0,25 điểm; chậm báo cáo trừ 0,5 điểm, không thấp hơn 0,25 điểm"
    )
    assert document["floor"] == "0.25"
    assert [fact.type.value for fact in found.facts] == ["count", "yes_no"]
    assert "trừ một lần" in found.assumed[0]


def test_what_increments_leave_open_is_said():
    _, found = rule_of("Thu ngân sách đến 90%: 0,5 điểm; trên đó cứ thêm 10% cộng 0,25, tối đa 1")
    assert found.facts[0].may_exceed
    assert [
        words in text
        for words, text in zip(("Thu ngân sách", "phần lẻ", "quá 100%"), found.assumed, strict=True)
    ] == [True] * 3
    _, area = rule_of("Từ 10 km2 trở xuống 0 điểm; trên đó cứ thêm 15 km2 cộng 0,5, tối đa 1")
    assert (area.facts[0].type.value, area.facts[0].unit) == ("amount", "km2")
