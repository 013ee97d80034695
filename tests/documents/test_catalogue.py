"""Which documents of a cycle can be made, what the others wait for, and that each offer can really be made."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parindex.appraisal import operations as council
from parindex.documents.catalogue import (
    SLUGS,
    NoPaperError,
    PaperKind,
    Place,
    kept_for,
    kind_of,
    offers_of_cycle,
    offers_of_dossier,
    overseen_cycles,
    own_dossiers,
    prepared,
)
from parindex.improvement.choices import ProposalKind
from tests.support import aftermath, story

NOW = story.PUBLISHED


def ready(offers) -> set[PaperKind]:
    return {offer.kind for offer in offers if offer.is_ready}


def only(offers, kind: PaperKind):
    (found,) = [offer for offer in offers if offer.kind == kind]
    return found


def test_at_the_beginning_only_drafts_and_the_reminder_can_be_made(world):
    offers = offers_of_cycle(world.cycle)
    assert ready(offers) == {PaperKind.SELF_ASSESSMENT_REPORT, PaperKind.REMINDER_LETTER}
    report = next(offer for offer in offers if offer.kind == PaperKind.SELF_ASSESSMENT_REPORT)
    assert report.remark == "bản dự thảo: lãnh đạo chưa duyệt"


def test_what_is_missing_is_said_with_where_it_is_done(world):
    offers = offers_of_dossier(world.dossier())
    letter = only(offers, PaperKind.SUBMISSION_LETTER)
    record = only(offers, PaperKind.APPRAISAL_RECORD)
    assert (letter.missing, letter.go) == ("Lãnh đạo chưa duyệt hồ sơ.", Place.DESK)
    assert (record.missing, record.go) == ("Đơn vị chưa nộp hồ sơ.", Place.DOCKET)


def test_the_cover_letter_is_there_as_soon_as_the_leader_has_approved(world):
    story.approve(world)
    letter = only(offers_of_dossier(world.dossier()), PaperKind.SUBMISSION_LETTER)
    assert letter.is_ready
    assert letter.remark == "chưa nộp"


def test_a_half_appraised_dossier_says_how_much_is_left(world):
    story.submit(world)
    record = only(offers_of_dossier(world.dossier()), PaperKind.APPRAISAL_RECORD)
    assert record.missing.startswith("Mới thẩm định 0/")


def test_after_publication_all_but_what_nobody_did_can_be_made(world):
    publication = story.publish(world)
    offers = offers_of_cycle(world.cycle)
    waiting = {offer.kind for offer in offers if not offer.is_ready}
    assert waiting == {
        PaperKind.REMINDER_LETTER,
        PaperKind.PROPOSALS_REPORT,
        PaperKind.REMEDIAL_PLAN,
        PaperKind.SUBMISSION_LETTER,  # of the district's own form, which nobody filled in
    }
    announcement = only(offers, PaperKind.RESULTS_ANNOUNCEMENT)
    assert (announcement.detail, announcement.dated) == (
        publication.decision_number,
        publication.decision_date,
    )


def test_every_document_on_offer_can_be_made(world):
    story.submit(world)
    council.request_supplement(
        dossier_id=world.dossier().pk,
        number="7/HĐ",
        codes=["1.1"],
        reason="Đề nghị bổ sung",
        due_at=story.REPLY_DUE,
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    for offer in offers_of_cycle(world.cycle):
        if offer.is_ready:
            made = prepared(offer.kind, offer.ref, now=story.APPRAISED)
            assert made.make().letterhead.issuer
            assert made.file_name("docx").startswith(SLUGS[offer.kind])


def test_after_publication_too(world):
    publication = story.publish(world)
    aftermath.propose(world, kind=ProposalKind.METHOD)
    offers = [offer for offer in offers_of_cycle(world.cycle) if offer.is_ready]
    kinds = {offer.kind for offer in offers}
    assert {PaperKind.COUNCIL_MINUTES, PaperKind.RESULT_NOTICE, PaperKind.PROPOSALS_REPORT} <= kinds
    for offer in offers:
        made = prepared(offer.kind, offer.ref, now=NOW)
        assert made.written("docx").startswith(b"PK")
    assert publication.pk in {offer.publication_id for offer in offers}


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (PaperKind.APPRAISAL_RECORD, "Còn mục chưa thẩm định nên chưa lập được biên bản."),
        (PaperKind.RESULT_NOTICE, "Đơn vị chưa có trong kết quả đã công bố."),
        (PaperKind.REMEDIAL_PLAN, "Đơn vị chưa lập việc khắc phục nào."),
    ],
)
def test_what_cannot_be_made_yet_says_why(world, kind, sentence):
    story.submit(world)
    with pytest.raises(NoPaperError, match=sentence):
        prepared(kind, world.dossier().pk, now=NOW).make()


@pytest.mark.parametrize("kind", SLUGS)
def test_a_number_that_names_nothing_is_no_document(world, kind):
    with pytest.raises(NoPaperError):
        prepared(kind, 999_999, now=NOW)


def test_who_reads_which_document(world):
    story.publish(world)
    offers = offers_of_cycle(world.cycle)
    coordinator, secretary = world.actor("coordinator"), world.actor("secretary")
    assert kept_for(coordinator, offers) == offers
    hidden = {offer.kind for offer in offers} - {o.kind for o in kept_for(secretary, offers)}
    assert hidden == {PaperKind.RESULT_NOTICE}
    own = kept_for(world.clerk(0), offers)
    assert {offer.dossier.unit for offer in own if offer.dossier} == {world.communes[0]}
    assert kept_for(world.actor("tp.appraiser"), [o for o in offers if o.dossier]) == []


def test_a_unit_does_not_read_how_it_is_appraised_before_it_is_told(world):
    story.award_all(world)
    clerk = world.clerk()
    kinds = {offer.kind for offer in kept_for(clerk, offers_of_dossier(world.dossier()))}
    assert PaperKind.APPRAISAL_RECORD not in kinds


def test_the_districts_own_form_has_a_report_of_each_department_and_no_appraisal(world):
    offers = offers_of_dossier(world.district_dossier())
    assert ready(offers) == {PaperKind.SELF_ASSESSMENT_REPORT}
    assert PaperKind.APPRAISAL_RECORD not in {offer.kind for offer in offers}


def test_names_lead_back_to_their_kinds():
    assert {kind_of(slug) for slug in SLUGS.values()} == set(SLUGS)
    assert kind_of("khong-co") is None


def test_everybody_finds_their_own(world):
    assert list(overseen_cycles(world.actor("secretary"))) == [world.cycle]
    assert list(overseen_cycles(world.clerk())) == []
    assert [row.unit for row in own_dossiers(world.clerk())] == [world.communes[0]]
    assert [row.unit for row in own_dossiers(world.actor("tp.leader"))] == [world.district]


@pytest.mark.parametrize("communes", [1, 20])
def test_the_list_costs_the_same_for_any_number_of_units(db, communes):
    world = story.build_world(communes=communes)
    offers_of_cycle(world.cycle)
    with CaptureQueriesContext(connection) as queries:
        kept_for(world.actor("coordinator"), offers_of_cycle(world.cycle))
    assert len(queries) == 11
