"""Vĩnh Linh 2023 on the screen (system S2): October prepares, November scores, December goes on from November."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.db import transaction
from playwright.sync_api import Locator, Page, expect

from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossiers_of_round
from parindex.cycles.queries import round_of
from parindex.scenarios import vinh_linh as story
from parindex.scenarios.drafting import gather
from parindex.scenarios.people import username
from parindex.scenarios.stage import Stage
from parindex.units.queries import unit_by_code
from tests.support.players import (
    PASSWORD,
    Players,
    dossier_of,
    main_of,
    silent,
    small_ground,
)

COMMUNE, UNFINISHED = "vinh-linh.vinh-giang", "vinh-linh.vinh-o"
LEAD = "vinh-linh.noi-vu"  # leads field 1
CODE = "1.1.3"  # how much of the year's plan is done
SEARCHING = 30_000  # milliseconds; the list of what can still be won takes a while to find
ASKED = "Đề nghị hoàn thành nốt các nhiệm vụ trong tháng 11"


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The story as it stands and its people."""

    played: Stage
    players: Players

    def dossier(self, unit_code: str = COMMUNE, *, number: int = 1) -> Dossier:
        return dossier_of(dossiers_of_round(round_of(self.played.cycle, number)), unit_code)

    def clerk(self) -> Page:
        return self.players(username(unit_by_code(COMMUNE), "canbo"))

    def lead(self) -> Page:
        return self.players(username(unit_by_code(LEAD), "canbo"))

    def coordinator(self) -> Page:
        return self.players(username(self.played.cycle.coordinator, "dieuphoi"))


@pytest.fixture
def scene(transactional_db, tmp_path, new_page, settings) -> Scene:
    """In October, two communes know their figures to date."""
    ground = small_ground(tmp_path, story.SETTING.code, {story.COMMUNE_SET: [COMMUNE, UNFINISHED]})
    with transaction.atomic():
        played = story.set_stage(ground, password=PASSWORD, tell=silent)
        for dossier in played.dossiers:
            seed = f"{dossier.unit.code}, tháng 10"
            gather(dossier, quality=0.6, seed=seed, now=story.PREPARING, share=1.0)
    return Scene(played=played, players=Players("vinh-linh", new_page, settings))


def test_october_prepares_and_december_goes_on_from_november(scene: Scene):
    figures_come_before_scores(scene)
    clerk_notes_an_outlook_and_commits(scene)
    lead_department_chases(scene)
    clerk_answers(scene)
    november_is_scored(scene)
    receipt = clerk_keeps_the_receipt(scene)
    coordinator_opens_the_second_round(scene)
    clerk_changes_one_score(scene)
    clerk_sees_what_changed(scene)
    first_receipt_still_says_the_same(scene, receipt)


def row_of(page: Page) -> Locator:
    """Return the component on the page of preparation."""
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=CODE))


def card_of(page: Page) -> Locator:
    """Return the component on the desk."""
    return page.locator(f"#c-{CODE.replace('.', '-')}")


def figures_come_before_scores(scene: Scene) -> None:
    scene.players.at(story.REVIEWING)
    page = scene.clerk()
    page.goto("/viec/")
    expect(main_of(page)).to_contain_text("Soát từng mục: UBND xã Vĩnh Giang")
    scene.players.look(page, "viec-thang-10")
    page.goto(f"/tu-danh-gia/{scene.dossier().pk}/")
    card = card_of(page)
    card.get_by_label("Số nhiệm vụ đã hoàn thành").fill("9")
    card.get_by_label("Tổng số nhiệm vụ trong kế hoạch").fill("12")
    page.keyboard.press("Tab")
    expect(card).to_contain_text("9/12")
    expect(page.locator("#save-state")).to_have_text("Đã lưu mọi thay đổi")
    expect(card.get_by_label("Điểm tự chấm")).to_have_count(0)


def clerk_notes_an_outlook_and_commits(scene: Scene) -> None:
    page = scene.clerk()
    page.get_by_role("link", name="Soát, cam kết").click()
    row = row_of(page)
    row.get_by_label(f"Ghi chú về triển vọng mục {CODE}").fill("Còn ba nhiệm vụ chưa xong")
    row.get_by_role("button", name="Có nguy cơ").click()
    expect(row.get_by_role("button", name="Có nguy cơ")).to_have_attribute("aria-pressed", "true")
    offers = page.get_by_role("region", name="Còn làm được gì để thêm điểm").get_by_role("listitem")
    offers.first.wait_for(timeout=SEARCHING)
    assert offers.count() >= 3
    expect(offers.first).to_contain_text(re.compile(r"^\s*\+[0-9]"))
    scene.players.look(page, "con-lam-duoc-gi")
    row.get_by_role("link", name="Cam kết", exact=True).click()
    row.get_by_label("Nội dung cam kết").fill("Hoàn thành 100% nhiệm vụ của kế hoạch năm")
    row.get_by_label("Hạn (ngày/tháng/năm)").fill("10/12/2023")
    row.get_by_label("Đạt mấy điểm").fill("2")
    row.get_by_role("button", name="Ghi cam kết").click()
    expect(row.get_by_role("list", name="Cam kết")).to_contain_text("hạn hết ngày 10/12/2023")
    scene.players.look(page, "da-cam-ket")


def lead_department_chases(scene: Scene) -> None:
    scene.players.at(story.PRESSING)
    page = scene.lead()
    page.goto("/viec/")
    page.get_by_role("link", name="Xem các đơn vị").click()
    row = page.get_by_role("row").filter(has_text="Vĩnh Giang")
    expect(row).to_contain_text("1 nguy cơ")
    scene.players.look(page, "linh-vuc-phu-trach")
    row.get_by_role("link", name="Vĩnh Giang", exact=True).click()
    expect(row_of(page)).to_contain_text("Hoàn thành 100% nhiệm vụ của kế hoạch năm")
    page.go_back()
    row.get_by_role("link", name="Nhắc Vĩnh Giang").click()
    page.get_by_label("Về mục").select_option(CODE)
    page.get_by_label("Trả lời trước hết ngày").fill("10/11/2023")
    page.get_by_label("Cần đơn vị làm gì").fill(ASKED)
    scene.players.look(page, "nhac-mot-xa")
    page.get_by_role("button", name="Gửi lời nhắc").click()
    expect(page.get_by_role("region", name="Đã nhắc")).to_contain_text(ASKED)


def clerk_answers(scene: Scene) -> None:
    page = scene.clerk()
    page.goto("/viec/")
    expect(main_of(page)).to_contain_text("Trả lời 1 đề nghị của cơ quan chủ trì")
    page.get_by_role("link", name="Xem và trả lời").click()
    asked = page.get_by_role("region", name="Được đôn đốc")
    asked.get_by_label("Trả lời").fill("Xã làm xong trước ngày 30/11")
    scene.players.look(page, "duoc-don-doc")
    asked.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_role("region", name="Được đôn đốc")).to_contain_text("Xã làm xong trước")
    lead = scene.lead()
    lead.reload()
    expect(lead.get_by_role("region", name="Đã nhắc")).to_contain_text("Xã làm xong trước")


def november_is_scored(scene: Scene) -> None:
    """One commune hands in, the other is not done; that is not what this journey is about."""
    with transaction.atomic():
        story.score_first(scene.played, tell=silent)


def clerk_keeps_the_receipt(scene: Scene) -> str:
    """Return what the receipt of the first round says was handed in."""
    scene.players.at(story.NOVEMBER.submitting)
    page = scene.clerk()
    page.goto(f"/tu-danh-gia/{scene.dossier().pk}/bien-nhan/")
    scene.players.look(page, "bien-nhan-lan-1")
    return page.get_by_role("main").inner_text()


def coordinator_opens_the_second_round(scene: Scene) -> None:
    scene.players.at(story.SECOND_ROUND)
    page = scene.coordinator()
    page.goto(f"/dieu-phoi/{scene.played.cycle.code}/?dot=2")
    expect(main_of(page)).to_contain_text(
        "1 hồ sơ chưa nộp của Chấm điểm lần 1 (tháng 11) sẽ khép lại"
    )
    page.get_by_text("Mở Chấm điểm lần 2 (tháng 12) từ Chấm điểm lần 1 (tháng 11)…").click()
    scene.players.look(page, "mo-lan-2")
    page.get_by_role("button", name="Xác nhận mở Chấm điểm lần 2 (tháng 12)").click()
    expect(main_of(page)).to_contain_text("0/2 hồ sơ đã nộp")
    scene.players.look(page, "tien-do-lan-2")


def clerk_changes_one_score(scene: Scene) -> None:
    scene.players.at(story.DECEMBER.drafting)
    page = scene.clerk()
    page.goto(f"/tu-danh-gia/{scene.dossier(number=2).pk}/")
    page.get_by_role("link", name="So với đợt trước").click()
    expect(main_of(page)).to_contain_text("Chưa có gì khác đợt trước")
    page.get_by_role("link", name="Mở bàn tự đánh giá").click()
    card = card_of(page)
    card.get_by_label("Điểm tự chấm").wait_for()
    whole = card.get_by_label("Tổng số nhiệm vụ trong kế hoạch").input_value()
    card.get_by_label("Số nhiệm vụ đã hoàn thành").fill(whole)
    page.keyboard.press("Tab")
    card.get_by_role("button", name="Lấy 2 làm điểm tự chấm").click()
    expect(card).to_contain_text("Tự chấm 2")
    expect(page.locator("#save-state")).to_have_text("Đã lưu mọi thay đổi")
    scene.players.look(page, "ban-tu-danh-gia-lan-2")


def clerk_sees_what_changed(scene: Scene) -> None:
    page = scene.clerk()
    page.get_by_role("link", name="So với đợt trước").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Chấm điểm lần 2 (tháng 12) so với Chấm điểm lần 1 (tháng 11)"
    )
    expect(main_of(page)).to_contain_text("1 trong ")
    changes = page.get_by_role("article")
    expect(changes).to_have_count(1)
    score = changes.get_by_role("row").filter(has_text="Điểm tự chấm")
    expect(score.get_by_role("cell").last).to_have_text("2")
    expect(score.get_by_role("cell").first).not_to_have_text("2")
    scene.players.look(page, "so-voi-dot-truoc")


def first_receipt_still_says_the_same(scene: Scene, receipt: str) -> None:
    page = scene.clerk()
    page.goto(f"/tu-danh-gia/{scene.dossier().pk}/bien-nhan/")
    assert page.get_by_role("main").inner_text() == receipt
