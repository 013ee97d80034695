from __future__ import annotations

from dataclasses import replace

from parindex.documents.results_announcement import AnnouncementForm, compose
from parindex.documents.writers import write_docx
from tests.documents import reading
from tests.documents.examples import results

GOLDEN = """\
ỦY BAN NHÂN DÂN HUYỆN TAM ĐƯỜNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Số: 362/QĐ-UBND | Tam Đường, ngày 02 tháng 3 năm 2020
QUYẾT ĐỊNH
Công bố Chỉ số cải cách hành chính năm 2019 của Ủy ban nhân dân các xã, thị trấn trên địa bàn huyện Tam Đường
CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN TAM ĐƯỜNG
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Quyết định số 29/2019/QĐ-UBND ngày 19 tháng 9 năm 2019 của Ủy ban nhân dân tỉnh Lai Châu ban hành Quy định \
đánh giá, xếp loại kết quả thực hiện công tác cải cách hành chính hàng năm;
Theo đề nghị của Trưởng phòng Nội vụ huyện.
QUYẾT ĐỊNH:
Điều 1. Công bố Chỉ số cải cách hành chính năm 2019 của Ủy ban nhân dân các xã, thị trấn trên địa bàn huyện Tam Đường \
(chi tiết tại Phụ lục kèm theo). Tổng số 14 đơn vị được đánh giá, trong đó: 02 đơn vị xếp loại Xuất sắc; 06 đơn vị \
xếp loại Tốt; 06 đơn vị xếp loại Khá; không có đơn vị xếp loại Trung bình; không có đơn vị xếp loại Yếu."""


def text_of(context) -> list[str]:
    return [
        reading.squeezed(line)
        for line in reading.lines(reading.opened(write_docx(compose(context))))
    ]


def test_the_decision_opens_with_these_words():
    assert "\n".join(text_of(results())[:10]) == GOLDEN


def test_the_decision_closes_with_its_executors():
    (last,) = [line for line in text_of(results()) if line.startswith("Điều 3.")]
    assert last.endswith("chịu trách nhiệm thi hành Quyết định này./.")
    assert "Trưởng phòng Nội vụ; Thủ trưởng" in last


def test_units_with_equal_index_share_a_rank():
    text = text_of(results())
    ranks = [line.split(" | ")[0] for line in text if "| Xã " in line or "| Thị trấn " in line]
    assert ranks[:6] == ["1", "2", "3", "3", "5", "6"]


def test_a_unit_outside_the_ranking_has_a_dash_and_a_remark():
    standings = results().standings
    outside = replace(
        standings[-1], rank=None, class_name="", remark="chưa nộp báo cáo tự đánh giá"
    )
    text = text_of(results(standings=(*standings[:-1], outside)))
    assert any(line.startswith("– | Xã Sùng Phài") and line.endswith("| –") for line in text)
    assert "Xã Sùng Phài: chưa nộp báo cáo tự đánh giá." in text


def test_the_thresholds_of_the_classes_are_told():
    assert (
        "Xếp loại theo Chỉ số: Xuất sắc: từ 90% trở lên; Tốt: từ 80% đến dưới 90%; Khá: từ 70% đến dưới 80%; "
        "Trung bình: từ 50% đến dưới 70%; Yếu: dưới 50%."
    ) in text_of(results())


def test_illustrative_thresholds_are_marked():
    text = text_of(results(classes_illustrative=True))
    assert any(line.endswith("Yếu: dưới 50%. (*)") for line in text)
    assert text[-1] == "Ghi chú: Dòng có dấu (*) là dữ liệu minh họa, không trích từ quyết định."


def test_the_version_and_its_hash_are_told():
    assert f"Phiên bản kết quả: 1. Mã xác thực nội dung (SHA-256): {'3f0b' * 16}." in text_of(
        results()
    )


def test_a_correction_names_the_announcement_it_replaces():
    old = "Quyết định số 362/QĐ-UBND ngày 02 tháng 3 năm 2020"
    assert any(
        f"kể từ ngày ký và thay thế {old}." in line
        for line in text_of(results(replaces=old, version=2))
    )
    notice = text_of(results(AnnouncementForm.NOTICE, replaces=old))
    assert f"Thông báo này thay thế {old}." in notice


def test_a_notice_tells_first_and_last_and_has_no_articles():
    text = text_of(results(AnnouncementForm.NOTICE))
    assert "THÔNG BÁO" in text
    assert "- Đơn vị dẫn đầu: Thị trấn Tam Đường (93,00%);" in text
    assert "- Đơn vị xếp cuối: Xã Sùng Phài (70,26%)." in text
    assert not any(line.startswith("Điều 1") for line in text)


def test_a_set_without_classes_and_fields_still_gives_a_ranking():
    bare = tuple(
        replace(standing, field_points=(), class_name="") for standing in results().standings
    )
    text = text_of(results(AnnouncementForm.NOTICE, classes=(), fields=(), standings=bare))
    assert "Tổng số 14 đơn vị được đánh giá." in text
    assert any(line.startswith("1 | Thị trấn Tam Đường | 93,00 | 100,00") for line in text)


def test_made_up_results_are_announced_as_such():
    text = text_of(results(synthetic=True))
    assert sum("Số liệu trong văn bản này là dữ liệu minh họa" in line for line in text) == 2
