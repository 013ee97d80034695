"""From Excel and back with the keyboard alone, on a wide screen and on a telephone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parindex.assessments.queries import load_workbook
from parindex.exchange.operations import propose_figures, upload_facts_book
from tests.support import story
from tests.support.books import edited, fact_cell, figure_table, put, score_cell, xlsx
from tests.support.browser import check_axe, screenshot, sign_in

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def district(transactional_db, settings, tmp_path):
    """The small world while commune 1 fills in its form."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.PARINDEX_NOW = story.DRAFTED
    world = story.build_world(communes=2)
    story.fill_in(world)
    return world


def change(book):
    fact_cell(book, "wrong_documents").value = 2
    fact_cell(book, "report_sent_on").value = "mai gửi"
    fact_cell(book, "plan_tasks", "Tử số").value = "10"
    score_cell(book, "2.2").value = 0.75
    score_cell(book, "2.2", 8).value = "Sáng kiến được công nhận tại Quyết định số 12/QĐ-UBND"
    score_cell(book, "1.1").value = 9


def press(page: Page, name: str) -> None:
    """Reach a button or link with Tab alone and press Enter."""
    wanted = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first
    for _step in range(80):
        if wanted.evaluate("node => node === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    message = f"Tab never reaches {name}"
    raise AssertionError(message)


def download(page: Page, folder: Path) -> bytes:
    with page.expect_download() as caught:
        press(page, "Tải biểu .xlsx")
    path = folder / "bieu.xlsx"
    caught.value.save_as(path)
    return path.read_bytes()


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_a_clerk_goes_out_to_excel_and_back_with_the_keyboard(district, page, tmp_path, width):
    page.set_viewport_size(PHONE if width == "phone" else {"width": 1366, "height": 768})
    sign_in(page, username="clerk-1", password=story.PASSWORD)
    page.goto(f"/tu-danh-gia/{district.dossier().pk}/")
    press(page, "Excel")
    expect(page.get_by_role("heading", name="Làm trên Excel")).to_be_visible()
    check_axe(page)
    filled = tmp_path / "điền.xlsx"
    filled.write_bytes(edited(download(page, tmp_path), change))
    page.get_by_label("Tệp .xlsx đã điền").set_input_files(filled)
    press(page, "Gửi lên và xem trước")
    expect(page.get_by_role("heading", name="Không nhập được (2)")).to_be_visible()
    expect(page.get_by_role("heading", name="Sẽ ghi (3)")).to_be_visible()
    check_axe(page)
    fits(page)
    screenshot(page, f"excel-preview-{width}")
    press(page, "Ghi 3 thay đổi vào hồ sơ")
    expect(page.get_by_text("Đã ghi 3 dòng vào hồ sơ.")).to_be_visible()
    assert load_workbook(district.dossier()).values["wrong_documents"] == 2
    check_axe(page)
    screenshot(page, f"excel-written-{width}")
    press(page, "Hoàn tác lần nhập này")
    expect(page.get_by_text("Đã hoàn tác lần nhập này.")).to_be_visible()
    assert load_workbook(district.dossier()).values["wrong_documents"] == 1
    page.goto(f"/excel/ho-so/{district.dossier().pk}/")
    fits(page)
    screenshot(page, f"excel-page-{width}")


def fits(page: Page) -> None:
    """Nothing makes the page wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_unit_takes_what_its_lead_department_proposes(district, page):

    lead = district.actor("tp.clerk")
    values = {("wrong_documents", 1): 0, ("report_sent_on", 1): dt.date(2019, 12, 5)}
    book = upload_facts_book(
        round_id=district.round.pk,
        upload=xlsx(edited(figure_table(district), put(values))),
        actor=lead,
        now=story.DRAFTED,
    )
    page.set_viewport_size(PHONE)
    sign_in(page, username="tp.clerk", password=story.PASSWORD)
    page.goto(f"/excel/tep/{book.pk}/")
    check_axe(page)
    fits(page)
    screenshot(page, "excel-facts-preview")
    propose_figures(book_id=book.pk, actor=lead, now=story.DRAFTED)
    page.goto(f"/excel/linh-vuc/{district.round.pk}/")
    check_axe(page)
    fits(page)
    screenshot(page, "excel-field")
    page.context.clear_cookies()
    sign_in(page, username="clerk-1", password=story.PASSWORD)
    page.goto("/viec/")
    page.get_by_role("link", name="Xem và nhận").first.click()
    check_axe(page)
    fits(page)
    screenshot(page, "excel-proposals")
    press(page, "Nhận cả 2 số liệu")
    expect(page.get_by_text("Đã nhận 2 số liệu vào hồ sơ.")).to_be_visible()
    assert load_workbook(district.dossier()).values["wrong_documents"] == 0
    page.goto(f"/excel/ho-so/{district.dossier().pk}/de-nghi/")
    screenshot(page, "excel-proposals-done")
