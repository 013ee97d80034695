from __future__ import annotations

from pathlib import Path

import click

from parindex.cli.ground import with_django


@click.group()
def units() -> None:
    """Đơn vị hành chính và cơ quan."""


@units.command("import")
@click.argument("path", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_django
def import_file(path: Path) -> None:
    """Nạp hoặc cập nhật đơn vị từ tệp YAML (như data/units/lai-chau.yaml)."""
    from parindex.kernel.clock import now  # noqa: PLC0415 - needs Django set up
    from parindex.units.operations import import_units  # noqa: PLC0415 - needs Django set up

    count = import_units(path=path, actor="parindex units import", now=now())
    click.echo(f"{path.name}: {count} đơn vị.")
