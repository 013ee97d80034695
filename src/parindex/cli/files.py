from __future__ import annotations

import datetime as dt

import click

from parindex.cli.ground import fail, with_django
from parindex.viet import format_date


@click.group()
def files() -> None:
    """Kho tệp: kiểm tra từng tệp đã lưu, dọn tệp không thuộc hồ sơ nào."""


@files.command()
@with_django
def verify() -> None:
    """Đọc lại mọi tệp đã lưu; nêu tệp mất, tệp bị đổi và tệp không thuộc hồ sơ nào."""
    from parindex.kernel import files as store  # noqa: PLC0415 - needs Django set up
    from parindex.kernel.clock import vietnam_date  # noqa: PLC0415 - needs Django set up

    damages = list(store.verify())
    for damage in damages:
        stored = damage.stored
        day = format_date(vietnam_date(stored.stored_at))
        click.echo(
            f"Tệp {stored.sha256}.{stored.extension} (lưu ngày {day}): {damage.reason}.", err=True
        )
    orphans = list(store.orphans())
    for orphan in orphans:
        click.echo(f"Tệp không thuộc hồ sơ nào: {orphan.path} ({orphan.size} byte).")
    if orphans:
        click.echo(f"{len(orphans)} tệp không thuộc hồ sơ nào: dọn bằng parindex files tidy.")
    if damages:
        fail(
            f"Kho tệp KHÔNG toàn vẹn: {len(damages)} trong {store.count()} tệp. "
            "Hãy lấy lại từ bản sao lưu, hoặc nộp lại đúng tệp gốc."
        )
    click.echo(f"Kho tệp toàn vẹn: {store.count()} tệp.")


@files.command()
@with_django
def tidy() -> None:
    """Xóa tệp không thuộc hồ sơ nào đã quá một ngày (của lần nộp bị từ chối hoặc dở dang)."""
    from parindex.kernel import files as store  # noqa: PLC0415 - needs Django set up

    # The machine's own time, as the files carry it; a demonstration's clock says nothing about them.
    removed = list(store.tidy(now=dt.datetime.now(dt.UTC)))
    for orphan in removed:
        click.echo(f"Đã xóa {orphan.path} ({orphan.size} byte).")
    click.echo(f"Đã dọn {len(removed)} tệp.")
