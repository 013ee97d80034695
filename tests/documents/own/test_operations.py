from __future__ import annotations

import datetime as dt
import json

import pytest

from parindex.documents.choices import PaperKind
from parindex.documents.models import OwnTemplate
from parindex.documents.operations import put_up_template, take_back_template, try_template
from parindex.documents.own import docx_for, dress_of
from parindex.documents.own.checking import TemplateRefused
from parindex.documents.own.example import example_paper
from parindex.documents.own.queries import bodies_of, template_for
from parindex.documents.writers import write_docx
from parindex.kernel.errors import Denied, FileRefused, Refused
from parindex.kernel.files import storage_path
from parindex.kernel.models import JournalEntry, StoredFile
from tests.documents.own.templates import template, upload
from tests.documents.reading import lines, opened
from tests.support import story

KIND = PaperKind.SELF_ASSESSMENT_REPORT
LATER = story.OPENED + dt.timedelta(hours=1)


def put_up(world, *, body=None, kind=KIND, words="Lời riêng", below=False, now=story.OPENED):
    return put_up_template(
        body=body or world.district,
        kind=kind,
        upload=upload(template(words)),
        covers_below=below,
        actor=world.actor("coordinator"),
        now=now,
    ).template


def first_line(issuer, kind=KIND) -> str:
    return lines(opened(docx_for(example_paper(kind), kind=kind, issuer=issuer)))[0]


def test_a_coordinator_keeps_the_templates_of_the_agency_and_of_its_committee(world):
    assert bodies_of(world.actor("coordinator")) == [world.district, world.home_affairs]
    assert bodies_of(world.actor("secretary")) == []


def test_documents_of_the_body_are_written_in_its_template_and_others_are_not(world):
    put_up(world)
    assert first_line(world.district) == "Lời riêng"
    paper = example_paper(KIND)
    assert docx_for(paper, kind=KIND, issuer=world.communes[0]) == write_docx(paper)
    other = PaperKind.PERIODIC_REPORT
    assert docx_for(paper, kind=other, issuer=world.district) == write_docx(paper)


def test_a_template_may_cover_the_bodies_below_and_the_nearest_wins(world):
    put_up(world, below=True)
    put_up(world, body=world.home_affairs, words="Lời của Phòng Nội vụ")
    assert first_line(world.communes[0]) == "Lời riêng"
    assert first_line(world.home_affairs) == "Lời của Phòng Nội vụ"


def test_a_new_template_replaces_the_old_one_which_stays_as_history(world):
    old = put_up(world)
    new = put_up(world, words="Lời mới", now=LATER)
    old.refresh_from_db()
    assert (old.ended_at, old.ended_by) == (LATER, world.actor("coordinator").label)
    assert template_for(KIND, world.district) == new
    assert OwnTemplate.objects.count() == 2


def test_a_template_taken_back_gives_way_to_the_house_layout(world):
    kept = put_up(world)
    coordinator = world.actor("coordinator")
    mark = dress_of(KIND, world.district)
    take_back_template(body=world.district, template_id=kept.pk, actor=coordinator, now=LATER)
    assert first_line(world.district) != "Lời riêng"
    assert mark != dress_of(KIND, world.district) == ""
    with pytest.raises(Refused):
        take_back_template(body=world.district, template_id=kept.pk, actor=coordinator, now=LATER)


def test_the_journal_tells_what_was_put_up_and_taken_back(world):
    kept = put_up(world)
    take_back_template(
        body=world.district, template_id=kept.pk, actor=world.actor("coordinator"), now=LATER
    )
    entries = JournalEntry.objects.filter(action__startswith="template.").order_by("number")
    assert [entry.action for entry in entries] == ["template.put_up", "template.taken_back"]
    assert json.loads(entries[0].data)["sha256"] == kept.file.sha256
    assert entries[0].subject == "unit:huyen-mau"


@pytest.mark.parametrize("who", ["secretary", "chair", "admin", "clerk-1", "district.leader"])
def test_nobody_else_may(world, who: str):
    with pytest.raises(Denied):
        try_template(
            body=world.district, kind=KIND, upload=upload(template()), actor=world.actor(who)
        )


def test_a_template_that_does_not_work_is_not_kept(world):
    with pytest.raises(TemplateRefused):
        put_up(world, words="{{ khong_co }}")
    with pytest.raises(FileRefused):
        put_up_template(
            body=world.district,
            kind=KIND,
            upload=story.pdf(),
            covers_below=False,
            actor=world.actor("coordinator"),
            now=story.OPENED,
        )
    assert (OwnTemplate.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_template_whose_file_is_gone_is_said_not_passed_over(world, settings):
    kept = put_up(world)
    from django.core.files.storage import default_storage

    default_storage.delete(storage_path(kept.file.sha256))
    with pytest.raises(Refused, match="không còn trên máy chủ"):
        first_line(world.district)


def test_finding_the_template_takes_one_query(world, django_assert_num_queries):
    put_up(world, below=True)
    with django_assert_num_queries(1):
        template_for(KIND, world.communes[0])
