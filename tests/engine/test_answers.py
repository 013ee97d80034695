from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from parindex.engine import ABSENT, Fact, FactError, FactType, Ratio, parse_fact, to_wire
from parindex.engine.facts import EmptyRatio

YES_NO = Fact(code="done", type=FactType.YES_NO, label="Đã làm")
COUNT = Fact(code="papers", type=FactType.COUNT, label="Số văn bản", unit="văn bản")
AMOUNT = Fact(code="money", type=FactType.AMOUNT, label="Kinh phí", unit="triệu đồng")
PERCENT = Fact(code="share", type=FactType.PERCENT, label="Tỷ lệ")
EXCESS = Fact(code="growth", type=FactType.PERCENT, label="Tốc độ", may_exceed=True)
DATE = Fact(code="on", type=FactType.DATE, label="Ngày")
OPTIONAL_DATE = Fact(code="on", type=FactType.DATE, label="Ngày", may_be_absent=True)
LEVEL = Fact(code="grade", type=FactType.LEVEL, label="Mức", options={"good": "tốt", "poor": "kém"})
RATIO = Fact(
    code="rate",
    type=FactType.RATIO,
    label="Tỷ lệ",
    numerator="Đạt",
    denominator="Tổng",
    empty=EmptyRatio.ZERO,
)
MONEY_RATIO = Fact(
    code="revenue",
    type=FactType.RATIO,
    label="Thu",
    numerator="Thực hiện",
    denominator="Dự toán",
    empty=EmptyRatio.FULL,
    of_amounts=True,
    may_exceed=True,
)


@pytest.mark.parametrize(
    ("fact", "raw", "value"),
    [
        (YES_NO, False, False),
        (COUNT, 12, 12),
        (COUNT, " 12 ", 12),
        (AMOUNT, "12.5", Decimal("12.5")),
        (AMOUNT, "12,5", Decimal("12.5")),
        (AMOUNT, Decimal("1E+3"), Decimal(1000)),
        (AMOUNT, 0, Decimal(0)),
        (PERCENT, "100", Decimal(100)),
        (EXCESS, "105.5", Decimal("105.5")),
        (DATE, "2019-01-15", dt.date(2019, 1, 15)),
        (DATE, dt.date(2019, 1, 15), dt.date(2019, 1, 15)),
        (OPTIONAL_DATE, "absent", ABSENT),
        (LEVEL, "good", "good"),
        (RATIO, {"numerator": 3, "denominator": 4}, Ratio(3, 4)),
        (RATIO, {"numerator": 0, "denominator": 0}, Ratio(0, 0)),
        (
            MONEY_RATIO,
            {"numerator": "12.5", "denominator": 10},
            Ratio(Decimal("12.5"), Decimal(10)),
        ),
    ],
)
def test_an_answer_is_read_and_goes_back_over_the_wire(fact, raw, value):
    found = parse_fact(fact, raw)
    assert found == value
    assert type(found) is type(value)
    assert parse_fact(fact, json.loads(json.dumps(to_wire(found)))) == value


@pytest.mark.parametrize(
    ("fact", "raw", "message"),
    [
        (YES_NO, 1, "Hãy trả lời có hoặc không"),
        (YES_NO, "true", "Hãy trả lời có hoặc không"),
        (COUNT, 1.0, "Số lượng phải là số nguyên từ 0 trở lên."),
        (COUNT, True, "Số lượng phải là số nguyên từ 0 trở lên."),
        (COUNT, -1, "Số lượng phải là số nguyên"),
        (COUNT, "1.5", "Số lượng phải là số nguyên"),
        (COUNT, "٣", "Số lượng phải là số nguyên"),
        (COUNT, "1" * 16, "Số lượng phải là số nguyên"),
        (COUNT, None, "Số lượng phải là số nguyên"),
        (AMOUNT, 12.5, "Giá trị phải là số từ 0 trở lên"),
        (AMOUNT, "1.000.000", "Giá trị phải là số"),
        (AMOUNT, "1e3", "Giá trị phải là số"),
        (AMOUNT, Decimal("NaN"), "Giá trị phải là số"),
        (AMOUNT, Decimal(-1), "Giá trị phải là số"),
        (AMOUNT, "0.1234567", "Giá trị phải là số"),
        (PERCENT, 85.5, "Tỷ lệ phần trăm phải là số"),
        (PERCENT, "100.000001", "Tỷ lệ phần trăm (100,000001) không được lớn hơn 100."),
        (DATE, "absent", "Ngày phải có thật và viết dạng năm-tháng-ngày, ví dụ 2019-01-15."),
        (OPTIONAL_DATE, "2019-02-30", "ví dụ 2019-01-15, hoặc absent nếu chưa thực hiện."),
        (DATE, dt.datetime(2019, 1, 15, 8, 0), "Ngày phải có thật"),
        (DATE, None, "Ngày phải có thật"),
        (LEVEL, "best", "Hãy chọn một trong các mức: good (tốt); poor (kém)."),
        (LEVEL, ["good"], "Hãy chọn một trong các mức"),
        (
            RATIO,
            {"numerator": 3},
            "Cần đủ hai số: tử số “Đạt” (numerator) và mẫu số “Tổng” (denominator).",
        ),
        (RATIO, "3/4", "Cần đủ hai số"),
        (RATIO, {"numerator": 12, "denominator": 10}, "Tử số (12) không được lớn hơn mẫu số (10)."),
        (RATIO, {"numerator": 1, "denominator": 0}, "Tử số (1) không được lớn hơn mẫu số (0)."),
        (RATIO, {"numerator": 1, "denominator": 2.0}, "Mẫu số phải là số nguyên từ 0 trở lên."),
        (MONEY_RATIO, {"numerator": 0.5, "denominator": "1"}, "Tử số phải là số từ 0 trở lên"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_a_sentence(fact, raw, message):
    with pytest.raises(FactError) as refusal:
        parse_fact(fact, raw)
    assert message in refusal.value.message
    assert refusal.value.fact_code == fact.code
    assert str(refusal.value) == refusal.value.message


def test_a_refusal_of_two_nearly_equal_amounts_shows_their_difference():
    fact = Fact(
        code="spent",
        type=FactType.RATIO,
        label="Giải ngân",
        numerator="Đã chi",
        denominator="Dự toán",
        empty=EmptyRatio.ZERO,
        of_amounts=True,
    )
    with pytest.raises(FactError, match=r"Tử số \(1,000001\) không được lớn hơn mẫu số \(1\)"):
        parse_fact(fact, {"numerator": "1.000001", "denominator": "1.000000"})
