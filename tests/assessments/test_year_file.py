"""Years as their files order them: two tables in one cycle (letter 000), two rounds (002), two tiers of government."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password

from parindex.accounts.choices import Role
from parindex.accounts.operations import register_person
from parindex.accounts.queries import actor_by_username
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import dossier_by_id, load_workbook
from parindex.assessments.year_file import open_year
from parindex.criteria.operations import import_set
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Cycle
from parindex.cycles.queries import assignment_parts, responsibilities, rounds_of
from parindex.kernel.clock import VIETNAM
from parindex.kernel.errors import Refused
from parindex.units.operations import import_units
from parindex.units.queries import unit_by_code
from tests.support.story import CRITERIA, OPENED, PASSWORD

DISTRICT = """
units:
  - {code: tinh, kind: province, name: Tỉnh Mẫu}
  - {code: huyen, kind: district, name: Huyện Mẫu, parent: tinh}
  - {code: huyen.nv, kind: district_agency, name: Phòng Nội vụ, parent: huyen}
  - {code: huyen.tp, kind: district_agency, name: Phòng Tư pháp, parent: huyen}
  - {code: huyen.yt, kind: district_agency, name: Phòng Y tế, parent: huyen, to: 2020-06-30}
  - {code: xa-1, kind: commune, name: Xã Một, parent: huyen}
  - {code: xa-2, kind: commune, name: Xã Hai, parent: huyen}
  - {code: xa-3, kind: commune, name: Xã Ba, parent: huyen, to: 2020-11-29}
"""
TWO_TABLES = """
code: mau-2020
name: Kỳ hai bảng năm 2020
year: 2020
body: huyen
coordinator: huyen.nv
data_from: 2020-01-01
data_until: 2020-11-30
rounds:
  - {number: 1, name: Đợt 1, opens_at: "2020-11-09T08:00", due_before: 2020-12-05, prepares_from: "2020-10-01T08:00"}
  - {number: 2, name: Đợt 2, opens_at: "2020-12-05T00:00", due_before: 2020-12-25, starts_from: 1}
participants:
  - {criteria_set: mini-district, agencies_of: huyen}
  - {criteria_set: mini-commune, communes_of: huyen}
assignments:
  - sets: {APPRAISE: [mini-district, mini-commune]}
    source: Quyết định 271/QĐ-UBND
    nodes: {"1": huyen.nv, "2": huyen.tp}
  - sets: {APPRAISE: mini-commune}
    source: Hướng dẫn 131/HD-NV
    nodes: {"1.2": huyen.tp}
"""
TWO_TIERS = """
units:
  - {code: tinh.noi-vu, kind: province_agency, name: Sở Nội vụ, parent: tinh}
  - {code: tinh.tu-phap, kind: province_agency, name: Sở Tư pháp, parent: tinh}
  - {code: tinh.xa-moi, kind: commune, name: Xã Mới, parent: tinh, from: 2025-07-01}
  - {code: tinh.xa-khac, kind: commune, name: Xã Khác, parent: tinh, from: 2025-07-01}
"""
PROVINCE = """
code: tinh-2025
name: Kỳ của tỉnh năm 2025
year: 2025
body: tinh
coordinator: tinh.noi-vu
data_from: 2025-01-01
data_until: 2025-12-31
rounds:
  - {number: 1, name: Năm 2025, opens_at: "2026-01-05T08:00", due_before: 2026-02-01}
participants:
  - {criteria_set: mini-district, agencies_of: tinh}
  - {criteria_set: mini-commune, communes_of: tinh}
assignments:
  sets: {APPRAISE: [mini-district, mini-commune]}
  nodes: {"1": tinh.noi-vu, "2": tinh.tu-phap}
"""


@dataclass
class Desk:
    """A folder of files with a coordinator before it."""

    folder: Path

    def load(self, text: str) -> None:
        import_units(path=self.write("units.yaml", text), actor="kiểm thử", now=OPENED)

    def open(self, text: str, who: str = "dieuphoi") -> Cycle:
        path = self.write("cycle.yaml", text)
        return open_year(path, actor=actor_by_username(who), now=OPENED)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


def register(username: str, *seats: tuple[Role, str]) -> None:
    register_person(
        username=username,
        full_name=username,
        position="",
        encoded_password=make_password(PASSWORD),
        seats=[(role, unit_by_code(code)) for role, code in seats],
        actor="kiểm thử",
        now=OPENED,
    )


@pytest.fixture
def desk(db, tmp_path: Path) -> Desk:
    """Return a desk with the district's units, two sets and its coordinator."""
    found = Desk(tmp_path)
    found.load(DISTRICT)
    for name in ("mini-commune", "mini-district"):
        import_set(directory=CRITERIA / name, actor="kiểm thử", now=OPENED)
    register("dieuphoi", (Role.COORDINATOR, "huyen.nv"))
    return found


def units_of(cycle: Cycle, set_code: str) -> list[str]:
    rows = cycle.participants.filter(criteria_set__code=set_code).order_by("unit__code")
    return [row.unit.code for row in rows]


def test_agencies_score_by_one_table_and_communes_by_the_other(desk):
    cycle = desk.open(TWO_TABLES)
    assert units_of(cycle, "mini-district") == ["huyen.nv", "huyen.tp"]
    assert units_of(cycle, "mini-commune") == ["xa-1", "xa-2"]


def test_each_agency_has_one_sheet_of_its_own(desk):
    cycle = desk.open(TWO_TABLES)
    for dossier in Dossier.objects.filter(round__cycle=cycle).select_related("unit"):
        assert [sheet.unit for sheet in dossier.sheets.all()] == [dossier.unit]
    assert Sheet.objects.count() == 4
    own = load_workbook(dossier_by_id(Dossier.objects.get(unit__code="huyen.tp").pk))
    assert all(line.sheet is not None for line in own.lines.values())


def test_both_tables_are_shared_out_for_appraisal_each_in_its_way(desk):
    cycle = desk.open(TWO_TABLES)
    parts = assignment_parts(cycle)
    assert {(stored.code, purpose) for stored, purpose in parts} == {
        ("mini-district", Purpose.APPRAISE),
        ("mini-commune", Purpose.APPRAISE),
    }
    codes = {
        stored.code: responsibilities(cycle, stored, purpose)["1.2.1"] for stored, purpose in parts
    }
    assert codes == {
        "mini-district": unit_by_code("huyen.nv").pk,
        "mini-commune": unit_by_code("huyen.tp").pk,
    }


def test_rounds_carry_their_phases_and_only_the_first_has_dossiers(desk):
    first, second = rounds_of(desk.open(TWO_TABLES))
    assert first.prepares_from == dt.datetime(2020, 10, 1, 8, 0, tzinfo=VIETNAM)
    assert second.starts_from == first
    assert first.dossiers.count() == 4
    assert second.dossiers.count() == 0


def test_a_province_of_two_tiers_has_its_communes_directly_below(desk):
    desk.load(TWO_TIERS)
    register("so-noi-vu", (Role.COORDINATOR, "tinh.noi-vu"))
    cycle = desk.open(PROVINCE, who="so-noi-vu")
    assert units_of(cycle, "mini-district") == ["tinh.noi-vu", "tinh.tu-phap"]
    assert units_of(cycle, "mini-commune") == ["tinh.xa-khac", "tinh.xa-moi"]
    assert cycle.rounds.get().dossiers.count() == 4


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("communes_of: huyen", "communes_of: tinh", "không có đơn vị nào trực thuộc Tỉnh Mẫu"),
        ("communes_of: huyen", "units: [xa-1, xa-3]", "không có: Xã Ba"),
        ("communes_of: huyen", "units: [huyen.tp]", "Phòng Tư pháp đã tham gia kỳ này"),
        ("starts_from: 1", "starts_from: 3", "không có đợt 3"),
        ("2020-12-05T00:00", "2020-12-04T00:00", "phải mở sau hạn nộp của Đợt 1"),
        ("2020-10-01T08:00", "2020-11-09T08:00", "phải bắt đầu trước thời điểm mở"),
        ("[mini-district, mini-commune]", "[mini-district, khac]", "Không có bộ tiêu chí"),
        ('nodes: {"1.2": huyen.tp}', "nodes: {}", "thiếu khóa “nodes”"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_opened(desk, old, new, says):
    assert old in TWO_TABLES
    with pytest.raises(Refused, match=says):
        desk.open(TWO_TABLES.replace(old, new, 1))
    assert not Cycle.objects.exists()


def test_an_old_cycle_keeps_its_units_when_one_gets_a_new_parent(desk):
    cycle = desk.open(TWO_TABLES)
    desk.load("units:\n  - {code: xa-2, kind: commune, name: Xã Hai, parent: tinh}\n")
    assert unit_by_code("xa-2").path == "/tinh/xa-2/"
    assert units_of(cycle, "mini-commune") == ["xa-1", "xa-2"]
