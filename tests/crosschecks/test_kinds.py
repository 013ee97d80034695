"""Each check fires, and does not fire on the near miss."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from parindex.assessments.queries import load_workbook
from parindex.crosschecks.choices import Kind, Severity
from parindex.crosschecks.issuers import Standing
from parindex.crosschecks.kinds import CHECKS
from parindex.crosschecks.subject import FactElsewhere, PastScore, PeerValues, Subject, Twin
from parindex.engine import ABSENT, Ratio
from parindex.evidence.choices import DocumentKind
from tests.crosschecks.circles import Placed, circle_of
from tests.support import story

OWN = Placed(name="Xã Mẫu 01", body="UBND xã Mẫu 01", standing=Standing.OWN)
OTHER = Placed(name="Xã Mẫu 02", body="UBND xã Mẫu 02", standing=Standing.OTHER)
ABOVE = Placed(name="Huyện Mẫu", body="UBND huyện Mẫu", standing=Standing.ABOVE)
CIRCLE = circle_of(OWN, OTHER, ABOVE)


@pytest.fixture
def workbook(world):
    return load_workbook(story.fill_in(world))


def look(workbook, code: str, **around: Any) -> Subject:
    return Subject(form=workbook, line=workbook.lines[code], circle=CIRCLE, **around)


def found(kind: Kind, subject: Subject) -> list[Any]:
    return list(CHECKS[kind](subject))


def test_every_kind_has_a_check():
    assert set(CHECKS) == set(Kind)


# the computed points: 2.1 computes 0.75 of 1


@pytest.mark.parametrize(
    ("own", "severity"),
    [
        ("0.75", None),
        ("0.5", None),
        ("0.76", Severity.NOTE),
        ("1", Severity.LOOK),
    ],
)
def test_a_self_score_above_the_computed_one_is_flagged(workbook, own, severity):
    workbook.lines["2.1"].entry.self_score = Decimal(own)
    flags = found(Kind.COMPUTED, look(workbook, "2.1"))
    assert [flag.severity for flag in flags] == ([severity] if severity else [])


def test_a_whole_point_too_much_is_grave_and_said_with_its_numbers(workbook):
    workbook.lines["1.2.1"].entry.self_score = Decimal(2)
    [flag] = found(Kind.COMPUTED, look(workbook, "1.2.1"))
    assert flag.severity is Severity.GRAVE
    assert "tự chấm 2 điểm, cao hơn 1 điểm" in flag.sentence
    assert "(1 điểm)" in flag.sentence


def test_what_does_not_apply_or_is_not_computed_is_not_flagged(workbook):
    workbook.lines["2.1"].entry.self_score = Decimal(1)
    workbook.lines["2.1"].entry.not_applicable = True
    assert found(Kind.COMPUTED, look(workbook, "2.1")) == []
    workbook.lines["2.2"].entry.self_score = Decimal(1)
    assert found(Kind.COMPUTED, look(workbook, "2.2")) == []


# last year's published result: 1.2.1 has 1 of 2 points now


def past(points: str, *, most: str = "2", unit: str = "huyen-mau.xa-01") -> PastScore:
    return PastScore(
        publication_id=7,
        unit_code=unit,
        unit_name="Xã Cũ",
        year=2018,
        points=Decimal(points),
        max_points=Decimal(most),
    )


@pytest.mark.parametrize(
    ("before", "severity"),
    [("1", None), ("0.42", None), ("0.4", Severity.LOOK), ("1.58", None), ("1.6", Severity.NOTE)],
)
def test_a_share_that_jumps_by_thirty_points_is_flagged(workbook, before, severity):
    flags = found(Kind.LAST_YEAR, look(workbook, "1.2.1", past=[past(before)]))
    assert [flag.severity for flag in flags] == ([severity] if severity else [])


def test_the_shares_are_compared_not_the_points(workbook):
    assert found(Kind.LAST_YEAR, look(workbook, "1.2.1", past=[past("2.5", most="5")])) == []
    [flag] = found(Kind.LAST_YEAR, look(workbook, "1.2.1", past=[past("1", most="10")]))
    assert "1/2 điểm (50% điểm tối đa)" in flag.sentence
    assert "năm 2018: 1/10 điểm (10%)" in flag.sentence
    assert (flag.publication_id, flag.past_unit) == (7, "huyen-mau.xa-01")


def test_a_merged_unit_lies_between_those_it_came_from(workbook):
    both = [past("0.2", unit="xa-a"), past("1.8", unit="xa-b")]
    assert found(Kind.LAST_YEAR, look(workbook, "1.2.1", past=both)) == []
    low = [past("0.2", unit="xa-a"), past("0.4", unit="xa-b")]
    [flag] = found(Kind.LAST_YEAR, look(workbook, "1.2.1", past=low))
    assert "trước khi sắp xếp là 0,4/2 điểm" in flag.sentence


def elsewhere(
    code: str, value: Any, *, is_past: bool = False, same_window: bool = False
) -> FactElsewhere:
    return FactElsewhere(
        fact_code=code,
        value=value,
        year=2018 if is_past else 2019,
        where="hồ sơ Đợt 1",
        dossier_id=5,
        is_past=is_past,
        same_window=same_window,
    )


@pytest.mark.parametrize(
    ("before", "is_flagged"),
    [
        (Ratio(27, 30), True),  # three times the tasks
        (Ratio(26, 29), False),
        (Ratio(3, 4), False),  # small numbers triple by chance
        (Ratio(4, 10), True),  # 40 percent, now 90
        (Ratio(5, 12), False),
        (Ratio(0, 0), False),
    ],
)
def test_a_ratio_that_changes_wildly_is_flagged(workbook, before, is_flagged):
    rows = [elsewhere("plan_tasks", before, is_past=True)]
    flags = found(Kind.LAST_YEAR, look(workbook, "1.2.1", elsewhere=rows))
    assert bool(flags) is is_flagged
    assert all("9/10 (90%)" in flag.sentence for flag in flags)


def test_the_ratios_of_merged_units_are_added_up(workbook):
    rows = [elsewhere("plan_tasks", Ratio(8, 10), is_past=True) for _commune in range(2)]
    assert found(Kind.LAST_YEAR, look(workbook, "1.2.1", elsewhere=rows)) == []
    rows.append(rows[0])
    [flag] = found(Kind.LAST_YEAR, look(workbook, "1.2.1", elsewhere=rows))
    assert "24/30 (80%)" in flag.sentence


# one figure in two places


@pytest.mark.parametrize(
    ("code", "fact", "before", "is_flagged"),
    [
        ("1.2.1", "plan_tasks", Ratio(10, 10), True),
        ("1.2.1", "plan_tasks", Ratio(8, 10), False),  # work went on
        ("1.2.1", "plan_tasks", Ratio(9, 11), False),
        ("1.1", "plan_issued", False, False),
        ("2.1", "wrong_documents", 2, True),
        ("2.1", "wrong_documents", 0, False),
        ("1.2.2", "report_sent_on", dt.date(2019, 12, 8), True),
        ("1.2.2", "report_sent_on", dt.date(2019, 12, 9), False),
        ("1.2.2", "report_sent_on", ABSENT, False),
    ],
)
def test_between_two_rounds_only_steps_backwards_are_flagged(
    workbook, code, fact, before, is_flagged
):
    flags = found(Kind.TWICE_REPORTED, look(workbook, code, elsewhere=[elsewhere(fact, before)]))
    assert bool(flags) is is_flagged


def test_over_one_window_every_difference_is_flagged(workbook):
    rows = [elsewhere("wrong_documents", 0, same_window=True)]
    [flag] = found(Kind.TWICE_REPORTED, look(workbook, "2.1", elsewhere=rows))
    assert "ở hồ sơ này là 1, ở hồ sơ Đợt 1 chính đơn vị ghi 0" in flag.sentence
    same = [elsewhere("wrong_documents", 1, same_window=True)]
    assert found(Kind.TWICE_REPORTED, look(workbook, "2.1", elsewhere=same)) == []


# documents


def with_document(workbook, code: str = "1.1", **changes: Any) -> Any:
    [link] = workbook.lines[code].evidence
    for name, value in changes.items():
        setattr(link.document, name, value)
    return link


@pytest.mark.parametrize(
    ("issued_on", "severity"),
    [
        (dt.date(2019, 1, 1), None),
        (dt.date(2019, 12, 31), None),
        (dt.date(2018, 12, 31), Severity.NOTE),
        (dt.date(2020, 1, 31), Severity.NOTE),
        (dt.date(2020, 2, 1), Severity.LOOK),
        (dt.date(2018, 11, 30), Severity.LOOK),
    ],
)
def test_a_document_outside_the_window_is_flagged(workbook, issued_on, severity):
    link = with_document(workbook, issued_on=issued_on)
    flags = found(Kind.WINDOW, look(workbook, "1.1"))
    assert [flag.severity for flag in flags] == ([severity] if severity else [])
    assert [flag.link_id for flag in flags] == ([link.pk] if severity else [])


def test_the_sentence_names_the_document_and_the_day_it_missed(workbook):
    with_document(workbook, issued_on=dt.date(2020, 2, 1))
    [flag] = found(Kind.WINDOW, look(workbook, "1.1"))
    assert flag.sentence == (
        "Kế hoạch số 12/KH-UBND ngày 01/02/2020 ban hành sau ngày chốt số liệu 31/12/2019."
    )


@pytest.mark.parametrize(
    ("issuer", "kind", "severity"),
    [
        ("UBND xã Mẫu 01", DocumentKind.PLAN, None),
        ("UBND huyện Mẫu", DocumentKind.DECISION, None),
        ("Đảng ủy xã", DocumentKind.RESOLUTION, None),
        ("UBND xã Mẫu 02", DocumentKind.PLAN, Severity.LOOK),
        ("UBND xã Mẫu 02", DocumentKind.REPORT, None),  # orders nothing
        ("UBND xã Lạ", DocumentKind.DECISION, Severity.LOOK),
        ("Công ty Hoa Sen", DocumentKind.DECISION, Severity.NOTE),
    ],
)
def test_an_order_of_a_body_that_has_nothing_to_order_here_is_flagged(
    workbook, issuer, kind, severity
):
    with_document(workbook, issuer=issuer, kind=kind)
    flags = found(Kind.ISSUER, look(workbook, "1.1"))
    assert [flag.severity for flag in flags] == ([severity] if severity else [])
    assert all("UBND xã Mẫu 01" in flag.sentence for flag in flags)  # what was expected


def twin_of(link: Any, **changes: Any) -> Twin:
    document = type(link.document)(**{
        name: getattr(link.document, name)
        for name in ("number", "issued_on", "issuer", "kind", "file_id")
    })  # fmt: skip
    for name, value in changes.items():
        setattr(document, name, value)
    return Twin(
        document=document,
        dossier_id=99,
        code="1.2.1",
        link_id=98,
        unit_code="huyen-mau.xa-02",
        unit_name="Xã Mẫu 02",
    )


def shared(workbook, mine: str, theirs: str, *, file_id: int | None = None) -> list[Any]:
    link = with_document(workbook, issuer=mine)
    changes = {"issuer": theirs} | ({"file_id": file_id} if file_id else {})
    subject = look(workbook, "1.1", twins={link.pk: [twin_of(link, **changes)]})
    return found(Kind.SHARED_DOCUMENT, subject)


def test_the_document_of_another_unit_is_flagged_by_file_and_by_number(workbook):
    [by_file] = shared(workbook, "UBND xã Mẫu 02", "UBND xã Mẫu 02")
    assert "Xã Mẫu 02 nộp đúng tệp này cho mục 1.2.1" in by_file.sentence
    [by_number] = shared(workbook, "UBND xã Mẫu 02", "Ủy ban nhân dân xã Mẫu 02", file_id=10**6)
    assert "cùng số, cùng ngày" in by_number.sentence
    assert (by_number.other.dossier_id, by_number.other.code) == (99, "1.2.1")


def test_one_file_that_two_units_call_their_own_is_flagged(workbook):
    [flag] = shared(workbook, "UBND xã Mẫu 01", "UBND xã Mẫu 02")
    assert "giống hệt tệp mà Xã Mẫu 02 nộp" in flag.sentence


def test_the_unit_itself_learns_nothing_of_the_other(workbook):
    [flag] = shared(workbook, "UBND xã Mẫu 01", "UBND xã Mẫu 02")
    assert "Mẫu 02" not in flag.for_unit
    assert "trùng với tài liệu của một đơn vị khác" in flag.for_unit


@pytest.mark.parametrize(
    ("mine", "theirs", "file_id"),
    [
        ("UBND huyện Mẫu", "UBND huyện Mẫu", None),  # serves all
        ("UBND xã Mẫu 01", "UBND xã Mẫu 01", None),  # somebody else used mine
        ("UBND xã Mẫu 01", "UBND xã Mẫu 02", 10**6),  # the same number by chance
        ("UBND xã Mẫu 02", "UBND huyện Mẫu", 10**6),
    ],
)
def test_what_nobody_took_is_not_flagged(workbook, mine, theirs, file_id):
    assert shared(workbook, mine, theirs, file_id=file_id) == []


# peers


def peers(own: int, others: list[int], *, workbook: Any = None) -> PeerValues:
    fact = workbook.criteria_set.facts["plan_tasks"] if workbook else None
    return PeerValues(
        fact=fact, own=Fraction(own), others=sorted(Fraction(value) for value in others)
    )


USUAL = [58, 60, 60, 61, 62, 63, 64, 66]


@pytest.mark.parametrize(
    ("own", "others", "severity"),
    [
        (100, USUAL, Severity.LOOK),
        (0, USUAL, None),  # who claims less claims nothing wrongly
        (75, USUAL, None),  # far in deviations, near in points
        (100, USUAL[:-1], None),  # too few to tell
        (100, [0, 20, 40, 60, 60, 80, 90, 100], None),  # everybody differs
        (100, [60] * 8, Severity.LOOK),
        (79, [60] * 8, None),
    ],
)
def test_who_stands_far_from_the_many_is_flagged(workbook, own, others, severity):
    flags = found(Kind.OUTLIER, look(workbook, "1.1", peers=peers(own, others)))
    assert [flag.severity for flag in flags] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("own", "severity"), [(100, Severity.LOOK), (11, Severity.NOTE), (12, None)]
)
def test_a_ratio_is_flagged_below_the_others_only_when_it_looks_like_a_slip(
    workbook, own, severity
):
    values = peers(own, USUAL, workbook=workbook)
    flags = found(Kind.OUTLIER, look(workbook, "1.2.1", peers=values))
    assert [flag.severity for flag in flags] == ([severity] if severity else [])


def test_the_sentence_says_the_median_and_the_own_value(workbook):
    subject = look(workbook, "1.2.1", peers=peers(100, USUAL, workbook=workbook))
    [flag] = found(Kind.OUTLIER, subject)
    assert flag.sentence == (
        "“Nhiệm vụ trong kế hoạch” của đơn vị là 100%, trung vị của 8 đơn vị khác là 61,5%."
    )


# the survey: the own scores of field 2 are 0.75 + 0.5 of 2, which is 62.5 percent


def surveyed(workbook, points: str) -> Subject:
    line = workbook.lines["2.3"]
    trace = dataclasses.replace(line.trace, points=Decimal(points))
    return Subject(form=workbook, line=dataclasses.replace(line, trace=trace))


@pytest.mark.parametrize(
    ("points", "severity"),
    [("2", None), ("0.66", None), ("0.64", Severity.LOOK), ("0.2", Severity.GRAVE)],
)
def test_own_scores_far_above_the_survey_are_flagged(workbook, points, severity):
    flags = found(Kind.SURVEY, surveyed(workbook, points))
    assert [flag.severity for flag in flags] == ([severity] if severity else [])


def test_the_survey_s_sentence_names_field_and_both_shares(workbook):
    [flag] = found(Kind.SURVEY, surveyed(workbook, "0.2"))
    assert "lĩnh vực 2 đạt 62,5% điểm tối đa" in flag.sentence
    assert "chỉ đạt 10%" in flag.sentence


def test_without_a_survey_there_is_nothing_to_hold_against(workbook):
    assert found(Kind.SURVEY, look(workbook, "2.3")) == []
    assert found(Kind.SURVEY, look(workbook, "2.2")) == []


# fingerprints


def test_a_flag_that_says_the_same_has_the_same_fingerprint_in_every_language(workbook):
    from django.utils import translation

    workbook.lines["2.1"].entry.self_score = Decimal(1)
    [before] = found(Kind.COMPUTED, look(workbook, "2.1"))
    with translation.override("en"):
        [after] = found(Kind.COMPUTED, look(workbook, "2.1"))
    assert before.fingerprint == after.fingerprint


def test_a_flag_that_says_something_else_has_another_fingerprint(workbook):
    workbook.lines["2.1"].entry.self_score = Decimal(1)
    [before] = found(Kind.COMPUTED, look(workbook, "2.1"))
    workbook.lines["2.1"].entry.self_score = Decimal("0.9")
    [after] = found(Kind.COMPUTED, look(workbook, "2.1"))
    assert before.fingerprint != after.fingerprint
