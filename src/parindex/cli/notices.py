from __future__ import annotations

import time
from typing import Any

import click

from parindex.cli.ground import fail, with_django


@click.group()
def notices() -> None:
    """Đôn đốc: nhắc việc theo lịch, thông báo, thư."""


@notices.command()
@click.option(
    "--every",
    type=click.IntRange(min=5),
    metavar="GIÂY",
    help="Chạy mãi, cách nhau bấy nhiêu giây; mặc định chạy một lần rồi thôi (cho cron).",
)
@with_django
def run(every: int | None) -> None:
    """Ghi mọi thông báo đến lúc phải nhắc và gửi thư đang chờ; chạy lại bao nhiêu lần cũng được."""
    from django.db import close_old_connections  # noqa: PLC0415 - needs Django set up

    while every is not None:
        close_old_connections()
        if trouble := _run_once():
            click.echo(trouble, err=True)
        time.sleep(every)
    if trouble := _run_once():
        fail(trouble)


@notices.command("list")
@click.option("--last", default=20, show_default=True, help="Số thông báo mới nhất.")
@with_django
def list_newest(last: int) -> None:
    """Liệt kê thông báo mới nhất và tình trạng thư."""
    from parindex.notices.queries.sent import newest, waiting_letters  # noqa: PLC0415 - needs Django set up

    for notice in newest(last):
        click.echo(_line(notice))
    click.echo(f"Thư chờ gửi: {waiting_letters()}.")


def _run_once() -> str:
    """Run once; return why letters could not go out, "" when they did."""
    from django.conf import settings  # noqa: PLC0415 - needs Django set up

    from parindex.kernel.clock import now  # noqa: PLC0415 - needs Django set up
    from parindex.kernel.statistics import refresh_statistics  # noqa: PLC0415 - needs Django set up
    from parindex.notices.operations import MailServerDown, deliver, run_due  # noqa: PLC0415 - needs Django set up

    refresh_statistics()
    ran = run_due(now())
    click.echo(f"Nhắc theo lịch: {ran.reminders}. Thông báo từ nhật ký: {ran.events}.")
    if not settings.MAIL_ON:
        click.echo("Không gửi thư: chưa đặt PARINDEX_EMAIL_URL (xem docs/reference/settings.md).")
        return ""
    sent = failed = 0
    try:
        while (batch := deliver(now())).any:
            sent, failed = sent + batch.sent, failed + batch.failed
            if batch.cut:
                break
    except MailServerDown as error:
        return str(error)
    click.echo(f"Thư đã gửi: {sent}, chưa gửi được: {failed}.")
    return ""


def _line(notice: Any) -> str:
    from parindex.kernel.clock import moment_text  # noqa: PLC0415 - needs Django set up

    reason = f" ({notice.mail_error})" if notice.mail_error else ""
    state = f"{notice.get_mail_state_display()}{reason}"
    return f"{moment_text(notice.created_at)}  {notice.user.username}  {notice.title}  [{state}]"
