from __future__ import annotations

from pathlib import Path

import click

from parindex.cli.ground import fail, with_django


@click.group()
def journal() -> None:
    """Nhật ký: kiểm tra chuỗi băm, xuất ra tệp."""


@journal.command()
@with_django
def verify() -> None:
    """Kiểm tra toàn bộ nhật ký; nêu mục bị sửa, bị xóa hoặc bị cắt."""
    from parindex.kernel import journal as chain  # noqa: PLC0415 - needs Django set up

    breaks = list(chain.verify())
    for found in breaks:
        click.echo(f"Mục {found.number}: {found.reason}.", err=True)
    if breaks:
        fail(f"Nhật ký KHÔNG toàn vẹn: {len(breaks)} chỗ.")
    click.echo(f"Nhật ký toàn vẹn: {chain.size()} mục.")


@journal.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_django
def export(file: Path) -> None:
    """Xuất nhật ký ra tệp, mỗi mục một dòng JSON."""
    from parindex.kernel import journal as chain  # noqa: PLC0415 - needs Django set up

    click.echo(f"Đã xuất {chain.export_to(file)} mục vào {file}.")
