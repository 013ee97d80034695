from __future__ import annotations

import time

import click

from parindex.cli.ground import DATA, fail, with_django


@click.command()
@with_django
def migrate() -> None:
    """Tạo hoặc nâng cấp các bảng của cơ sở dữ liệu."""
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up

    call_command("migrate", verbosity=1)


@click.command()
@with_django
def demo() -> None:
    """Chuẩn bị bản trình diễn: tạo bảng, nạp kịch bản đến giữa chừng, in tên đăng nhập."""
    from django.conf import settings  # noqa: PLC0415 - needs Django set up
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up

    from parindex.cycles.queries import cycles  # noqa: PLC0415 - needs Django set up
    from parindex.scenarios.demo import PASSWORD, load_demo, log_ins  # noqa: PLC0415 - needs Django set up

    if settings.PRODUCTION:
        fail(
            "Đây là máy chủ thật (PARINDEX_PRODUCTION=1): bản trình diễn tạo người dùng với một mật khẩu "
            "ai cũng biết nên không chạy ở đây."
        )
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    click.echo(f"  bảng dữ liệu: xong ({time.monotonic() - started:.0f} giây)")
    if not cycles().exists():
        load_demo(
            DATA, tell=lambda line: click.echo(f"  {line} ({time.monotonic() - started:.0f} giây)")
        )
    click.echo(f"Tên đăng nhập (mật khẩu chung: {PASSWORD}):")
    for username, what in log_ins():
        click.echo(f"  {username:<24} {what}")
