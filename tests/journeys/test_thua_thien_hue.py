"""Thừa Thiên Huế 2019 on the screen (system S3): a supplement, a thread, a ruling, and what is learned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import expect

from parindex.appraisal.queries import load_docket
from parindex.assessments.models import Dossier
from parindex.assessments.queries import dossier_by_id
from parindex.scenarios import acts, stage
from parindex.scenarios import thua_thien_hue as story
from parindex.scenarios.people import council_username, username
from parindex.scenarios.stage import Stage
from parindex.units.models import Unit
from tests.support.players import (
    PASSWORD,
    Players,
    dossier_of,
    main_of,
    silent,
    small_ground,
    write_pdf,
)

INDUSTRY, HEALTH = "thua-thien-hue.cong-thuong", "thua-thien-hue.y-te"
ASKED, ANSWERED, AGAIN = "1.1.3", "27/BC-SCT", "Hội đồng xem lại phụ lục, chấp nhận giải trình"
THRESHOLD = "Từ 95% trở lên: 2,25 điểm; từ 80% đến dưới 95%: 1,1 điểm; dưới 80%: 0 điểm"


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The story as it stands, its people and one department's dossier."""

    played: Stage
    players: Players
    dossier: Dossier
    pdf: Path

    @property
    def clerk(self) -> str:
        return username(self.dossier.unit, "canbo")

    @property
    def secretary(self) -> str:
        return council_username(self.played.cycle.body, "thuky")

    @property
    def chair(self) -> str:
        return council_username(self.played.cycle.body, "chutich")

    @property
    def coordinator(self) -> str:
        return username(self.played.cycle.coordinator, "dieuphoi")

    @property
    def docket(self) -> str:
        return f"/dieu-phoi/{self.played.cycle.code}/ho-so/{self.dossier.pk}/"


@pytest.fixture
def scene(transactional_db, tmp_path, new_page, settings) -> Scene:
    """Two departments handed in; the council judged one, and of the other what it had time for."""
    ground = small_ground(tmp_path, story.SETTING.code, {story.DEPARTMENT_SET: [INDUSTRY, HEALTH]})
    with transaction.atomic():
        played = story.set_stage(ground, password=PASSWORD, tell=silent)
        stage.self_assess(played, played.others, tell=silent)
        for dossier in played.others:
            stage.hand_in(played, dossier)
        for dossier in played.others:
            share = 0.3 if dossier.unit.code == INDUSTRY else 1.0
            acts.appraise(dossier, seed=dossier.unit.code, now=played.council.awarding, share=share)
    return Scene(
        played=played,
        players=Players("hue", new_page, settings),
        dossier=dossier_by_id(dossier_of(played.others, INDUSTRY).pk),
        pdf=write_pdf(tmp_path, "phu-luc.pdf"),
    )


def test_a_province_asks_hears_publishes_and_learns(scene: Scene):
    secretary_asks_in_writing(scene)
    department_answers_in_its_window(scene)
    council_finishes(scene)
    secretary_sends_provisional_results(scene)
    code = unit_replies_with_an_attachment(scene)
    appraiser_answers(scene, code)
    chair_rules_and_signs(scene, code)
    coordinator_publishes(scene)
    lost = clerk_reads_every_lost_point(scene)
    clerk_writes_a_lesson(scene, lost)
    clerk_proposes(scene)
    home_affairs_answers(scene)
    home_affairs_drafts_next_year(scene)


def secretary_asks_in_writing(scene: Scene) -> None:
    scene.players.at(scene.played.council.asking)
    page = scene.players(scene.secretary)
    page.goto("/viec/")
    scene.players.look(page, "viec-cua-thu-ky")
    page.goto(scene.docket)
    page.get_by_label(f"Yêu cầu bổ sung {ASKED}", exact=True).check()
    page.get_by_label("Số, ký hiệu văn bản").fill("02/HĐ-CCHC")
    page.get_by_label("Nội dung cần bổ sung").fill("Đề nghị gửi bảng theo dõi tiến độ kế hoạch")
    page.get_by_label("Hạn bổ sung, ngày").fill("23/12/2019")
    scene.players.look(page, "yeu-cau-bo-sung")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(main_of(page)).to_contain_text("02/HĐ-CCHC")


def department_answers_in_its_window(scene: Scene) -> None:
    scene.players.at(scene.played.council.answering)
    page = scene.players(scene.clerk)
    page.goto("/viec/")
    expect(main_of(page)).to_contain_text("02/HĐ-CCHC")
    page.goto(f"/tu-danh-gia/{scene.dossier.pk}/bo-sung/")
    page.get_by_label("Trả lời").fill("Gửi bảng theo dõi tiến độ năm 2019")
    page.get_by_role("button", name="Lưu trả lời").click()
    page.get_by_text("Thêm tài liệu cho mục này").click()
    page.get_by_label("Loại văn bản").select_option("REPORT")
    page.get_by_label("Số, ký hiệu").fill(ANSWERED)
    page.get_by_label("Ngày ban hành").fill("20/11/2019")
    page.get_by_label("Trích yếu").fill("Bảng theo dõi tiến độ kế hoạch CCHC")
    page.get_by_label("Tệp", exact=True).set_input_files(scene.pdf)
    page.get_by_role("button", name="Bổ sung văn bản").click()
    expect(page.get_by_role("link", name=ANSWERED)).to_be_visible()
    scene.players.look(page, "bo-sung-trong-han")


def council_finishes(scene: Scene) -> None:
    """The other appraisers do the rest; that is not what this journey is about."""
    with transaction.atomic():
        acts.appraise(scene.dossier, seed=INDUSTRY, now=scene.played.council.finishing)


def secretary_sends_provisional_results(scene: Scene) -> None:
    scene.players.at(scene.played.council.notifying)
    page = scene.players(scene.secretary)
    for dossier in scene.played.others:
        page.goto(f"/dieu-phoi/{scene.played.cycle.code}/ho-so/{dossier.pk}/")
        page.get_by_text("Gửi kết quả tạm thời…").click()
        page.get_by_label("Hạn giải trình, ngày").fill("03/01/2020")
        page.get_by_role("button", name="Xác nhận gửi").click()
        expect(main_of(page)).to_contain_text("Chờ đơn vị giải trình")


def unit_replies_with_an_attachment(scene: Scene) -> str:
    """Reply where the council cut most; return the component."""
    scene.players.at(scene.played.council.replying)
    code = _cut_most(scene.dossier)
    page = scene.players(scene.clerk)
    page.goto(f"/tu-danh-gia/{scene.dossier.pk}/bo-sung/")
    expect(main_of(page)).to_contain_text("Đã đóng")
    expect(page.get_by_role("button", name="Bổ sung văn bản")).to_have_count(0)
    page.goto(f"/tu-danh-gia/{scene.dossier.pk}/giai-trinh/")
    card = page.get_by_role("article").filter(has=page.get_by_label(f"Giải trình mục {code}"))
    card.get_by_label(f"Giải trình mục {code}").fill("Số liệu ở phụ lục kèm theo, trang 4")
    card.get_by_label("Tệp kèm theo").set_input_files(scene.pdf)
    card.get_by_role("button", name="Gửi giải trình").click()
    expect(card.get_by_role("status")).to_contain_text("Đã lưu")
    expect(card.get_by_role("link", name="phu-luc.pdf")).to_be_visible()
    scene.players.look(page, "giai-trinh-kem-tep")
    return code


def _cut_most(dossier: Dossier) -> str:
    cut = [
        ((case.proposed or 0) - case.award.points, case.code)
        for case in load_docket(dossier).cases.values()
        if case.award and case.award.points is not None
    ]
    points, code = max(cut)
    assert points > 0
    return code


def appraiser_answers(scene: Scene, code: str) -> None:
    scene.players.at(scene.played.council.deciding)
    agency = load_docket(scene.dossier).cases[code].agency_id
    assert agency is not None
    page = scene.players(username(Unit.objects.get(pk=agency), "canbo"))
    page.goto(f"/tham-dinh/{scene.dossier.round_id}/{scene.dossier.pk}/{code}/")
    expect(main_of(page)).to_contain_text("Số liệu ở phụ lục kèm theo, trang 4")
    expect(page.get_by_role("link", name="phu-luc.pdf")).to_be_visible()
    page.get_by_label("Trả lời hoặc hỏi thêm đơn vị").fill("Phụ lục khớp với báo cáo năm")
    scene.players.look(page, "nguoi-tham-dinh-tra-loi")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.get_by_role("list").filter(has_text="Hội đồng")).to_contain_text(
        "Phụ lục khớp với báo cáo năm"
    )


def chair_rules_and_signs(scene: Scene, code: str) -> None:
    page, cycle = scene.players(scene.chair), scene.played.cycle.code
    top = load_docket(scene.dossier).cases[code].proposed
    page.goto(f"{scene.docket}?muc={code}")
    page.get_by_label(re.compile("^Điểm")).fill(str(top).replace(".", ","))
    page.get_by_label("Lý do kết luận").fill(AGAIN)
    scene.players.look(page, "chu-tich-ket-luan")
    page.get_by_role("button", name="Kết luận", exact=True).click()
    expect(main_of(page)).to_contain_text(AGAIN)
    for dossier in scene.played.others:
        page.goto(f"/dieu-phoi/{cycle}/ho-so/{dossier.pk}/")
        page.get_by_text("Kết luận hồ sơ…").click()
        page.get_by_role("button", name="Xác nhận kết luận hồ sơ").click()
        expect(main_of(page)).to_contain_text("Đã kết luận hồ sơ")
    page.goto(f"/dieu-phoi/{cycle}/ky-ket-qua/")
    scene.players.look(page, "ky-ket-qua")
    page.get_by_role("button", name="Ký kết quả 2 hồ sơ").click()
    expect(main_of(page)).to_contain_text("Đã ký")


def coordinator_publishes(scene: Scene) -> None:
    scene.players.at(scene.played.council.publishing)
    page = scene.players(scene.coordinator)
    page.goto(f"/dieu-phoi/{scene.played.cycle.code}/cong-bo/{story.DEPARTMENT_SET}/")
    page.get_by_label("Số, ký hiệu văn bản công bố").fill("85/QĐ-UBND")
    page.get_by_label("Ngày văn bản").fill("13/01/2020")
    page.get_by_label("Người ký").fill(scene.played.chair.full_name)
    page.get_by_role("button", name="Xem lại trước khi công bố").click()
    scene.players.look(page, "xac-nhan-cong-bo")
    page.get_by_role("button", name="Công bố và đóng băng kết quả").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kết quả đã công bố")


def clerk_reads_every_lost_point(scene: Scene) -> str:
    """Each row says what was lost and why; return the first component."""
    scene.players.at(story.LEARNING)
    page = scene.players(scene.clerk)
    page.get_by_role("navigation").get_by_role("link", name="Sau kết quả").click()
    scene.players.look(page, "sau-ket-qua")
    page.get_by_role("link", name="Kết quả chi tiết").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("vì sao mất điểm")
    rows = page.locator("table", has=page.get_by_role("columnheader", name="Vì sao")).locator(
        "tr[id^=muc-]"
    )
    assert rows.count() > 3
    for row in rows.all():
        expect(row.locator(".i-lost")).to_have_text(re.compile(r"^−[0-9]"))
        assert row.locator("p").first.inner_text().strip()
    scene.players.look(page, "ket-qua-chi-tiet")
    return str(rows.first.get_attribute("id")).removeprefix("muc-")


def clerk_writes_a_lesson(scene: Scene, code: str) -> None:
    page = scene.players(scene.clerk)
    page.get_by_role("link", name=f"Rút kinh nghiệm {code}", exact=True).click()
    page.get_by_role("textbox", name="Nguyên nhân").fill("Chưa theo dõi tiến độ hằng quý")
    page.get_by_label("Quy trình", exact=True).check()
    page.get_by_label("Tập thể hoặc cá nhân chịu trách nhiệm").fill("Văn phòng Sở")
    page.get_by_label("Biện pháp khắc phục, phòng ngừa").fill("Kiểm tra vào ngày 25 hằng tháng")
    scene.players.look(page, "ghi-bai-hoc")
    page.get_by_role("button", name="Lưu bài học").click()
    expect(page.get_by_role("article").filter(has_text=f"{code}.")).to_contain_text(
        "Kiểm tra vào ngày 25 hằng tháng"
    )


def clerk_proposes(scene: Scene) -> None:
    page = scene.players(scene.clerk)
    page.goto(f"/cai-thien/kien-nghi/{scene.played.cycle.code}/{INDUSTRY}/")
    page.get_by_role("link", name="Gửi kiến nghị").click()
    page.get_by_label("Mục", exact=True).select_option(ASKED)
    page.get_by_label("Cách chấm, phương pháp xác định").check()
    page.get_by_label("Điều chưa hợp lý và đề nghị của đơn vị").fill(
        "Ngưỡng 100% không đạt được khi có nhiệm vụ chuyển sang năm sau; đề nghị từ 95%"
    )
    scene.players.look(page, "gui-kien-nghi")
    page.get_by_role("button", name="Gửi kiến nghị").click()
    expect(main_of(page)).to_contain_text("Mới gửi")


def home_affairs_answers(scene: Scene) -> None:
    scene.players.at(story.ANSWERING)
    page = scene.players(scene.coordinator)
    page.get_by_role("navigation").get_by_role("link", name="Sau kết quả").click()
    page.get_by_role("link", name="Kiến nghị về tiêu chí").click()
    expect(main_of(page)).to_contain_text("1 chờ trả lời")
    page.get_by_label("Kết quả xem xét các kiến nghị đã chọn").select_option(label="Tiếp thu")
    page.get_by_label("Trả lời", exact=True).fill("Sở Nội vụ tiếp thu, đưa vào dự thảo")
    scene.players.look(page, "tra-loi-kien-nghi")
    page.get_by_role("button", name="Trả lời các kiến nghị đã chọn").click()
    expect(main_of(page)).to_contain_text("0 chờ trả lời")

    clerk = scene.players(scene.clerk)
    clerk.reload()
    expect(main_of(clerk)).to_contain_text("Sở Nội vụ tiếp thu, đưa vào dự thảo")


def home_affairs_drafts_next_year(scene: Scene) -> None:
    page = scene.players(scene.coordinator)
    page.get_by_role("link", name="Dự thảo bộ tiêu chí năm sau").click()
    page.get_by_label("Từ bộ đang dùng").select_option(story.DEPARTMENT_SET)
    page.get_by_label("Mã bộ mới").fill("hue-2020-department")
    page.get_by_label("Tên bộ mới").fill("Bộ tiêu chí cấp sở năm 2020, dự thảo")
    page.get_by_role("button", name="Tạo dự thảo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("năm 2020, dự thảo")
    scene.players.look(page, "du-thao")
    page.get_by_role("link", name=f"Sửa {ASKED}", exact=True).click()
    page.get_by_label("Cách chấm bằng lời").fill(THRESHOLD)
    page.get_by_role("button", name="Xem máy hiểu thế nào").click()
    expect(page.get_by_role("status").filter(has_text="Hiểu là:")).to_contain_text("95%")
    scene.players.look(page, "may-hieu-the-nao")
    page.get_by_role("button", name="Đổi cách chấm").click()
    expect(page.get_by_role("cell", name=re.compile("95%")).first).to_be_visible()
    page.get_by_role("link", name="Bộ tiêu chí cấp sở năm 2020, dự thảo").click()
    page.get_by_role("link", name="So với bộ hiện hành").click()
    expect(main_of(page)).to_contain_text("1 mục khác")
    row = page.get_by_role("row", name=re.compile("Cách chấm"))
    expect(row.locator(".i-before")).to_contain_text("100%")
    expect(row.locator(".i-after")).to_contain_text("95%")
    scene.players.look(page, "so-voi-bo-hien-hanh")
