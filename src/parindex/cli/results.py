from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from parindex.cli.ground import fail, with_django
from parindex.cli.publications import find_publication
from parindex.viet import format_date


@click.group()
def results() -> None:
    """Kết quả đã công bố."""


@results.command("list")
@with_django
def list_results() -> None:
    """Liệt kê kết quả đã công bố, mới nhất trước: số thứ tự, số quyết định, kỳ, đợt, bộ, bản."""
    from parindex.results.queries import publications, standing_publications  # noqa: PLC0415 - needs Django set up

    standing = {row.pk for row in standing_publications()}
    for row in publications():
        scoring_round = row.round
        parts = (
            f"{row.pk:>3}  {row.decision_number} ngày {format_date(row.decision_date)}",
            f"{scoring_round.cycle.code}, đợt {scoring_round.number}",
            row.criteria_set.code,
            f"bản {row.version}" + ("" if row.pk in standing else " (đã được đính chính)"),
        )
        click.echo("  ".join(parts))


@results.command()
@click.argument("name", metavar="SỐ")
@click.argument("path", metavar="TỆP", type=click.Path(dir_okay=False, path_type=Path))
@with_django
def export(*, name: str, path: Path) -> None:
    """Ghi một kết quả đã công bố ra tệp .xlsx, .csv hoặc .json, như tải từ trang kết quả.

    SỐ là số thứ tự trong results list, hoặc số quyết định.
    """
    from parindex.results.exports import results_csv, results_xlsx  # noqa: PLC0415 - needs Django set up

    writers: dict[str, Callable[[Any], bytes]] = {
        ".xlsx": results_xlsx,
        ".csv": results_csv,
        ".json": lambda row: str(row.content).encode(),
    }
    write = writers.get(path.suffix.lower())
    if write is None:
        fail(f"{path.name}: ghi được tệp .xlsx, .csv hoặc .json.")
    path.write_bytes(write(find_publication(name)))
    click.echo(f"Đã ghi vào {path}.", err=True)


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
