"""Texts that name answers or contents, each with its points: choice and checklist."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from parindex.criteria.rule_texts.drafts import Draft, Said
from parindex.criteria.rule_texts.words import (
    Unclear,
    condition_and_points,
    same_words,
    slug,
)

_CHECKLIST_END = ("Nội dung không thực hiện", "Nội dung nào không thực hiện", "Nội dung không đạt")
_NO = ("Không", "Không có", "Chưa", "Chưa có", "Không thực hiện", "Chưa thực hiện", "Không đạt")
_YES = ("Có", "Có thực hiện", "Đạt", "Đã thực hiện")
# Words of another kind of rule: a label that has them is not understood as a mere label.
_NO_LABEL = re.compile(
    r"%|=|:(?=\s)|\b(?:trừ|cộng|nhân|chia|tương ứng|theo tỷ lệ|theo tỉ lệ)\b|^(?:cứ|mỗi|một|0?1)\b",
    re.IGNORECASE,
)
_LATE = re.compile(r"\b(?:chậm|muộn|trễ)\b.*\bngày\b", re.IGNORECASE)
CHOOSE = "Chọn một mức:"  # levels that could be taken for ranges or contents open with it
Rows = list[tuple[str, Decimal]]


def read_levels(said: Said) -> Draft | None:
    """Read "Chọn một mức: đạt chuẩn: 1 điểm; từ 15 tiêu chí: 0,5 điểm": whatever the levels look like."""
    if not said.text.lower().startswith(CHOOSE.lower()):
        return None
    clauses = said.about(said.text[len(CHOOSE) :].strip()).clauses
    rows = [condition_and_points(clause) for clause in clauses]
    if len(rows) < 2 or None in rows:
        raise Unclear("sau “Chọn một mức” phải là các mức, mỗi mức một số điểm")
    return _choice(said, [row for row in rows if row is not None])


def read_named(said: Said) -> Draft | None:
    """Read clauses that are labels with points, either alternatives or contents that add up."""
    parts = [condition_and_points(clause) for clause in said.clauses]
    rows = [part for part in parts if part is not None]
    if len(rows) != len(parts) or len(rows) < 2:
        return None
    is_checklist = same_words(rows[-1][0], *_CHECKLIST_END) and rows[-1][1] == 0
    if is_checklist:
        return _checklist(said, rows[:-1])
    if any(_NO_LABEL.search(label) for label, _ in rows):
        return None
    if rows[-1][1] == 0:
        return _choice(said, rows)
    total = sum((points for _, points in rows), Decimal(0))
    if total != said.top():
        raise Unclear("các mức không cộng thành điểm tối đa, và không mức nào được 0 điểm")
    said.asked.assumed.append("các nội dung cộng đúng điểm tối đa: đọc là cộng điểm từng nội dung")
    return _checklist(said, rows)


def _checklist(said: Said, rows: Rows) -> Draft:
    total = sum((points for _, points in rows), Decimal(0))
    top = said.top(total)
    items = [
        {"fact": said.asked.ask("yes_no", _capital(label)), "points": points}
        for label, points in rows
    ]
    return Draft(keys={"form": "checklist", "items": items}, max_points=top)


def _choice(said: Said, rows: Rows) -> Draft:
    top = said.top(None if said.max_points is not None else rows[0][1])
    if rows[0][1] != top or any(before[1] <= after[1] for before, after in pairwise(rows)):
        raise Unclear("các mức không xếp từ điểm tối đa xuống")
    _warn_of_late(said, rows)
    if len(rows) == 2 and same_words(rows[1][0], *_NO):
        label = said.subject if same_words(rows[0][0], *_YES) else _capital(rows[0][0])
        code = said.asked.ask("yes_no", label)
        points = {"yes": rows[0][1], "no": rows[1][1]}
        return Draft(keys={"form": "choice", "fact": code, "options": points}, max_points=top)
    codes = _codes(rows)
    labels = [
        {"code": code, "label": _capital(row[0])} for code, row in zip(codes, rows, strict=True)
    ]
    code = said.asked.ask("level", said.subject, options=labels)
    options = {code: row[1] for code, row in zip(codes, rows, strict=True)}
    return Draft(keys={"form": "choice", "fact": code, "options": options}, max_points=top)


def _codes(rows: Rows) -> list[str]:
    codes: list[str] = []
    for label, _ in rows:
        base = slug(label, longest=32)
        codes.append(base if base not in codes else f"{base}_{len(codes) + 1}")
    return codes


def _warn_of_late(said: Said, rows: Sequence[tuple[str, Decimal]]) -> None:
    if any(_LATE.search(label) for label, _ in rows):
        said.asked.assumed.append(
            "lời không ghi hạn là ngày nào: đọc thành các mức để người chấm chọn; "
            "muộn hơn mức đã ghi thì chọn mức 0 điểm"
        )


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
