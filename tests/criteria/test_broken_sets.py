"""Broken criteria sets: each is refused by the command, with file, line and path of the mistake."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from parindex.cli import main
from tests.support.story import CRITERIA

HEAD, FIRST, SECOND = "set.yaml", "01-chi-dao.yaml", "02-tac-dong.yaml"


@dataclass(frozen=True)
class Broken:
    """One change that breaks a set: in which file, what stood there, what stands there now, what is said."""

    name: str
    file: str
    old: str
    new: str
    path: str
    says: str
    at: str = ""  # a text on the line that must be named, when it is not the changed one


VARIANTS = (
    Broken(
        "children do not add up",
        FIRST,
        "    max_points: 4",
        "    max_points: 5",
        "criteria[1].max_points",
        "khác tổng",
    ),
    Broken(
        "fields do not add up to the set",
        HEAD,
        "max_points: 10",
        "max_points: 100",
        "max_points",
        "khác tổng",
    ),
    Broken(
        "points are negative",
        SECOND,
        "    max_points: 1\n    illustrative: true\n    not",
        "    max_points: -1\n    illustrative: true\n    not",
        "criteria[0].max_points",
        "không được âm",
    ),
    Broken(
        "points are zero",
        SECOND,
        "    max_points: 2",
        "    max_points: 0",
        "criteria[2].max_points",
        "lớn hơn 0",
    ),
    Broken(
        "points are a word",
        FIRST,
        "    max_points: 2\n",
        "    max_points: hai\n",
        "criteria[0].max_points",
        "phải là một số",
    ),
    Broken(
        "points are finer than the set rounds",
        SECOND,
        "    max_points: 2",
        "    max_points: 2.001",
        "criteria[2].max_points",
        "thập phân",
    ),
    Broken(
        "a code is used twice",
        FIRST,
        '"1.2.2"',
        '"1.2.1"',
        "criteria[1].components[1].code",
        "bị trùng",
    ),
    Broken(
        "a code does not stand under its parent",
        FIRST,
        '"1.2.2"',
        '"3.2.2"',
        "criteria[1].components[1].code",
        "không nằm dưới",
    ),
    Broken(
        "a name is missing",
        FIRST,
        "        name: Thời hạn gửi báo cáo\n",
        "",
        "criteria[1].components[1]",
        "Thiếu khóa “name”",
        at='"1.2.2"',
    ),
    Broken(
        "a key is mistyped",
        FIRST,
        "    guidance: Ban hành",
        "    guidence: Ban hành",
        "criteria[0].guidence",
        "Có phải “guidance”",
    ),
    Broken(
        "a component has no rule",
        SECOND,
        "    rule: {form: survey, fact: satisfaction}\n",
        "",
        "criteria[2]",
        "Thiếu quy tắc",
        at='"2.3"',
    ),
    Broken(
        "a form is unknown",
        SECOND,
        "form: deduction",
        "form: deductoin",
        "criteria[0].rule.form",
        "deductoin",
    ),
    Broken(
        "a fact nobody defines",
        SECOND,
        "fact: wrong_documents,",
        "fact: wrong_document,",
        "criteria[0].rule.fact",
        "wrong_document",
    ),
    Broken(
        "a fact nobody uses",
        SECOND,
        "facts:\n",
        "facts:\n  spare: {type: yes_no, label: Thừa}\n",
        "facts.spare",
        "không được quy tắc nào dùng",
        at="spare",
    ),
    Broken(
        "a fact of the wrong type",
        SECOND,
        "{type: count, label: Số văn bản trái thẩm quyền, unit: văn bản}",
        "{type: yes_no, label: Có văn bản trái thẩm quyền}",
        "criteria[0].rule.fact",
        "",
        at="form: deduction",
    ),
    Broken(
        "an unknown type of fact",
        SECOND,
        "type: percent",
        "type: number",
        "facts.satisfaction.type",
        "number",
    ),
    Broken(
        "a ratio without a word on the empty denominator",
        FIRST,
        "    empty: zero\n",
        "",
        "facts.plan_tasks",
        "empty",
        at="plan_tasks:",
    ),
    Broken(
        "steps rise instead of falling",
        FIRST,
        "            - {at_least: 80, points: 1}",
        "            - {at_least: 101, points: 1}",
        "criteria[1].components[0].rule.steps",
        "",
    ),
    Broken(
        "a step gives more than the maximum",
        FIRST,
        "{at_least: 100, points: 2}",
        "{at_least: 100, points: 3}",
        "criteria[1].components[0].rule.steps",
        "3",
    ),
    Broken(
        "a checklist adds up to more than the maximum",
        FIRST,
        "{fact: plan_published, points: 1}",
        "{fact: plan_published, points: 2}",
        "criteria[0].rule.items",
        "khác điểm tối đa",
        at="items:",
    ),
    Broken(
        "a due date that does not exist",
        FIRST,
        "due: 2019-12-10",
        "due: 2019-02-30",
        "criteria[1].components[1].rule.due",
        "ngày có thật",
    ),
    Broken(
        "bounds of a judged component are the wrong way round",
        SECOND,
        "min: 0, max: 1,",
        "min: 2, max: 1,",
        "criteria[1].rule",
        "",
    ),
    Broken(
        "classes are not in falling order",
        HEAD,
        "{name: Tốt, at_least: 80}",
        "{name: Tốt, at_least: 95}",
        "classes[1].at_least",
        "từ ngưỡng cao xuống thấp",
    ),
    Broken(
        "a class threshold above 100 percent",
        HEAD,
        "{name: Xuất sắc, at_least: 90}",
        "{name: Xuất sắc, at_least: 190}",
        "classes[0].at_least",
        "100",
    ),
    Broken(
        "the day of the decision is no day",
        HEAD,
        "issued_on: 2019-01-02",
        "issued_on: mùng hai",
        "decision.issued_on",
        "Ngày",
    ),
    Broken(
        "the set ends before it begins",
        HEAD,
        "in_force_to: null",
        "in_force_to: 2018-01-01",
        "in_force_to",
        "hết hiệu lực",
    ),
    Broken("an unknown tier", HEAD, "tier: commune", "tier: village", "tier", "village"),
    Broken(
        "a row without source that is not marked illustrative",
        SECOND,
        "max_points: 4\nillustrative: true\n",
        "max_points: 4\n",
        "",
        "nguồn",
        at='code: "2"',
    ),
    Broken(
        "the YAML itself is broken",
        FIRST,
        "    evidence: [Kế hoạch cải cách hành chính năm]",
        "    evidence: [Kế hoạch cải cách hành chính năm",
        "",
        "YAML",
        at="",
    ),
    Broken(
        "a key stands twice",
        FIRST,
        "    name: Kế hoạch cải cách hành chính\n",
        "    name: Kế hoạch cải cách hành chính\n    name: Lại một tên\n",
        "criteria[0].name",
        "hai lần",
        at="Lại một tên",
    ),
    Broken(
        "a fact is defined in two files",
        FIRST,
        "facts:\n",
        "facts:\n  satisfaction: {type: percent, label: Lần nữa}\n",
        "facts.satisfaction",
        "đã khai ở tệp",
        at="__second__",
    ),
    Broken(
        "an alias that could grow without end",
        FIRST,
        "    evidence: [Kế hoạch cải cách hành chính năm]",
        "    evidence: &many [Kế hoạch]\n    more: *many",
        "",
        "Không dùng dấu &",
    ),
)


def broken_copy(folder: Path, variant: Broken) -> tuple[Path, int]:
    """Return a copy of the small set with the change made, and the line that must be named (0: any)."""
    copy = folder / "mini-commune"
    shutil.copytree(CRITERIA / "mini-commune", copy)
    path = copy / variant.file
    text = path.read_text(encoding="utf-8")
    assert variant.old in text, variant.name
    changed = text.replace(variant.old, variant.new, 1)
    path.write_text(changed, encoding="utf-8")
    if variant.at:
        lines = changed.splitlines()
        return copy, next((n for n, line in enumerate(lines, 1) if variant.at in line), 0)
    return copy, text[: text.index(variant.old)].count("\n") + 1


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_a_broken_set_is_refused_with_file_line_and_path(variant: Broken, tmp_path: Path):
    folder, line = broken_copy(tmp_path, variant)
    answer = CliRunner().invoke(main, ["criteria", "check", str(folder)])
    assert answer.exit_code == 1
    assert "Traceback" not in answer.output
    found = [
        row
        for row in answer.output.splitlines()
        if row.startswith(f"{variant.file}:") or variant.at == "__second__"
    ]
    assert any(variant.path in row and variant.says in row for row in found), answer.output
    if line:
        assert any(row.startswith(f"{variant.file}:{line}:") for row in found), (
            line,
            answer.output,
        )


def test_the_small_set_is_sound_before_it_is_broken():
    answer = CliRunner().invoke(main, ["criteria", "check", str(CRITERIA / "mini-commune")])
    assert answer.exit_code == 0, answer.output


def test_every_mistake_is_named_at_once(tmp_path: Path):
    copy = tmp_path / "mini-commune"
    shutil.copytree(CRITERIA / "mini-commune", copy)
    for variant in (VARIANTS[0], VARIANTS[22], VARIANTS[12]):
        path = copy / variant.file
        path.write_text(
            path.read_text(encoding="utf-8").replace(variant.old, variant.new, 1), encoding="utf-8"
        )
    answer = CliRunner().invoke(main, ["criteria", "check", str(copy)])
    for name in (HEAD, FIRST, SECOND):
        assert f"{name}:" in answer.output


def test_a_file_that_is_not_utf8_is_said(tmp_path: Path):
    copy = tmp_path / "mini-commune"
    shutil.copytree(CRITERIA / "mini-commune", copy)
    (copy / FIRST).write_bytes("code: 1\nname: Văn bản\n".encode("utf-16"))
    answer = CliRunner().invoke(main, ["criteria", "check", str(copy)])
    assert f"{FIRST}:1: Tệp phải lưu bằng mã UTF-8." in answer.output


@pytest.mark.django_db
def test_a_set_that_the_screens_cannot_score_yet_is_not_loaded(tmp_path: Path):
    copy = tmp_path / "mini-commune"
    shutil.copytree(CRITERIA / "mini-commune", copy)
    head = copy / HEAD
    bonus = (
        "adjustments:\n"
        "  - {code: T1, name: Sáng kiến, kind: bonus, max_points: 1, illustrative: true,\n"
        "     rule: {form: judged, min: 0, max: 1, basis: Hiệu quả}}\n"
    )
    head.write_text(head.read_text(encoding="utf-8") + bonus, encoding="utf-8")
    assert CliRunner().invoke(main, ["criteria", "check", str(copy)]).exit_code == 0
    answer = CliRunner().invoke(main, ["criteria", "import", str(copy)])
    assert answer.exit_code == 1
    assert "màn hình chấm điểm chưa hỗ trợ" in answer.output
