"""Letter 004 on the screen: a quarter's reports are written, sent, collated with their sources, and sent up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from parindex.accounts.choices import Role
from parindex.accounts.operations import register_person
from parindex.reporting.choices import ReportState
from parindex.reporting.models import Report, ReportingPeriod
from parindex.reporting.operations import PeriodPlan, open_period
from parindex.units.choices import UnitKind
from parindex.units.models import Unit
from tests.support import reporting, story
from tests.support.browser import check_axe, screenshot, sign_in
from tests.support.players import SMALL_SCREEN, main_of
from tests.support.story import World

PROVINCE_DUE = reporting.DUE + dt.timedelta(days=9)


@dataclass(kw_only=True)
class Scene:
    """The small district, its period and the province's, and everybody's page."""

    world: World
    period: ReportingPeriod
    above: ReportingPeriod
    new_page: Callable[[], Page]
    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, username: str) -> Page:
        if username not in self.pages:
            self.pages[username] = page = self.new_page()
            page.set_viewport_size(SMALL_SCREEN)
            sign_in(page, username=username, password=story.PASSWORD)
        return self.pages[username]

    def report(self, unit: Unit) -> Report:
        return Report.objects.get(period=self.period, unit=unit)


@pytest.fixture
def scene(transactional_db, new_page, settings) -> Scene:
    """Everybody but the first commune has sent; justice counts one task less than all together."""
    settings.PARINDEX_NOW = reporting.WRITTEN
    world = story.build_world(communes=2)
    period = reporting.open_period(world)
    above = open_above(world)
    pairs = [
        (world.communes[1], "clerk-2", "leader-2"),
        (world.home_affairs, "nv.clerk", "nv.leader"),
        (world.justice, "tp.clerk", "tp.leader"),
    ]
    give_joint(world, period)
    for unit, clerk, leader in pairs:
        reporting.submit(reporting.report_of(period, unit), world.actor(clerk), world.actor(leader))
    return Scene(world=world, period=period, above=above, new_page=new_page)


def open_above(world: World) -> ReportingPeriod:
    """Let the province ask the district."""
    province = world.district.parent
    assert province is not None
    office = Unit.objects.create(
        code="mau.so-noi-vu",
        kind=UnitKind.PROVINCE_AGENCY,
        name="Sở Nội vụ",
        body="Sở Nội vụ tỉnh Mẫu",
        symbol="SNV",
        place="Mẫu",
        parent=province,
        path=f"{province.path}mau.so-noi-vu/",
        sort_key="so noi vu",
    )
    world.people["province"] = register_person(
        username="province",
        full_name="Lý Thị Tỉnh",
        position="",
        encoded_password="!",
        seats=[(Role.COORDINATOR, office)],
        actor="kiểm thử",
        now=reporting.STARTED,
    )
    outline = ReportingPeriod.objects.get().outline
    return open_period(
        plan=PeriodPlan(
            code="tinh-2020-q1",
            name="Báo cáo CCHC quý I năm 2020 của tỉnh",
            kind="QUARTER_1",
            year=2020,
            body=province,
            coordinator=office,
            outline=outline,
            opens_at=reporting.STARTED,
            units=[world.district],
            due_at=PROVINCE_DUE,
        ),
        actor=world.actor("province"),
        now=reporting.STARTED,
    )


def give_joint(world: World, period: ReportingPeriod) -> None:
    from parindex.reporting.models import Joint
    from parindex.reporting.operations import give_joint as give

    joint = Joint.objects.get(report__period=period)
    give(
        report_id=joint.report_id,
        joint_id=joint.pk,
        text="Phòng Nội vụ đã tập huấn.",
        expected_version=joint.version,
        actor=world.actor("nv.clerk"),
        now=reporting.WRITTEN,
    )


def test_a_quarter_s_reports_go_up(scene: Scene):
    clerk_writes_and_asks(scene)
    leader_approves_and_sends(scene)
    coordinator_receives_and_collates(scene)
    source_is_one_click_away(scene)
    dispute_is_settled_with_a_reason(scene)
    chair_approves_and_sends_up(scene)


def clerk_writes_and_asks(scene: Scene):
    page = scene.page("clerk-1")
    page.goto("/")
    page.goto(f"/bao-cao/{scene.report(scene.world.communes[0]).pk}/")
    for box in main_of(page).locator("textarea[name=text]").all():
        box.fill("Xã đã ban hành kế hoạch và hoàn thành các việc của quý.")
    cells = main_of(page).locator("form.r-cell-form input[name=value][inputmode=decimal]")
    cells.nth(0).fill("ba")
    cells.nth(0).blur()
    expect(main_of(page).get_by_text("Không hiểu số lượng “ba”")).to_be_visible()
    for cell, number in zip(cells.all(), ("10", "7", "125,5"), strict=True):
        cell.fill(number)
        cell.blur()
    expect(page.locator("#save-state")).to_have_text("Đã lưu mọi thay đổi")
    expect(page.locator("#missing")).to_contain_text("Đủ nội dung và số liệu")
    screenshot(page, "quy-01-bao-cao-cua-xa")
    check_axe(page)
    page.get_by_role("button", name="Trình lãnh đạo duyệt").click()


def leader_approves_and_sends(scene: Scene):
    page = scene.page("leader-1")
    report = scene.report(scene.world.communes[0])
    page.goto(f"/bao-cao/{report.pk}/")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    page.get_by_role("button", name="Gửi báo cáo").click()
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED
    expect(main_of(page)).to_contain_text(report.receipt_number)


def coordinator_receives_and_collates(scene: Scene):
    page = scene.page("coordinator")
    page.goto(f"/bao-cao/ky/{scene.period.code}/")
    screenshot(page, "quy-02-bang-theo-doi")
    check_axe(page)
    while (button := main_of(page).get_by_role("button", name="Tiếp nhận")).count():
        button.first.click()
    page.goto(f"/tong-hop/{scene.period.code}/")
    page.get_by_role("button", name="Tổng hợp các báo cáo đã gửi").click()
    expect(main_of(page)).to_contain_text("Số liệu mâu thuẫn")
    screenshot(page, "quy-03-tong-hop")
    check_axe(page)


def source_is_one_click_away(scene: Scene):
    page = scene.page("coordinator")
    page.goto(f"/tong-hop/{scene.period.code}/muc/the-che/")
    own = page.locator("li.c-passage", has_text="Xã đã ban hành kế hoạch").first
    own.locator("summary").click()
    expect(own.locator(".c-source-body")).to_contain_text(scene.world.communes[0].body)
    own.get_by_role("link", name="Sửa").click()
    page.get_by_label("Nội dung đoạn").fill("Các xã đã ban hành kế hoạch.")
    page.get_by_role("button", name="Lưu đoạn").click()
    expect(main_of(page)).to_contain_text("Các xã đã ban hành kế hoạch.")
    screenshot(page, "quy-04-doan-va-nguon")
    check_axe(page)


def dispute_is_settled_with_a_reason(scene: Scene):
    page = scene.page("coordinator")
    page.goto(f"/tong-hop/{scene.period.code}/")
    waiting = page.locator("ul.c-conflicts li", has_text="Chưa chọn")
    while waiting.count():
        waiting.first.get_by_role("link").click()
        page.get_by_label("Lý do").fill("Đã đối chiếu với từng đơn vị.")
        page.get_by_role("button", name="Ghi số được chọn").click()
        page.goto(f"/tong-hop/{scene.period.code}/")
    page.get_by_role("button", name="Trình lãnh đạo duyệt").click()


def chair_approves_and_sends_up(scene: Scene):
    page = scene.page("district.leader")
    page.goto(f"/tong-hop/{scene.period.code}/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="DOCX").click()
    assert waiting.value.suggested_filename.endswith(".docx")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    screenshot(page, "quy-05-da-duyet")
    check_axe(page)
    page.get_by_role("button", name="Gửi lên cấp trên").click()
    sent = Report.objects.get(period=scene.above)
    expect(main_of(page)).to_contain_text(sent.receipt_number or "Mở báo cáo đó")
    assert sent.state == ReportState.SUBMITTED
    assert sent.made_from == Report.objects.get(period=scene.period, unit=scene.world.district)
