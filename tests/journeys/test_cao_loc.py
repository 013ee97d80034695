"""Cao Lộc 2020 on the screen (system S0): two tables in one cycle, no points without proof, the last evening."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from playwright.sync_api import Locator, Page, expect

from parindex.assessments.models import Dossier
from parindex.assessments.queries import load_workbook
from parindex.criteria.queries import stored_set_by_code
from parindex.cycles.operations import GuideDetails, attach_guide
from parindex.scenarios import cao_loc as story
from parindex.scenarios import stage
from parindex.scenarios.drafting import draft, own_lines
from parindex.scenarios.people import head_job, username
from parindex.scenarios.stage import Stage, at
from tests.support.players import (
    PASSWORD,
    PDF,
    Players,
    dossier_of,
    main_of,
    silent,
    small_ground,
)

ROADS, LATE, GIVEN_TIME = "cao-loc.kinh-te-ha-tang", "cao-loc.hai-yen", "cao-loc.cong-son"
LAST, GUIDED = "7.1.1", "1.1.1"  # components of Bảng 1
GRANTING, ON_TIME = at(2020, 12, 5, 20), at(2020, 12, 5, 23)
MIDNIGHT, IN_GIVEN_TIME = at(2020, 12, 6, 0), at(2020, 12, 8)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The story as it stands and its people."""

    played: Stage
    players: Players

    def dossier(self, unit_code: str) -> Dossier:
        return dossier_of(self.played.dossiers, unit_code)

    def clerk(self, unit_code: str) -> Page:
        return self.players(username(self.dossier(unit_code).unit, "canbo"))

    def head(self, unit_code: str) -> Page:
        unit = self.dossier(unit_code).unit
        return self.players(username(unit, head_job(unit)))

    def coordinator(self) -> Page:
        return self.players(username(self.played.cycle.coordinator, "dieuphoi"))


@pytest.fixture
def scene(transactional_db, tmp_path, new_page, settings) -> Scene:
    """Both communes are approved; the division's form lacks its last component."""
    ground = small_ground(
        tmp_path,
        story.SETTING.code,
        {story.AGENCY_SET: [ROADS], story.COMMUNE_SET: [LATE, GIVEN_TIME]},
    )
    with transaction.atomic():
        played = story.set_stage(ground, password=PASSWORD, tell=silent)
        give_guides(played)
        communes = [row for row in played.others if row.unit.code != ROADS]
        stage.self_assess(played, communes, tell=silent)
        fill_in_all_but_the_last(dossier_of(played.others, ROADS), now=played.desk.drafting)
    return Scene(played=played, players=Players("cao-loc", new_page, settings))


def give_guides(played: Stage) -> None:
    story.give_guide(played, tell=silent)
    attach_guide(
        cycle=played.cycle,
        criteria_set=stored_set_by_code(story.AGENCY_SET),
        node_code=GUIDED,
        details=GuideDetails(title="Cách tính ngày ban hành kế hoạch", number="131/HD-NV, mục 2"),
        upload=ContentFile(PDF, name="131-hd-nv-muc-2.pdf"),
        actor=played.coordinator,
        now=story.SETTING.began,
    )


def fill_in_all_but_the_last(dossier: Dossier, *, now: dt.datetime) -> None:
    codes = [line.code for line, _clerk in own_lines(load_workbook(dossier))]
    assert codes[-1] == LAST
    share = (len(codes) - 1) / len(codes)
    draft(dossier, quality=0.9, seed=dossier.unit.code, now=now, share=share)


def test_two_tables_are_filled_in_and_handed_in_by_the_last_evening(scene: Scene):
    clerk_reads_the_guide_beside_a_component(scene)
    unproven_points_do_not_count(scene)
    head_of_the_division_approves(scene)
    coordinator_grants_more_time(scene)
    division_hands_in_on_the_last_evening(scene)
    commune_is_late_at_midnight(scene)
    coordinator_sees_who_was_late(scene)
    commune_with_more_time_is_on_time(scene)


def card_of(page: Page, code: str) -> Locator:
    """Return a component's card when its field has arrived."""
    card = page.locator(f"#c-{code.replace('.', '-')}")
    card.get_by_label("Điểm tự chấm").wait_for()
    return card


def clerk_reads_the_guide_beside_a_component(scene: Scene) -> None:
    scene.players.at(at(2020, 12, 5, 19))
    page = scene.clerk(ROADS)
    page.goto("/viec/")
    scene.players.look(page, "viec-cua-can-bo-phong")
    page.goto(f"/tu-danh-gia/{scene.dossier(ROADS).pk}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phòng Kinh tế và Hạ tầng")
    expect(main_of(page)).to_contain_text("Bảng 1")
    link = card_of(page, GUIDED).get_by_role("link", name="Cách tính ngày ban hành kế hoạch")
    expect(link).to_be_visible()
    answer = page.request.get(str(link.get_attribute("href")))
    assert answer.ok
    assert answer.body() == PDF


def unproven_points_do_not_count(scene: Scene) -> None:
    page = scene.clerk(ROADS)
    card, totals = card_of(page, LAST), page.locator("#totals")
    before = totals.locator("dd").first.inner_text()
    card.get_by_label("Xếp loại hoàn thành nhiệm vụ của cơ quan").select_option("Hoàn thành tốt")
    card.get_by_role("button", name="Lấy 1,85 làm điểm tự chấm").click()
    expect(card).to_contain_text("1,85 điểm này sẽ bị tính 0")
    expect(page.locator("#save-state")).to_have_text("Đã lưu mọi thay đổi")
    expect(totals.locator("dd").first).to_have_text(before)
    scene.players.look(page, "se-bi-tinh-khong")
    card.get_by_label("Giải trình").fill("Xếp loại theo thông báo chung của huyện")
    page.keyboard.press("Tab")
    expect(card).not_to_contain_text("sẽ bị tính 0")
    expect(totals.locator("dd").first).not_to_have_text(before)
    gained = _points(totals.locator("dd").first.inner_text()) - _points(before)
    assert round(gained, 2) == 1.85


def _points(text: str) -> float:
    return float(text.split("/", maxsplit=1)[0].strip().replace(",", "."))


def head_of_the_division_approves(scene: Scene) -> None:
    clerk, head = scene.clerk(ROADS), scene.head(ROADS)
    clerk.get_by_role("link", name="Kiểm tra và trình duyệt").click()
    scene.players.look(clerk, "trinh-duyet")
    clerk.get_by_role("button", name="Trình lãnh đạo duyệt").click()
    expect(main_of(clerk)).to_contain_text("Đang chờ lãnh đạo duyệt")
    head.goto(clerk.url)
    scene.players.look(head, "truong-phong-duyet")
    head.get_by_role("button", name="Duyệt", exact=True).click()
    expect(main_of(head)).to_contain_text("Lãnh đạo đã duyệt đúng nội dung đang hiển thị")


def coordinator_grants_more_time(scene: Scene) -> None:
    scene.players.at(GRANTING)
    page, unit = scene.coordinator(), scene.dossier(GIVEN_TIME).unit
    page.goto(f"/dieu-phoi/{scene.played.cycle.code}/")
    tables = page.get_by_role("main").get_by_role("table")
    expect(tables).to_have_count(2)
    expect(tables.first).to_contain_text("Phòng Kinh tế và Hạ tầng")
    expect(tables.last).to_contain_text("Hải Yến")
    scene.players.look(page, "hai-bang-tren-mot-trang")
    tables.last.get_by_role("link", name=unit.name).click()
    page.get_by_text("Gia hạn…").click()
    page.get_by_label("Hạn mới: nộp trước, ngày").fill("09/12/2020")
    page.get_by_label("Số, ký hiệu văn bản cho gia hạn").fill("96/UBND-NV")
    page.get_by_label("Ngày văn bản").fill("05/12/2020")
    page.get_by_label("Lý do gia hạn").fill("Xã bị sạt lở đường, mất điện từ ngày 03/12")
    scene.players.look(page, "gia-han-cho-mot-xa")
    page.get_by_role("button", name="Gia hạn cho đơn vị này").click()
    expect(main_of(page)).to_contain_text("96/UBND-NV")

    clerk = scene.clerk(GIVEN_TIME)
    clerk.goto(f"/tu-danh-gia/{scene.dossier(GIVEN_TIME).pk}/")
    expect(main_of(clerk)).to_contain_text("Hạn nộp đã gia hạn đến trước")
    expect(main_of(clerk)).to_contain_text("theo văn bản số 96/UBND-NV ngày 05/12/2020")
    scene.players.look(clerk, "xa-thay-han-moi")


def division_hands_in_on_the_last_evening(scene: Scene) -> None:
    scene.players.at(ON_TIME)
    page = scene.clerk(ROADS)
    page.goto(f"/tu-danh-gia/{scene.dossier(ROADS).pk}/nop/")
    scene.players.look(page, "nop-toi-cuoi")
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Biên nhận hồ sơ tự đánh giá")
    expect(main_of(page)).to_contain_text("Nộp đúng hạn")
    expect(main_of(page)).to_contain_text(re.compile(r"23:00.*05/12/2020|05/12/2020.*23:00"))


def commune_is_late_at_midnight(scene: Scene) -> None:
    scene.players.at(MIDNIGHT)
    address = f"/tu-danh-gia/{scene.dossier(LATE).pk}/nop/"
    clerk, head = scene.clerk(LATE), scene.head(LATE)
    clerk.goto(address)
    expect(main_of(clerk)).to_contain_text("Quá hạn: cần tài khoản của người đứng đầu đơn vị")
    expect(clerk.get_by_role("button", name="Nộp")).to_have_count(0)
    head.goto(address)
    head.get_by_label("Giải trình của người đứng đầu về việc nộp muộn").fill(story.LATE.words)
    scene.players.look(head, "chu-tich-xa-giai-trinh-nop-muon")
    head.get_by_role("button", name="Nộp muộn kèm giải trình").click()
    expect(main_of(head)).to_contain_text("Nộp muộn")
    expect(main_of(head)).to_contain_text(story.LATE.words)
    scene.players.look(head, "bien-nhan-nop-muon")


def coordinator_sees_who_was_late(scene: Scene) -> None:
    page = scene.coordinator()
    page.goto(f"/dieu-phoi/{scene.played.cycle.code}/")
    expect(main_of(page)).to_contain_text("2/3 hồ sơ đã nộp")
    rows = page.get_by_role("main").get_by_role("row")
    expect(rows.filter(has_text="Phòng Kinh tế và Hạ tầng")).not_to_contain_text("Nộp muộn")
    expect(rows.filter(has_text="Hải Yến")).to_contain_text("Nộp muộn")
    expect(rows.filter(has_text="Công Sơn")).to_contain_text("gia hạn đến trước")
    scene.players.look(page, "bang-theo-doi-sau-han")


def commune_with_more_time_is_on_time(scene: Scene) -> None:
    scene.players.at(IN_GIVEN_TIME)
    page = scene.clerk(GIVEN_TIME)
    page.get_by_role("link", name="Nộp hồ sơ").click()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(main_of(page)).to_contain_text("Nộp đúng hạn")
    expect(main_of(page)).to_contain_text("theo văn bản số 96/UBND-NV")
