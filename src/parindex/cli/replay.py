"""Past units for a simulation: from files of facts, from a published result, from a stored cycle."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from parindex.cli.ground import fail
from parindex.cli.publications import find_publication
from parindex.criteria.reading import CriteriaFileError, FileProblem, read_facts
from parindex.criteria.reading.yaml_file import YamlFile, read_yaml
from parindex.engine import CriteriaSet, FactValue
from parindex.engine.simulation import UnitRecord

_NO_COMPONENTS = (
    "Tệp này không có điểm từng tiêu chí thành phần. Cần bản JSON đầy đủ tải từ trang kết quả, "
    "hoặc thư mục tệp số liệu, hoặc --publication, --cycle."
)


def records_from(path: Path, criteria_set: CriteriaSet) -> list[UnitRecord]:
    """Return the units of a folder of fact files (one each), or of a published result in JSON.

    Raises CriteriaFileError with every mistake of the fact files.
    """
    return _of_result(path, criteria_set) if path.is_file() else _of_folder(path, criteria_set)


def records_of_cycle(code: str, number: int, set_code: str) -> tuple[CriteriaSet, list[UnitRecord]]:
    """Return a stored set and the units that handed in by it: read only, needs Django set up.

    What the council decided counts, and before that what counts now: proven self-scores and the
    survey. Raises NoCycleError.
    """
    from parindex.appraisal.queries import council_dossiers, load_dockets  # noqa: PLC0415 - needs Django set up
    from parindex.assessments.choices import Stage  # noqa: PLC0415 - as above
    from parindex.criteria.queries import criteria_set_of  # noqa: PLC0415 - as above
    from parindex.cycles.queries import cycle_by_code, rounds_of  # noqa: PLC0415 - as above

    rounds = {row.number: row for row in rounds_of(cycle_by_code(code))}
    if number not in rounds:
        fail(f"Kỳ “{code}” không có đợt {number}.")
    rows = [row for row in council_dossiers(rounds[number]) if row.stage != Stage.SELF_ASSESSMENT]
    found = [row for row in rows if row.criteria_set.code == set_code]
    if not found:
        used = ", ".join(sorted({row.criteria_set.code for row in rows})) or "chưa có"
        fail(f"Kỳ “{code}” chưa có hồ sơ đã nộp theo bộ “{set_code}”; bộ đã có hồ sơ: {used}.")
    return criteria_set_of(found[0].criteria_set), [_of_docket(row) for row in load_dockets(found)]


def records_of_publication(name: str) -> tuple[CriteriaSet, list[UnitRecord]]:
    """Return the set of a published result and its units: published points, facts as handed in.

    Read only, needs Django set up.
    """
    from parindex.criteria.queries import criteria_set_of  # noqa: PLC0415 - needs Django set up
    from parindex.results.queries import content_of, published_facts  # noqa: PLC0415 - as above

    publication = find_publication(name)
    criteria_set = criteria_set_of(publication.criteria_set)
    known, facts = {leaf.code for leaf in criteria_set.leaves}, published_facts(publication)
    units = content_of(publication)["units"]
    return criteria_set, [_of_published(unit, known, facts.get(unit["code"])) for unit in units]


def _of_docket(docket: Any) -> UnitRecord:
    cases = docket.cases.values()
    awards = {case.code: case.counts_now if case.final is None else case.final for case in cases}
    return UnitRecord(
        code=docket.workbook.dossier.unit.code,
        name=docket.workbook.dossier.unit.name,
        facts=docket.workbook.values,
        awards={code: points for code, points in awards.items() if points is not None},
        not_applicable=frozenset(
            case.code
            for case in cases
            if (case.not_applicable if case.award or case.ruling else case.line.not_applicable)
        ),
    )


def _of_result(path: Path, criteria_set: CriteriaSet) -> list[UnitRecord]:
    try:
        units = json.loads(path.read_text(encoding="utf-8"))["units"]
        return [_of_published(unit, {leaf.code for leaf in criteria_set.leaves}) for unit in units]
    except (ValueError, LookupError, TypeError, ArithmeticError):
        fail(f"{path.name}: {_NO_COMPONENTS}")


def _of_published(
    unit: Mapping[str, Any], known: Iterable[str], facts: Mapping[str, FactValue] | None = None
) -> UnitRecord:
    rows = {row["code"]: row for row in unit["components"] if row["code"] in known}
    return UnitRecord(
        code=unit["code"],
        name=unit["name"],
        facts=facts or {},
        awards={
            code: Decimal(row["final"]) for code, row in rows.items() if row["final"] is not None
        },
        not_applicable=frozenset(code for code, row in rows.items() if row["not_applicable"]),
    )


def _of_folder(path: Path, criteria_set: CriteriaSet) -> list[UnitRecord]:
    files = sorted(file for file in path.iterdir() if file.suffix in {".yaml", ".yml", ".json"})
    if not files:
        fail(f"Thư mục {path} không có tệp số liệu .yaml hoặc .json nào, mỗi đơn vị một tệp.")
    records: list[UnitRecord] = []
    mistakes: list[FileProblem] = []
    for file in files:
        try:
            records.append(_of_file(file, criteria_set))
        except CriteriaFileError as error:
            mistakes += error.problems
    if mistakes:
        raise CriteriaFileError(mistakes)
    return records


def _of_file(path: Path, criteria_set: CriteriaSet) -> UnitRecord:
    facts, not_applicable = read_facts(criteria_set, path)
    file = read_yaml(path)
    return UnitRecord(
        code=path.stem,
        name=str(file.value.get("name") or path.stem),
        facts=facts,
        awards=_awards(file, criteria_set),
        not_applicable=not_applicable,
    )


def _awards(file: YamlFile, criteria_set: CriteriaSet) -> dict[str, Decimal]:
    """Read ``awards``: the points that people gave, by component."""
    raw = file.value.get("awards") or {}
    if not isinstance(raw, Mapping):
        raise CriteriaFileError([file.problem(("awards",), "Chỗ này phải là một nhóm “mã: điểm”.")])
    tops = {leaf.code: leaf.max_points for leaf in criteria_set.leaves}
    mistakes: list[FileProblem] = []
    found: dict[str, Decimal] = {}
    for code, points in raw.items():
        if code not in tops:
            message = f"Bộ tiêu chí không có mục chấm điểm “{code}”."
            mistakes.append(file.problem(("awards", code), message))
        elif not isinstance(points, int | Decimal) or not 0 <= points <= tops[code]:
            message = f"Điểm phải là số từ 0 đến {tops[code]}."
            mistakes.append(file.problem(("awards", code), message))
        else:
            found[code] = Decimal(points)
    if mistakes:
        raise CriteriaFileError(mistakes)
    return found
