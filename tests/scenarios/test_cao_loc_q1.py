"""Letter 004: reports of a quarter that answer for last year's index, collated and sent to the province."""

from __future__ import annotations

from parindex.cli.ground import DATA
from parindex.documents.from_reports import report_paper
from parindex.documents.writers import write_docx
from parindex.remedies.models import RemedialAction
from parindex.reporting.choices import ReportKind, ReportState
from parindex.reporting.collating.queries import assemble, draft_of
from parindex.reporting.models import Joint, Passage, Report
from parindex.reporting.queries import load_reports
from parindex.results.queries import content_of
from parindex.scenarios import cao_loc_q1
from parindex.scenarios.output import collated_text
from tests.documents.reading import lines, opened
from tests.support.playing import require_ranked


def test_the_quarter_is_reported_collated_and_sent_up(db):
    played = cao_loc_q1.play(DATA, tell=lambda _line: None)
    [result], [period] = played.publications, played.periods
    require_ranked(content_of(result), units=22)
    assert result.decision_number == "362/QĐ-UBND"
    everybody_reported_and_one_was_late(period)
    the_weak_items_of_the_index_are_answered_for(period)
    two_departments_wrote_one_section(period)
    the_expected_score_is_computed(period)
    one_figure_was_in_dispute_and_was_settled(period)
    the_province_has_it_with_its_sources(period)
    draft = draft_of(period)
    assert draft is not None
    text = "\n".join(lines(opened(write_docx(report_paper(draft)))))
    assert "quý I năm 2024" in text
    assert "Mẫu Sơn" in collated_text(period)


def everybody_reported_and_one_was_late(period):
    rows = Report.objects.filter(period=period).exclude(kind=ReportKind.BODY)
    assert rows.filter(kind=ReportKind.UNIT).count() == 22 + 1
    assert rows.filter(kind=ReportKind.LEAD).count() == 4
    assert set(rows.values_list("state", flat=True)) == {ReportState.RECEIVED}
    late = rows.filter(is_late=True)
    assert [row.unit.code for row in late] == ["cao-loc.mau-son"]
    assert late[0].late_explanation == cao_loc_q1.LATE_WORDS


def the_weak_items_of_the_index_are_answered_for(period):
    view = next(
        row
        for row in load_reports(period, {ReportKind.UNIT})
        if row.report.unit.code == "cao-loc.bao-lam"
    )
    section = view.section("khac-phuc")
    assert section is not None
    assert "362/QĐ-UBND" in section.text
    actions = RemedialAction.objects.filter(plan__unit__code="cao-loc.bao-lam")
    assert actions.count() == 3
    assert all(action.code in section.text for action in actions)
    assert "60%" in section.text


def two_departments_wrote_one_section(period):
    joint = Joint.objects.get(report__period=period)
    assert joint.agency.code == "cao-loc.van-hoa-thong-tin"
    assert joint.report.unit.code == "cao-loc.van-phong"
    assert joint.text


def the_expected_score_is_computed(period):
    home_affairs = next(
        row
        for row in load_reports(period, {ReportKind.LEAD})
        if row.report.unit.code == "cao-loc.noi-vu"
    )
    section = home_affairs.section("diem-du-kien")
    assert section is not None
    assert "Cải cách chế độ công vụ" in section.text
    assert "tính theo số liệu đã nhập" in section.text


def one_figure_was_in_dispute_and_was_settled(period):
    [cell] = assemble(period).disputed
    assert (cell.place.table, cell.place.row, cell.place.column) == cao_loc_q1.CONFLICT
    assert cell.is_settled
    [conflict] = cell.conflicts
    assert isinstance(conflict.value, int)
    assert conflict.other == conflict.value + cao_loc_q1.MISCOUNT
    assert cell.value == conflict.value


def the_province_has_it_with_its_sources(period):
    above = Report.objects.get(period__code="lang-son-2024-q1")
    assert above.state == ReportState.SUBMITTED
    assert above.made_from is not None
    assert above.made_from.period == period
    sources = Passage.objects.filter(report=above.made_from, source__isnull=False)
    assert sources.values("source__report").distinct().count() == 27
