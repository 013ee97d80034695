"""The desk's fields arrive one after the other; what people do meanwhile counts and stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support import story
from tests.support.browser import check_axe, sign_in
from tests.support.story import World

LATER = "**/linh-vuc/**"


@pytest.fixture
def world(transactional_db, settings) -> World:
    settings.PARINDEX_NOW = story.DRAFTED
    return story.build_world(communes=1)


@pytest.fixture
def clerk(world: World, new_page: Callable[[], Page]) -> Page:
    page = new_page()
    sign_in(page, username="clerk-1", password=story.PASSWORD)
    return page


@pytest.fixture
def desk(world: World) -> str:
    return f"/tu-danh-gia/{world.dossier().pk}/"


class Held:
    """The fields that the page asks for, kept back until a test lets them through."""

    def __init__(self, page: Page) -> None:
        self.waiting: list[Route] = []
        self.is_open = False
        page.route(LATER, self._take)

    def _take(self, route: Route) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.waiting.append(route)

    def release(self) -> None:
        self.is_open = True
        for route in self.waiting:
            route.continue_()


@pytest.fixture
def held(clerk: Page) -> Held:
    return Held(clerk)


def test_search_and_counts_are_about_the_whole_form_before_it_is_there(clerk, held, desk):
    clerk.goto(desk)
    expect(clerk.locator("#e-1-1")).to_be_visible()
    expect(clerk.locator("[data-later]")).to_have_count(1)
    check_axe(clerk)
    clerk.fill("#tim", "van ban")
    shown = clerk.locator("#shown").inner_text()
    expect(clerk.locator("#c-2-1")).to_be_visible()
    held.release()
    expect(clerk.locator("[data-later]")).to_have_count(0)
    expect(clerk.locator("#e-2-1")).to_be_visible()
    expect(clerk.locator("#shown")).to_have_text(shown)
    expect(clerk.locator("#c-1-1")).to_be_hidden()


def test_a_link_to_a_component_arrives_at_it(clerk, desk):
    clerk.goto(f"{desk}#c-2-2")
    expect(clerk.locator("#e-2-2")).to_be_in_viewport()
    expect(clerk.locator("#c-2-2")).to_be_focused()


def test_the_keyboard_walks_into_a_field_before_it_is_there(clerk, held, desk):
    clerk.goto(f"{desk}?linh-vuc=1")
    clerk.locator("#c-1-2-2").focus()
    clerk.keyboard.press("j")
    expect(clerk.locator("#c-2-1")).to_be_focused()
    held.release()
    expect(clerk.locator("#e-2-1")).to_be_visible()
    expect(clerk.locator("#c-2-1")).to_be_focused()
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#c-2-1 form :focus")).to_have_count(1)


def test_a_field_that_a_save_overtook_is_fetched_again(clerk, held, desk):
    clerk.goto(desk)
    expect(clerk.locator("[data-later]")).to_have_count(1)
    clerk.wait_for_timeout(500)
    [route] = held.waiting
    older = route.fetch()
    clerk.fill("#i-1-1", "2")
    clerk.keyboard.press("Tab")
    expect(clerk.locator("#save-state")).to_have_text("Đã lưu mọi thay đổi")
    held.is_open = True
    with clerk.expect_request(LATER):
        route.fulfill(response=older)
    expect(clerk.locator("#e-2-1")).to_be_visible()


def test_without_scripts_each_field_is_a_page_of_its_own(browser, live_server, clerk, desk):
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        storage_state=clerk.context.storage_state(),
    )
    page = context.new_page()
    page.goto(desk)
    page.get_by_role("link", name="Mở 3 mục của lĩnh vực này").click()
    expect(page.locator("#e-2-1")).to_be_visible()
    page.fill("#i-2-1", "1")
    page.locator("#e-2-1").get_by_role("button", name="Lưu").click()
    expect(page.locator("#c-2-1")).to_contain_text("Tự chấm 1")
    context.close()
