from __future__ import annotations

import time

import click

from parindex.cli.ground import DATA, fail, with_django


@click.command("demo-data")
@click.option("--units", default=5000, show_default=True, help="Số đơn vị.")
@click.option("--seed", default=2019, show_default=True, help="Cùng số này, cùng dữ liệu.")
@with_django
def demo_data(units: int, seed: int) -> None:
    """Sinh một kỳ đánh giá có hàng nghìn đơn vị để đo tốc độ; nên dùng cơ sở dữ liệu riêng."""
    from django.conf import settings  # noqa: PLC0415 - needs Django set up
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up

    from parindex.kernel.statistics import refresh_statistics  # noqa: PLC0415 - needs Django set up
    from parindex.scenarios.demo import PASSWORD  # noqa: PLC0415 - needs Django set up
    from parindex.scenarios.many_units import load_many_units  # noqa: PLC0415 - needs Django set up

    if settings.PRODUCTION:
        fail("Đây là máy chủ thật (PARINDEX_PRODUCTION=1): dữ liệu thử tải không chạy ở đây.")
    started = time.monotonic()
    call_command("migrate", verbosity=0)
    code = load_many_units(
        DATA,
        units=units,
        seed=seed,
        password=PASSWORD,
        tell=lambda line: click.echo(f"  {line} ({time.monotonic() - started:.0f} giây)"),
    )
    refresh_statistics()
    click.echo(
        f"Kỳ đánh giá: {code}. Đăng nhập: thutai.dieuphoi, thutai.thamdinh, thutai.canbo ({PASSWORD})"
    )
