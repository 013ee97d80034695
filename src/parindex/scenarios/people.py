"""The people of a story: invented names, one seat or two each."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from parindex.accounts.choices import Role
from parindex.accounts.operations import register_person
from parindex.units.models import Unit
from parindex.units.queries import agencies_of, communes_of

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


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of a story, as the list of log-ins shows them."""

    username: str
    full_name: str
    position: str
    seats: tuple[tuple[Role, Unit], ...]


def cast(district: Unit, home_affairs: Unit, *, seed: int) -> list[Person]:
    """Return everybody a district's story needs: the council, departments, communes."""
    names = _Names(random.Random(seed))  # noqa: S311 - names of a story, not secrets
    people = [
        Person(
            username="hoidong.chutich",
            full_name=next(names),
            position="Chủ tịch UBND huyện, Chủ tịch Hội đồng",
            seats=((Role.CHAIR, district), (Role.LEADER, district)),
        ),
        Person(
            username="hoidong.thuky",
            full_name=next(names),
            position="Thư ký Hội đồng",
            seats=((Role.SECRETARY, district),),
        ),
        Person(
            username="noivu.dieuphoi",
            full_name=next(names),
            position="Chuyên viên Phòng Nội vụ phụ trách CCHC",
            seats=((Role.COORDINATOR, home_affairs),),
        ),
        Person(
            username="quantri",
            full_name=next(names),
            position="Quản trị hệ thống",
            seats=((Role.ADMINISTRATOR, district),),
        ),
    ]
    for agency in agencies_of(district):
        people += _agency_people(agency, names)
    for commune in communes_of(district):
        people += _commune_people(commune, names)
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


def _agency_people(agency: Unit, names: _Names) -> list[Person]:
    """The two jobs of letter 1202: the same people score for the district and appraise the communes."""
    stem = username_stem(agency)
    return [
        Person(
            username=f"{stem}.canbo",
            full_name=next(names),
            position=f"Chuyên viên {agency.name}, thành viên Hội đồng",
            seats=((Role.CLERK, agency), (Role.APPRAISER, agency)),
        ),
        Person(
            username=f"{stem}.truongphong",
            full_name=next(names),
            position=f"{_head_title(agency)}, {agency.name}",
            seats=((Role.LEADER, agency),),
        ),
    ]


def _head_title(agency: Unit) -> str:
    return "Chánh Văn phòng" if agency.name.startswith("Văn phòng") else "Trưởng phòng"


def _commune_people(commune: Unit, names: _Names) -> list[Person]:
    stem = username_stem(commune)
    return [
        Person(
            username=f"{stem}.canbo",
            full_name=next(names),
            position=f"Công chức Văn phòng - Thống kê, {commune.body}",
            seats=((Role.CLERK, commune),),
        ),
        Person(
            username=f"{stem}.chutich",
            full_name=next(names),
            position=f"Chủ tịch {commune.body}",
            seats=((Role.LEADER, commune),),
        ),
    ]


class _Names:
    """An endless supply of invented names, none given twice."""

    def __init__(self, chance: random.Random) -> None:
        self._all = [f"{f} {m} {g}" for f in FAMILY for m in MIDDLE for g in GIVEN]
        chance.shuffle(self._all)

    def __next__(self) -> str:
        return self._all.pop()
