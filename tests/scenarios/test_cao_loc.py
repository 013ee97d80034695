"""Letter 000: two tables in one cycle, nothing proven is nothing scored, the 5th of December is in time."""

from __future__ import annotations

from decimal import Decimal

from parindex.accounts.models import Membership
from parindex.appraisal.models import Award
from parindex.assessments.models import ComponentEntry, Dossier, EvidenceLink
from parindex.cycles.models import GuideDocument
from parindex.scenarios import cao_loc
from tests.support.playing import component, play, require_ranked


def test_two_tables_are_scored_side_by_side_and_published_each_for_itself(db):
    published = play(cao_loc.play)
    require_ranked(published["cao-loc-2019-agency"], units=13)
    require_ranked(published["cao-loc-2019-commune"], units=22)
    the_last_evening_is_in_time_and_the_next_morning_is_late()
    what_is_neither_proven_nor_explained_counts_nothing(published["cao-loc-2019-commune"])
    lead_agencies_are_judged_by_a_substitute_and_nobody_by_themselves()
    assert [row.number for row in GuideDocument.objects.all()] == ["131/HD-NV"]


def the_last_evening_is_in_time_and_the_next_morning_is_late():
    late = {row.unit.code: row.is_late for row in Dossier.objects.select_related("unit")}
    assert late["cao-loc.thi-tran-dong-dang"] is False
    assert [code for code, is_late in late.items() if is_late] == ["cao-loc.cong-son"]


def what_is_neither_proven_nor_explained_counts_nothing(content):
    here = {"dossier__unit__code": "cao-loc.thanh-loa", "code": "3.3.1"}
    claimed = ComponentEntry.objects.get(**here)
    assert claimed.explanation == ""
    assert not EvidenceLink.objects.filter(**here).exists()
    assert claimed.self_score
    frozen = component(content, "cao-loc.thanh-loa", "3.3.1")
    assert Decimal(frozen["self_score"]) == Decimal(frozen["final"]) == 0


def lead_agencies_are_judged_by_a_substitute_and_nobody_by_themselves():
    stood_in = Award.objects.exclude(substitution=None).values_list(
        "dossier__unit__code", flat=True
    )
    assert set(stood_in) == {f"cao-loc.{name}" for name in cao_loc.LEADS}
    seats = set(Membership.objects.values_list("user_id", "unit_id"))
    judged = set(Award.objects.values_list("judge_id", "dossier__unit_id"))
    assert not seats & judged
