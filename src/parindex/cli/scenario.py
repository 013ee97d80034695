from __future__ import annotations

import os
from pathlib import Path

import click

from parindex.cli.ground import DATA, fail, with_django

DATABASE = "scenario.sqlite3"


@click.group()
def scenario() -> None:
    """Kịch bản: chạy trọn một quy trình thật từ cơ sở dữ liệu trống."""


@scenario.command("list")
def list_scenarios() -> None:
    """Liệt kê các kịch bản có sẵn."""
    for folder in sorted((DATA / "scenarios").iterdir()):
        click.echo(folder.name)


@scenario.command()
@click.argument("code")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Thư mục nhận kết quả.",
)
def run(code: str, out: Path) -> None:
    """Chạy kịch bản trong cơ sở dữ liệu riêng, ghi văn bản, results.json và nhật ký vào thư mục."""
    if not (DATA / "scenarios" / code).is_dir():
        fail(f"Không có kịch bản “{code}”. Xem: parindex scenario list.")
    _use_database_of_its_own(out)
    _play(code, out)


def _use_database_of_its_own(out: Path) -> None:
    """Point Django at a fresh database inside the folder, so that no running one is ever touched."""
    out.mkdir(parents=True, exist_ok=True)
    for leftover in out.glob(f"{DATABASE}*"):
        leftover.unlink()
    os.environ.pop("PARINDEX_DATABASE_URL", None)
    os.environ["PARINDEX_DB"] = str((out / DATABASE).resolve())
    os.environ["PARINDEX_DATA_DIR"] = str(out.resolve())


@with_django
def _play(code: str, out: Path) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up

    from parindex.scenarios.output import ranking_text, write_everything  # noqa: PLC0415 - needs Django set up
    from parindex.scenarios.tam_duong import play  # noqa: PLC0415 - needs Django set up

    call_command("migrate", verbosity=0)
    publication = play(DATA, code=code, tell=click.echo)
    write_everything(publication, out)
    click.echo(ranking_text(publication))
    click.echo(f"Đã ghi vào {out}.")
