from __future__ import annotations

import datetime as dt

import pytest

from parindex.cycles.models import Participant, Round
from parindex.cycles.operations import add_participants, open_round
from parindex.kernel.errors import Refused
from parindex.units.models import Unit
from tests.support.story import DUE, OPENED

LATER = {"opens_at": DUE, "due_at": DUE + dt.timedelta(days=20)}


def plan(world, **changes) -> Round:
    values = {"number": 2, "name": "Đợt 2", "starts_from": world.round, **LATER, **changes}
    return open_round(cycle=world.cycle, actor="kiểm thử", now=OPENED, **values)


def join(world, unit: Unit) -> None:
    add_participants(
        cycle=world.cycle,
        criteria_set=world.commune_set,
        units=[unit],
        actor="kiểm thử",
        now=OPENED,
    )


@pytest.fixture
def newcomer(world) -> Unit:
    """Return a commune that does not take part yet."""
    return Unit.objects.create(
        code="xa-moi", kind="COMMUNE", name="Xã Mới", parent=world.district, path="/x/", sort_key=""
    )


def test_a_later_round_may_open_when_the_earlier_one_ends(world):
    assert plan(world).starts_from == world.round


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"opens_at": DUE - dt.timedelta(seconds=1)}, "phải mở sau hạn nộp của Đợt 1"),
        ({"prepares_from": OPENED}, "không có giai đoạn chuẩn bị riêng"),
        ({"number": 0}, "số nhỏ hơn trong cùng kỳ"),
        ({"starts_from": None, "prepares_from": DUE}, "phải bắt đầu trước thời điểm mở"),
    ],
)
def test_a_round_that_cannot_be_is_refused(world, changes, says):
    with pytest.raises(Refused, match=says):
        plan(world, **changes)


def test_two_rounds_cannot_go_on_from_the_same_one(world):
    plan(world)
    with pytest.raises(Refused, match="Đã có đợt khác tiếp từ Đợt 1"):
        plan(world, number=3)


@pytest.mark.parametrize(
    ("dates", "takes_part"),
    [
        ({"exists_to": dt.date(2019, 12, 30)}, False),
        ({"exists_to": dt.date(2019, 12, 31)}, True),
        ({"exists_from": dt.date(2019, 12, 31)}, True),
        ({"exists_from": dt.date(2020, 1, 1)}, False),
    ],
)
def test_who_takes_part_exists_on_the_last_day_counted(world, newcomer, dates, takes_part):
    for name, day in dates.items():
        setattr(newcomer, name, day)
    if not takes_part:
        with pytest.raises(Refused, match="Ngày chốt số liệu 31/12/2019 không có: Xã Mới"):
            join(world, newcomer)
        return
    join(world, newcomer)
    assert Participant.objects.filter(cycle=world.cycle, unit=newcomer).exists()


def test_a_unit_takes_part_once(world):
    with pytest.raises(Refused, match="Xã Mẫu 01 đã tham gia kỳ này"):
        join(world, world.communes[0])
