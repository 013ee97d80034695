"""The collated report: made from what came, renewed without touching what a person did."""

from __future__ import annotations

import pytest

from parindex.kernel.errors import Denied, Refused
from parindex.kernel.models import JournalEntry
from parindex.reporting import operations as reporting
from parindex.reporting.choices import Origin
from parindex.reporting.collating import operations
from parindex.reporting.collating.conflicts import Kind
from parindex.reporting.collating.operations import Choice
from parindex.reporting.collating.queries import standing_of
from parindex.reporting.models import Passage, Report
from parindex.reporting.operations import ReportRefused
from parindex.reporting.queries import report_by_id
from tests.support.collating import (
    ALL,
    COLLATED,
    DONE,
    approve,
    assembled,
    collate,
    drafted,
    save,
    send_all,
    viewed,
)
from tests.support.reporting import open_period, report_of, submit, write


@pytest.fixture
def period(world):
    return open_period(world)


def texts(period, code):
    return [row.text for row in drafted(period).section(code).passages]


def settle(world, period, place=DONE, choice=Choice.SUM, **changes):
    cell = assembled(period).cells[place]
    values = {
        "report_id": drafted(period).report.pk,
        "place": place,
        "choice": choice,
        "reason": "Đã đối chiếu.",
        "expected_version": cell.version,
        "actor": world.actor("coordinator"),
        "now": COLLATED,
    }
    return operations.settle(**(values | changes))


def test_nothing_is_collated_before_a_report_has_come(world, period):
    with pytest.raises(Refused, match="Chưa có báo cáo nào"):
        collate(world, period)
    assert drafted(period) is None


def test_only_the_coordinator_collates(world, period):
    send_all(world, period)
    with pytest.raises(Denied):
        operations.collate(period=period, actor=world.actor("secretary"), now=COLLATED)


def test_what_leads_say_stands_first_then_body_by_body_each_with_its_source(world, period):
    send_all(world, period)
    collate(world, period)
    section = drafted(period).section("chi-dao")
    assert [row.text for row in section.passages] == [
        "Phòng Nội vụ: Chỉ đạo trên địa bàn.",
        "Phòng Nội vụ: Phòng Nội vụ: Chỉ đạo điều hành.",
        "Phòng Tư pháp: Phòng Tư pháp: Chỉ đạo điều hành.",
        "UBND xã Mẫu 01: Xã Mẫu 01: Chỉ đạo điều hành.",
        "UBND xã Mẫu 02: Xã Mẫu 02: Chỉ đạo điều hành.",
    ]
    assert section.passages[0].source.report.unit == world.home_affairs
    assert section.passages[0].source.section_code == "dia-ban.chi-dao"
    assert {row.origin for row in section.passages} == {Origin.COLLATED}


def test_figures_are_sums_with_ratios_recomputed(world, period):
    send_all(world, period)
    collate(world, period)
    table = drafted(period).table("nhiem-vu")
    assert table.value("ke-hoach", "tong") == 12  # two communes and justice; home affairs leads
    assert str(table.value("ke-hoach", "ty-le")) == "100.00"
    assert drafted(period).table("chi").value("chi", "tien") == 16


def test_who_did_not_send_is_named(world, period):
    submit(report_of(period, world.communes[0]), world.clerk(), world.leader())
    collate(world, period)
    standing = standing_of(period)
    assert [row.unit for row in standing.included] == [world.communes[0]]
    assert len(standing.absent) == 3
    assert JournalEntry.objects.filter(action="report.collated").count() == 1


def test_a_unit_that_has_nothing_to_say_takes_no_room(world, period):
    report = report_of(period, world.communes[0])
    reporting.save_passage(
        report_id=report.pk,
        section_code="kien-nghi",
        text="Không có.",
        expected_version=0,
        actor=world.clerk(),
        now=COLLATED,
    )
    submit(report, world.clerk(), world.leader())
    collate(world, period)
    assert texts(period, "kien-nghi") == []


def test_collating_again_changes_nothing_and_a_late_report_comes_in(world, period):
    submit(report_of(period, world.communes[0]), world.clerk(), world.leader())
    collate(world, period)
    again = collate(world, period)
    assert (again.added, again.renewed, again.removed, again.figures) == (0, 0, 0, 0)
    submit(report_of(period, world.communes[1]), world.clerk(1), world.leader(1))
    later = collate(world, period)
    assert (later.renewed, later.removed) == (0, 0)
    assert later.added == 4
    assert drafted(period).table("nhiem-vu").value("ke-hoach", "tong") == 8


def change_first_commune(world, period, words, **figures):
    report = report_of(period, world.communes[0])
    coordinator = world.actor("coordinator")
    reporting.return_report(report_id=report.pk, reason="Sai số", actor=coordinator, now=COLLATED)
    section = viewed(report).section("the-che")
    reporting.save_passage(
        report_id=report.pk,
        section_code="the-che",
        text=words,
        expected_version=section.version,
        actor=world.clerk(),
        now=COLLATED,
    )
    for column, value in figures.items():
        table = viewed(report).table("nhiem-vu")
        reporting.save_figure(
            report_id=report.pk,
            table_code="nhiem-vu",
            row_code="ke-hoach",
            column_code=column,
            wire=value,
            expected_version=table.cell("ke-hoach", column).version,
            actor=world.clerk(),
            now=COLLATED,
        )
    submit(report_by_id(report.pk), world.clerk(), world.leader(), now=COLLATED)


def first_of(period, code, unit):
    rows = drafted(period).section(code).passages
    return next(row for row in rows if row.source and row.source.report.unit == unit)


def test_an_unedited_passage_follows_its_source(world, period):
    send_all(world, period)
    collate(world, period)
    change_first_commune(world, period, "Viết lại.")
    assert collate(world, period).renewed == 1
    assert first_of(period, "the-che", world.communes[0]).text == "UBND xã Mẫu 01: Viết lại."


def test_an_edited_passage_stays_and_keeps_its_source(world, period):
    send_all(world, period)
    collate(world, period)
    row = first_of(period, "the-che", world.communes[0])
    operations.edit_passage(
        passage_id=row.pk,
        text="Các xã đã rà soát văn bản.",
        expected_version=row.version,
        actor=world.actor("coordinator"),
        now=COLLATED,
    )
    change_first_commune(world, period, "Viết lại.")
    assert collate(world, period).renewed == 0
    kept = first_of(period, "the-che", world.communes[0])
    assert (kept.text, kept.is_edited) == ("Các xã đã rà soát văn bản.", True)
    restored = operations.restore_passage(
        passage_id=row.pk, actor=world.actor("coordinator"), now=COLLATED
    )
    assert (restored.text, restored.is_edited) == ("UBND xã Mẫu 01: Viết lại.", False)


def test_a_dropped_passage_does_not_come_back_by_itself(world, period):
    send_all(world, period)
    collate(world, period)
    row = first_of(period, "the-che", world.communes[0])
    operations.drop_passage(
        passage_id=row.pk,
        expected_version=row.version,
        actor=world.actor("coordinator"),
        now=COLLATED,
    )
    assert collate(world, period).added == 0
    assert first_of(period, "the-che", world.communes[0]).text == ""


def test_the_passages_of_a_returned_report_go_out_until_it_is_sent_again(world, period):
    send_all(world, period)
    collate(world, period)
    reporting.return_report(
        report_id=report_of(period, world.communes[0]).pk,
        reason="Sai số",
        actor=world.actor("coordinator"),
        now=COLLATED,
    )
    assert collate(world, period).removed == 4
    assert drafted(period).table("nhiem-vu").value("ke-hoach", "tong") == 8


def test_passages_move_and_own_words_are_added_and_deleted(world, period):
    send_all(world, period)
    collate(world, period)
    by = {"actor": world.actor("coordinator"), "now": COLLATED}
    report = drafted(period).report
    own = operations.add_passage(
        report_id=report.pk, section_code="chi-dao", text="Nhận định chung.", **by
    )
    for _ in range(7):
        operations.move_passage(passage_id=own.pk, up=True, **by)
    assert texts(period, "chi-dao")[0] == "Nhận định chung."
    operations.move_passage(passage_id=own.pk, up=False, **by)
    assert texts(period, "chi-dao")[1] == "Nhận định chung."
    operations.drop_passage(passage_id=own.pk, expected_version=own.version, **by)
    assert "Nhận định chung." not in texts(period, "chi-dao")
    assert not Passage.objects.filter(pk=own.pk).exists()


def test_a_section_that_is_only_a_title_takes_no_words(world, period):
    send_all(world, period)
    collate(world, period)
    with pytest.raises(Refused):
        operations.add_passage(
            report_id=drafted(period).report.pk,
            section_code="ket-qua",
            text="Chữ",
            actor=world.actor("coordinator"),
            now=COLLATED,
        )


def test_conflicts_wait_until_somebody_chooses_with_a_reason(world, period):
    send_all(world, period, lead_done=11)
    collate(world, period)
    assembly = assembled(period)
    assert [(cell.place, cell.conflicts[0].kind) for cell in assembly.open] == [
        (ALL, Kind.LEAD_DIFFERS),
        (DONE, Kind.LEAD_DIFFERS),
    ]
    with pytest.raises(Refused, match="Còn 2 ô số liệu mâu thuẫn"):
        operations.ask_for_approval(
            report_id=assembly.report.pk, actor=world.actor("coordinator"), now=COLLATED
        )
    with pytest.raises(ReportRefused, match="lý do"):
        settle(world, period, reason=" ")
    settle(world, period, ALL)
    assert [cell.place for cell in assembled(period).open] == [DONE]


def test_the_leads_figure_is_taken_and_the_ratio_follows(world, period):
    send_all(world, period, lead_done=11)
    collate(world, period)
    home = report_of(period, world.home_affairs)
    settle(world, period, DONE, Choice.LEAD, lead_report_id=home.pk)
    table = drafted(period).table("nhiem-vu")
    assert table.value("ke-hoach", "xong") == 11
    assert str(table.value("ke-hoach", "ty-le")) == "91.67"
    cell = assembled(period).cells[DONE]
    assert (cell.is_open, cell.is_chosen) == (False, True)
    assert cell.figure.source_note == "Tổng các đơn vị là 12, Phòng Nội vụ báo cáo 11."
    assert collate(world, period).figures == 0


def test_a_typed_figure_needs_to_be_one(world, period):
    send_all(world, period, lead_done=11)
    collate(world, period)
    with pytest.raises(ReportRefused) as caught:
        settle(world, period, DONE, Choice.TYPED, wire="mười")
    assert caught.value.field == "value"
    with pytest.raises(ReportRefused):
        settle(world, period, DONE, Choice.TYPED, wire=None)
    with pytest.raises(ReportRefused):
        settle(world, period, DONE, Choice.LEAD, lead_report_id=0)
    settle(world, period, DONE, Choice.TYPED, wire=10)
    assert drafted(period).table("nhiem-vu").value("ke-hoach", "xong") == 10


def test_a_table_is_settled_at_once_for_one_reason(world, period):
    send_all(world, period, lead_done=11)
    report = collate(world, period).report
    settle(world, period, ALL)
    by = {"actor": world.actor("coordinator"), "now": COLLATED}
    where = {"report_id": report.pk, "table_code": "nhiem-vu", **by}
    with pytest.raises(ReportRefused) as caught:
        operations.settle_table(choice=Choice.LEAD, reason="", **where)
    assert caught.value.field == "reason"
    operations.settle_table(choice=Choice.LEAD, reason="Theo cơ quan chủ trì", **where)
    values = {place: cell.value for place, cell in assembled(period).cells.items()}
    assert (values[ALL], values[DONE]) == (12, 11)
    assert assembled(period).open == []
    with pytest.raises(ReportRefused):
        operations.settle_table(choice=Choice.SUM, reason="Nữa", **where)


def test_a_settled_cell_opens_again_when_the_figures_behind_it_change(world, period):
    send_all(world, period, lead_done=11)
    collate(world, period)
    settle(world, period)
    change_first_commune(world, period, "Viết lại.", xong=3)
    cell = assembled(period).cells[DONE]
    assert (cell.is_open, cell.is_outdated) == (False, True)  # the sum 11 is the lead's now
    change_first_commune(world, period, "Viết nữa.", xong=2)
    assert assembled(period).cells[DONE].was_settled


def test_a_figure_below_the_period_before_is_a_conflict(world, period):
    send_all(world, period)
    half = open_period(world, code="mau-2020-h1", name="6 tháng", kind="HALF_YEAR", previous=period)
    report = report_of(half, world.communes[0])
    save(report, DONE, 3, world.clerk())
    submit(report, world.clerk(), world.leader())
    collate(world, half)
    (cell,) = assembled(half).open
    assert [(item.kind, item.name, item.other) for item in cell.conflicts] == [
        (Kind.FELL, "UBND xã Mẫu 01", 4)
    ]


def test_the_leader_approves_what_was_settled(world, period):
    send_all(world, period, lead_done=11)
    report = collate(world, period).report
    approved = approve(world, report)
    assert approved.approved_by == world.people["district.leader"].full_name
    with pytest.raises(Refused):
        collate(world, period)
    operations.recall(report_id=report.pk, actor=world.actor("coordinator"), now=COLLATED)
    collate(world, period)


def test_other_reports_are_no_collated_ones(world, period):
    from parindex.reporting.queries import NoReportError

    report = report_of(period, world.communes[0])
    write(report, world.clerk())
    with pytest.raises(NoReportError):
        operations.ask_for_approval(report_id=report.pk, actor=world.clerk(), now=COLLATED)
    with pytest.raises(NoReportError):
        operations.edit_passage(
            passage_id=report.passages.all()[0].pk,
            text="x",
            expected_version=1,
            actor=world.clerk(),
            now=COLLATED,
        )
    assert Report.objects.filter(kind="BODY").count() == 0


def test_queries_do_not_grow_with_the_number_of_bodies(
    db, django_assert_num_queries, django_db_blocker
):
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from tests.support.story import build_world

    counted = []
    for communes in (1, 6):
        with transaction.atomic():
            world = build_world(communes)
            period = open_period(world)
            send_all(world, period, lead_done=11)
            with CaptureQueriesContext(connection) as first:
                collate(world, period)
            with CaptureQueriesContext(connection) as second:
                assembled(period)
            counted.append((len(first), len(second)))
            transaction.set_rollback(True)
    assert counted[0] == counted[1]
    assert counted[0][1] <= 12
