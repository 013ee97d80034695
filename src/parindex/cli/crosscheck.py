from __future__ import annotations

import click

from parindex.cli.ground import fail, with_django


@click.command()
@click.argument("cycle", metavar="KỲ")
@click.option("--round", "number", type=int, help="Số đợt; mặc định là đợt mới nhất.")
@click.option("--unit", "unit", metavar="MÃ", help="Chỉ một đơn vị.")
@with_django
def crosscheck(cycle: str, number: int | None, unit: str | None) -> None:
    """Đối chiếu các hồ sơ đã nộp của một đợt, in từng cảnh báo và vì sao."""
    from parindex.crosschecks.queries import round_flags  # noqa: PLC0415 - needs Django set up
    from parindex.cycles.queries import cycle_by_code, rounds_of  # noqa: PLC0415 - needs Django set up

    rounds = rounds_of(cycle_by_code(cycle))
    chosen = next((row for row in reversed(rounds) if number in {None, row.number}), None)
    if chosen is None:
        fail("Không có đợt này.")
    found = [row for row in round_flags(chosen) if unit in {None, row.dossier.unit.code}]
    for row in found:
        flag = row.flag
        click.echo(
            f"{row.dossier.unit.name}  {row.code}  [{flag.severity.label}] {flag.kind.label}. {flag.sentence}"
        )
        if row.dismissal is not None:
            click.echo(f"    đã bỏ qua: {row.dismissal.reason} ({row.dismissal.dismissed_by})")
    still_open = sum(row.is_open for row in found)
    click.echo(f"{len(found)} cảnh báo, còn {still_open} cần xem.")
