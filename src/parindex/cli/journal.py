from __future__ import annotations

from pathlib import Path

import click

from parindex.cli.ground import fail, with_django


@click.group()
def journal() -> None:
    """Nhật ký: kiểm tra chuỗi băm, xuất ra tệp."""


@journal.command()
@click.option(
    "--expect",
    metavar="SỐ:DẤU_BĂM",
    help="Đầu chuỗi đã in ở nơi khác (biên nhận, quyết định): nhật ký phải đi qua đúng mục đó.",
)
@with_django
def verify(expect: str | None) -> None:
    """Kiểm tra toàn bộ nhật ký; nêu mục bị sửa, bị xóa hoặc bị cắt."""
    from parindex.kernel import journal as chain  # noqa: PLC0415 - needs Django set up

    expected = chain.read_head(expect) if expect else None
    breaks = list(chain.verify(expected=expected))
    for found in breaks:
        click.echo(f"Mục {found.number}: {found.reason}.", err=True)
    if breaks:
        fail(f"Nhật ký KHÔNG toàn vẹn: {len(breaks)} chỗ.")
    click.echo(f"Nhật ký toàn vẹn: {chain.size()} mục.")
    if expected:
        click.echo(f"Mục {expected.number} đúng là mục đã in.")
    click.echo(f"Đầu chuỗi: {chain.head()}")


@journal.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_django
def export(file: Path) -> None:
    """Xuất nhật ký ra tệp, mỗi mục một dòng JSON."""
    from parindex.kernel import journal as chain  # noqa: PLC0415 - needs Django set up

    click.echo(f"Đã xuất {chain.export_to(file)} mục vào {file}.")
