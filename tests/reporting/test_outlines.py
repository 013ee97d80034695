from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from parindex.criteria.reading.mistakes import CriteriaFileError
from parindex.kernel import canonical
from parindex.kernel.errors import Refused
from parindex.reporting.models import StoredOutline
from parindex.reporting.operations import import_outline
from parindex.reporting.outline import Asked, CellType, Prefill
from parindex.reporting.parsing import parse_outline
from parindex.reporting.periods import Window, window_of
from parindex.reporting.reading import AlteredOutlineError, outline_json, outline_of, read_outline
from parindex.reporting.views import sections_for, tables_for
from tests.support.reporting import OUTLINE, STARTED
from tests.support.repository import ROOT

LANG_SON = ROOT / "data" / "reports" / "lang-son-983" / "outline.yaml"


def broken(tmp_path: Path, old: str, new: str) -> list[str]:
    text = OUTLINE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "outline.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CriteriaFileError) as caught:
        read_outline(path)
    return [str(problem) for problem in caught.value.problems]


def test_the_letters_outline_asks_for_what_the_letter_lists():
    outline = read_outline(LANG_SON)
    asked = [row for row in sections_for(outline, "UNIT", []) if not row.is_heading]
    assert [row.code for row in asked] == [
        *("chi-dao", "the-che", "thu-tuc", "cong-vu", "tai-chinh", "chinh-quyen-so"),
        *("nhiem-vu", "khac-phuc", "tac-dong", "phuong-huong", "kien-nghi"),
    ]
    assert [row.required for row in asked].count(False) == 1
    weak = outline.section("khac-phuc")
    assert weak is not None
    assert weak.prefill is Prefill.WEAK_ITEMS


def test_a_lead_department_tells_of_its_fields_and_the_expected_score_besides_itself():
    outline = read_outline(LANG_SON)
    own = {row.code for row in sections_for(outline, "UNIT", [])}
    led = [row.code for row in sections_for(outline, "LEAD", ["the-che"]) if row.code not in own]
    assert led == [
        *("dia-ban", "dia-ban.the-che", "dia-ban.phuong-huong", "dia-ban.kien-nghi"),
        "diem-du-kien",
    ]
    assert [
        table.code for table, is_area in tables_for(outline, "LEAD", ["the-che"]) if is_area
    ] == ["the-che"]


def test_what_no_letter_orders_is_marked_illustrative():
    outline = read_outline(LANG_SON)
    assert all(row.illustrative for table in outline.tables for row in table.rows)
    assert [rule.kind for rule in outline.periods if not rule.illustrative] == ["QUARTER_1"]


def test_every_lead_section_feeds_a_section_of_the_collated_report():
    outline = read_outline(LANG_SON)
    body = {row.code for row in sections_for(outline, "BODY", [])}
    led = [row for row in outline.sections if Asked.LEAD in row.asked_of and not row.is_heading]
    assert {row.goes_to for row in led} <= body


@pytest.mark.parametrize(("year", "last"), [(2023, 28), (2024, 29)])
def test_quarter_one_ends_with_february_leap_year_or_not(year, last):
    assert window_of(read_outline(LANG_SON), "QUARTER_1", year) == Window(
        data_from=dt.date(year - 1, 12, 1),
        data_until=dt.date(year, 2, last),
        due_before=dt.date(year, 3, 1),
    )


def test_an_outline_without_a_rule_has_no_window():
    assert window_of(read_outline(OUTLINE), "YEAR", 2024) is None


@pytest.mark.parametrize("path", [LANG_SON, OUTLINE])
def test_what_is_stored_reads_back_as_what_was_written(path):
    outline = read_outline(path)
    assert parse_outline(json.loads(canonical.to_text(outline_json(outline)))) == outline


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("type: ratio", "type: percent", "tables[0].columns[2].type"),
        ("numerator: xong", "numerator: ghi-chu", "tables[0].columns[2].numerator"),
        ("part_of: tong", "part_of: xong", "tables[0].columns[1].part_of"),
        ("feeds: chi-dao", "feeds: diem-so", "sections[5].feeds"),
        ("asked_of: [unit, body], prefill", "asked_of: [xa], prefill", "sections[0].asked_of"),
        ("field: the-che", "field: the", "sections[6].field"),
        ("code: chi\n", "code: nhiem-vu\n", "tables[1].code"),
        ("tong: plan_tasks", "ty-le: plan_tasks", "tables[0].rows[0].facts.ty-le"),
        ("02-last", "02-30", "periods[0].data_until"),
        ("kind: HALF_YEAR", "kind: QUARTER_2", "periods[1].kind"),
        ("source: Viết", "nguon: Viết", "nguon"),
        ("code: mau-quy", "code: Mẫu Quý", "code"),
        ("level: 2", "level: 9", "sections[2].level"),
        ("required: false", "required: khong", "sections[3].required"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_place(tmp_path, old, new, said):
    problems = broken(tmp_path, old, new)
    assert any(row.startswith("outline.yaml:") and f" {said}: " in row for row in problems), (
        problems
    )


@pytest.mark.django_db
def test_the_same_outline_is_stored_once_and_another_content_needs_another_code(tmp_path):
    first = import_outline(path=OUTLINE, actor="kiểm thử", now=STARTED)
    assert import_outline(path=OUTLINE, actor="kiểm thử", now=STARTED) == first
    other = tmp_path / "outline.yaml"
    text = OUTLINE.read_text(encoding="utf-8")
    other.write_text(text.replace("Đề cương mẫu", "Đề cương khác"), encoding="utf-8")
    with pytest.raises(Refused, match="mã mới"):
        import_outline(path=other, actor="kiểm thử", now=STARTED)
    assert outline_of(first) == read_outline(OUTLINE)


@pytest.mark.django_db
def test_nothing_is_reported_by_an_outline_that_was_altered_in_the_database():
    stored = import_outline(path=OUTLINE, actor="kiểm thử", now=STARTED)
    StoredOutline.objects.update(
        content=stored.content.replace("Kiến nghị", "Khác"), content_hash="f" * 64
    )
    with pytest.raises(AlteredOutlineError):
        outline_of(StoredOutline.objects.get())


def test_the_columns_of_a_table_are_typed():
    table = read_outline(OUTLINE).table("nhiem-vu")
    assert table is not None
    assert [column.type for column in table.columns] == [
        *(CellType.COUNT, CellType.COUNT, CellType.RATIO, CellType.TEXT),
    ]
