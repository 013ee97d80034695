"""Opening a period, writing, approval, sending, receiving: what each step allows and refuses."""

from __future__ import annotations

import datetime as dt

import pytest

from parindex.kernel.clock import VIETNAM
from parindex.kernel.errors import Denied, Refused, Stale
from parindex.kernel.models import JournalEntry
from parindex.reporting import operations
from parindex.reporting.choices import JointState, Origin, ReportState
from parindex.reporting.fingerprint import report_hash
from parindex.reporting.models import Joint, Passage, Report
from parindex.reporting.operations import ReportRefused
from parindex.reporting.queries import load_report, report_by_id
from tests.support.reporting import (
    DUE,
    LATE,
    OUTLINE,
    STARTED,
    WRITTEN,
    approve,
    open_period,
    report_of,
    submit,
    view_of,
    write,
)


@pytest.fixture
def period(world):
    return open_period(world)


@pytest.fixture
def report(world, period):
    return report_of(period, world.communes[0])


def passage(report, actor, text="Đã ban hành kế hoạch.", version=0, **changes):
    values = {"section_code": "chi-dao", "now": WRITTEN, **changes}
    return operations.save_passage(
        report_id=report.pk, text=text, expected_version=version, actor=actor, **values
    )


def figure(report, actor, wire, column="tong", version=0, **changes):
    values = {"table_code": "nhiem-vu", "row_code": "ke-hoach", "now": WRITTEN, **changes}
    return operations.save_figure(
        report_id=report.pk,
        column_code=column,
        wire=wire,
        expected_version=version,
        actor=actor,
        **values,
    )


def test_a_period_opens_with_a_report_for_each_body_by_its_part(world, period):
    assert sorted(Report.objects.values_list("unit__code", "kind")) == [
        ("huyen-mau.noi-vu", "LEAD"),
        ("huyen-mau.tu-phap", "LEAD"),
        ("huyen-mau.xa-01", "UNIT"),
        ("huyen-mau.xa-02", "UNIT"),
    ]
    assert (period.data_from, period.data_until) == (dt.date(2019, 12, 1), dt.date(2020, 2, 29))
    assert period.due_at == DUE


def test_a_partner_is_asked_for_its_part_when_the_period_opens(world, period):
    joint = Joint.objects.get()
    assert (joint.report.unit, joint.section_code) == (world.justice, "dia-ban.the-che")
    assert (joint.agency, joint.state) == (world.home_affairs, JointState.ASKED)


def test_only_the_coordinator_opens_a_period(world):
    with pytest.raises(Denied):
        operations.open_period(plan=_plan(world), actor=world.actor("tp.leader"), now=STARTED)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "YEAR"}, "kind"),
        ({"name": " "}, "name"),
        ({"units": [], "leads": {}}, "units"),
        ({"due_at": STARTED}, "due"),
        ({"data_from": dt.date(2020, 3, 1)}, "data_until"),
    ],
)
def test_a_period_that_cannot_be_names_the_field_at_fault(world, changes, field):
    with pytest.raises(ReportRefused) as caught:
        open_period(world, **changes)
    assert caught.value.field == field


def test_a_period_is_opened_once(world, period):
    with pytest.raises(ReportRefused) as caught:
        open_period(world)
    assert caught.value.field == "code"


def test_a_field_of_no_outline_is_led_by_nobody(world):
    with pytest.raises(ReportRefused) as caught:
        open_period(world, leads={"y-te": operations.Lead(agency=world.justice)})
    assert caught.value.field == "leads"


def test_a_text_is_saved_once_and_a_retry_does_no_harm(world, report):
    first = passage(report, world.clerk())
    assert passage(report, world.clerk()).version == first.version == 1
    assert JournalEntry.objects.filter(action="passage.saved").count() == 1


def test_somebody_elses_text_is_never_overwritten(world, report):
    passage(report, world.clerk(), "Bản của cán bộ.")
    with pytest.raises(Stale) as caught:
        passage(report, world.leader(), "Bản của lãnh đạo.")
    assert caught.value.theirs == {"text": "Bản của cán bộ."}


@pytest.mark.parametrize("code", ["ket-qua", "dia-ban.chi-dao", "khong-co"])
def test_only_sections_of_the_report_hold_text(world, report, code):
    with pytest.raises(Refused):
        passage(report, world.clerk(), section_code=code)


def test_strangers_write_nothing(world, report):
    with pytest.raises(Denied):
        passage(report, world.clerk(1))
    with pytest.raises(Denied):
        figure(report, world.clerk(1), 3)


def test_nothing_is_written_before_the_period_opens(world, report):
    with pytest.raises(Refused, match="chưa mở"):
        passage(report, world.clerk(), now=STARTED - dt.timedelta(hours=1))


def test_a_figure_is_typed_and_its_ratio_is_computed(world, report):
    figure(report, world.clerk(), 10)
    figure(report, world.clerk(), 9, "xong")
    table = view_of(report).table("nhiem-vu")
    assert str(table.value("ke-hoach", "ty-le")) == "90.00"


@pytest.mark.parametrize(("column", "wire"), [("tong", "mười"), ("tong", -1), ("ghi-chu", 5)])
def test_a_figure_of_the_wrong_kind_is_refused_at_its_cell(world, report, column, wire):
    with pytest.raises(ReportRefused) as caught:
        figure(report, world.clerk(), wire, column)
    assert caught.value.field == "value"


def test_a_ratio_is_never_typed(world, report):
    with pytest.raises(Refused):
        figure(report, world.clerk(), 90, "ty-le")


def test_a_figure_on_an_old_version_shows_the_other_persons(world, report):
    figure(report, world.clerk(), 10)
    with pytest.raises(Stale) as caught:
        figure(report, world.leader(), 11)
    assert caught.value.theirs == {"value": "10"}


def test_a_cleared_figure_is_missing_again(world, report):
    write(report, world.clerk())
    saved = figure(report, world.clerk(), 5, version=1)
    figure(report, world.clerk(), None, version=saved.version)
    assert load_report(report).missing == (
        "Bảng “Nhiệm vụ” còn 1 ô chưa nhập (không có thì ghi 0).",
    )


def test_a_part_larger_than_its_whole_keeps_the_report_from_approval(world, report):
    write(report, world.clerk())
    figure(report, world.clerk(), 9, "xong", version=1)
    said = "Bảng “Nhiệm vụ”, dòng “Theo kế hoạch”, cột “Đã xong”: Lớn hơn cột “Tổng số”."
    assert load_report(report).missing == (said,)
    with pytest.raises(Refused, match="Lớn hơn"):
        operations.ask_for_approval(report_id=report.pk, actor=world.clerk(), now=WRITTEN)


def test_an_unfinished_report_is_not_put_before_the_leader(world, report):
    with pytest.raises(Refused, match="“Chỉ đạo điều hành” chưa có nội dung"):
        operations.ask_for_approval(report_id=report.pk, actor=world.clerk(), now=WRITTEN)


def test_a_leader_approves_exactly_what_was_seen(world, report):
    write(report, world.clerk())
    operations.ask_for_approval(report_id=report.pk, actor=world.clerk(), now=WRITTEN)
    with pytest.raises(Refused, match="thay đổi"):
        operations.approve(
            report_id=report.pk, seen_hash="0" * 64, actor=world.leader(), now=WRITTEN
        )
    with pytest.raises(Denied):
        operations.approve(
            report_id=report.pk, seen_hash="0" * 64, actor=world.clerk(), now=WRITTEN
        )
    seen = report_hash(load_report(report_by_id(report.pk)))
    done = operations.approve(
        report_id=report.pk, seen_hash=seen, actor=world.leader(), now=WRITTEN
    )
    assert (done.state, done.approved_hash) == (ReportState.APPROVED, seen)


def test_what_lies_with_the_leader_is_not_changed_until_it_is_taken_back(world, report):
    approve(report, world.clerk(), world.leader())
    with pytest.raises(Refused, match="rút lại"):
        passage(report, world.clerk(), "Khác.", version=1)
    taken = operations.recall_report(report_id=report.pk, actor=world.clerk(), now=WRITTEN)
    assert (taken.state, taken.approved_hash) == (ReportState.DRAFTING, "")
    passage(report, world.clerk(), "Khác.", version=1)


def test_a_leader_returns_with_a_reason_that_the_clerk_sees(world, report):
    approve(report, world.clerk(), world.leader())
    with pytest.raises(ReportRefused):
        operations.return_to_drafting(
            report_id=report.pk, reason=" ", actor=world.leader(), now=WRITTEN
        )
    back = operations.return_to_drafting(
        report_id=report.pk, reason="Thiếu số liệu một cửa.", actor=world.leader(), now=WRITTEN
    )
    assert (back.state, back.return_reason) == (ReportState.DRAFTING, "Thiếu số liệu một cửa.")


def test_sending_gives_a_receipt_over_the_content(world, report):
    approve(report, world.clerk(), world.leader())
    sent = operations.submit_report(report_id=report.pk, actor=world.clerk(), now=WRITTEN)
    assert sent.receipt_number == f"BC-2020-{report.pk:05d}"
    assert sent.content_hash == report_hash(load_report(report_by_id(report.pk)))
    assert not sent.is_late
    with pytest.raises(Refused, match="đã gửi rồi"):
        operations.submit_report(report_id=report.pk, actor=world.clerk(), now=WRITTEN)


def test_nothing_is_sent_without_approval(world, report):
    write(report, world.clerk())
    with pytest.raises(Refused, match="chưa duyệt"):
        operations.submit_report(report_id=report.pk, actor=world.clerk(), now=WRITTEN)


def test_what_was_changed_behind_the_approval_is_not_sent(world, report):
    approve(report, world.clerk(), world.leader())
    Passage.objects.filter(report=report, section_code="chi-dao").update(text="Khác hẳn.")
    with pytest.raises(Refused, match="duyệt lại"):
        operations.submit_report(report_id=report.pk, actor=world.clerk(), now=WRITTEN)


def test_late_is_sent_by_the_head_with_an_explanation(world, report):
    approve(report, world.clerk(), world.leader())
    who = {"report_id": report.pk, "now": LATE}
    with pytest.raises(Refused, match="người đứng đầu"):
        operations.submit_report(actor=world.clerk(), late_explanation="Bận.", **who)
    with pytest.raises(ReportRefused) as caught:
        operations.submit_report(actor=world.leader(), **who)
    assert caught.value.field == "late_explanation"
    sent = operations.submit_report(actor=world.leader(), late_explanation="Mất điện.", **who)
    assert (sent.is_late, sent.late_explanation) == (True, "Mất điện.")


def test_the_first_moment_of_the_day_is_late(world, report):
    approve(report, world.clerk(), world.leader())
    before = DUE - dt.timedelta(seconds=1)
    assert not operations.submit_report(
        report_id=report.pk, actor=world.clerk(), now=before
    ).is_late


def test_the_coordinator_receives_and_returns_and_the_second_receipt_counts_on(world, report):
    submit(report, world.clerk(), world.leader())
    coordinator = world.actor("coordinator")
    with pytest.raises(Denied):
        operations.receive_report(report_id=report.pk, actor=world.leader(), now=WRITTEN)
    received = operations.receive_report(report_id=report.pk, actor=coordinator, now=WRITTEN)
    assert (received.state, received.received_by) == (ReportState.RECEIVED, "Đỗ Điều Phối")
    back = operations.return_report(
        report_id=report.pk, reason="Sai tổng số.", actor=coordinator, now=WRITTEN
    )
    assert (back.state, back.approved_hash) == (ReportState.DRAFTING, "")
    again = submit(report_by_id(report.pk), world.clerk(), world.leader())
    assert again.receipt_number == f"BC-2020-{report.pk:05d}-2"


def test_a_report_that_was_never_sent_is_not_received(world, report):
    with pytest.raises(Refused):
        operations.receive_report(
            report_id=report.pk, actor=world.actor("coordinator"), now=WRITTEN
        )


def test_an_extension_moves_the_bodys_own_deadline(world, report):
    extended = DUE + dt.timedelta(days=3)
    approve(report, world.clerk(), world.leader())
    operations.extend_report(
        report_id=report.pk,
        due_at=extended,
        document="Công văn 12/UBND-NV",
        actor=world.actor("coordinator"),
        now=WRITTEN,
    )
    assert not operations.submit_report(report_id=report.pk, actor=world.clerk(), now=LATE).is_late


@pytest.mark.parametrize(
    ("due_at", "document", "now", "field"),
    [
        (DUE, "Công văn 12", WRITTEN, "due"),
        (DUE + dt.timedelta(days=1), "Công văn 12", DUE + dt.timedelta(days=2), "due"),
        (DUE + dt.timedelta(days=1), " ", WRITTEN, "document"),
        (DUE + dt.timedelta(days=1), "x" * 201, WRITTEN, None),
    ],
)
def test_an_extension_needs_a_later_day_and_a_document(world, report, due_at, document, now, field):
    with pytest.raises((ReportRefused, Refused)) as caught:
        operations.extend_report(
            report_id=report.pk,
            due_at=due_at,
            document=document,
            actor=world.actor("coordinator"),
            now=now,
        )
    assert getattr(caught.value, "field", None) == field


def test_a_partner_gives_its_part_and_the_lead_takes_it_over(world, period):
    report = report_of(period, world.justice)
    joint = Joint.objects.get(report=report)
    given = operations.give_joint(
        report_id=report.pk,
        joint_id=joint.pk,
        text="Đã rà soát 4 văn bản.",
        expected_version=0,
        actor=world.actor("nv.clerk"),
        now=WRITTEN,
    )
    assert given.state == JointState.GIVEN
    row = operations.take_joint(
        report_id=report.pk,
        joint_id=joint.pk,
        expected_version=0,
        actor=world.actor("tp.clerk"),
        now=WRITTEN,
    )
    assert row.text == "Đã rà soát 4 văn bản."
    with pytest.raises(Refused, match="đã nằm trong mục"):
        operations.take_joint(
            report_id=report.pk,
            joint_id=joint.pk,
            expected_version=1,
            actor=world.actor("tp.clerk"),
            now=WRITTEN,
        )


def test_an_unanswered_partner_keeps_the_lead_from_approval_until_withdrawn(world, period):
    report = report_of(period, world.justice)
    write(report, world.actor("tp.clerk"))
    assert load_report(report).missing == (
        "Mục “Thể chế trên địa bàn”: Phòng Nội vụ chưa gửi nội dung phối hợp.",
    )
    joint = Joint.objects.get(report=report)
    operations.withdraw_joint(
        report_id=report.pk, joint_id=joint.pk, actor=world.actor("tp.clerk"), now=WRITTEN
    )
    assert load_report(report).missing == ()


def test_only_the_partner_gives_its_part(world, period):
    report = report_of(period, world.justice)
    joint = Joint.objects.get(report=report)
    with pytest.raises(Denied):
        operations.give_joint(
            report_id=report.pk,
            joint_id=joint.pk,
            text="Thay mặt.",
            expected_version=0,
            actor=world.actor("tp.clerk"),
            now=WRITTEN,
        )


def test_a_lead_asks_another_department_once(world, period):
    report = report_of(period, world.home_affairs)
    who = {"report_id": report.pk, "actor": world.actor("nv.clerk"), "now": WRITTEN}
    operations.ask_joint(section_code="dia-ban.chi-dao", agency=world.justice, **who)
    for agency in (world.justice, world.home_affairs, world.communes[0]):
        with pytest.raises(ReportRefused):
            operations.ask_joint(section_code="dia-ban.chi-dao", agency=agency, **who)


def test_a_unit_asks_nobody(world, report):
    with pytest.raises(Refused, match="chủ trì"):
        operations.ask_joint(
            report_id=report.pk,
            section_code="chi-dao",
            agency=world.justice,
            actor=world.clerk(),
            now=WRITTEN,
        )


def test_an_edited_prefilled_text_says_so(world, report):
    Passage.objects.create(
        report=report,
        section_code="chi-dao",
        text="Kỳ trước.",
        origin=Origin.PREFILLED,
        version=1,
        changed_by="máy",
        changed_at=WRITTEN,
    )
    assert passage(report, world.clerk(), "Kỳ này.", version=1).is_edited


def _plan(world):
    outline = operations.import_outline(path=OUTLINE, actor="kiểm thử", now=STARTED)
    return operations.PeriodPlan(
        code="khac",
        name="Kỳ khác",
        kind="QUARTER_1",
        year=2020,
        body=world.district,
        coordinator=world.home_affairs,
        outline=outline,
        opens_at=dt.datetime(2020, 2, 1, tzinfo=VIETNAM),
        units=world.communes,
    )
