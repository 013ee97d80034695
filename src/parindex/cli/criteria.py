from __future__ import annotations

import click

from parindex.cli.ground import fail, set_directory, with_django
from parindex.criteria.reading import CriteriaFileError, read_set
from parindex.viet import format_decimal


@click.group()
def criteria() -> None:
    """Bộ tiêu chí: kiểm tra tệp, nạp vào cơ sở dữ liệu."""


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
@with_django
def import_sets(sets: tuple[str, ...]) -> None:
    """Nạp bộ tiêu chí vào cơ sở dữ liệu; nội dung đã nạp thì không đổi."""
    from parindex.criteria.operations import import_set  # noqa: PLC0415 - needs Django set up
    from parindex.kernel.clock import now  # noqa: PLC0415 - needs Django set up

    for name in sets:
        stored = import_set(
            directory=set_directory(name), actor="parindex criteria import", now=now()
        )
        click.echo(f"{stored.code}: đã nạp, dấu {stored.content_hash[:12]}.")
