"""The head of a set: what the command says, what the lines above the table say, what is guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from parindex.criteria.exchange.review import Kind, Note
from parindex.criteria.rule_texts import slug
from parindex.viet import search_key

_DECISION = re.compile(
    r"Quyết định số[:\s]*(?P<number>[0-9]{1,6}/[\w./-]{2,40}?)[,\s]+ngày\s+(?P<day>[0-9]{1,2})"
    r"(?:/|\s+tháng\s+)(?P<month>[0-9]{1,2})(?:/|\s+năm\s+)(?P<year>[0-9]{4})"
    r"(?:\s+của\s+(?P<issuer>[^\n)(;]{2,120}))?",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"Phụ lục(?: số)?\s+(?:[IVX]+|[0-9]{1,2})\b", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm (20[0-9]{2})\b", re.IGNORECASE)
_NAME = re.compile(r"(?:bo|bang|he thong)? ?(?:cac )?(?:tieu chi|chi so)\b.*")
_TIERS = (
    (
        "district_agency",
        r"(co quan chuyen mon|phong, ban).*thuoc (ubnd|uy ban nhan dan) (huyen|cap huyen)",
    ),
    ("commune", r"cap xa|cac xa|xa, phuong|xa, thi tran"),
    ("district", r"cap huyen|cac huyen|huyen, thanh pho|huyen, thi xa"),
    (
        "province_agency",
        r"so, ban|so, nganh|co quan chuyen mon thuoc uy ban nhan dan tinh|thuoc ubnd tinh",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """What the person says about the set; None where the file may say it."""

    code: str | None = None
    name: str | None = None
    tier: str | None = None
    year: int | None = None
    number: str | None = None
    issued_on: dt.date | None = None
    issuer: str | None = None
    in_force_from: dt.date | None = None
    annex: str | None = None


def head_of(
    file: str, lines: Sequence[str], said: Heading, total: Decimal | None
) -> tuple[dict[str, Any], list[Note]]:
    """Return the keys of ``set.yaml`` that are known, and notes on the guessed and the missing ones."""
    notes: list[Note] = []
    text = "\n".join(lines)
    found = _from_lines(text, lines)
    given = {item.name: getattr(said, item.name) for item in fields(said)}
    values = {key: given[key] if given[key] is not None else found.get(key) for key in given}
    for key, value in values.items():
        if given[key] is None and value is not None:
            notes.append(_note(Kind.GUESSED, file, f"{key}: lấy từ lời trên bảng, {value}"))
    if values["code"] is None:
        values["code"] = slug(file.rpartition(".")[0], separator="-")
        notes.append(_note(Kind.GUESSED, file, f"code: lấy từ tên tệp, {values['code']}"))
    if values["in_force_from"] is None and values["issued_on"] is not None:
        values["in_force_from"] = values["issued_on"]
        notes.append(_note(Kind.GUESSED, file, "in_force_from: lấy ngày ban hành quyết định"))
    notes.append(
        _note(Kind.GUESSED, file, "not_applicable: để rescale (mục không áp dụng bỏ khỏi mẫu số)")
    )
    notes += (
        _note(Kind.NOT_UNDERSTOOD, file, f"{key}: tệp không nói, hãy ghi vào set.yaml")
        for key, value in values.items()
        if value is None and key not in {"annex", "year"}
    )
    return _document(values, total), notes


def _from_lines(text: str, lines: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if decision := _DECISION.search(text):
        found |= {
            "number": decision["number"].rstrip(".,"),
            "issuer": (decision["issuer"] or "").strip() or None,
        }
        found["issued_on"] = _day(decision)
    if annex := _ANNEX.search(text):
        found["annex"] = annex[0]
    named = [line for line in lines if _NAME.match(search_key(line)) and len(line) < 300]
    if named:
        found["name"] = " ".join(named[0].split())
        if year := _YEAR.search(named[0]):
            found["year"] = int(year[1])
        found["tier"] = next(_tiers(search_key(named[0])), None)
    return found


def _day(found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _tiers(text: str) -> Iterator[str]:
    for tier, words in _TIERS:
        if re.search(words, text):
            yield tier


def _document(values: dict[str, Any], total: Decimal | None) -> dict[str, Any]:
    decision = {key: values[key] for key in ("number", "issuer") if values[key]}
    if values["issued_on"]:
        decision["issued_on"] = values["issued_on"].isoformat()
    document: dict[str, Any] = {
        key: values[key] for key in ("code", "name", "annex") if values[key]
    }
    if decision:
        document["decision"] = decision
    document |= {key: values[key] for key in ("tier", "year") if values[key]}
    if values["in_force_from"]:
        document["in_force_from"] = values["in_force_from"].isoformat()
    if total is not None:
        document["max_points"] = total
    return {**document, "not_applicable": "rescale", "classes_illustrative": True}


def _note(kind: Kind, file: str, message: str) -> Note:
    return Note(kind=kind, place=file, message=message)
