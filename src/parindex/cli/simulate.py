from __future__ import annotations

from pathlib import Path

import click

from parindex.cli.changes import changed_set
from parindex.cli.ground import fail, set_directory, with_django
from parindex.cli.moves import json_text, lines_of, workbook
from parindex.cli.replay import records_from, records_of_cycle, records_of_publication
from parindex.criteria.reading import CriteriaFileError, read_set
from parindex.engine import CriteriaSet, SetError
from parindex.engine.simulation import (
    EditError,
    Missing,
    Shift,
    UnitRecord,
    sensitivity,
)
from parindex.engine.simulation import simulate as run_simulation


@click.command()
@click.argument("criteria_set", metavar="BỘ", required=False)
@click.argument("changed", metavar="BỘ_MỚI", required=False)
@click.argument(
    "units", metavar="SỐ_LIỆU", required=False, type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--cycle", metavar="MÃ", help="Lấy hồ sơ đã nộp của một kỳ trong cơ sở dữ liệu (chỉ đọc)."
)
@click.option(
    "--publication",
    metavar="SỐ",
    help="Lấy một kết quả đã công bố (số thứ tự hoặc số quyết định, xem results list) kèm số liệu "
    "đã nộp (chỉ đọc); không cần ghi BỘ.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="MÃ:CHỖ=GIÁ_TRỊ",
    help="Sửa thêm một chỗ, ví dụ 1.2.1:rule.steps.0.at_least=95; ghi được nhiều lần.",
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
    criteria_set: str | None,
    changed: str | None,
    units: Path | None,
    cycle: str | None,
    publication: str | None,
    settings: tuple[str, ...],
    number: int,
    missing: str,
    with_shifts: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Thử bộ tiêu chí mới trên đơn vị cũ: ai lên, ai xuống hạng, ở lĩnh vực nào, bao nhiêu điểm.

    BỘ_MỚI là một bộ tiêu chí, hoặc tệp YAML có danh sách edits (code, at, value); có --set thì với
    --publication và --cycle không cần BỘ_MỚI.
    """
    if [units, cycle, publication].count(None) != 2:
        fail(
            "Cần đúng một nguồn: thư mục tệp số liệu (hoặc tệp JSON kết quả), --cycle MÃ, "
            "hoặc --publication SỐ."
        )
    if out is not None and out.suffix.lower() not in _WRITERS:
        fail(f"{out.name}: ghi được tệp .json hoặc .xlsx.")
    if publication is not None and changed is None:
        criteria_set, changed = None, criteria_set
    if changed is None and not settings:
        fail("Chưa biết thử thay đổi nào: ghi BỘ_MỚI (bộ tiêu chí hoặc tệp edits) hoặc --set.")
    try:
        before, records = _past(criteria_set, units, publication, cycle=cycle, number=number)
        after = changed_set(before, changed, settings)
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
    name: str | None, units: Path | None, publication: str | None, *, cycle: str | None, number: int
) -> tuple[CriteriaSet, list[UnitRecord]]:
    """Return the set that the units were scored by, and what is known of them."""
    if publication is not None:
        return _published(publication, name)
    if name is None:
        fail("Cần ghi BỘ: mã bộ tiêu chí mà các đơn vị đã chấm theo.")
    if cycle is not None:
        return with_django(records_of_cycle)(cycle, number, Path(name).name)
    criteria_set = read_set(set_directory(name))
    return criteria_set, records_from(units or Path(), criteria_set)


def _published(publication: str, name: str | None) -> tuple[CriteriaSet, list[UnitRecord]]:
    criteria_set, records = with_django(records_of_publication)(publication)
    if name is not None and Path(name).name != criteria_set.code:
        fail(f"Kết quả “{publication}” chấm theo bộ “{criteria_set.code}”, không phải “{name}”.")
    return criteria_set, records


_WRITERS = {
    ".json": lambda found, shifts: json_text(found, shifts).encode(),
    ".xlsx": workbook,
}
