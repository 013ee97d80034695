"""Thousands of made-up units in one cycle, to see what the pages cost at the scale of the country.

Unlike the stories, rows are written in bulk, not through one operation after the other: nobody
would wait for half a million saves. What is written is what the operations would leave behind,
so that receipts, content hashes and the council's rules hold.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from parindex.accounts.choices import Role
from parindex.accounts.operations import register_person
from parindex.accounts.queries import actor_by_username
from parindex.assessments.choices import SheetState, Stage
from parindex.assessments.fingerprint import dossier_hash, sheet_hash
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.operations import open_dossiers
from parindex.assessments.queries import dossiers, load_workbooks
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.operations import import_set
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Cycle
from parindex.cycles.operations import CyclePlan, add_participants, assign, open_cycle, open_round
from parindex.cycles.queries import find_cycle
from parindex.kernel import journal
from parindex.kernel.clock import VIETNAM
from parindex.kernel.errors import Refused
from parindex.scenarios.filled_forms import fill_forms
from parindex.scenarios.stage import Tell
from parindex.units.choices import UnitKind
from parindex.units.models import Unit
from parindex.viet import sort_key

CODE = "thu-tai"
SET = "lai-chau-2019-commune"
ACTOR = "dữ liệu thử tải"
FIELD_AGENCIES = ("Nội vụ", "Tư pháp", "Văn phòng", "Tài chính")
BATCH = 250  # dossiers whose content is held in memory at once


def _at(month: int, day: int, hour: int = 9, *, year: int = 2020) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=VIETNAM)


OPENING, DRAFTING, SUBMITTING, DUE = (
    _at(12, 26, year=2019),
    _at(1, 8),
    _at(1, 17),
    _at(1, 23, 0),
)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The empty cycle and who takes part in it."""

    cycle: Cycle
    stored: StoredCriteriaSet
    body: Unit
    agencies: Sequence[Unit]
    communes: Sequence[Unit]


@transaction.atomic
def load_many_units(data: Path, *, units: int, seed: int, password: str | None, tell: Tell) -> str:
    """Create a cycle with so many units, filled in and partly handed in; return its code.

    The same seed gives the same data. Raises Refused when the cycle is already there: it is made
    once in a database of its own.
    """
    if find_cycle(CODE) is not None:
        raise Refused(_("Dữ liệu thử tải đã có; hãy dùng một cơ sở dữ liệu mới."))
    tell(_("Tạo %(units)d đơn vị và mở kỳ đánh giá") % {"units": units})
    ground = _ground(data, units, password)
    rows = list(dossiers().filter(round__cycle=ground.cycle).order_by("pk"))
    chance = random.Random(seed)  # noqa: S311 - made-up data, not a secret
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        fill_forms(part, ground.stored, chance=chance, by=ACTOR, now=DRAFTING)
        _hand_in([row for row in part if chance.random() < 0.8])
        tell(
            _("%(done)d/%(all)d hồ sơ") % {"done": min(start + BATCH, len(rows)), "all": len(rows)}
        )
    journal.record(
        at=SUBMITTING,
        actor=ACTOR,
        action="demo_data.loaded",
        subject=f"cycle:{CODE}",
        unit_path=ground.body.path,
        data={"units": units, "seed": seed},
    )
    return CODE


def _ground(data: Path, units: int, password: str | None) -> Ground:
    stored = import_set(directory=data / "criteria" / SET, actor=ACTOR, now=OPENING)
    body = _unit("tinh", "Tỉnh Thử Tải", UnitKind.PROVINCE, None)
    agencies = [
        _unit(f"so-{at}", f"Sở {name} (thử tải)", UnitKind.PROVINCE_AGENCY, body)
        for at, name in enumerate(FIELD_AGENCIES)
    ]
    communes = _communes(body, units)
    _register(body, agencies, communes, make_password(password))
    cycle = _open(body, agencies[0])
    add_participants(cycle=cycle, criteria_set=stored, units=communes, actor=ACTOR, now=OPENING)
    ground = Ground(cycle=cycle, stored=stored, body=body, agencies=agencies, communes=communes)
    _share_out(ground)
    opened = open_round(
        cycle=cycle,
        number=1,
        name="Chấm điểm thử tải",
        opens_at=OPENING,
        due_at=DUE,
        actor=ACTOR,
        now=OPENING,
    )
    open_dossiers(scoring_round=opened, actor=ACTOR, now=OPENING)
    return ground


def _open(body: Unit, coordinator: Unit) -> Cycle:
    plan = CyclePlan(
        code=CODE,
        name="Kỳ thử tải: dữ liệu sinh tự động",
        year=2019,
        body=body,
        coordinator=coordinator,
        data_from=dt.date(2019, 1, 1),
        data_until=dt.date(2019, 12, 31),
        synthetic_note="Đơn vị, số liệu và tài liệu trong kỳ này đều sinh tự động để đo tốc độ.",
    )
    return open_cycle(plan=plan, actor=ACTOR, now=OPENING)


def _share_out(ground: Ground) -> None:
    coordinator = actor_by_username("thutai.dieuphoi")
    for at in range(1, 9):
        assign(
            cycle=ground.cycle,
            criteria_set=ground.stored,
            purpose=Purpose.APPRAISE,
            node_code=str(at),
            agency=ground.agencies[at % len(ground.agencies)],
            source=ACTOR,
            actor=coordinator,
            now=OPENING,
        )


def _unit(code: str, name: str, kind: UnitKind, parent: Unit | None) -> Unit:
    unit = _new_unit(code, name, kind, parent)
    unit.save()
    return unit


def _new_unit(code: str, name: str, kind: UnitKind, parent: Unit | None) -> Unit:
    full = f"{CODE}.{code}"
    return Unit(
        code=full,
        kind=kind,
        name=name,
        body=f"UBND {name}" if kind in {UnitKind.COMMUNE, UnitKind.PROVINCE} else name,
        symbol="UBND",
        place=name,
        parent=parent,
        path=f"{parent.path if parent else '/'}{full}/",
        sort_key=sort_key(name),
    )


def _communes(body: Unit, units: int) -> list[Unit]:
    rows = (
        _new_unit(f"xa-{at:05d}", f"Xã Số {at:05d}", UnitKind.COMMUNE, body)
        for at in range(1, units + 1)
    )
    return Unit.objects.bulk_create(rows, batch_size=1000)


def _register(
    body: Unit, agencies: Sequence[Unit], communes: Sequence[Unit], password: str
) -> None:
    """Give every role one person; of the communes only the first is signed in to."""
    first = communes[0]
    seats: dict[str, list[tuple[Role, Unit]]] = {
        "thutai.chutich": [(Role.CHAIR, body)],
        "thutai.thuky": [(Role.SECRETARY, body)],
        "thutai.dieuphoi": [(Role.COORDINATOR, agencies[0])],
        "thutai.thamdinh": [(Role.APPRAISER, agencies[1])],
        "thutai.canbo": [(Role.CLERK, first)],
        "thutai.lanhdao": [(Role.LEADER, first)],
    }
    for username, held in seats.items():
        register_person(
            username=username,
            full_name=username.replace("thutai.", "Thử tải "),
            position="",
            encoded_password=password,
            seats=held,
            actor=ACTOR,
            now=OPENING,
        )


def _hand_in(rows: Sequence[Dossier]) -> None:
    """Leave each dossier as approval and submission leave it: hashes, receipt, stage."""
    if not rows:
        return
    sheets = list(_approved(rows))
    Sheet.objects.bulk_update(
        sheets, ["state", "approved_hash", "approved_by", "approved_at"], batch_size=200
    )
    Dossier.objects.bulk_update(
        rows,
        ["stage", "submitted_at", "submitted_by", "content_hash", "receipt_number"],
        batch_size=200,
    )


def _approved(rows: Sequence[Dossier]) -> Iterator[Sheet]:
    for workbook in load_workbooks(rows):
        dossier = workbook.dossier
        dossier.stage = Stage.SUBMITTED
        dossier.submitted_at, dossier.submitted_by = SUBMITTING, ACTOR
        dossier.content_hash = dossier_hash(workbook)
        dossier.receipt_number = f"BN-TT-{dossier.pk:06d}"
        for sheet in workbook.sheets:
            sheet.state, sheet.approved_hash = SheetState.APPROVED, sheet_hash(workbook, sheet)
            sheet.approved_by, sheet.approved_at = ACTOR, SUBMITTING
            yield sheet
