from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from parindex.assessments.models import ComponentEntry, FactEntry
from parindex.assessments.operations import (
    ComponentDraft,
    attach_document,
    attach_existing,
    detach_document,
    save_component,
    save_fact,
    save_remarks,
)
from parindex.assessments.operations.drafting import ScoreRefused
from parindex.assessments.queries import NoDossierError, load_workbook
from parindex.engine import FactError
from parindex.kernel import journal
from parindex.kernel.errors import Denied, Refused, Stale
from tests.support import story


def score(world, points: str | None, *, version: int = 0, actor=None, code: str = "1.1", **more):
    return save_component(
        dossier_id=world.dossier().pk,
        code=code,
        draft=ComponentDraft(self_score=None if points is None else Decimal(points), **more),
        expected_version=version,
        actor=actor or world.clerk(),
        now=story.DRAFTED,
    )


def fact(world, code: str, wire, *, version: int = 0, actor=None):
    return save_fact(
        dossier_id=world.dossier().pk,
        fact_code=code,
        wire=wire,
        expected_version=version,
        actor=actor or world.clerk(),
        now=story.DRAFTED,
    )


def test_a_saved_component_counts_its_versions(world):
    assert score(world, "1").version == 1
    assert score(world, "2", version=1).version == 2


def test_saving_the_same_again_is_quiet_even_on_an_old_version(world):
    score(world, "1")
    before = journal.size()
    assert score(world, "1", version=0).version == 1
    assert journal.size() == before


def test_two_people_saving_at_once_lose_nothing_silently(world):
    score(world, "1", reason="của người thứ nhất", actor=world.leader())
    with pytest.raises(Stale) as caught:
        score(world, "2", reason="của người thứ hai")
    assert caught.value.theirs["reason"] == "của người thứ nhất"
    assert caught.value.theirs["self_score"] == "1"
    assert "leader-1" in caught.value.by
    assert caught.value.version == 1
    assert ComponentEntry.objects.get().reason == "của người thứ nhất"


@pytest.mark.parametrize("points", ["-0.5", "2.01", "NaN", "Infinity"])
def test_a_score_outside_the_component_is_refused(world, points: str):
    with pytest.raises(ScoreRefused, match="từ 0 đến 2"):
        score(world, points)
    assert not ComponentEntry.objects.exists()


def test_a_score_finer_than_the_set_allows_is_refused(world):
    with pytest.raises(ScoreRefused, match="2 chữ số"):
        score(world, "1.234")


def test_a_survey_component_is_not_self_scored(world):
    with pytest.raises(ScoreRefused, match="điều tra xã hội học"):
        score(world, "1", code="2.3")


def test_not_applicable_only_where_the_set_allows_it(world):
    with pytest.raises(ScoreRefused, match="áp dụng cho mọi đơn vị"):
        score(world, None, not_applicable=True)
    assert score(world, "1", code="2.1", not_applicable=True).self_score is None


def test_strangers_are_denied(world):
    for actor in (world.clerk(1), world.actor("nv.appraiser"), world.actor("coordinator")):
        with pytest.raises(Denied):
            score(world, "1", actor=actor)


def test_a_code_the_set_does_not_have_is_refused(world):
    with pytest.raises(Refused, match="không có mục"):
        score(world, "1", code="9.9")


def test_nothing_can_be_saved_before_the_round_opens(world):
    with pytest.raises(Refused, match="chưa mở"):
        save_fact(
            dossier_id=world.dossier().pk,
            fact_code="plan_issued",
            wire=True,
            expected_version=0,
            actor=world.clerk(),
            now=story.OPENED - dt.timedelta(seconds=1),
        )


def test_saving_after_the_deadline_still_works(world):
    save_fact(
        dossier_id=world.dossier().pk,
        fact_code="plan_issued",
        wire=True,
        expected_version=0,
        actor=world.clerk(),
        now=story.DUE + dt.timedelta(days=1),
    )
    assert load_workbook(world.dossier()).values["plan_issued"] is True


def test_a_missing_dossier_is_said(world):
    with pytest.raises(NoDossierError):
        save_fact(
            dossier_id=0,
            fact_code="plan_issued",
            wire=True,
            expected_version=0,
            actor=world.clerk(),
            now=story.DRAFTED,
        )


@pytest.mark.parametrize(
    ("code", "wire"),
    [
        ("wrong_documents", -1),
        ("wrong_documents", "ba"),
        ("plan_tasks", {"numerator": 11, "denominator": 10}),
        ("plan_tasks", {"numerator": 1}),
        ("report_sent_on", "2019-02-30"),
        ("plan_issued", "có lẽ"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_stored(world, code: str, wire):
    with pytest.raises(FactError):
        fact(world, code, wire)
    assert not FactEntry.objects.exists()


def test_a_cleared_fact_counts_as_missing_and_keeps_its_version(world):
    fact(world, "wrong_documents", 1)
    assert fact(world, "wrong_documents", None, version=1).version == 2
    assert load_workbook(world.dossier()).lines["2.1"].computed is None


def test_a_stale_fact_shows_the_other_value(world):
    fact(world, "wrong_documents", 1)
    with pytest.raises(Stale) as caught:
        fact(world, "wrong_documents", 2)
    assert caught.value.theirs == {"value": "1"}


def test_the_survey_is_not_the_units_to_enter(world):
    with pytest.raises(Refused, match="Hội đồng nhập"):
        fact(world, "satisfaction", "80")


def test_remarks_are_versioned(world):
    sheet = world.sheet()
    save = {"sheet_id": sheet.pk, "proposals": "", "actor": world.clerk(), "now": story.DRAFTED}
    save_remarks(difficulties="Thiếu người", expected_version=0, **save)
    with pytest.raises(Stale):
        save_remarks(difficulties="Thiếu máy", expected_version=0, **save)
    assert world.sheet().difficulties == "Thiếu người"


def attach(world, code: str = "1.1", **changes):
    return attach_document(
        dossier_id=world.dossier().pk,
        code=code,
        details=story.details(**changes),
        upload=story.pdf(),
        actor=world.clerk(),
        now=story.DRAFTED,
    )


def test_no_evidence_and_no_explanation_means_no_points(world):
    score(world, "2")
    line = load_workbook(world.dossier()).lines["1.1"]
    assert (line.self_score, line.counted, line.lacks_proof) == (Decimal(2), Decimal(0), True)


def test_evidence_makes_points_count(world):
    score(world, "2")
    attach(world)
    assert load_workbook(world.dossier()).lines["1.1"].counted == Decimal(2)


def test_an_explanation_makes_points_count(world):
    score(world, "2", explanation="Văn bản chung của huyện")
    assert load_workbook(world.dossier()).lines["1.1"].counted == Decimal(2)


def test_one_document_proves_several_components(world):
    link = attach(world)
    attach_existing(
        dossier_id=world.dossier().pk,
        code="1.2.1",
        document_id=link.document_id,
        actor=world.clerk(),
        now=story.DRAFTED,
    )
    lines = load_workbook(world.dossier()).lines
    assert [len(lines[code].evidence) for code in ("1.1", "1.2.1")] == [1, 1]


def test_a_document_of_another_unit_cannot_be_borrowed(world):
    link = attach(world)
    with pytest.raises(Refused, match="kho của đơn vị"):
        attach_existing(
            dossier_id=world.dossier(1).pk,
            code="1.1",
            document_id=link.document_id,
            actor=world.clerk(1),
            now=story.DRAFTED,
        )


def test_a_detached_document_can_be_put_back(world):
    link = attach(world)
    again = {"dossier_id": world.dossier().pk, "code": "1.1", "document_id": link.document_id}
    detach_document(**again, actor=world.clerk(), now=story.DRAFTED)
    assert load_workbook(world.dossier()).lines["1.1"].evidence == ()
    attach_existing(**again, actor=world.clerk(), now=story.DRAFTED)
    assert len(load_workbook(world.dossier()).lines["1.1"].evidence) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": "  "}, "số, ký hiệu"),
        ({"issuer": ""}, "cơ quan ban hành"),
        ({"summary": ""}, "trích yếu"),
        ({"issued_on": dt.date(2021, 1, 1)}, "tương lai"),
    ],
)
def test_a_document_needs_its_details(world, changes, sentence: str):
    from parindex.evidence.operations import DocumentRefused

    with pytest.raises(DocumentRefused, match=sentence):
        attach(world, **changes)


def test_a_judged_component_keeps_to_its_steps(world):
    with pytest.raises(ScoreRefused, match="mỗi bậc 0,25 điểm"):
        score(world, "0.3", code="2.2")
    assert score(world, "0.75", code="2.2").self_score == Decimal("0.75")
