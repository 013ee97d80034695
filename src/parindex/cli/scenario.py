from __future__ import annotations

import os
import tempfile
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
    for folder in _folders():
        click.echo(f"{folder.name:<22} {_title(folder)}")


@scenario.command()
@click.argument("code")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục mới hoặc trống, nhận cơ sở dữ liệu, văn bản, kết quả, nhật ký. Không ghi thì chỉ in xếp hạng.",
)
def run(code: str, out: Path | None) -> None:
    """Chạy kịch bản trong cơ sở dữ liệu riêng; có --out thì ghi văn bản, kết quả và nhật ký vào thư mục."""
    if code not in {folder.name for folder in _folders()}:
        fail(f"Không có kịch bản “{code}”. Xem: parindex scenario list.")
    if out is not None:
        _require_room(out)
        _run_in(out, code, keeps=True)
        click.echo(f"Đã ghi vào {out}.")
        return
    with tempfile.TemporaryDirectory(prefix="parindex-") as scratch:
        _run_in(Path(scratch), code, keeps=False)


def _folders() -> list[Path]:
    return sorted(folder for folder in (DATA / "scenarios").iterdir() if _head(folder).is_file())


def _head(folder: Path) -> Path:
    """Return the file that a story is about: a reporting period's, else a cycle's."""
    period = folder / "period.yaml"
    return period if period.is_file() else folder / "cycle.yaml"


def _title(folder: Path) -> str:
    """Return the story's name as its file writes it."""
    lines = _head(folder).read_text(encoding="utf-8").splitlines()
    return next((line[6:] for line in lines if line.startswith("name: ")), "")


def _require_room(out: Path) -> None:
    """Take a new or empty folder, or one that a story was written to before; never somebody's files."""
    taken = out.exists() and any(out.iterdir())
    if taken and not (out / DATABASE).is_file():
        fail(
            f"Thư mục {out} đã có tệp khác, không phải kết quả của một kịch bản. "
            "Hãy chọn một thư mục mới hoặc trống."
        )


def _run_in(folder: Path, code: str, *, keeps: bool) -> None:
    """Point Django at a fresh database inside the folder, so that no running one is ever touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob(f"{DATABASE}*"):
        leftover.unlink()
    os.environ.pop("PARINDEX_DATABASE_URL", None)
    os.environ["PARINDEX_DB"] = str((folder / DATABASE).resolve())
    os.environ["PARINDEX_DATA_DIR"] = str(folder.resolve())
    _play(code, folder, keeps=keeps)


@with_django
def _play(code: str, folder: Path, *, keeps: bool) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up
    from django.db import connection  # noqa: PLC0415 - as above

    from parindex.scenarios.output import collated_text, ranking_text, write_everything  # noqa: PLC0415 - as above
    from parindex.scenarios.stories import play_story  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0)
    played = play_story(code, DATA, tell=click.echo)
    if keeps:
        write_everything(played, folder)
    for publication in played.publications:
        click.echo(ranking_text(publication))
    for period in played.periods:
        click.echo(collated_text(period))
    connection.close()
