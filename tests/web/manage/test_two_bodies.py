"""One installation, several coordinating bodies: each sees its own cycles and nothing of the others'."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from parindex.accounts.choices import Role
from parindex.accounts.operations import register_person
from parindex.accounts.queries import actor_by_username
from parindex.assessments.models import Dossier
from parindex.assessments.operations import open_dossiers
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Cycle
from parindex.cycles.operations import CyclePlan, add_participants, assign, open_cycle, open_round
from parindex.units.models import Unit
from tests.support import story
from tests.web.manage.places import CYCLE, words

OTHER = "/dieu-phoi/khac-2019/"


@pytest.fixture
def neighbour(world) -> Cycle:
    """Return the cycle of a second district in the same province, with people of its own."""
    district = _unit("huyen-khac", "DISTRICT", "Huyện Khác", world.district.parent)
    agency = _unit("huyen-khac.noi-vu", "DISTRICT_AGENCY", "Phòng Nội vụ Khác", district)
    commune = _unit("huyen-khac.xa", "COMMUNE", "Xã Khác", district)
    cycle = open_cycle(
        plan=CyclePlan(
            code="khac-2019",
            name="Kỳ của huyện Khác",
            year=2019,
            body=district,
            coordinator=agency,
            data_from=dt.date(2019, 1, 1),
            data_until=dt.date(2019, 12, 31),
        ),
        actor="kiểm thử",
        now=story.OPENED,
    )
    scoring_round = open_round(
        cycle=cycle,
        number=1,
        name="Đợt 1",
        opens_at=story.OPENED,
        due_at=story.DUE,
        actor="kiểm thử",
        now=story.OPENED,
    )
    by: dict[str, Any] = {"actor": "kiểm thử", "now": story.OPENED}
    add_participants(cycle=cycle, criteria_set=world.commune_set, units=[commune], **by)
    open_dossiers(scoring_round=scoring_round, **by)
    seats = {
        "khac.coordinator": (Role.COORDINATOR, agency),
        "khac.secretary": (Role.SECRETARY, district),
        "khac.chair": (Role.CHAIR, district),
        "khac.admin": (Role.ADMINISTRATOR, district),
    }
    for username, seat in seats.items():
        register_person(
            username=username,
            full_name=username,
            position="",
            encoded_password="!",
            seats=[seat],
            **by,
        )
    assign(
        cycle=cycle,
        criteria_set=world.commune_set,
        purpose=Purpose.APPRAISE,
        node_code="1",
        agency=agency,
        source="",
        actor=actor_by_username("khac.coordinator"),
        now=story.OPENED,
    )
    return cycle


def _unit(code: str, kind: str, name: str, parent: Unit | None) -> Unit:
    path = f"{parent.path if parent else '/'}{code}/"
    return Unit.objects.create(
        code=code, kind=kind, name=name, body=name, parent=parent, path=path, sort_key=code
    )


PAGES = ("", "huong-dan/", "nhat-ky/", "cong-bo/mini-commune/")


@pytest.mark.parametrize("role", ["coordinator", "secretary", "chair"])
@pytest.mark.parametrize("page", PAGES)
def test_each_body_opens_its_own_cycle_and_not_the_others(neighbour, as_, role, page):
    ours, theirs = as_(role), as_(f"khac.{role}")
    assert (ours.get(f"{CYCLE}{page}").status_code, ours.get(f"{OTHER}{page}").status_code) == (
        200,
        404,
    )
    assert theirs.get(f"{OTHER}{page}").status_code == 200
    assert theirs.get(f"{CYCLE}{page}").status_code == 404


def test_a_dossier_is_not_reached_through_the_other_cycles_address(neighbour, as_):
    dossier = Dossier.objects.get(round__cycle=neighbour)
    assert as_("coordinator").get(f"{CYCLE}ho-so/{dossier.pk}/").status_code == 404
    assert as_("coordinator").post(f"{CYCLE}ho-so/{dossier.pk}/gia-han/").status_code == 404
    assert as_("coordinator").get(f"/tu-danh-gia/{dossier.pk}/").status_code == 404
    assert as_("khac.coordinator").get(f"{OTHER}ho-so/{dossier.pk}/").status_code == 200


def test_the_work_list_and_the_journal_name_nothing_of_the_others(neighbour, as_):
    for username, mine, other in (
        ("coordinator", "Đánh giá CCHC năm 2019 của huyện Mẫu", "huyện Khác"),
        ("khac.coordinator", "Kỳ của huyện Khác", "huyện Mẫu"),
    ):
        page = words(as_(username).get("/viec/"))
        assert mine in page
        assert other not in page
    assert "Xã Mẫu" not in words(as_("khac.admin").get(f"{OTHER}nhat-ky/?pham-vi=tat-ca"))
