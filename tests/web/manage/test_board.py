from __future__ import annotations

import pytest
from django.test import Client

from parindex.assessments.queries import load_workbook
from tests.support import story
from tests.web.manage.places import CYCLE, OVERSEERS, STRANGERS, words


@pytest.mark.parametrize("username", OVERSEERS)
def test_those_who_oversee_see_every_unit(world, as_, username):
    page = as_(username).get(CYCLE)
    assert page.status_code == 200
    text = words(page)
    for name in ("Xã Mẫu 01", "Xã Mẫu 02", "Huyện Mẫu", "Phòng Nội vụ", "Phòng Tư pháp"):
        assert name in text
    assert "trước ngày 23/01/2020" in text


@pytest.mark.parametrize("username", [*STRANGERS, "admin"])
def test_everybody_else_finds_nothing(world, as_, username):
    assert as_(username).get(CYCLE).status_code == 404


def test_nobody_is_asked_to_sign_in_for_nothing(world):
    assert Client().get(CYCLE).headers["Location"] == f"/tai-khoan/dang-nhap/?next={CYCLE}"


def test_an_unknown_cycle_is_not_found(world, as_):
    assert as_("coordinator").get("/dieu-phoi/khac-2019/").status_code == 404


def test_counters_progress_and_next_steps_follow_the_story(as_, db):
    world = story.build_world(communes=4)
    story.fill_in(world, 0)
    story.award_all(world, 1)
    story.send_provisional(world, 2)
    board = as_("secretary").get(CYCLE).context["board"]
    assert {value: count for value, _label, count in board.counts} == {
        "chua-nop": 3,
        "da-nop": 0,
        "tham-dinh": 1,
        "giai-trinh": 1,
        "ket-luan": 0,
        "cong-bo": 0,
        "muon": 3,
        "den-luot": 1,
    }
    rows = {row.dossier.unit.name: row for row in board.shown}
    assert (rows["Xã Mẫu 01"].finished, rows["Xã Mẫu 01"].total) == (5, 5)
    assert rows["Xã Mẫu 01"].points == rows["Xã Mẫu 02"].points > 0
    assert rows["Xã Mẫu 02"].step == "Đủ điểm: Thư ký gửi kết quả tạm thời"
    assert rows["Xã Mẫu 03"].step == "Đơn vị giải trình đến 17:00 ngày 10/02/2020"
    assert rows["Xã Mẫu 04"].step == "Đang soạn"
    assert [part.name for part in rows["Huyện Mẫu"].parts] == ["Phòng Nội vụ", "Phòng Tư pháp"]


def test_the_chairs_turn_comes_when_the_window_for_replies_is_over(world, as_, at):
    story.send_provisional(world)
    at(story.DECIDED)
    text = words(as_("chair").get(f"{CYCLE}?trang-thai=den-luot"))
    assert "Hết hạn giải trình: Chủ tịch kết luận" in text
    assert "Xã Mẫu 01</a>" in text
    assert "Xã Mẫu 02</a>" not in text


def test_units_are_found_without_diacritics_and_as_a_fragment(world, as_):
    page = as_("coordinator").get(f"{CYCLE}?tim=xa+mau+02", headers={"HX-Request": "true"})
    text = page.content.decode()
    assert text.lstrip().startswith('<div id="board">')
    assert "Xã Mẫu 02" in text
    assert "Xã Mẫu 01" not in text


def test_a_filter_that_finds_nothing_says_how_to_go_on(world, as_):
    text = words(as_("coordinator").get(f"{CYCLE}?trang-thai=cong-bo"))
    assert "Bỏ mọi bộ lọc" in text


def test_the_list_of_who_is_missing_names_whom_to_call(world, as_, at):
    at(story.DRAFTED)
    story.submit(world, 0)
    text = as_("coordinator").get(CYCLE).context["board"].reminder_text
    assert text.splitlines() == [
        (
            "Tính đến 09:00 ngày 10/01/2020, các đơn vị sau chưa nộp hồ sơ tự chấm điểm "
            "(hạn nộp: trước ngày 23/01/2020):"
        ),
        (
            "1. UBND xã Mẫu 02: đang soạn, đã chấm 0/5 mục. "
            "Trần Lãnh Đạo 2 (Lãnh đạo phê duyệt); Trần Cán Bộ 2 (Cán bộ nhập liệu)"
        ),
        (
            "2. Phòng Nội vụ (phần biểu của UBND huyện Mẫu): đang soạn, đã chấm 0/1 mục. "
            "Lê Trưởng Vụ (Lãnh đạo phê duyệt); Lê Nội Vụ (Cán bộ nhập liệu)"
        ),
        (
            "3. Phòng Tư pháp (phần biểu của UBND huyện Mẫu): đang soạn, đã chấm 0/4 mục. "
            "Phạm Trưởng Pháp (Lãnh đạo phê duyệt); Phạm Tư Pháp (Cán bộ nhập liệu)"
        ),
    ]


def test_a_returned_sheet_and_a_finished_district_form_say_so(world, as_):
    from parindex.assessments.models import Sheet

    Sheet.objects.filter(unit=world.communes[0]).update(return_reason="Thiếu số liệu")
    Sheet.objects.filter(dossier=world.district_dossier()).update(state="APPROVED")
    board = as_("coordinator").get(CYCLE).context["board"]
    assert board.shown[0].step == "Lãnh đạo trả lại để sửa"
    assert [(reminder.name, reminder.what) for reminder in board.reminders][::2] == [
        ("UBND xã Mẫu 01", "lãnh đạo trả lại để sửa, đã chấm 0/5 mục"),
        ("UBND huyện Mẫu", "mọi phần đã duyệt, chờ cơ quan điều phối nộp"),
    ]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("", ["Xã Mẫu 01", "Xã Mẫu 02"]),
        ("diem", ["Xã Mẫu 02", "Xã Mẫu 01"]),
        ("nop", ["Xã Mẫu 02", "Xã Mẫu 01"]),
        ("tien-do", ["Xã Mẫu 01", "Xã Mẫu 02"]),
    ],
)
def test_units_are_put_in_the_order_asked_for(world, as_, order, names):
    story.submit(world, 1)
    board = as_("coordinator").get(f"{CYCLE}?xep={order}&tim=xa").context["board"]
    assert [row.dossier.unit.name for row in board.shown] == names


def test_the_end_of_the_story_leaves_nobody_to_remind(world, as_):
    story.publish(world)
    board = as_("coordinator").get(f"{CYCLE}?trang-thai=cong-bo").context["board"]
    assert [row.step for row in board.shown] == ["Xong", "Xong"]


@pytest.mark.parametrize("communes", [1, 3])
def test_the_board_costs_the_same_for_one_unit_and_for_three(as_, count_queries, communes, db):
    world = story.build_world(communes=communes)
    for commune in range(communes):
        story.send_provisional(world, commune)
    count_queries(as_("coordinator"), CYCLE, 17)


def test_units_stand_beside_fields_when_asked(as_, db):
    world = story.build_world(communes=2)
    story.fill_in(world, 0)
    page = as_("coordinator").get(f"{CYCLE}?xem=linh-vuc")
    group = next(group for group in page.context["board"].groups if group.is_appraised)
    cells = {
        row.dossier.unit.name: [(cell.field.code, cell.finished, cell.total) for cell in cells]
        for row, cells in group.fields.rows
    }
    assert [code for code, _done, _all in cells["Xã Mẫu 01"]] == ["1", "2"]
    assert all(done == total for _code, done, total in cells["Xã Mẫu 01"])
    assert not any(done for _code, done, _total in cells["Xã Mẫu 02"])
    assert "đã tự chấm theo lĩnh vực" in words(page)


def test_many_units_come_page_by_page_and_the_rest_of_the_missing_is_counted(as_, db, monkeypatch):
    from parindex.web.manage import board

    monkeypatch.setattr(board, "PAGE_SIZE", 3)
    story.build_world(communes=4)
    first, second = (as_("coordinator").get(f"{CYCLE}?trang={page}") for page in (1, 2))
    names = [
        [row.dossier.unit.name for row in page.context["board"].shown] for page in (first, second)
    ]
    assert names == [["Xã Mẫu 01", "Xã Mẫu 02", "Xã Mẫu 03"], ["Xã Mẫu 04", "Huyện Mẫu"]]
    assert "Trang 1/2, 5 đơn vị" in words(first)
    assert "Và 2 đơn vị khác." in words(first)
    assert first.context["board"].reminder_text.endswith("… và 2 đơn vị khác.")


def test_the_figures_beside_a_dossier_are_what_its_rows_say(as_, db):
    world = story.build_world(communes=2)
    story.award_all(world, 0)
    story.fill_in(world, 1)
    board = as_("coordinator").get(CYCLE).context["board"]
    for row in board.shown:
        workbook = load_workbook(row.dossier)
        own = [line for line in workbook.lines.values() if line.is_self_scored]
        assert row.finished == sum(line.is_finished for line in own)
        assert row.points == (workbook.own_tally.points or 0)
        assert row.max_points == workbook.own_tally.max_points
        assert row.awarded == row.dossier.awards.count()
