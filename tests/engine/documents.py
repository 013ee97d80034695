"""Documents of criteria sets to read, change and break; each call gives fresh ones."""

from __future__ import annotations

from typing import Any

from parindex.engine import CriteriaSet, FactValue, parse_fact, parse_set

FULL_ANSWERS: dict[str, Any] = {
    "issued": True,
    "published": True,
    "review": "complete",
    "tasks": {"numerator": 9, "denominator": 10},
    "online": {"numerator": 2, "denominator": 3},
    "revenue": {"numerator": "1250.5", "denominator": "1000"},
    "overdue": "2.5",
    "unlawful": 1,
    "ideas": 2,
    "reported_on": "2019-12-12",
    "satisfaction": "82.25",
    "budget": "12.5",
}


def full_document(**changes: Any) -> dict[str, Any]:
    """Return a set with every rule form, two fields deep and wide."""
    return {
        "code": "full",
        "name": "Bộ tiêu chí đủ mọi dạng quy tắc",
        "annex": "Phụ lục 03",
        "decision": {
            "number": "01/2019/QĐ-UBND",
            "issued_on": "2019-01-02",
            "issuer": "UBND tỉnh Mẫu",
            "title": "Quyết định mẫu",
        },
        "tier": "commune",
        "year": 2019,
        "in_force_from": "2019-01-15",
        "in_force_to": "2019-12-31",
        "max_points": 15,
        "points_places": 2,
        "not_applicable": "rescale",
        "classes": [{"name": "Tốt", "at_least": "80"}, {"name": "Khá", "at_least": "65.5"}],
        "classes_illustrative": True,
        "sources": [{"title": "Công văn mẫu", "note": "mục 2"}, {"title": "Phụ lục mẫu"}],
        "facts": _facts(),
        "fields": [_first_field(), _second_field()],
        **changes,
    }


def full_set(**changes: Any) -> CriteriaSet:
    return parse_set(full_document(**changes))


def answers(criteria_set: CriteriaSet, **changes: Any) -> dict[str, FactValue]:
    """Return the full answers, typed; a change to None leaves a fact unanswered."""
    given = {**FULL_ANSWERS, **changes}
    return {
        code: parse_fact(criteria_set.facts[code], raw)
        for code, raw in given.items()
        if raw is not None
    }


def small_document(rule: dict[str, Any], facts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a set of one criterion worth 1 point."""
    leaf = {"code": "1.1", "name": "Tiêu chí", "max_points": 1, "rule": rule}
    field = {
        "code": "1",
        "name": "Lĩnh vực",
        "max_points": 1,
        "illustrative": True,
        "criteria": [leaf],
    }
    return full_document(**{"max_points": 1, "facts": facts, "fields": [field], **changes})


def _facts() -> dict[str, Any]:
    ratio = {"type": "ratio", "numerator": "Đạt", "denominator": "Tổng"}
    return {
        "issued": {"type": "yes_no", "label": "Đã ban hành", "hint": "Có số, ngày"},
        "published": {"type": "yes_no", "label": "Đã công khai"},
        "review": {
            "type": "level",
            "label": "Rà soát",
            "options": {"complete": "đủ", "partial": "chưa đủ", "none": "không"},
        },
        "tasks": {**ratio, "label": "Nhiệm vụ", "unit": "nhiệm vụ", "empty": "zero"},
        "online": {**ratio, "label": "Hồ sơ trực tuyến", "empty": "not_applicable"},
        "revenue": {
            **ratio,
            "label": "Thu ngân sách",
            "of": "amounts",
            "may_exceed": True,
            "empty": "full",
        },
        "overdue": {"type": "percent", "label": "Tỷ lệ trễ hạn"},
        "unlawful": {"type": "count", "label": "Văn bản trái pháp luật", "unit": "văn bản"},
        "ideas": {"type": "count", "label": "Sáng kiến"},
        "reported_on": {"type": "date", "label": "Ngày báo cáo", "may_be_absent": True},
        "satisfaction": {"type": "percent", "label": "Mức độ hài lòng"},
        "budget": {"type": "amount", "label": "Kinh phí", "unit": "triệu đồng"},
    }


def _leaf(code: str, max_points: Any, rule: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"code": code, "name": f"Mục {code}", "max_points": max_points, "rule": rule, **keys}


def _first_field() -> dict[str, Any]:
    items = [
        {"fact": "issued", "points": "1.5"},
        {"fact": "published", "points": "0.5", "label": "Công khai"},
    ]
    steps = [
        {"at_least": 100, "points": 1},
        {"above": 50, "points": "0.5"},
        {"otherwise": True, "points": 0},
    ]
    deadline = {
        "form": "deadline",
        "fact": "reported_on",
        "due": "12-10",
        "late": [{"days": 10, "points": "0.5"}, {"days": 20, "points": "0.25"}],
    }
    components = [
        _leaf(
            "1.2.1",
            1,
            {
                "form": "choice",
                "fact": "review",
                "options": {"complete": 1, "partial": "0.5", "none": 0},
            },
        ),
        _leaf("1.2.2", 1, {"form": "steps", "fact": "tasks", "steps": steps}, illustrative=True),
        _leaf("1.2.3", 1, deadline, evidence=["Báo cáo năm"], guidance="Đúng hạn 1 điểm"),
    ]
    return {
        "code": "1",
        "name": "Chỉ đạo",
        "max_points": 5,
        "source": "Phụ lục 03, mục 1",
        "criteria": [
            _leaf("1.1", 2, {"form": "checklist", "items": items}),
            {"code": "1.2", "name": "Thực hiện", "max_points": 3, "components": components},
        ],
    }


def _second_field() -> dict[str, Any]:
    tested = {
        "form": "steps",
        "fact": "budget",
        "tested_on": "rounded",
        "rounded_places": 0,
        "steps": [{"at_least": 13, "points": 1}],
    }
    combined = {
        "form": "combine",
        "how": "sum",
        "cap": 2,
        "parts": [
            {"max_points": 2, "form": "proportional", "fact": "revenue", "from": "12.5"},
            {"max_points": 1, "form": "accumulate", "fact": "ideas", "per": "0.3"},
        ],
    }
    when = "Không phát sinh hồ sơ"
    judged = {"form": "judged", "min": 0, "max": 1, "step": "0.5", "basis": "Mức độ mới"}
    return {
        "code": "2",
        "name": "Tác động",
        "max_points": 10,
        "illustrative": True,
        "criteria": [
            _leaf("2.1", 2, {"form": "proportional", "fact": "online"}, not_applicable_when=when),
            _leaf(
                "2.2",
                1,
                {"form": "linear", "fact": "overdue", "from": 10, "to": 0},
                scored_by="data",
            ),
            _leaf(
                "2.3", 1, {"form": "deduction", "fact": "unlawful", "per": "0.25", "floor": "0.5"}
            ),
            _leaf("2.4", 1, tested),
            _leaf("2.5", 2, combined),
            _leaf("2.6", 1, judged),
            _leaf("2.7", 2, {"form": "survey", "fact": "satisfaction"}),
        ],
    }
