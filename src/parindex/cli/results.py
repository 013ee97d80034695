from __future__ import annotations

import click

from parindex.cli.ground import fail, with_django


@click.group()
def results() -> None:
    """Kết quả đã công bố."""


@results.command()
@with_django
def verify() -> None:
    """Tính lại mọi số liệu đã công bố và so dấu băm với bản đã đóng băng (tên gọi lấy từ bản đó)."""
    from parindex.results.queries import recomputed_hashes  # noqa: PLC0415 - needs Django set up

    wrong = 0
    for publication, recomputed in recomputed_hashes():
        same = recomputed == publication.content_hash
        wrong += not same
        click.echo(
            f"{publication.decision_number}: {'khớp' if same else 'KHÔNG KHỚP'} ({recomputed[:12]})"
        )
    if wrong:
        fail(f"{wrong} kết quả không tính lại được đúng như đã công bố.")
