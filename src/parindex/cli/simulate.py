from __future__ import annotations

from pathlib import Path

import click

from parindex.cli.ground import fail, set_directory, with_django
from parindex.cli.moves import json_text, lines_of, workbook
from parindex.cli.replay import records_from, records_of_cycle
from parindex.criteria.reading import CriteriaFileError, read_set
from parindex.criteria.reading.yaml_file import read_yaml
from parindex.engine import CriteriaSet, SetError
from parindex.engine.simulation import (
    EditError,
    Missing,
    Shift,
    UnitRecord,
    apply_edits,
    read_edits,
    sensitivity,
)
from parindex.engine.simulation import simulate as run_simulation


@click.command()
@click.argument("criteria_set", metavar="BỘ")
@click.argument("changed", metavar="BỘ_MỚI")
@click.argument(
    "units", metavar="SỐ_LIỆU", required=False, type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--cycle", metavar="MÃ", help="Lấy hồ sơ đã nộp của một kỳ trong cơ sở dữ liệu (chỉ đọc)."
)
@click.option("--round", "number", default=1, show_default=True, help="Đợt của kỳ.")
@click.option(
    "--missing",
    type=click.Choice([item.value for item in Missing]),
    default=Missing.SKIP.value,
    show_default=True,
    help="Mục chưa biết điểm: không xếp hạng đơn vị đó, hay tính 0 điểm.",
)
@click.option(
    "--sensitivity",
    "with_shifts",
    is_flag=True,
    help="Thêm độ nhạy của thứ hạng: mỗi mục lên, xuống một bậc.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi ra tệp .json hoặc .xlsx.",
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def simulate(
    *,
    criteria_set: str,
    changed: str,
    units: Path | None,
    cycle: str | None,
    number: int,
    missing: str,
    with_shifts: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Thử bộ tiêu chí mới trên đơn vị cũ: ai lên, ai xuống hạng, ở lĩnh vực nào, bao nhiêu điểm.

    BỘ_MỚI là một bộ tiêu chí, hoặc tệp YAML có danh sách edits (code, at, value).
    """
    if (units is None) == (cycle is None):
        fail("Cần đúng một nguồn: thư mục tệp số liệu (hoặc tệp JSON kết quả), hoặc --cycle MÃ.")
    if out is not None and out.suffix.lower() not in _WRITERS:
        fail(f"{out.name}: ghi được tệp .json hoặc .xlsx.")
    try:
        before, records = _past(criteria_set, units, cycle, number)
        after = _changed_set(before, changed)
    except (CriteriaFileError, EditError, SetError) as error:
        fail(str(error))
    found = run_simulation(before, after, records, missing=Missing(missing))
    shifts: tuple[Shift, ...] = ()
    if with_shifts:
        shifts = sensitivity(after, records, past=before, missing=Missing(missing))
    if out is not None:
        out.write_bytes(_WRITERS[out.suffix.lower()](found, shifts))
    click.echo(json_text(found, shifts) if as_json else "\n".join(lines_of(found, shifts)))


def _past(
    name: str, units: Path | None, cycle: str | None, number: int
) -> tuple[CriteriaSet, list[UnitRecord]]:
    if cycle is not None:
        return with_django(records_of_cycle)(cycle, number, Path(name).name)
    criteria_set = read_set(set_directory(name))
    return criteria_set, records_from(units or Path(), criteria_set)


def _changed_set(before: CriteriaSet, name: str) -> CriteriaSet:
    path = Path(name)
    if not path.is_file():
        return read_set(set_directory(name))
    document = read_yaml(path).value
    raw = document.get("edits") if isinstance(document, dict) else None
    return apply_edits(before, read_edits(raw))


_WRITERS = {
    ".json": lambda found, shifts: json_text(found, shifts).encode(),
    ".xlsx": workbook,
}
