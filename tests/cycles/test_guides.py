from __future__ import annotations

import datetime as dt

import pytest

from parindex.cycles.models import GuideDocument
from parindex.cycles.operations import GuideDetails, attach_guide, withdraw_guide
from parindex.cycles.queries import NoGuideError, guide_for, guides_for
from parindex.evidence.operations import DocumentRefused
from parindex.kernel.errors import Denied, FileRefused, Refused
from parindex.kernel.models import JournalEntry
from tests.support.story import DRAFTED, pdf


def attach(world, node_code: str = "", *, title: str = "Hướng dẫn", whole: bool = False, **changes):
    values = {
        "cycle": world.cycle,
        "criteria_set": None if whole else world.commune_set,
        "node_code": node_code,
        "details": GuideDetails(title=title, number="131/HD-NV", issued_on=dt.date(2019, 11, 9)),
        "upload": pdf("huong-dan.pdf"),
        "actor": world.actor("coordinator"),
        "now": DRAFTED,
    }
    return attach_guide(**{**values, **changes})


def test_the_deepest_guide_comes_first_and_the_whole_sets_last(world):
    for code in ("", "1", "1.2", "1.2.1", "2"):
        attach(world, code, title=code or "cả bộ")
    attach(world, title="cả kỳ", whole=True)
    found = guides_for(world.cycle, world.commune_set, "1.2.1")
    assert [guide.title for guide in found] == ["1.2.1", "1.2", "1", "cả bộ", "cả kỳ"]
    assert [guide.title for guide in guides_for(world.cycle, world.district_set, "1.2.1")] == [
        "cả kỳ"
    ]


def test_guides_cost_one_query(world, django_assert_num_queries):
    for code in ("", "1", "1.2"):
        attach(world, code)
    with django_assert_num_queries(1):
        guides_for(world.cycle, world.commune_set, "1.2.1")


def test_only_the_coordinator_puts_guides_up_and_takes_them_away(world):
    guide = attach(world)
    for username in ("secretary", "chair", "nv.clerk", "clerk-1"):
        with pytest.raises(Denied):
            attach(world, actor=world.actor(username))
        with pytest.raises(Denied):
            withdraw_guide(guide_id=guide.pk, actor=world.actor(username), now=DRAFTED)
    withdraw_guide(guide_id=guide.pk, actor=world.actor("coordinator"), now=DRAFTED)
    assert not GuideDocument.objects.exists()
    said = JournalEntry.objects.filter(action__startswith="cycle.guide").values_list("action")
    assert sorted(said) == [("cycle.guide_attached",), ("cycle.guide_withdrawn",)]


def test_what_cannot_be_is_refused_with_a_sentence(world):
    with pytest.raises(DocumentRefused, match="tên tài liệu"):
        attach(world, title=" ")
    with pytest.raises(DocumentRefused, match="tương lai"):
        attach(world, details=GuideDetails(title="x", issued_on=dt.date(2030, 1, 1)))
    with pytest.raises(FileRefused):
        attach(world, upload=pdf(content=b"<html>"))
    with pytest.raises(Refused, match=r"không có mục 9\.9"):
        attach(world, "9.9")
    with pytest.raises(Refused, match="không có mục 1"):
        attach(world, "1", whole=True)


def test_a_guide_is_read_by_those_who_have_a_part_in_the_cycle(world):
    guide = attach(world)
    for username in ("clerk-1", "tp.appraiser", "secretary", "district.leader"):
        assert guide_for(world.actor(username), guide.pk) == guide


def test_a_stranger_does_not_see_the_guide(world):
    guide = attach(world)
    world.people["clerk-2"].memberships.all().delete()
    with pytest.raises(NoGuideError):
        guide_for(world.actor("clerk-2"), guide.pk)
    with pytest.raises(NoGuideError):
        guide_for(world.clerk(), guide.pk + 1)
