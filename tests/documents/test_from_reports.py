from __future__ import annotations

from parindex.documents.from_reports import periodic_context, report_paper
from parindex.documents.writers import write_docx
from parindex.reporting.models import Figure
from parindex.reporting.queries import load_report, report_by_id
from tests.documents import reading
from tests.support import reporting as story
from tests.support.collating import approve, collate, drafted, send_all


def words_of(view) -> str:
    lines = reading.lines(reading.opened(write_docx(report_paper(view))))
    return "\n".join(reading.squeezed(line) for line in lines)


def test_a_units_report_goes_to_the_body_that_collects(world):
    period = story.open_period(world)
    report = story.report_of(period, world.communes[0])
    story.write(report, world.clerk())
    found = periodic_context(load_report(report))
    assert found.draft
    assert found.signature.name == ""
    assert found.period == "quý I năm 2020"
    assert found.addressees == ("Ủy ban nhân dân huyện Mẫu (qua Phòng Nội vụ)",)
    assert (found.area, found.collation) == ("", None)
    assert [section.title for section in found.sections][:2] == ["Chỉ đạo điều hành", "Kết quả"]


def test_an_approved_report_is_dated_and_signed(world):
    period = story.open_period(world)
    report = story.report_of(period, world.communes[0])
    story.approve(report, world.clerk(), world.leader())
    found = periodic_context(load_report(report_by_id(report.pk)))
    assert not found.draft
    assert found.origin.dated == story.WRITTEN.date()
    assert found.signature.name == "Trần Lãnh Đạo 1"


def test_a_partners_words_stand_under_the_leads_section(world):
    period = story.open_period(world)
    send_all(world, period)
    found = periodic_context(load_report(story.report_of(period, world.justice)))
    section = next(row for row in found.sections if row.title == "Thể chế trên địa bàn")
    assert [(row.agency, row.text) for row in section.contributions] == [
        ("Phòng Nội vụ", "Phối hợp rà soát 03 văn bản.")
    ]


def test_the_collated_report_names_its_area_and_why_figures_were_chosen(world):
    period = story.open_period(world)
    send_all(world, period, lead_done=11)
    approve(world, collate(world, period).report)
    text = words_of(drafted(period))
    assert "Kết quả công tác cải cách hành chính quý I năm 2020 trên địa bàn huyện Mẫu" in text
    assert "Báo cáo được tổng hợp từ 04/04 báo cáo của các cơ quan, đơn vị." in text
    assert "UBND xã Mẫu 01: Xã Mẫu 01: Thể chế." in text
    assert (
        "Theo kế hoạch, đã xong: Tổng các đơn vị là 12, Phòng Nội vụ báo cáo 11. Lấy tổng; lý do: "
        "Đã đối chiếu với các đơn vị."
    ) in text
    assert "1 | Theo kế hoạch | 12 | 12 | 100,00" in text


def test_a_long_list_of_texts_stands_under_the_table(world):
    period = story.open_period(world)
    send_all(world, period)
    report = collate(world, period).report
    Figure.objects.create(
        report=report,
        table_code="nhiem-vu",
        row_code="ke-hoach",
        column_code="ghi-chu",
        raw=f'"{"dài " * 60}"',
        changed_by="x",
        changed_at=story.WRITTEN,
    )
    (table, _) = periodic_context(drafted(period)).tables
    assert table.rows[0].cells[3] == "Xem ghi chú dưới biểu"
    assert table.remarks[0].startswith("Theo kế hoạch, ghi chú: dài dài")
