from __future__ import annotations

from pathlib import Path

import click

from parindex.cli.ground import fail, with_django


@click.group()
def cycle() -> None:
    """Kỳ đánh giá: mở một năm từ tệp."""


@cycle.command("open")
@click.argument("path", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "username", required=True, metavar="TÊN", help="Người điều phối mở kỳ.")
@with_django
def open_cycle(path: Path, username: str) -> None:
    """Mở kỳ đánh giá, các đợt, đơn vị tham gia, phân công và hồ sơ theo tệp YAML."""
    from parindex.accounts.queries import find_actor  # noqa: PLC0415 - needs Django set up
    from parindex.assessments.year_file import open_year  # noqa: PLC0415 - needs Django set up
    from parindex.kernel.clock import now  # noqa: PLC0415 - needs Django set up

    actor = find_actor(username)
    if actor is None:
        fail(f"Không có người dùng “{username}”. Tạo bằng: parindex person add.")
    opened = open_year(path, actor=actor, now=now())
    click.echo(f"{opened.code}: đã mở, {opened.participants.count()} đơn vị tham gia.")


@cycle.command("list")
@with_django
def list_cycles() -> None:
    """Liệt kê các kỳ đánh giá."""
    from parindex.cycles.queries import cycles  # noqa: PLC0415 - needs Django set up

    for row in cycles():
        click.echo(f"{row.code}  {row.name}")
