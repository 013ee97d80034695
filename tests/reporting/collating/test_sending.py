"""A collated report one level up: the body's own report there, and a source again."""

from __future__ import annotations

import pytest

from parindex.kernel.errors import Refused
from parindex.reporting import operations as reporting
from parindex.reporting.choices import ReportState
from parindex.reporting.collating import operations
from parindex.reporting.collating.queries import report_sent_up, upper_periods
from parindex.reporting.operations import ReportRefused
from parindex.reporting.queries import report_by_id
from tests.support.collating import (
    COLLATED,
    UPPER_DUE,
    approve,
    collate,
    drafted,
    open_upper,
    send_all,
    viewed,
)
from tests.support.reporting import open_period, report_of


@pytest.fixture
def period(world):
    found = open_period(world)
    send_all(world, found, lead_done=11)
    return found


def send(world, report, upper, **changes):
    values = {"actor": world.actor("district.leader"), "now": COLLATED}
    return operations.send_up(report_id=report.pk, period=upper, **(values | changes))


def test_an_approved_report_is_handed_in_above_with_a_receipt(world, period):
    upper = open_upper(world)
    report = approve(world, collate(world, period).report)
    assert upper_periods(report) == [upper]
    sent = send(world, report, upper)
    assert sent.state == ReportState.SUBMITTED
    assert sent.receipt_number
    assert sent.approved_by == report.approved_by
    assert report_sent_up(report) == sent
    own, copy = drafted(period), viewed(sent)
    assert copy.table("nhiem-vu").value("ke-hoach", "tong") == 12
    assert copy.section("chi-dao").text == "\n".join(
        row.text for row in own.section("chi-dao").passages
    )


def test_above_it_is_a_source_again_down_to_the_commune(world, period):
    upper = open_upper(world)
    report = approve(world, collate(world, period).report)
    sent = send(world, report, upper)
    operations.collate(period=upper, actor=world.actor("snv"), now=COLLATED)
    view = drafted(upper)
    assert view.table("nhiem-vu").value("ke-hoach", "tong") == 12
    passage = view.section("chi-dao").passages[0]
    assert passage.source.report == sent
    assert sent.made_from == report
    sources = {row.source.report.unit for row in drafted(period).section("chi-dao").passages}
    assert set(world.communes) < sources


def test_before_approval_nothing_goes_up(world, period):
    upper = open_upper(world)
    report = collate(world, period).report
    with pytest.raises(Refused):
        send(world, report, upper)


def test_late_needs_the_heads_explanation_and_without_it_nothing_is_changed(world, period):
    upper = open_upper(world)
    report = approve(world, collate(world, period).report)
    with pytest.raises(ReportRefused):
        send(world, report, upper, now=UPPER_DUE)
    assert report_sent_up(report) is None
    sent = send(world, report, upper, now=UPPER_DUE, late_explanation="Chờ hai xã.")
    assert sent.is_late


def test_what_was_typed_above_is_not_written_over(world, period):
    upper = open_upper(world)
    target = report_of(upper, world.district)
    reporting.save_passage(
        report_id=target.pk,
        section_code="the-che",
        text="Viết tay.",
        expected_version=0,
        actor=world.actor("district.leader"),
        now=COLLATED,
    )
    report = approve(world, collate(world, period).report)
    with pytest.raises(Refused, match="nhập tay ở “Thể chế”"):
        send(world, report, upper)


def test_after_a_return_from_above_it_is_changed_and_sent_again(world, period):
    upper = open_upper(world)
    report = approve(world, collate(world, period).report)
    sent = send(world, report, upper)
    by = {"actor": world.actor("coordinator"), "now": COLLATED}
    with pytest.raises(Refused, match="đã gửi lên cấp trên"):
        operations.recall(report_id=report.pk, **by)
    operations.collate(period=upper, actor=world.actor("snv"), now=COLLATED)
    reporting.return_report(
        report_id=sent.pk, reason="Bổ sung", actor=world.actor("snv"), now=COLLATED
    )
    operations.recall(report_id=report.pk, **by)
    operations.add_passage(report_id=report.pk, section_code="the-che", text="Bổ sung.", **by)
    again = send(world, approve(world, report_by_id(report.pk)), upper)
    assert again.pk == sent.pk
    assert again.receipt_number.endswith("-2")
    assert viewed(again).section("the-che").text.endswith("Bổ sung.")


def test_a_period_that_does_not_ask_this_body_takes_nothing(world, period):
    report = approve(world, collate(world, period).report)
    assert upper_periods(report) == []
    with pytest.raises(Refused, match="không yêu cầu"):
        send(world, report, period)
