"""What a report is drafted from, and that nothing typed is ever touched."""

from __future__ import annotations

import pytest

from parindex.reporting import operations
from parindex.reporting.choices import Origin
from parindex.reporting.drawn import expected_scores, figures_of
from parindex.reporting.models import Figure
from parindex.reporting.queries import load_reports, previous_view
from parindex.reporting.reading import outline_of
from parindex.reporting.views import falls_of
from tests.support.reporting import DUE, WRITTEN, open_period, report_of, submit, view_of, write
from tests.support.story import fill_in, fill_in_district, publish

SAME_YEAR = {"year": 2019, "due_at": DUE}  # the small world is scored for 2019


def prefill(report, actor):
    return operations.prefill(report_id=report.pk, actor=actor, now=WRITTEN)


def test_figures_come_from_the_units_own_dossier_with_their_source(world):
    fill_in(world)
    report = report_of(open_period(world, **SAME_YEAR), world.communes[0])
    done = prefill(report, world.clerk())
    assert done.figures == 2
    table = view_of(report).table("nhiem-vu")
    assert (table.value("ke-hoach", "xong"), table.value("ke-hoach", "tong")) == (9, 10)
    cell = table.cell("ke-hoach", "xong")
    assert cell.is_prefilled
    assert cell.figure.source_note.startswith("Đánh giá CCHC năm 2019 của huyện Mẫu · Đợt 1: ")


def test_a_typed_figure_stays_and_a_prefilled_one_follows_its_fact(world):
    fill_in(world)
    report = report_of(open_period(world, **SAME_YEAR), world.communes[0])
    operations.save_figure(
        report_id=report.pk,
        table_code="nhiem-vu",
        row_code="ke-hoach",
        column_code="xong",
        wire=7,
        expected_version=0,
        actor=world.clerk(),
        now=WRITTEN,
    )
    prefill(report, world.clerk())
    Figure.objects.filter(report=report, column_code="tong").update(raw="8")
    assert prefill(report, world.clerk()).figures == 1
    table = view_of(report).table("nhiem-vu")
    assert (table.value("ke-hoach", "xong"), table.value("ke-hoach", "tong")) == (7, 10)


def test_texts_come_from_the_same_section_of_the_period_before(world):
    first = open_period(world)
    submit(report_of(first, world.communes[0]), world.clerk(), world.leader())
    second = open_period(
        world,
        code="mau-2020-h1",
        kind="HALF_YEAR",
        previous=first,
    )
    report = report_of(second, world.communes[0])
    assert prefill(report, world.clerk()).sections == 1
    row = view_of(report).section("chi-dao")
    assert row.text == "Xã Mẫu 01: Chỉ đạo điều hành."
    assert row.is_prefilled
    assert row.passage.source.report.period == first


def test_a_typed_text_is_never_touched(world):
    first = open_period(world)
    submit(report_of(first, world.communes[0]), world.clerk(), world.leader())
    second = open_period(world, code="mau-2020-h1", kind="HALF_YEAR", previous=first)
    report = report_of(second, world.communes[0])
    operations.save_passage(
        report_id=report.pk,
        section_code="chi-dao",
        text="Viết mới.",
        expected_version=0,
        actor=world.clerk(),
        now=WRITTEN,
    )
    assert prefill(report, world.clerk()).sections == 0


def test_weak_items_come_from_the_published_result(world):
    publication = publish(world)
    report = report_of(open_period(world, result=publication), world.communes[0])
    prefill(report, world.clerk())
    text = view_of(report).section("khac-phuc").text
    assert text.startswith("Theo 99/QĐ-UBND, chỉ số của đơn vị đạt ")
    assert "Chưa có việc khắc phục được ghi nhận." in text


def test_a_lead_department_reads_the_bodys_own_score_to_date_in_its_fields(world):
    fill_in_district(world)
    period = open_period(world)
    home = report_of(period, world.home_affairs)
    prefill(home, world.actor("nv.clerk"))
    text = view_of(home).section("diem").text
    assert text.splitlines()[0] == "Đến ngày 20/02/2020:"
    assert text.splitlines()[1].startswith("- Chỉ đạo điều hành: tự chấm ")
    assert "thể chế" not in text
    rows = expected_scores(period, outline_of(period.outline).fields)
    assert [row.field.code for row in rows] == ["chi-dao", "the-che"]
    assert all(0 < row.own <= row.max_points for row in rows)


def test_the_whole_areas_figures_are_not_taken_from_the_departments_own_dossier(world):
    fill_in(world)
    report = report_of(open_period(world, **SAME_YEAR), world.home_affairs)
    assert view_of(report).table("nhiem-vu").is_area
    assert prefill(report, world.actor("nv.clerk")).figures == 0


def test_without_dossier_result_or_last_period_nothing_is_filled_in(world):
    period = open_period(world, own_cycle=None, year=2021)
    report = report_of(period, world.communes[0])
    done = prefill(report, world.clerk())
    assert (done.sections, done.figures) == (0, 0)


@pytest.mark.parametrize("communes", [1, 2])
def test_facts_of_many_units_are_read_in_two_queries(world, communes, django_assert_num_queries):
    fill_in(world)
    fill_in(world, 1)
    period = open_period(world, **SAME_YEAR)
    outline = outline_of(period.outline)
    with django_assert_num_queries(2):
        found = figures_of(period, outline, [unit.pk for unit in world.communes[:communes]])
    assert len(found) == communes


def test_reports_of_a_period_load_in_the_same_number_of_queries_however_many(
    world, django_assert_num_queries
):
    period = open_period(world)
    submit(report_of(period, world.communes[0]), world.clerk(), world.leader())
    with django_assert_num_queries(4):
        assert len(load_reports(period, ["UNIT"])) == 2
    with django_assert_num_queries(5):
        assert len(load_reports(period)) == 4


def test_prefilled_origin_is_kept_until_somebody_types(world):
    fill_in(world)
    report = report_of(open_period(world, **SAME_YEAR), world.communes[0])
    prefill(report, world.clerk())
    row = Figure.objects.get(report=report, column_code="xong")
    assert row.origin == Origin.PREFILLED
    saved = operations.save_figure(
        report_id=report.pk,
        table_code="nhiem-vu",
        row_code="ke-hoach",
        column_code="xong",
        wire=8,
        expected_version=row.version,
        actor=world.clerk(),
        now=WRITTEN,
    )
    assert (saved.origin, saved.source_note) == (Origin.TYPED, "")


def test_a_cumulative_figure_below_the_period_before_is_said_and_stands_in_nobodys_way(world):
    first = open_period(world)
    submit(report_of(first, world.communes[0]), world.clerk(), world.leader())
    second = open_period(world, code="mau-2020-h1", kind="HALF_YEAR", previous=first)
    report = report_of(second, world.communes[0])
    write(report, world.clerk(), number=3)
    view, before = view_of(report), previous_view(report)
    assert before is not None
    falls = falls_of(view.table("nhiem-vu"), before.table("nhiem-vu"))
    assert falls == {("ke-hoach", "xong"): "Lũy kế thấp hơn kỳ trước (4)."}
    assert view.missing == ()
