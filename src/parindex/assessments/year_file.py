"""A year of scoring from its file: cycle, rounds, participants and who answers for what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from parindex.accounts.rules import Actor
from parindex.assessments.operations import open_dossiers, share_out
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.queries import NoCriteriaSetError, stored_set_by_code
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Cycle, Round
from parindex.cycles.operations import CyclePlan, add_participants, open_cycle, open_round
from parindex.cycles.queries import find_cycle
from parindex.kernel.clock import VIETNAM, vietnam_midnight
from parindex.kernel.errors import Refused
from parindex.units.models import Unit
from parindex.units.queries import agencies_of, communes_of, find_unit
from parindex.viet import format_date


@transaction.atomic
def open_year(path: Path, *, actor: Actor, now: dt.datetime) -> Cycle:
    """Open everything that a year's file names, dossiers included; all of it or nothing.

    The actor must coordinate the cycle; units and criteria sets must be there already. Raises
    Refused with a sentence for whatever in the file cannot be used. A worked example with
    comments is ``data/scenarios/tam-duong-2019/cycle.yaml``.
    """
    document = _read(path)
    if find_cycle(_need(document, "code")) is not None:
        raise Refused(_("Kỳ đánh giá “%(code)s” đã mở rồi.") % {"code": document["code"]})
    cycle = open_cycle(plan=_plan(document), actor=actor.label, now=now)
    rounds: list[Round] = []
    for row in _need(document, "rounds"):
        rounds.append(_open_round(cycle, row, rounds, actor=actor, now=now))
    for row in _need(document, "participants"):
        add_participants(
            cycle=cycle,
            criteria_set=_set(_need(row, "criteria_set")),
            units=_units(row, on=cycle.data_until),
            actor=actor.label,
            now=now,
        )
    _share_out(cycle, document, actor=actor, now=now)
    for opened in rounds:
        if opened.starts_from_id is None:
            open_dossiers(scoring_round=opened, actor=actor.label, now=now)
    return cycle


def _read(path: Path) -> dict[str, Any]:
    try:
        document = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (YAMLError, UnicodeDecodeError) as error:
        raise Refused(_("Tệp %(name)s không phải YAML đọc được.") % {"name": path.name}) from error
    if not isinstance(document, dict):
        raise Refused(
            _("Tệp %(name)s không có nội dung của một kỳ đánh giá.") % {"name": path.name}
        )
    return document


def _need(part: Any, key: str) -> Any:
    if not isinstance(part, dict) or part.get(key) in (None, "", [], {}):
        raise Refused(_("Tệp kỳ đánh giá thiếu khóa “%(key)s”.") % {"key": key})
    return part[key]


def _unit(code: Any) -> Unit:
    unit = find_unit(str(code))
    if unit is None:
        raise Refused(
            _("Không có đơn vị “%(code)s”. Hãy nạp tệp đơn vị trước (parindex units import).")
            % {"code": code}
        )
    return unit


def _set(code: Any) -> StoredCriteriaSet:
    try:
        return stored_set_by_code(str(code))
    except NoCriteriaSetError as error:
        raise Refused(
            _("Không có bộ tiêu chí “%(code)s”. Hãy nạp bộ này trước (parindex criteria import).")
            % {"code": code}
        ) from error


def _plan(document: dict[str, Any]) -> CyclePlan:
    texts = ("code", "name", "ordered_by", "council_name", "council_decision", "synthetic_note")
    return CyclePlan(
        year=_need(document, "year"),
        body=_unit(_need(document, "body")),
        coordinator=_unit(_need(document, "coordinator")),
        data_from=_day(document, "data_from"),
        data_until=_day(document, "data_until"),
        **{name: str(document.get(name, "")).strip() for name in texts},
    )


def _open_round(
    cycle: Cycle, row: dict[str, Any], before: list[Round], *, actor: Actor, now: dt.datetime
) -> Round:
    return open_round(
        cycle=cycle,
        number=_need(row, "number"),
        name=_need(row, "name"),
        opens_at=_moment(row, "opens_at"),
        due_at=vietnam_midnight(_day(row, "due_before")),
        prepares_from=_moment(row, "prepares_from") if row.get("prepares_from") else None,
        starts_from=_origin(row, before),
        actor=actor.label,
        now=now,
    )


def _origin(row: dict[str, Any], before: list[Round]) -> Round | None:
    """Return the round that this one goes on from; it stands above in the file."""
    number = row.get("starts_from")
    if number is None:
        return None
    origin = next((other for other in before if other.number == number), None)
    if origin is None:
        raise Refused(
            _("“starts_from” phải là số của một đợt ghi ở trên, không có đợt %(number)s.")
            % {"number": number}
        )
    return origin


def _day(part: dict[str, Any], key: str) -> dt.date:
    day = _need(part, key)
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        raise Refused(
            _("“%(key)s” phải là một ngày viết như 2019-12-31, không trong ngoặc kép.")
            % {"key": key}
        )
    return day


def _moment(part: dict[str, Any], key: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(str(_need(part, key))).replace(tzinfo=VIETNAM)
    except ValueError as error:
        raise Refused(
            _("“%(key)s” phải là giờ Việt Nam viết như 2019-12-26T08:00.") % {"key": key}
        ) from error


def _units(row: dict[str, Any], *, on: dt.date) -> list[Unit]:
    """Return the units that a row names; "all communes" are those that exist on the day."""
    for key, below in (("communes_of", communes_of), ("agencies_of", agencies_of)):
        if key not in row:
            continue
        body = _unit(row[key])
        if found := list(below(body, on=on)):
            return found
        raise Refused(
            _("%(key)s: ngày %(day)s không có đơn vị nào trực thuộc %(unit)s.")
            % {"key": key, "day": format_date(on), "unit": body.name}
        )
    return [_unit(code) for code in _need(row, "units")]


def _share_out(cycle: Cycle, document: dict[str, Any], *, actor: Actor, now: dt.datetime) -> None:
    """Share the criteria out by every table of the file; one that names no sets means the first's."""
    tables = _tables(_need(document, "assignments"))
    sets = _need(tables[0], "sets")
    for table in tables + _tables(document.get("assignments_beyond_letter") or []):
        _assign(cycle, table.get("sets") or sets, table, actor=actor, now=now)


def _tables(part: Any) -> list[dict[str, Any]]:
    """Return one table or several: letter 000 has one for agencies and one for communes."""
    return part if isinstance(part, list) else [part]


def _assign(
    cycle: Cycle, sets: dict[str, Any], part: dict[str, Any], *, actor: Actor, now: dt.datetime
) -> None:
    for purpose, codes in sets.items():
        if purpose not in Purpose.names:
            raise Refused(
                _("Không hiểu “%(purpose)s” ở assignments: sets. Dùng: %(known)s.")
                % {"purpose": purpose, "known": ", ".join(Purpose.names)}
            )
        for set_code in codes if isinstance(codes, list) else [codes]:
            stored = _set(set_code)
            for node_code, agency_code in _need(part, "nodes").items():
                share_out(
                    cycle=cycle,
                    criteria_set=stored,
                    purpose=Purpose[purpose],
                    node_code=str(node_code),
                    agency=_unit(agency_code),
                    source=str(part.get("source", "")),
                    actor=actor,
                    now=now,
                )
