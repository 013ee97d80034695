"""A commune's whole year on the screen: clerk, leader, secretary, appraisers, chair, coordinator, citizen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.support import story
from tests.support.browser import check_axe, screenshot, sign_in
from tests.support.story import World

PDF = b"%PDF-1.4\n% parindex\n"
LATER = dt.timedelta(hours=1)


class Stage:
    """The people at their own browsers, and a clock that the story sets."""

    def __init__(self, world: World, new_page: Callable[[], Page], settings) -> None:
        self.world, self._new_page, self._settings = world, new_page, settings
        self._pages: dict[str, Page] = {}
        self._looked: set[str] = set()

    def at(self, moment: dt.datetime) -> None:
        """Set everybody's clock."""
        self._settings.PARINDEX_NOW = moment

    def __call__(self, username: str) -> Page:
        """Return the person's page, signed in through the form."""
        if username not in self._pages:
            self._pages[username] = page = self._new_page()
            sign_in(page, username=username, password=story.PASSWORD)
        return self._pages[username]

    def citizen(self) -> Page:
        if "" not in self._pages:
            self._pages[""] = self._new_page()
        return self._pages[""]

    def look(self, page: Page, name: str) -> None:
        """Check a page that somebody stands on: no serious accessibility finding; keep its picture."""
        check_axe(page)
        screenshot(page, name)
        self._looked.add(name)


@pytest.fixture
def stage(transactional_db, new_page, settings) -> Stage:
    return Stage(story.build_world(communes=1), new_page, settings)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(PDF)
    return path


def settled(page: Page) -> None:
    """Wait until nothing typed is on its way any more."""
    expect(page.locator("#save-state")).to_have_text("Đã lưu mọi thay đổi")


def score(page: Page, code: str, points: str, *, explanation: str = "") -> None:
    """Type a self-score, and an explanation where no document will stand behind it."""
    slug = code.replace(".", "-")
    page.fill(f"#i-{slug}", points)
    if explanation:
        page.fill(f"#l-{slug}", explanation)
    page.keyboard.press("Tab")
    settled(page)


def attach(page: Page, code: str, pdf: Path) -> None:
    """Put a document forward through the form on the card."""
    proofs = page.locator(f"#p-{code.replace('.', '-')}")
    proofs.locator("[data-add]").click()
    form = proofs.locator("form.d-new")
    form.locator("[name=kind]").select_option("PLAN")
    form.locator("[name=number]").fill("05/KH-UBND")
    form.locator("[name=issued_on]").fill("15/01/2019")
    form.locator("[name=summary]").fill("Kế hoạch cải cách hành chính năm 2019")
    form.locator("[name=file]").set_input_files(pdf)
    form.get_by_role("button", name="Thêm văn bản").click()
    expect(page.locator(f"#p-{code.replace('.', '-')} .d-documents")).to_contain_text("05/KH-UBND")


def test_the_whole_story_on_the_screen(stage: Stage, pdf: Path):
    nothing_published(stage)
    clerk_fills_in(stage, pdf)
    leader_returns_and_approves(stage)
    clerk_hands_in(stage)
    secretary_asks_and_clerk_supplements(stage, pdf)
    appraisers_award(stage)
    unit_replies_and_chair_decides(stage)
    coordinator_publishes(stage)
    citizen_reads(stage)


def nothing_published(stage: Stage) -> None:
    stage.at(story.DRAFTED)
    page = stage.citizen()
    page.goto("/")
    stage.look(page, "01-trang-dau-chua-co-ket-qua")
    page.goto("/bo-tieu-chi/mini-commune/")
    stage.look(page, "02-bo-tieu-chi")
    page.goto("/tai-khoan/dang-nhap/")
    stage.look(page, "03-dang-nhap")


def clerk_fills_in(stage: Stage, pdf: Path) -> None:
    page = stage("clerk-1")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Việc của tôi")
    stage.look(page, "04-viec-cua-can-bo")
    page.goto(f"/tu-danh-gia/{stage.world.dossier().pk}/")
    stage.look(page, "05-ban-tu-danh-gia-trong")
    for code in ("plan_issued", "plan_published"):
        page.locator(f"form[action*='/so-lieu/{code}/'] input[value=true]").first.check()
    ratio = page.locator("form[action*='/so-lieu/plan_tasks/']").first
    ratio.locator("[name=numerator]").fill("12")
    ratio.locator("[name=denominator]").fill("10")
    page.keyboard.press("Tab")
    expect(ratio).to_contain_text("không được lớn hơn mẫu số")
    ratio.locator("[name=numerator]").fill("9")
    page.keyboard.press("Tab")
    page.locator("form[action*='/so-lieu/report_sent_on/'] [name=value]").first.fill("09/12/2019")
    page.locator("form[action*='/so-lieu/wrong_documents/'] [name=value]").first.fill("1")
    page.keyboard.press("Tab")
    settled(page)
    expect(page.locator("#c-1-2-1")).to_contain_text("9/10")
    for code, points in (("1.1", "2"), ("1.2.1", "1"), ("1.2.2", "2")):
        score(page, code, points)
    expect(page.locator("#c-1-1")).to_contain_text("Sẽ bị tính 0 điểm")
    attach(page, "1.1", pdf)
    attach(page, "1.2.1", pdf)
    score(page, "1.2.2", "2", explanation="Báo cáo gửi qua trục liên thông, không có bản giấy.")
    score(page, "2.1", "0,75", explanation="Theo kết luận kiểm tra của Phòng Tư pháp.")
    score(page, "2.2", "0,5", explanation="Có một sáng kiến được công nhận.")
    stage.look(page, "06-ban-tu-danh-gia-da-nhap")
    page.reload()
    expect(page.locator("#i-2-1")).to_have_value("0,75")
    page.goto(f"{page.url.split('?')[0]}?loc=chua-xong")
    stage.look(page, "07-loc-muc-chua-xong")


def leader_returns_and_approves(stage: Stage) -> None:
    dossier, sheet = stage.world.dossier(), stage.world.sheet()
    url = f"/tu-danh-gia/{dossier.pk}/phan/{sheet.pk}/"
    clerk, leader = stage("clerk-1"), stage("leader-1")
    clerk.goto(url)
    stage.look(clerk, "08-kiem-tra-va-trinh-duyet")
    clerk.get_by_role("button", name="Trình lãnh đạo duyệt").click()
    leader.goto("/viec/")
    stage.look(leader, "09-viec-cua-lanh-dao")
    leader.goto(url)
    leader.get_by_label("Trả lại để sửa, lý do").fill("Bổ sung khó khăn, vướng mắc")
    leader.get_by_role("button", name="Trả lại").click()
    clerk.goto(url)
    expect(clerk.locator("main")).to_contain_text("Bổ sung khó khăn, vướng mắc")
    clerk.locator("[name=difficulties]").fill("Đường truyền chậm")
    clerk.keyboard.press("Tab")
    expect(clerk.locator("main")).to_contain_text("Đã lưu")
    clerk.get_by_role("button", name="Trình lãnh đạo duyệt").click()
    leader.goto(url)
    stage.look(leader, "10-lanh-dao-duyet")
    leader.get_by_role("button", name="Duyệt", exact=True).click()
    expect(leader.locator("main")).to_contain_text("Đã duyệt")


def clerk_hands_in(stage: Stage) -> None:
    page = stage("clerk-1")
    page.goto(f"/tu-danh-gia/{stage.world.dossier().pk}/nop/")
    stage.look(page, "11-nop-ho-so")
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.locator("main")).to_contain_text("BN-2019-1-")
    expect(page.locator("main")).to_contain_text("Nộp đúng hạn")
    stage.look(page, "12-bien-nhan")


def secretary_asks_and_clerk_supplements(stage: Stage, pdf: Path) -> None:
    stage.at(story.APPRAISED)
    page, dossier = stage("secretary"), stage.world.dossier()
    page.goto("/viec/")
    stage.look(page, "13-viec-cua-thu-ky")
    page.goto(f"/dieu-phoi/{stage.world.cycle.code}/ho-so/{dossier.pk}/")
    stage.look(page, "14-ho-so-truoc-hoi-dong")
    page.locator("[name=codes][value='2.1']").check()
    page.locator("#k-number").fill("01/HĐ-CCHC")
    page.locator("#k-reason").fill("Đề nghị bổ sung kết luận kiểm tra văn bản")
    page.locator("#k-day").fill("07/02/2020")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.locator("main")).to_contain_text("01/HĐ-CCHC")

    clerk = stage("clerk-1")
    clerk.goto(f"/tu-danh-gia/{dossier.pk}/bo-sung/")
    clerk.get_by_label("Trả lời").fill("Gửi kết luận kiểm tra")
    clerk.get_by_role("button", name="Lưu trả lời").click()
    clerk.get_by_text("Thêm tài liệu cho mục này").click()
    form = clerk.locator("form[data-upload]")
    form.locator("[name=kind]").select_option("REPORT")
    form.locator("[name=number]").fill("20/BC-UBND")
    form.locator("[name=issued_on]").fill("20/12/2019")
    form.locator("[name=summary]").fill("Báo cáo kiểm tra văn bản")
    form.locator("[name=file]").set_input_files(pdf)
    form.get_by_role("button", name="Bổ sung văn bản").click()
    expect(clerk.locator(".d-documents")).to_contain_text("20/BC-UBND")
    stage.look(clerk, "15-bo-sung-tai-lieu")


def appraisers_award(stage: Stage) -> None:
    world, dossier = stage.world, stage.world.dossier()
    home = stage("nv.appraiser")
    home.goto(f"/tham-dinh/{world.round.pk}/")
    stage.look(home, "16-ban-tham-dinh")
    home.goto(f"/tham-dinh/{world.round.pk}/{dossier.pk}/1.1/")
    stage.look(home, "17-tham-dinh-mot-muc")
    home.locator("[name=quick]").first.click()
    expect(home.locator("main")).to_contain_text("đã thẩm định xong")

    justice = stage("tp.appraiser")
    denied = justice.goto(f"/tham-dinh/{world.round.pk}/{dossier.pk}/1.1/")
    assert denied is not None
    assert denied.status == 404
    award(justice, world, "1.2.1", "0,5", "")
    expect(justice.locator("#f-error")).to_contain_text("lý do")
    expect(justice.locator("#f-points")).to_have_value("0,5")
    justice.locator("#f-reason").fill("Một nhiệm vụ chưa có sản phẩm")
    justice.get_by_role("button", name="Lưu, sang mục chờ tiếp").click()
    for code in ("1.2.2", "2.1", "2.2"):
        justice.goto(f"/tham-dinh/{world.round.pk}/{dossier.pk}/{code}/")
        justice.locator("[name=quick]").first.click()
    justice.goto(f"/tham-dinh/{world.round.pk}/{dossier.pk}/2.3/")
    justice.get_by_label("Kết quả điều tra xã hội học (%)").fill("80,5")
    justice.get_by_role("button", name="Ghi kết quả").click()
    stage.look(justice, "18-diem-dieu-tra")
    justice.locator("[name=quick]").first.click()
    expect(justice.locator("main")).to_contain_text("đã thẩm định xong")


def award(page: Page, world: World, code: str, points: str, reason: str) -> None:
    page.goto(f"/tham-dinh/{world.round.pk}/{world.dossier().pk}/{code}/")
    page.locator("#f-points").fill(points)
    page.locator("#f-reason").fill(reason)
    page.get_by_role("button", name="Lưu", exact=True).click()


def unit_replies_and_chair_decides(stage: Stage) -> None:
    world, dossier = stage.world, stage.world.dossier()
    docket = f"/dieu-phoi/{world.cycle.code}/ho-so/{dossier.pk}/"
    secretary = stage("secretary")
    secretary.goto(docket)
    secretary.get_by_text("Gửi kết quả tạm thời…").click()
    secretary.locator("#n-day").fill("10/02/2020")
    stage.look(secretary, "19-gui-ket-qua-tam-thoi")
    secretary.get_by_role("button", name="Xác nhận gửi").click()

    clerk = stage("clerk-1")
    clerk.goto(f"/tu-danh-gia/{dossier.pk}/giai-trinh/")
    stage.look(clerk, "20-ket-qua-tam-thoi")
    clerk.locator("#rt-1-2-1").fill("Sản phẩm có tại Báo cáo số 112/BC-UBND, trang 4")
    clerk.locator("#rf-1-2-1").get_by_role("button", name="Gửi giải trình").click()
    expect(clerk.locator("#rf-1-2-1")).to_contain_text("Đã lưu")

    stage.at(story.DECIDED)
    chair = stage("chair")
    chair.goto(f"{docket}?muc=1.2.1")
    chair.locator("#r-points").fill("1")
    chair.locator("#r-reason").fill("Hội đồng xem lại báo cáo, chấp nhận giải trình")
    stage.look(chair, "21-chu-tich-ket-luan-muc")
    chair.locator(".k-ruling").get_by_role("button", name="Kết luận").click()
    chair.get_by_text("Kết luận hồ sơ…").click()
    chair.get_by_role("button", name="Xác nhận kết luận hồ sơ").click()
    expect(chair.locator("main")).to_contain_text("Đã kết luận hồ sơ")


def coordinator_publishes(stage: Stage) -> None:
    stage.at(story.PUBLISHED)
    page, cycle = stage("coordinator"), stage.world.cycle.code
    chair = stage("chair")
    chair.goto(f"/dieu-phoi/{cycle}/ky-ket-qua/")
    stage.look(chair, "22-ky-ket-qua")
    chair.get_by_role("button", name="Ký kết quả").click()
    expect(chair.locator("main")).to_contain_text("Đã ký")
    page.goto(f"/dieu-phoi/{cycle}/")
    stage.look(page, "22-theo-doi-ky-danh-gia")
    page.goto(f"/dieu-phoi/{cycle}/phan-cong/mini-commune/tham-dinh/")
    stage.look(page, "23-phan-cong")
    page.goto(f"/dieu-phoi/{cycle}/cong-bo/mini-commune/")
    page.locator("#p-number").fill("99/QĐ-UBND")
    page.locator("#p-day").fill("14/02/2020")
    page.locator("#p-signer").fill("Hoàng Chủ Tịch")
    stage.look(page, "24-cong-bo")
    page.get_by_role("button", name="Xem lại trước khi công bố").click()
    stage.look(page, "25-xac-nhan-cong-bo")
    page.get_by_role("button", name="Công bố và đóng băng kết quả").click()
    expect(page.locator("main")).to_contain_text("99/QĐ-UBND")
    page.goto(f"/dieu-phoi/{cycle}/nhat-ky/")
    stage.look(page, "26-nhat-ky")


def citizen_reads(stage: Stage) -> None:
    page = stage.citizen()
    page.goto("/")
    stage.look(page, "27-trang-dau")
    page.goto("/ket-qua/")
    stage.look(page, "28-cac-ket-qua")
    page.get_by_role("link", name="99/QĐ-UBND").or_(
        page.locator("main a[href^='/ket-qua/']")
    ).first.click()
    stage.look(page, "29-bang-xep-hang")
    # 2 + 1 + 2 + 0,75 + 0,5 + 1,61 (80,5 % of 2) of 10 points
    expect(page.locator("main")).to_contain_text("78,6")
    page.get_by_role("link", name="Xã Mẫu 01").first.click()
    expect(page.locator("main")).to_contain_text("Hội đồng xem lại báo cáo, chấp nhận giải trình")
    stage.look(page, "30-ket-qua-mot-don-vi")
    page.go_back()
    for name, first in (
        ("PDF", b"%PDF"),
        ("DOCX", b"PK"),
        ("XLSX", b"PK"),
        ("CSV", "\ufeff".encode()),
    ):
        assert _download(page, name).read_bytes().startswith(first)


def _download(page: Page, name: str) -> Path:
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("link", name=name).first.click()
    download: Download = waiting.value
    return Path(download.path())
