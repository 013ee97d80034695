"""The world in which nearly every address has something to show, for the table of permissions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from parindex.assessments.models import Dossier, EvidenceLink
from parindex.assessments.operations import attach_document
from parindex.cycles.operations import GuideDetails, attach_guide, open_round
from tests.support import aftermath, preparing, story
from tests.support.story import World
from tests.web.permission_collate import collated_stage
from tests.web.permission_reports import reports_stage


def _notices(world: World) -> dict[str, Any]:
    """Let the first clerk be told of the provisional result, and have a calendar; add a rule."""
    from parindex.notices.choices import Occasion
    from parindex.notices.models import Notice
    from parindex.notices.operations import RuleDraft, add_rule, create_feed, run_due

    coordinator = world.actor("coordinator")
    draft = RuleDraft(occasion=Occasion.SUBMISSION_DUE, days_before=7, at_hour=8)
    rule = add_rule(scoring_round=world.round, draft=draft, actor=coordinator, now=story.APPRAISED)
    run_due(story.APPRAISED)
    told = Notice.objects.get(user=world.people["clerk-1"], kind="PROVISIONAL")
    feed = create_feed(actor=world.actor("clerk-1"), now=story.APPRAISED)
    return {"RULE": rule.pk, "NOTICE": told.pk, "FEED": feed}


def _council(world: World) -> dict[str, int]:
    """Somebody stands in, somebody stands aside, a reply has a file, and awards are read again."""
    from parindex.appraisal import operations as council

    now = story.APPRAISED
    plan = council.SubstitutionPlan(
        agency_code="huyen-mau.noi-vu",
        username="tp.appraiser",
        from_day=dt.date(2020, 3, 2),
        until_day=dt.date(2020, 3, 6),
        document_number="4/QĐ",
        document_date=dt.date(2020, 2, 1),
        reason="Đi công tác",
    )
    chair, secretary = world.actor("chair"), world.actor("secretary")
    substitution = council.appoint_substitute(cycle=world.cycle, plan=plan, actor=chair, now=now)
    recusal = council.declare_recusal(
        cycle=world.cycle,
        username="tp.appraiser",
        unit_code="huyen-mau",
        reason="Chồng là lãnh đạo",
        actor=chair,
        now=now,
    )
    reply = council.save_reply(
        dossier_id=world.dossier(0).pk,
        code="1.1",
        text="Đề nghị xem lại",
        expected_version=0,
        uploads=[story.pdf()],
        actor=world.clerk(0),
        now=now,
    )
    council.draw_readings(
        scoring_round=world.round,
        criteria_set=world.commune_set,
        plan=council.DrawPlan(seed="1", share=Decimal(100)),
        actor=secretary,
        now=now,
    )
    return {
        "SUBSTITUTION": substitution.pk,
        "RECUSAL": recusal.pk,
        "ATTACHMENT": reply.dossier.reply_attachments.get().pk,
    }


def build_stage(world: World, settings: Any) -> dict[str, Any]:
    """Bring the world to where most addresses have something to show; return what the table's capitals mean."""
    story.send_provisional(world, 0)
    story.submit(world, 1)
    one, two, own = world.dossier(0), world.dossier(1), world.district_dossier()
    request = _asked(world, own.pk, two.pk)
    settings.PARINDEX_NOW = story.APPRAISED
    later, guide = _second_round(world), _guide(world)
    links = {link.code: link for link in EvidenceLink.objects.filter(dossier=two)}
    return {
        "ONE": one.pk,
        "TWO": two.pk,
        "DISTRICT": own.pk,
        "ROUND": world.round.pk,
        "SHEET_1": world.sheet(0).pk,
        "SHEET_NV": own.sheets.get(unit=world.home_affairs).pk,
        "ITEM": request.items.get().pk,
        "REQUEST": request.pk,
        "CYCLE": world.cycle.pk,
        "LINK_121": links["1.2.1"].pk,
        "LINK_11": links["1.1"].pk,
        "LINK_OWN": EvidenceLink.objects.get(dossier=own).pk,
        "DOCUMENT": EvidenceLink.objects.filter(dossier=one, code="1.1").get().document_id,
        "PUBLICATION": 0,
        "CODES_TWO": f"codes-{two.pk}",
        **_council(world),
        "NOTHING": 0,
        "DRAFT": aftermath.start_draft(world).pk,
        **_notices(world),
        "GUIDE": guide.pk,
        "TEMPLATE": _template(world).pk,
        **reports_stage(world),
        **collated_stage(world),
        "COMMITMENT": preparing.commit(world).pk,
        "CONTRIBUTION": preparing.promise(world).pk,
        "BOOK": _book(world).pk,
        "CHASE": preparing.chase(world, code="1.1").pk,
        # As if the second round had begun for commune 1 alone: the others keep their first.
        "NEXT": Dossier.objects.create(
            round=later, unit=one.unit, criteria_set=one.criteria_set, continues=one
        ).pk,
    }


def _book(world: World) -> Any:
    """Let home affairs send its part of the district's form in from Excel."""
    from parindex.exchange.operations import upload_dossier_book
    from tests.support.books import download, xlsx

    own, clerk = world.district_dossier(), world.actor("nv.clerk")
    upload = xlsx(download(world, own, clerk))
    return upload_dossier_book(dossier_id=own.pk, upload=upload, actor=clerk, now=story.APPRAISED)


def _asked(world: World, own: int, two: int) -> Any:
    """Ask commune 2 for a supplement, and give the district's form a document."""
    from parindex.appraisal.operations import request_supplement

    request = request_supplement(
        dossier_id=two,
        number="1/HĐ",
        codes=["1.1"],
        reason="Đề nghị bổ sung",
        due_at=story.REPLY_DUE,
        actor=world.actor("secretary"),
        now=story.APPRAISED,
    )
    attach_document(
        dossier_id=own,
        code="1.1",
        details=story.details(),
        upload=story.pdf(),
        actor=world.actor("nv.clerk"),
        now=story.DRAFTED,
    )
    return request


def _template(world: World) -> Any:
    """Let the district write its reminder letters in its own template."""
    from parindex.documents.choices import PaperKind
    from parindex.documents.operations import put_up_template
    from parindex.documents.own.starter import starter

    kind = PaperKind.REMINDER_LETTER
    return put_up_template(
        body=world.district,
        kind=kind,
        upload=ContentFile(starter(kind), name="mau.docx"),
        covers_below=False,
        actor=world.actor("coordinator"),
        now=story.DRAFTED,
    ).template


def _second_round(world: World) -> Any:
    return open_round(
        cycle=world.cycle,
        number=2,
        name="Đợt 2",
        opens_at=story.DUE,
        due_at=story.PUBLISHED,
        starts_from=world.round,
        actor="kiểm thử",
        now=story.OPENED,
    )


def _guide(world: World) -> Any:
    return attach_guide(
        cycle=world.cycle,
        criteria_set=world.commune_set,
        details=GuideDetails(title="Hướng dẫn"),
        upload=story.pdf(),
        actor=world.actor("coordinator"),
        now=story.DRAFTED,
    )
