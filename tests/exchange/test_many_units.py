"""Who leads a field sends many units' figures at once; each unit takes them with its own hand, or says why not."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from parindex.assessments.models import FactEntry
from parindex.assessments.operations import save_fact
from parindex.assessments.queries import NoDossierError, load_workbook
from parindex.exchange.books.facts_form import SHEET
from parindex.exchange.choices import BookState, ProposalState
from parindex.exchange.models import FactProposal
from parindex.exchange.operations import (
    accept_figure,
    accept_figures,
    decline_figure,
    propose_figures,
    upload_facts_book,
    withdraw_figures,
)
from parindex.exchange.queries.facts import (
    NothingLedError,
    facts_plan_of,
)
from parindex.exchange.queries.proposals import (
    NoProposalError,
    dossiers_with_offers,
    offers_for,
    waiting_for_dossier,
)
from parindex.kernel.errors import FileRefused, Refused, Stale
from parindex.kernel.models import JournalEntry
from tests.support import story
from tests.support.books import download, edited, figure_table, put, xlsx

NOW = story.DRAFTED
LATER = NOW + dt.timedelta(hours=1)


def upload(world, content, name="tp.clerk", now=NOW):
    return upload_facts_book(
        round_id=world.round.pk, upload=xlsx(content), actor=world.actor(name), now=now
    )


def propose(world, values, name="tp.clerk", now=NOW):
    book = upload(world, edited(figure_table(world, name, now), put(values)), name, now)
    return propose_figures(book_id=book.pk, actor=world.actor(name), now=now)


def test_each_gets_the_figures_of_what_they_lead(world):
    def titles(name):
        sheet = openpyxl.load_workbook(io.BytesIO(figure_table(world, name)))[SHEET]
        return [found.value for found in sheet[4]][2:]

    assert titles("nv.clerk") == ["plan_issued", "plan_published"]
    assert titles("tp.appraiser") == [
        "plan_tasks / Tử số",
        "plan_tasks / Mẫu số",
        "report_sent_on",
        "wrong_documents",
    ]
    assert titles("coordinator") == titles("nv.clerk") + titles("tp.clerk")
    for name in ("clerk-1", "secretary", "chair", "admin"):
        with pytest.raises(NothingLedError):
            figure_table(world, name)


def test_what_is_sent_waits_for_each_unit_and_writes_nothing(world):
    values = {
        ("plan_tasks / Tử số", 1): 9,
        ("plan_tasks / Mẫu số", 1): 10,
        ("wrong_documents", 1): 0,
        ("wrong_documents", 2): 2,
    }
    book = upload(world, edited(figure_table(world), put(values)))
    plan = facts_plan_of(book, world.actor("tp.clerk"), now=NOW)
    assert [(row.dossier.unit.name, row.label, row.before, row.after) for row in plan.changes] == [
        ("Xã Mẫu 01", "Nhiệm vụ trong kế hoạch", "", "9/10 nhiệm vụ"),
        ("Xã Mẫu 01", "Số văn bản trái thẩm quyền", "", "0 văn bản"),
        ("Xã Mẫu 02", "Số văn bản trái thẩm quyền", "", "2 văn bản"),
    ]
    assert plan.findings == ()
    propose_figures(book_id=book.pk, actor=world.actor("tp.clerk"), now=NOW)
    assert FactEntry.objects.count() == 0
    assert waiting_for_dossier(world.clerk(0), world.dossier(0)) == 2
    assert waiting_for_dossier(world.clerk(1), world.dossier(0)) == 0
    [waiting] = dossiers_with_offers(world.leader(1))
    assert (waiting.pk, vars(waiting)["offers"]) == (world.dossier(1).pk, 1)
    proposed = JournalEntry.objects.filter(action="figure.proposed").order_by("number")
    assert [entry.subject for entry in proposed] == [
        f"dossier:{world.dossier(at).pk}" for at in (0, 1)
    ]


def test_the_unit_takes_what_it_wants_as_its_own_person(world):
    propose(world, {("wrong_documents", 1): 1, ("report_sent_on", 1): dt.date(2019, 12, 9)})
    offers = offers_for(world.clerk(), world.dossier().pk, now=LATER)
    assert [(one.label, one.codes, one.before, one.after) for one in offers.waiting] == [
        ("Ngày gửi báo cáo năm", ("1.2.2",), "", "09/12/2019"),
        ("Số văn bản trái thẩm quyền", ("2.1",), "", "1 văn bản"),
    ]
    first, second = offers.waiting
    accept_figure(proposal_id=first.proposal.pk, expected_version=0, actor=world.clerk(), now=LATER)
    entry = FactEntry.objects.get()
    assert (entry.raw, entry.changed_by) == ('"2019-12-09"', world.clerk().label)
    with pytest.raises(Refused, match="lý do"):
        decline_figure(proposal_id=second.proposal.pk, reason=" ", actor=world.clerk(), now=LATER)
    decline_figure(
        proposal_id=second.proposal.pk, reason="Đã đính chính", actor=world.clerk(), now=LATER
    )
    assert FactEntry.objects.count() == 1
    offers = offers_for(world.clerk(), world.dossier().pk, now=LATER)
    assert offers.waiting == []
    assert [one.proposal.state for one in offers.decided] == ["DECLINED", "ACCEPTED"]
    with pytest.raises(Refused, match="không còn chờ"):
        accept_figure(
            proposal_id=second.proposal.pk, expected_version=0, actor=world.clerk(), now=LATER
        )


def test_nobody_else_decides_for_the_unit(world):
    propose(world, {("wrong_documents", 1): 1})
    proposal = FactProposal.objects.get()
    for name in ("tp.clerk", "coordinator", "clerk-2", "secretary"):
        actor = world.actor(name)
        with pytest.raises(NoProposalError):
            accept_figure(proposal_id=proposal.pk, expected_version=0, actor=actor, now=LATER)
        with pytest.raises(NoProposalError):
            decline_figure(proposal_id=proposal.pk, reason="x", actor=actor, now=LATER)
        with pytest.raises(NoDossierError):
            offers_for(actor, world.dossier().pk, now=LATER)


def test_a_figure_saved_since_it_was_looked_at_is_not_overwritten(world):
    propose(world, {("wrong_documents", 1): 1, ("report_sent_on", 1): dt.date(2019, 12, 9)})
    seen = {
        one.proposal.pk: one.version
        for one in offers_for(world.clerk(), world.dossier().pk, now=LATER).waiting
    }
    save(world, 3)
    with pytest.raises(Stale):
        accept_figures(seen=seen, actor=world.clerk(), now=LATER)
    assert list(load_workbook(world.dossier()).values) == ["wrong_documents"]


def save(world, wire, version=0):
    save_fact(
        dossier_id=world.dossier().pk,
        fact_code="wrong_documents",
        wire=wire,
        expected_version=version,
        actor=world.leader(),
        now=LATER,
    )


def test_what_a_unit_saved_since_the_download_is_left_out_unless_chosen(world):
    content = edited(
        figure_table(world), put({("wrong_documents", 1): 1, ("wrong_documents", 2): 2})
    )
    save(world, 3)
    book, actor = upload(world, content, now=LATER), world.actor("tp.clerk")
    plan = facts_plan_of(book, actor, now=LATER)
    assert [row.dossier.unit.name for row in plan.changes] == ["Xã Mẫu 02"]
    [conflict] = plan.conflicts
    assert (conflict.before, conflict.saved_by) == ("3 văn bản", world.leader().label)
    done = propose_figures(book_id=book.pk, actor=actor, now=LATER)
    assert (done.changed, done.left_out) == (1, 1)
    again = upload(world, content, now=LATER)
    done = propose_figures(book_id=again.pk, chosen=[conflict.key], actor=actor, now=LATER)
    assert done.changed == 1  # the other waits already


def test_a_newer_figure_replaces_a_waiting_one_and_taking_it_back_lets_the_older_wait(world):
    older = propose(world, {("wrong_documents", 1): 1})
    newer = propose(world, {("wrong_documents", 1): 2}, name="coordinator", now=LATER)
    states = {row.raw: row.state for row in FactProposal.objects.all()}
    assert states == {"1": ProposalState.REPLACED, "2": ProposalState.WAITING}
    withdraw_figures(book_id=newer.pk, actor=world.actor("coordinator"), now=LATER)
    states = {row.raw: row.state for row in FactProposal.objects.all()}
    assert states == {"1": ProposalState.WAITING, "2": ProposalState.WITHDRAWN}
    with pytest.raises(Refused):
        withdraw_figures(book_id=newer.pk, actor=world.actor("coordinator"), now=LATER)
    accept_figures(seen={FactProposal.objects.get(raw="1").pk: 0}, actor=world.clerk(), now=LATER)
    taken_back = withdraw_figures(book_id=older.pk, actor=world.actor("tp.clerk"), now=LATER)
    assert taken_back.state == BookState.UNDONE
    assert load_workbook(world.dossier()).values["wrong_documents"] == 1  # the unit's own now


def test_a_handed_in_dossier_is_offered_nothing(world):
    story.submit(world)
    book = upload(world, edited(figure_table(world), put({("wrong_documents", 1): 2})))
    plan = facts_plan_of(book, world.actor("tp.clerk"), now=NOW)
    assert plan.rows == []
    assert "Hồ sơ đã nộp" in plan.errors[0].message
    with pytest.raises(Refused, match="Không có số liệu nào"):
        propose_figures(book_id=book.pk, actor=world.actor("tp.clerk"), now=NOW)


def test_mistakes_are_named_by_their_cells(world):
    values = {
        ("plan_tasks / Tử số", 1): 11,
        ("plan_tasks / Mẫu số", 1): 10,
        ("plan_tasks / Tử số", 2): 3,
        ("wrong_documents", 1): "hai",
        ("wrong_documents", 2): "=1+1",
        ("report_sent_on", 2): "31/02/2019",
    }

    def edit(book):
        put(values)(book)
        sheet = book[SHEET]
        sheet.cell(9, 1).value = "xa-la"
        sheet.cell(10, 6).value = 5

    plan = facts_plan_of(
        upload(world, edited(figure_table(world), edit)), world.actor("tp.clerk"), now=NOW
    )
    assert plan.rows == []
    assert [(found.cell, found.message.split(";")[0][:40]) for found in plan.errors] == [
        ("C7", "Tử số (11) không được lớn hơn mẫu số (10"),
        ("F7", "“hai” không phải là số"),
        ("D8", "Còn thiếu “Số nhiệm vụ trong kế hoạch”: "),
        ("E8", "“31/02/2019” không phải là ngày"),
        ("F8", "ô là công thức =1+1"),
        ("A9", "không có đơn vị mã “xa-la” trong đợt này"),
        ("A10", "dòng có số liệu nhưng không có mã đơn vị"),
    ]


def test_the_wrong_form_is_refused(world):
    with pytest.raises(FileRefused, match="biểu của một hồ sơ"):
        upload(world, download(world))
    content = figure_table(world)
    type(world.commune_set).objects.filter(pk=world.commune_set.pk).update(code="khac")
    with pytest.raises(FileRefused, match="không chủ trì"):
        upload(world, content)
    with pytest.raises(NothingLedError):
        upload(world, content, name="clerk-1")
