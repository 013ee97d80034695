"""A small world for tests, built through the same operations as the screens use."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile

from parindex.accounts.choices import Role
from parindex.accounts.models import User
from parindex.accounts.operations import register_person
from parindex.accounts.queries import actor_by_username
from parindex.accounts.rules import Actor
from parindex.appraisal import operations as council
from parindex.appraisal.models import SignOff
from parindex.appraisal.openness import decided_hash
from parindex.assessments import operations as desk
from parindex.assessments.fingerprint import sheet_hash
from parindex.assessments.models import Dossier, Sheet
from parindex.assessments.queries import dossier_by_id, load_workbook
from parindex.criteria.models import StoredCriteriaSet
from parindex.criteria.operations import import_set
from parindex.cycles.choices import Purpose
from parindex.cycles.models import Cycle, Round
from parindex.cycles.operations import CyclePlan, add_participants, open_cycle, open_round
from parindex.engine import ScoredBy
from parindex.evidence.choices import DocumentKind
from parindex.evidence.operations import DocumentDetails
from parindex.kernel.clock import VIETNAM
from parindex.kernel.errors import Refused
from parindex.results.models import Publication
from parindex.results.operations import publish_results
from parindex.units.choices import UnitKind
from parindex.units.models import Unit
from parindex.viet import sort_key
from tests.support.frozen import Frozen

CRITERIA = Path(__file__).parent / "criteria"
PASSWORD = "mat-khau-2019"  # of people who exist in tests only
PDF = b"%PDF-1.4\n% parindex\n"

OPENED = dt.datetime(2019, 12, 26, 8, 0, tzinfo=VIETNAM)
DRAFTED = dt.datetime(2020, 1, 10, 9, 0, tzinfo=VIETNAM)
DUE = dt.datetime(2020, 1, 23, 0, 0, tzinfo=VIETNAM)
APPRAISED = dt.datetime(2020, 2, 3, 9, 0, tzinfo=VIETNAM)
REPLY_DUE = dt.datetime(2020, 2, 10, 17, 0, tzinfo=VIETNAM)
DECIDED = dt.datetime(2020, 2, 11, 9, 0, tzinfo=VIETNAM)
PUBLISHED = dt.datetime(2020, 2, 14, 9, 0, tzinfo=VIETNAM)

FACTS: dict[str, object] = {
    "plan_issued": True,
    "plan_published": True,
    "plan_tasks": {"numerator": 9, "denominator": 10},
    "report_sent_on": "2019-12-09",
    "wrong_documents": 1,
}
JUDGED = Decimal("0.5")


@dataclass
class World:
    """The small world: one district with two agencies and some communes."""

    district: Unit
    home_affairs: Unit
    justice: Unit
    communes: list[Unit]
    commune_set: StoredCriteriaSet
    district_set: StoredCriteriaSet
    cycle: Cycle
    round: Round
    people: dict[str, User] = field(default_factory=dict)

    def actor(self, username: str) -> Actor:
        return actor_by_username(username)

    def clerk(self, commune: int = 0) -> Actor:
        return self.actor(f"clerk-{commune + 1}")

    def leader(self, commune: int = 0) -> Actor:
        return self.actor(f"leader-{commune + 1}")

    def dossier(self, commune: int = 0) -> Dossier:
        return self._dossier_of(self.communes[commune])

    def district_dossier(self) -> Dossier:
        return self._dossier_of(self.district)

    def _dossier_of(self, unit: Unit) -> Dossier:
        return dossier_by_id(Dossier.objects.get(round=self.round, unit=unit).pk)

    def sheet(self, commune: int = 0) -> Sheet:
        return self.dossier(commune).sheets.get()


def build_world(communes: int = 2, commune_criteria: Path = CRITERIA / "mini-commune") -> World:
    """Make the world as it stands when self-assessment begins; any set may score the communes.

    Usernames: clerk-N and leader-N of commune N (from 1); nv.clerk, nv.leader (home affairs),
    tp.clerk, tp.leader (justice), nv.appraiser, tp.appraiser, secretary, chair, coordinator,
    admin, district.leader. Home affairs answers for field 1 and justice for field 2, except 1.2,
    which is justice's (both for the district's own form and for appraisal).
    """
    province = _unit("mau", UnitKind.PROVINCE, "Tỉnh Mẫu", None)
    district = _unit("huyen-mau", UnitKind.DISTRICT, "Huyện Mẫu", province)
    home_affairs = _unit("huyen-mau.noi-vu", UnitKind.DISTRICT_AGENCY, "Phòng Nội vụ", district)
    justice = _unit("huyen-mau.tu-phap", UnitKind.DISTRICT_AGENCY, "Phòng Tư pháp", district)
    units = [
        _unit(f"huyen-mau.xa-{n:02d}", UnitKind.COMMUNE, f"Xã Mẫu {n:02d}", district)
        for n in range(1, communes + 1)
    ]
    commune_set, district_set = (
        import_set(directory=directory, actor="kiểm thử", now=OPENED)
        for directory in (commune_criteria, CRITERIA / "mini-district")
    )
    cycle, scoring_round = _cycle(district, home_affairs)
    for stored, members in ((commune_set, units), (district_set, [district])):
        add_participants(
            cycle=cycle, criteria_set=stored, units=members, actor="kiểm thử", now=OPENED
        )
    world = World(
        district=district,
        home_affairs=home_affairs,
        justice=justice,
        communes=units,
        commune_set=commune_set,
        district_set=district_set,
        cycle=cycle,
        round=scoring_round,
    )
    _people(world)
    _share_out(world)
    desk.open_dossiers(scoring_round=scoring_round, actor="kiểm thử", now=OPENED)
    return world


small_world = Frozen(lambda: build_world(communes=2))


def _cycle(district: Unit, home_affairs: Unit) -> tuple[Cycle, Round]:
    cycle = open_cycle(
        plan=CyclePlan(
            code="mau-2019",
            name="Đánh giá CCHC năm 2019 của huyện Mẫu",
            year=2019,
            body=district,
            coordinator=home_affairs,
            data_from=dt.date(2019, 1, 1),
            data_until=dt.date(2019, 12, 31),
            council_name="Hội đồng thẩm định huyện Mẫu",
        ),
        actor="kiểm thử",
        now=OPENED,
    )
    scoring_round = open_round(
        cycle=cycle,
        number=1,
        name="Đợt 1",
        opens_at=OPENED,
        due_at=DUE,
        actor="kiểm thử",
        now=OPENED,
    )
    return cycle, scoring_round


def _share_out(world: World) -> None:
    sets = ((world.district_set, Purpose.SELF_SCORE), (world.commune_set, Purpose.APPRAISE))
    agencies = (("1", world.home_affairs), ("2", world.justice), ("1.2", world.justice))
    for stored, purpose in sets:
        for code, agency in agencies:
            desk.share_out(
                cycle=world.cycle,
                criteria_set=stored,
                purpose=purpose,
                node_code=code,
                agency=agency,
                source="Công văn mẫu",
                actor=world.actor("coordinator"),
                now=OPENED,
            )


def details(number: str = "12/KH-UBND", **changes: object) -> DocumentDetails:
    """Details of a believable document."""
    values: dict[str, object] = {
        "number": number,
        "issued_on": dt.date(2019, 1, 20),
        "issuer": "UBND xã Mẫu 01",
        "kind": DocumentKind.PLAN,
        "summary": "Kế hoạch cải cách hành chính năm 2019",
    }
    return DocumentDetails(**{**values, **changes})  # type: ignore[arg-type]


def pdf(name: str = "ke-hoach.pdf", content: bytes = PDF) -> ContentFile[bytes]:
    """Return an upload that looks like a PDF."""
    return ContentFile(content, name=name)


def fill_in(world: World, commune: int = 0) -> Dossier:
    """Let the clerk fill everything in: facts, computed self-scores, one document each."""
    clerk = world.clerk(commune)
    return _fill_in(world.dossier(commune), lambda _code: clerk)


def fill_in_district(world: World) -> Dossier:
    """Let each department fill in what it leads of the district's own form."""
    home, justice = world.actor("nv.clerk"), world.actor("tp.clerk")
    return _fill_in(world.district_dossier(), lambda code: home if code == "1.1" else justice)


def _fill_in(dossier: Dossier, clerk_for: Callable[[str], Actor]) -> Dossier:
    for fact_code, wire in FACTS.items():
        clerk = clerk_for(load_workbook(dossier).lines_using(fact_code)[0].code)
        desk.save_fact(
            dossier_id=dossier.pk,
            fact_code=fact_code,
            wire=wire,
            expected_version=0,
            actor=clerk,
            now=DRAFTED,
        )
    for line in load_workbook(dossier).lines.values():
        if line.node.scored_by is ScoredBy.SURVEY:
            continue
        clerk = clerk_for(line.code)
        score = JUDGED if line.computed is None else line.computed
        draft = desk.ComponentDraft(self_score=score)
        desk.save_component(
            dossier_id=dossier.pk,
            code=line.code,
            draft=draft,
            expected_version=0,
            actor=clerk,
            now=DRAFTED,
        )
        desk.attach_document(
            dossier_id=dossier.pk,
            code=line.code,
            details=details(),
            upload=pdf(),
            actor=clerk,
            now=DRAFTED,
        )
    return dossier


def request_approval(world: World, commune: int = 0) -> Sheet:
    """Fill in and put before the leader."""
    fill_in(world, commune)
    return desk.request_approval(
        sheet_id=world.sheet(commune).pk, actor=world.clerk(commune), now=DRAFTED
    )


def approve(world: World, commune: int = 0) -> Sheet:
    """Fill in, ask, and let the leader approve."""
    sheet = request_approval(world, commune)
    seen = sheet_hash(load_workbook(world.dossier(commune)), sheet)
    return desk.approve_sheet(
        sheet_id=sheet.pk, seen_hash=seen, actor=world.leader(commune), now=DRAFTED
    )


def submit(world: World, commune: int = 0) -> Dossier:
    """Bring a commune's dossier to the council, on time."""
    approve(world, commune)
    return desk.submit_dossier(
        dossier_id=world.dossier(commune).pk, actor=world.clerk(commune), now=DRAFTED
    )


def award_all(world: World, commune: int = 0) -> Dossier:
    """Submit, and let both appraisers award what the unit scored; the survey gave 80 percent."""
    dossier = submit(world, commune)
    council.record_survey_result(
        dossier_id=dossier.pk,
        code="2.3",
        wire="80",
        expected_version=0,
        actor=world.actor("tp.appraiser"),
        now=APPRAISED,
    )
    for line in load_workbook(dossier).lines.values():
        actor = world.actor("nv.appraiser" if line.code == "1.1" else "tp.appraiser")
        points = line.counted if line.is_self_scored else line.computed
        council.save_award(
            dossier_id=dossier.pk,
            code=line.code,
            draft=council.AwardDraft(points=points),
            expected_version=0,
            actor=actor,
            now=APPRAISED,
        )
    return world.dossier(commune)


def send_provisional(world: World, commune: int = 0) -> Dossier:
    """Award everything and send the provisional result to the unit."""
    dossier = award_all(world, commune)
    council.send_provisional(
        dossier_id=dossier.pk, reply_due_at=REPLY_DUE, actor=world.actor("secretary"), now=APPRAISED
    )
    return world.dossier(commune)


def decide(world: World, commune: int = 0) -> Dossier:
    """Bring a dossier to the chair's decision."""
    dossier = send_provisional(world, commune)
    council.decide_dossier(dossier_id=dossier.pk, actor=world.actor("chair"), now=DECIDED)
    return world.dossier(commune)


def sign_off(world: World, *, now: dt.datetime) -> SignOff:
    """Let the chair sign what is decided for the communes as it stands."""
    return council.sign_off_round(
        scoring_round=world.round,
        criteria_set=world.commune_set,
        seen_hash=decided_hash(world.round, world.commune_set),
        actor=world.actor("chair"),
        now=now,
    )


def sign_if_ready(world: World, *, now: dt.datetime) -> None:
    """Let the chair sign if nothing stands in the way."""
    with contextlib.suppress(Refused):
        sign_off(world, now=now)


def publish(world: World) -> Publication:
    """Decide every commune and publish the commune set's result."""
    for commune in range(len(world.communes)):
        decide(world, commune)
    sign_off(world, now=PUBLISHED)
    return publish_results(
        scoring_round=world.round,
        criteria_set=world.commune_set,
        decision_number="99/QĐ-UBND",
        decision_date=dt.date(2020, 2, 14),
        signed_by="Nguyễn Văn Mẫu",
        actor=world.actor("coordinator"),
        now=PUBLISHED,
    )


def _unit(code: str, kind: UnitKind, name: str, parent: Unit | None) -> Unit:
    return Unit.objects.create(
        code=code,
        kind=kind,
        name=name,
        body=name if kind == UnitKind.DISTRICT_AGENCY else f"UBND {name[0].lower()}{name[1:]}",
        symbol="UBND",
        place=name.split(" ", 1)[1],
        parent=parent,
        path=f"{parent.path if parent else '/'}{code}/",
        sort_key=sort_key(name),
    )


def _people(world: World) -> None:
    seats: dict[str, tuple[str, list[tuple[Role, Unit]]]] = {
        "nv.clerk": ("Lê Nội Vụ", [(Role.CLERK, world.home_affairs)]),
        "nv.leader": ("Lê Trưởng Vụ", [(Role.LEADER, world.home_affairs)]),
        "nv.appraiser": ("Lê Thẩm Định", [(Role.APPRAISER, world.home_affairs)]),
        "tp.clerk": ("Phạm Tư Pháp", [(Role.CLERK, world.justice)]),
        "tp.leader": ("Phạm Trưởng Pháp", [(Role.LEADER, world.justice)]),
        "tp.appraiser": ("Phạm Thẩm Định", [(Role.APPRAISER, world.justice)]),
        "secretary": ("Vũ Thư Ký", [(Role.SECRETARY, world.district)]),
        "chair": ("Hoàng Chủ Tịch", [(Role.CHAIR, world.district)]),
        "district.leader": ("Hoàng Lãnh Đạo", [(Role.LEADER, world.district)]),
        "coordinator": ("Đỗ Điều Phối", [(Role.COORDINATOR, world.home_affairs)]),
        "admin": ("Ngô Quản Trị", [(Role.ADMINISTRATOR, world.district)]),
    }
    for number, commune in enumerate(world.communes, start=1):
        seats[f"clerk-{number}"] = (f"Trần Cán Bộ {number}", [(Role.CLERK, commune)])
        seats[f"leader-{number}"] = (f"Trần Lãnh Đạo {number}", [(Role.LEADER, commune)])
    encoded = make_password(PASSWORD)
    for username, (full_name, places) in seats.items():
        world.people[username] = register_person(
            username=username,
            full_name=full_name,
            position="",
            encoded_password=encoded,
            seats=places,
            actor="kiểm thử",
            now=OPENED,
        )
