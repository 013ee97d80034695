"""A reporting period from its file: outline, days, who reports, who leads which field with whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from parindex.accounts.rules import Actor
from parindex.cycles.queries import find_cycle
from parindex.kernel.clock import VIETNAM, vietnam_midnight
from parindex.kernel.errors import Refused
from parindex.reporting.models import ReportingPeriod
from parindex.reporting.operations import Lead, PeriodPlan, open_period
from parindex.reporting.queries import outline_by_code, period_by_code
from parindex.results.models import Publication
from parindex.results.queries import publications_named
from parindex.units.models import Unit
from parindex.units.queries import agencies_of, communes_of, find_unit

_KEYS = frozenset(
    {
        *("code", "name", "kind", "year", "body", "coordinator", "outline", "opens_at"),
        *("data_from", "data_until", "due_before", "ordered_by", "plan", "result", "own_cycle"),
        *("previous", "communes_of", "agencies_of", "units", "leads", "synthetic_note"),
    }
)


def open_from(path: Path, *, actor: Actor, now: dt.datetime) -> ReportingPeriod:
    """Open the period that a file describes; raises Refused with a sentence for what cannot be used.

    Whoever reports is named by ``units``, ``communes_of`` and ``agencies_of``; ``leads`` maps a
    field to its agency, or to agency and partner. Without days the outline's rule gives them.
    """
    document = _read(path)
    body = _unit(_need(document, "body"))
    plan = PeriodPlan(
        code=str(_need(document, "code")),
        name=str(_need(document, "name")),
        kind=str(_need(document, "kind")),
        year=int(_need(document, "year")),
        body=body,
        coordinator=_unit(_need(document, "coordinator")),
        outline=outline_by_code(str(_need(document, "outline"))),
        opens_at=_moment(document.get("opens_at")) or now,
        units=list(_units(document)),
        leads={str(field): _lead(value) for field, value in (document.get("leads") or {}).items()},
        data_from=_day(document.get("data_from")),
        data_until=_day(document.get("data_until")),
        due_at=_moment(document.get("due_before")),
        ordered_by=str(document.get("ordered_by") or ""),
        plan=str(document.get("plan") or ""),
        result=_result(document),
        own_cycle=find_cycle(str(document["own_cycle"])) if document.get("own_cycle") else None,
        previous=period_by_code(str(document["previous"])) if document.get("previous") else None,
        synthetic_note=str(document.get("synthetic_note") or "").strip(),
    )
    return open_period(plan=plan, actor=actor, now=now)


def _read(path: Path) -> dict[str, Any]:
    try:
        document = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError) as error:
        raise Refused(_("Tệp %(name)s không phải YAML đọc được.") % {"name": path.name}) from error
    if not isinstance(document, dict):
        raise Refused(_("Tệp %(name)s không có nội dung của một kỳ báo cáo.") % {"name": path.name})
    unknown = sorted(str(key) for key in document if key not in _KEYS)
    if unknown:
        raise Refused(
            _("Tệp kỳ báo cáo có khóa không dùng được: %(keys)s.") % {"keys": ", ".join(unknown)}
        )
    return document


def _need(document: dict[str, Any], key: str) -> Any:
    if document.get(key) in (None, ""):
        raise Refused(_("Tệp kỳ báo cáo thiếu khóa “%(key)s”.") % {"key": key})
    return document[key]


def _unit(code: Any) -> Unit:
    found = find_unit(str(code))
    if found is None:
        raise Refused(_("Không có đơn vị mã “%(code)s”.") % {"code": code})
    return found


def _units(document: dict[str, Any]) -> Iterator[Unit]:
    if document.get("communes_of"):
        yield from communes_of(_unit(document["communes_of"]))
    if document.get("agencies_of"):
        yield from agencies_of(_unit(document["agencies_of"]))
    for code in document.get("units") or ():
        yield _unit(code)


def _lead(value: Any) -> Lead:
    if isinstance(value, list) and len(value) == 2:
        return Lead(agency=_unit(value[0]), partner=_unit(value[1]))
    return Lead(agency=_unit(value))


def _result(document: dict[str, Any]) -> Publication | None:
    if not document.get("result"):
        return None
    found = publications_named(str(document["result"])).order_by("-version").first()
    if found is None:
        raise Refused(
            _("Không có kết quả nào theo quyết định “%(number)s”.") % {"number": document["result"]}
        )
    return found


def _day(value: Any) -> dt.date | None:
    if value is None:
        return None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise Refused(_("Ngày “%(day)s” phải ghi như 2024-03-01.") % {"day": value})


def _moment(value: Any) -> dt.datetime | None:
    """Return a moment in Vietnam from "2024-02-15T08:00", a day from its midnight."""
    if value is None:
        return None
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return vietnam_midnight(value)
    try:
        return dt.datetime.fromisoformat(str(value)).replace(tzinfo=VIETNAM)
    except ValueError:
        raise Refused(
            _("Thời điểm “%(at)s” phải ghi như 2024-03-01T08:00.") % {"at": value}
        ) from None
