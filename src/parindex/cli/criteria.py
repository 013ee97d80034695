from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from parindex.cli.ground import fail, set_directory, with_django
from parindex.criteria.comparing import compare
from parindex.criteria.reading import CriteriaFileError, read_set
from parindex.engine.parsing.whole_set import Tier
from parindex.viet import format_decimal

_FILE = click.Path(dir_okay=False, path_type=Path)
_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def criteria() -> None:
    """Bộ tiêu chí: kiểm tra, nạp, đọc từ và ghi ra bảng Excel, Word."""


@criteria.command()
@click.argument("sets", nargs=-1, required=True)
def check(sets: tuple[str, ...]) -> None:
    """Kiểm tra bộ tiêu chí: tổng điểm, quy tắc, số liệu; chỉ ra tệp và dòng của từng lỗi."""
    broken = 0
    for name in sets:
        directory = set_directory(name)
        try:
            criteria_set = read_set(directory)
        except CriteriaFileError as error:
            broken += 1
            click.echo(str(error), err=True)
            continue
        leaves = criteria_set.leaves
        illustrative = sum(leaf.illustrative for leaf in leaves)
        click.echo(
            f"{criteria_set.code}: hợp lệ, {len(criteria_set.fields)} lĩnh vực, {len(leaves)} mục chấm điểm "
            f"({illustrative} dòng minh họa), tổng {format_decimal(criteria_set.max_points)} điểm."
        )
    if broken:
        fail(f"{broken} bộ tiêu chí có lỗi.")


@criteria.command("import")
@click.argument("sets", nargs=-1, required=True)
@click.option(
    "--year",
    type=click.IntRange(2000, 2100),
    help="Nạp cho năm khác của cùng quyết định: hạn tháng-ngày theo năm đó, mã thêm năm.",
)
@with_django
def import_sets(sets: tuple[str, ...], year: int | None) -> None:
    """Nạp bộ tiêu chí vào cơ sở dữ liệu; nội dung đã nạp thì không đổi."""
    from parindex.criteria.operations import import_set  # noqa: PLC0415 - needs Django set up
    from parindex.kernel.clock import now  # noqa: PLC0415 - needs Django set up

    for name in sets:
        stored = import_set(
            directory=set_directory(name),
            actor="parindex criteria import",
            now=now(),
            year=year,
        )
        click.echo(f"{stored.code}: đã nạp, dấu {stored.content_hash[:12]}.")


@criteria.command("read")
@click.argument("file", type=_FILE)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Thư mục mới để ghi.")
@click.option("--sheet", default="", help="Trang tính, hoặc “bảng 2” trong tệp Word.")
@click.option("--code", help="Mã bộ tiêu chí.")
@click.option("--name", help="Tên bộ tiêu chí.")
@click.option("--tier", type=click.Choice([tier.value for tier in Tier]), help="Cấp áp dụng.")
@click.option("--year", type=click.IntRange(2000, 2100), help="Năm đánh giá.")
@click.option("--decision", "number", help="Số quyết định.")
@click.option("--issued-on", type=_DAY, help="Ngày ban hành, ví dụ 2019-09-19.")
@click.option("--issuer", help="Cơ quan ban hành.")
@click.option("--in-force-from", type=_DAY, help="Ngày có hiệu lực.")
def read_command(
    *,
    file: Path,
    out: Path,
    sheet: str,
    issued_on: dt.datetime | None,
    in_force_from: dt.datetime | None,
    code: str | None,
    name: str | None,
    tier: str | None,
    year: int | None,
    number: str | None,
    issuer: str | None,
) -> None:
    """Đọc bảng tiêu chí trong tệp .xlsx, .docx thành thư mục bộ tiêu chí và biên bản review.md."""
    from parindex.criteria.exchange import (  # noqa: PLC0415 - its libraries are slow to load
        ExchangeFileError,
        Heading,
        Kind,
        read_file,
        write_reading,
    )

    heading = Heading(
        code=code,
        name=name,
        tier=tier,
        year=year,
        number=number,
        issuer=issuer,
        issued_on=issued_on.date() if issued_on else None,
        in_force_from=in_force_from.date() if in_force_from else None,
    )
    try:
        reading = read_file(file, heading=heading, sheet=sheet)
        write_reading(reading, out)
    except ExchangeFileError as error:
        fail(str(error))
    understood, guessed, unknown = (
        reading.count(kind) for kind in (Kind.UNDERSTOOD, Kind.GUESSED, Kind.NOT_UNDERSTOOD)
    )
    click.echo(
        f"{file.name}: {understood} chỗ hiểu được, {guessed} chỗ đoán, {unknown} chỗ chưa hiểu. "
        f"Xem từng chỗ trong {out / 'review.md'}."
    )
    if reading.problems:
        count = len(reading.problems)
        click.echo(f"Bản nháp còn {count} lỗi: sửa rồi chạy parindex criteria check {out}.")


@criteria.command("write")
@click.argument("criteria_set")
@click.argument("file", type=_FILE)
def write_command(*, criteria_set: str, file: Path) -> None:
    """Ghi bộ tiêu chí thành bảng .xlsx hoặc .docx; đọc lại bằng criteria read được đúng bộ đó."""
    from parindex.criteria.exchange import (  # noqa: PLC0415 - its libraries are slow to load
        ExchangeFileError,
        write_file,
    )

    try:
        found = read_set(set_directory(criteria_set))
        write_file(found, file)
    except (CriteriaFileError, ExchangeFileError) as error:
        fail(str(error))
    click.echo(f"{found.code}: đã ghi {len(found.leaves)} mục chấm điểm vào {file}.")


@criteria.command("diff")
@click.argument("old")
@click.argument("new")
def diff_command(*, old: str, new: str) -> None:
    """So hai bộ tiêu chí: mục thêm, bỏ, đổi tên, đổi điểm, đổi cách chấm (bằng lời, trước và sau)."""
    try:
        before, after = (read_set(set_directory(name)) for name in (old, new))
    except CriteriaFileError as error:
        fail(str(error))
    changes = compare(before.dump(), after.dump())
    for change in changes:
        click.echo("\n".join(change.lines()))
    tops = " → ".join(format_decimal(part.max_points) for part in (before, after))
    click.echo(f"{before.code} → {after.code}: {len(changes)} mục khác; tổng {tops} điểm.")
