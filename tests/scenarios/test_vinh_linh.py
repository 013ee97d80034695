"""Letter 002: October prepares, November scores first, December goes on from it and counts."""

from __future__ import annotations

from django.db.models import Count, Max, Min, Q

from parindex.assessments.choices import SheetState
from parindex.assessments.models import ComponentEntry, Dossier, Sheet
from parindex.kernel.models import JournalEntry
from parindex.preparation.choices import CommitmentState, OutlookState
from parindex.preparation.models import ChaseNote, Commitment, Contribution, Outlook
from parindex.scenarios import vinh_linh
from parindex.scenarios.stage import at
from tests.support.playing import play, require_ranked


def test_the_second_round_goes_on_from_the_first_and_is_published(db):
    published = play(vinh_linh.play)
    content = published["quang-tri-2023-commune"]
    require_ranked(content, units=18)
    assert content["round"]["number"] == 2
    facts_came_in_from_october_and_scores_from_november()
    who_was_not_done_in_november_went_on_in_december()
    december_made_many_components_better()
    lead_departments_each_approved_their_part_of_the_districts_form()
    every_unit_reviewed_and_its_commitments_were_settled()


def facts_came_in_from_october_and_scores_from_november():
    saved = JournalEntry.objects.aggregate(
        first_fact=Min("at", filter=Q(action="fact.saved")),
        first_score=Min("at", filter=Q(action="component.saved")),
        last_score=Max("at", filter=Q(action="component.saved")),
    )
    november, december = at(2023, 11, 1, 8), at(2023, 12, 1, 8)
    assert saved["first_fact"] < november < saved["first_score"]
    assert december < saved["last_score"]


def who_was_not_done_in_november_went_on_in_december():
    rounds = Dossier.objects.values("round__number").annotate(
        all=Count("pk"),
        handed_in=Count("pk", filter=~Q(submitted_at=None)),
        closed=Count("pk", filter=~Q(closed_at=None)),
    )
    told = rounds.order_by("round__number").values_list(
        "round__number", "all", "handed_in", "closed"
    )
    assert list(told) == [(1, 19, 17, 2), (2, 19, 19, 0)]


def december_made_many_components_better():
    rows = ComponentEntry.objects.values_list("dossier__unit_id", "code", "self_score")
    first = {(unit, code): score for unit, code, score in rows.filter(dossier__round__number=1)}
    second = rows.filter(dossier__round__number=2)
    better = [
        score
        for unit, code, score in second
        if score is not None and score > (first.get((unit, code)) or score)
    ]
    assert len(better) > 50


def lead_departments_each_approved_their_part_of_the_districts_form():
    parts = Sheet.objects.filter(dossier__unit__code="vinh-linh", dossier__round__number=2)
    assert set(parts.values_list("state", flat=True)) == {SheetState.APPROVED}
    assert set(parts.values_list("unit__name", flat=True)) == {
        "Phòng Nội vụ",
        "Phòng Tư pháp",
        "Văn phòng HĐND và UBND",
        "Phòng Tài chính - Kế hoạch",
        "Phòng Văn hóa và Thông tin",
        "Thanh tra huyện",
    }


def every_unit_reviewed_and_its_commitments_were_settled():
    assert Outlook.objects.values("unit").distinct().count() == 19
    assert set(Outlook.objects.values_list("state", flat=True)) == set(OutlookState.values)
    commitments = set(Commitment.objects.values_list("state", flat=True))
    assert commitments == {CommitmentState.KEPT, CommitmentState.BROKEN}
    assert not Contribution.objects.filter(kept_at=None).exists()
    assert ChaseNote.objects.exclude(answered_at=None).count() == 2
