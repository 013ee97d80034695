"""A dossier goes out as a workbook, comes back, is looked at, written, and taken back."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from parindex.assessments.models import ComponentEntry, FactEntry
from parindex.assessments.operations import ComponentDraft, save_component, save_fact
from parindex.assessments.queries import load_workbook
from parindex.exchange.choices import BookState, ChangeState
from parindex.exchange.models import UploadedBook
from parindex.exchange.operations import apply_book, discard_book, undo_book
from parindex.exchange.queries.plans import plan_of
from parindex.exchange.queries.uploads import NoBookError, book_for, uploads_of_dossier
from parindex.kernel.errors import FileRefused, Refused
from parindex.kernel.models import JournalEntry
from tests.support import story
from tests.support.books import (
    download,
    edited,
    fact_cell,
    planned,
    score_cell,
    send,
)

LATER = story.DRAFTED + dt.timedelta(hours=2)


def fill(book):
    fact_cell(book, "plan_issued").value = "Có"
    fact_cell(book, "plan_published").value = "có"
    fact_cell(book, "plan_tasks", "Tử số").value = 10
    fact_cell(book, "plan_tasks", "Mẫu số").value = 10
    fact_cell(book, "report_sent_on").value = dt.date(2019, 12, 9)
    fact_cell(book, "wrong_documents").value = 1
    score_cell(book, "1.1").value = 2
    score_cell(book, "2.2").value = 0.25
    score_cell(book, "2.2", 8).value = "Sáng kiến được công nhận\ntại Quyết định 12"


def test_what_comes_back_untouched_changes_nothing(world):
    story.fill_in(world)
    plan = planned(world, download(world))
    assert (plan.rows, plan.findings) == ([], ())
    assert plan.unchanged == 10


def test_what_a_program_saved_again_changes_nothing(world):
    story.fill_in(world)
    plan = planned(world, edited(download(world), lambda _book: None))
    assert (plan.rows, plan.findings) == ([], ())


def test_an_empty_dossier_is_filled_from_a_workbook(world):
    content = edited(download(world), fill)
    plan = planned(world, content)
    assert [(row.kind, row.code) for row in plan.changes] == [
        ("FACT", "plan_issued"),
        ("FACT", "plan_published"),
        ("FACT", "plan_tasks"),
        ("FACT", "report_sent_on"),
        ("FACT", "wrong_documents"),
        ("COMPONENT", "1.1"),
        ("COMPONENT", "2.2"),
    ]
    assert plan.findings == ()
    tasks = plan.rows[2]
    assert [(pair.before, pair.after) for pair in tasks.pairs] == [("", "10/10 nhiệm vụ")]
    assert [(one.code, one.before, one.after) for one in tasks.effects] == [
        ("1.2.1", None, Decimal(2))
    ]
    assert plan.sums.computed_after == Decimal("6.75")
    assert plan.sums.counted_after == Decimal("0.25")  # 1.1 has no proof yet
    assert "được tính là 0" in plan.rows[5].notes[-1]
    assert FactEntry.objects.count() == 0

    book = UploadedBook.objects.get()
    apply_book(book_id=book.pk, actor=world.clerk(), now=story.DRAFTED)
    workbook = load_workbook(world.dossier())
    assert workbook.lines["1.2.1"].computed == 2
    assert workbook.lines["2.2"].explanation == "Sáng kiến được công nhận\ntại Quyết định 12"
    entry = ComponentEntry.objects.get(code="2.2")
    assert entry.changed_by == world.clerk().label
    assert workbook.values["report_sent_on"] == dt.date(2019, 12, 9)
    actions = list(JournalEntry.objects.order_by("number").values_list("action", flat=True))
    assert actions[-8:] == [*["fact.saved"] * 5, *["component.saved"] * 2, "upload.applied"]
    plan = plan_of(send(world, content), world.clerk(), now=story.DRAFTED)
    assert plan.rows == []


def test_the_same_content_gives_the_same_bytes(world):
    assert download(world) == download(world)


def test_a_workbook_locks_what_is_not_filled_in_without_a_password(world):
    book = openpyxl.load_workbook(io.BytesIO(download(world)))
    assert book.sheetnames == ["Hướng dẫn", "Số liệu", "Tự chấm", "parindex"]
    assert book["parindex"].sheet_state == "veryHidden"
    assert book["Số liệu"].protection.sheet
    assert not book["Số liệu"].protection.password
    assert not fact_cell(book, "plan_issued").protection.locked
    assert score_cell(book, "1.1", 2).protection.locked
    assert not score_cell(book, "2.1", 6).protection.locked
    assert score_cell(book, "1.1", 6).protection.locked
    assert len(book["Số liệu"].data_validations.dataValidation) == 6
    codes = [row[0].value for row in book["Tự chấm"].iter_rows(min_row=5)]
    assert codes == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "2", "2.1", "2.2", "Tổng"]
    assert score_cell(book, "1").value == "=SUBTOTAL(9,E6:E9)"


def test_rows_that_somebody_changed_since_stay_out_unless_chosen(world):
    story.fill_in(world)
    content = edited(download(world), _both)
    leader = world.leader()
    entry = FactEntry.objects.get(fact_code="wrong_documents", dossier=world.dossier())
    save_fact(
        dossier_id=world.dossier().pk,
        fact_code="wrong_documents",
        wire=3,
        expected_version=entry.version,
        actor=leader,
        now=LATER,
    )
    book = send(world, content, now=LATER)
    plan = plan_of(book, world.clerk(), now=LATER)
    assert [row.code for row in plan.changes] == ["2.2"]
    [conflict] = plan.conflicts
    assert conflict.code == "wrong_documents"
    assert conflict.saved_by == leader.label
    assert [(pair.before, pair.after) for pair in conflict.pairs] == [("3 văn bản", "2 văn bản")]

    apply_book(book_id=book.pk, actor=world.clerk(), now=LATER)
    assert load_workbook(world.dossier()).values["wrong_documents"] == 3
    book.refresh_from_db()
    assert (book.changed, book.left_out) == (1, 1)

    again = send(world, content, now=LATER)
    apply_book(book_id=again.pk, chosen=[conflict.key], actor=world.clerk(), now=LATER)
    assert load_workbook(world.dossier()).values["wrong_documents"] == 2


def test_a_choice_made_before_yet_another_change_does_not_count(world):
    story.fill_in(world)
    content = edited(download(world), _both)
    for wire, version in ((3, 1), (4, 2)):
        key = f"FACT:wrong_documents:{version}"
        save_fact(
            dossier_id=world.dossier().pk,
            fact_code="wrong_documents",
            wire=wire,
            expected_version=version,
            actor=world.leader(),
            now=LATER,
        )
    book = send(world, content, now=LATER)
    apply_book(book_id=book.pk, chosen=[key], actor=world.clerk(), now=LATER)
    assert load_workbook(world.dossier()).values["wrong_documents"] == 4


def _both(book):
    fact_cell(book, "wrong_documents").value = 2
    score_cell(book, "2.2").value = 0.75


def test_a_row_that_only_others_changed_is_not_touched(world):
    story.fill_in(world)
    content = download(world)
    save_fact(
        dossier_id=world.dossier().pk,
        fact_code="wrong_documents",
        wire=3,
        expected_version=1,
        actor=world.leader(),
        now=LATER,
    )
    assert planned(world, content).rows == []


def test_an_import_is_taken_back(world):
    story.fill_in(world)
    before = _stored(world)
    content = edited(download(world), _clear_and_change)
    book = send(world, content)
    apply_book(book_id=book.pk, actor=world.clerk(), now=story.DRAFTED)
    assert _stored(world) != before
    undone = undo_book(book_id=book.pk, actor=world.clerk(), now=LATER)
    assert _stored(world) == before
    assert undone.state == BookState.UNDONE
    assert {change.state for change in book.changes.all()} == {ChangeState.RESTORED}
    assert JournalEntry.objects.order_by("-number")[0].action == "upload.undone"
    with pytest.raises(Refused):
        undo_book(book_id=book.pk, actor=world.clerk(), now=LATER)


def _clear_and_change(book):
    fact_cell(book, "report_sent_on").value = None
    fact_cell(book, "wrong_documents").value = 2
    score_cell(book, "2.2").value = 1
    score_cell(book, "2.1", 6).value = "x"
    score_cell(book, "2.1", 8).value = "Không ban hành văn bản nào"


def _stored(world):
    workbook = load_workbook(world.dossier())
    said = {
        line.code: (line.self_score, line.reason, line.explanation, line.not_applicable)
        for line in workbook.lines.values()
    }
    return workbook.values, said


def test_a_row_changed_since_the_import_is_kept_and_named(world):
    content = edited(download(world), fill)
    book = send(world, content)
    apply_book(book_id=book.pk, actor=world.clerk(), now=story.DRAFTED)
    entry = ComponentEntry.objects.get(code="2.2", dossier=world.dossier())
    save_component(
        dossier_id=world.dossier().pk,
        code="2.2",
        draft=ComponentDraft(self_score=Decimal("0.5"), explanation="Xem lại"),
        expected_version=entry.version,
        actor=world.leader(),
        now=LATER,
    )
    undo_book(book_id=book.pk, actor=world.clerk(), now=LATER)
    workbook = load_workbook(world.dossier())
    assert workbook.values == {}
    assert workbook.lines["1.1"].self_score is None
    assert workbook.lines["2.2"].explanation == "Xem lại"
    [kept] = book.changes.filter(state=ChangeState.KEPT)
    assert kept.code == "2.2"
    assert world.leader().label in kept.kept_because
    assert "11:00 ngày 10/01/2020" in kept.kept_because


def test_nothing_is_written_before_and_nothing_after_a_workbook_is_put_aside(world):
    book = send(world, edited(download(world), fill))
    discard_book(book_id=book.pk, actor=world.clerk(), now=story.DRAFTED)
    with pytest.raises(Refused, match="đã xử lý"):
        apply_book(book_id=book.pk, actor=world.clerk(), now=story.DRAFTED)
    assert FactEntry.objects.count() == 0


def test_a_workbook_that_changes_nothing_cannot_be_written(world):
    book = send(world, download(world))
    with pytest.raises(Refused, match="Không có dòng nào"):
        apply_book(book_id=book.pk, actor=world.clerk(), now=story.DRAFTED)


def test_strangers_see_no_upload(world):
    book = send(world, download(world))
    assert book_for(world.leader(), book.pk) == book
    for name in ("clerk-2", "coordinator", "nv.clerk", "secretary"):
        with pytest.raises(NoBookError):
            book_for(world.actor(name), book.pk)
        with pytest.raises(NoBookError):
            apply_book(book_id=book.pk, actor=world.actor(name), now=story.DRAFTED)
    assert list(uploads_of_dossier(world.clerk(), world.dossier())) == [book]
    assert list(uploads_of_dossier(world.clerk(1), world.dossier())) == []


def test_a_handed_in_dossier_takes_nothing_in(world):
    content = edited(download(world), fill)
    story.submit(world)
    plan = planned(world, content)
    assert plan.rows == []
    assert {finding.is_error for finding in plan.findings} == {True}
    assert "Hồ sơ đã nộp" in plan.findings[0].message


def test_a_department_gets_and_sends_its_part_of_the_districts_form(world):
    from parindex.exchange.operations import upload_dossier_book
    from tests.support.books import xlsx

    own, clerk = world.district_dossier(), world.actor("nv.clerk")
    content = download(world, own, clerk)
    book = openpyxl.load_workbook(io.BytesIO(content))
    codes = [row[0].value for row in book["Tự chấm"].iter_rows(min_row=5)]
    assert codes == ["1", "1.1", "Tổng"]

    justice = world.actor("tp.clerk")
    filled = edited(content, lambda book: fact_cell(book, "plan_issued").__setattr__("value", "Có"))
    sent = upload_dossier_book(
        dossier_id=own.pk, upload=xlsx(filled), actor=justice, now=story.DRAFTED
    )
    plan = plan_of(sent, justice, now=story.DRAFTED)
    assert plan.rows == []
    assert "cơ quan khác phụ trách" in plan.findings[0].message
    with pytest.raises(FileRefused, match="không phải của UBND xã Mẫu 01"):
        send(world, filled)
