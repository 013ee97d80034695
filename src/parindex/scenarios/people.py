"""The people of a story: invented names, one seat or two each."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from parindex.accounts.choices import Role
from parindex.accounts.operations import register_person
from parindex.units.choices import UnitKind
from parindex.units.models import Unit
from parindex.units.queries import agencies_of, communes_of, units_within

FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Lò",
    "Vàng",
    "Giàng",
    "Sùng",
    "Tẩn",
    "Lý",
)
MIDDLE = ("Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc", "Quang", "Thanh", "Hải", "Xuân")
GIVEN = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Hà",
    "Hạnh",
    "Khánh",
    "Lan",
    "Long",
    "Mai",
    "Nam",
    "Phương",
    "Sơn",
    "Thủy",
    "Tú",
)


FIRST_STORY = (
    "tam-duong"  # its people sign in with bare names; those of other stories name the place
)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of a story, as the list of log-ins shows them."""

    username: str
    full_name: str
    position: str
    seats: tuple[tuple[Role, Unit], ...]


def cast(body: Unit, home_affairs: Unit, *, seed: int, on: dt.date | None = None) -> list[Person]:
    """Return everybody a story needs: the council, agencies, and the bodies below.

    With ``on``, only those of the bodies that exist on the day.
    """
    names = _Names(random.Random(seed))  # noqa: S311 - names of a story, not secrets
    people = _council(body, home_affairs, names)
    for agency in agencies_of(body, on=on):
        people += _agency_people(agency, names)
    for committee in _committees_of(body, on=on):
        people += _committee_people(committee, names)
    return people


def register_cast(people: list[Person], *, password: str | None, now: dt.datetime) -> None:
    """Create the people; they share one password, hashed once, since hashing is slow on purpose."""
    encoded = make_password(password)
    for person in people:
        register_person(
            username=person.username,
            full_name=person.full_name,
            position=person.position,
            encoded_password=encoded,
            seats=list(person.seats),
            actor="kịch bản",
            now=now,
        )


def username_stem(unit: Unit) -> str:
    """Return the unit's own part of its code without dashes: "tam-duong.ban-bo" gives "banbo"."""
    return unit.code.rsplit(".", 1)[-1].replace("-", "")


def username(unit: Unit, job: str) -> str:
    """Return who does a job in a unit: "caoloc.noivu.canbo"; of the first story "noivu.canbo"."""
    return f"{_place(unit)}{username_stem(unit)}.{job}"


def council_username(body: Unit, job: str) -> str:
    """Return who does a job in the body's council: "caoloc.hoidong.thuky"."""
    return f"{_place(body)}hoidong.{job}"


def head_job(unit: Unit) -> str:
    """Return what the head of a body is called in a username."""
    if unit.kind == UnitKind.PROVINCE_AGENCY:
        return "giamdoc"
    return "truongphong" if unit.is_agency else "chutich"


def _place(unit: Unit) -> str:
    place = unit.code.split(".", 1)[0]
    return "" if place == FIRST_STORY else f"{place.replace('-', '')}."


def _council(body: Unit, home_affairs: Unit, names: _Names) -> list[Person]:
    return [
        Person(
            username=council_username(body, "chutich"),
            full_name=next(names),
            position=f"Chủ tịch UBND {_level(body)}, Chủ tịch Hội đồng",
            seats=((Role.CHAIR, body), (Role.LEADER, body)),
        ),
        Person(
            username=council_username(body, "thuky"),
            full_name=next(names),
            position="Thư ký Hội đồng",
            seats=((Role.SECRETARY, body),),
        ),
        Person(
            username=username(home_affairs, "dieuphoi"),
            full_name=next(names),
            position=f"Chuyên viên {home_affairs.name} phụ trách CCHC",
            seats=((Role.COORDINATOR, home_affairs),),
        ),
        Person(
            username=f"{_place(body)}quantri",
            full_name=next(names),
            position="Quản trị hệ thống",
            seats=((Role.ADMINISTRATOR, body),),
        ),
    ]


def _level(body: Unit) -> str:
    return "tỉnh" if body.kind == UnitKind.PROVINCE else "huyện"


def _committees_of(body: Unit, *, on: dt.date | None) -> list[Unit]:
    """Return the people's committees one tier below: a province's districts, a district's communes."""
    if body.kind != UnitKind.PROVINCE:
        return list(communes_of(body, on=on))
    return [
        unit
        for unit in units_within(body).filter(parent=body, kind=UnitKind.DISTRICT)
        if on is None or unit.exists_on(on)
    ]


def _agency_people(agency: Unit, names: _Names) -> list[Person]:
    """The two jobs of letter 1202: the same people score for the district and appraise the communes."""
    return [
        Person(
            username=username(agency, "canbo"),
            full_name=next(names),
            position=f"Chuyên viên {agency.name}, thành viên Hội đồng",
            seats=((Role.CLERK, agency), (Role.APPRAISER, agency)),
        ),
        Person(
            username=username(agency, head_job(agency)),
            full_name=next(names),
            position=f"{_head_title(agency)}, {agency.name}",
            seats=((Role.LEADER, agency),),
        ),
    ]


def _head_title(agency: Unit) -> str:
    """Return the title that begins with the body's own first word, of which there are few."""
    titles = {"Văn phòng": "Chánh Văn phòng", "Thanh tra": "Chánh Thanh tra", "Ban": "Trưởng ban"}
    usual = "Giám đốc" if agency.kind == UnitKind.PROVINCE_AGENCY else "Trưởng phòng"
    return next((title for word, title in titles.items() if agency.name.startswith(word)), usual)


def _committee_people(committee: Unit, names: _Names) -> list[Person]:
    is_commune = committee.kind == UnitKind.COMMUNE
    clerk = "Công chức Văn phòng - Thống kê" if is_commune else "Chuyên viên Phòng Nội vụ"
    return [
        Person(
            username=username(committee, "canbo"),
            full_name=next(names),
            position=f"{clerk}, {committee.body}",
            seats=((Role.CLERK, committee),),
        ),
        Person(
            username=username(committee, head_job(committee)),
            full_name=next(names),
            position=f"Chủ tịch {committee.body}",
            seats=((Role.LEADER, committee),),
        ),
    ]


class _Names:
    """An endless supply of invented names, none given twice."""

    def __init__(self, chance: random.Random) -> None:
        self._all = [f"{f} {m} {g}" for f in FAMILY for m in MIDDLE for g in GIVEN]
        chance.shuffle(self._all)

    def __next__(self) -> str:
        return self._all.pop()
