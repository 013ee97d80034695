from __future__ import annotations

import json
import shutil
from pathlib import Path

import click

from parindex.cli.ground import fail
from parindex.cli.tables import (
    Missing,
    TableError,
    as_data,
    read_classes,
    read_table,
    standings_of,
    standings_text,
    write_standings,
)


@click.command()
@click.argument("path", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--classes", metavar="LOẠI:NGƯỠNG,…", default="", help="Ví dụ “tốt:80,khá:65,yếu:0”.")
@click.option("--sheet", metavar="TRANG", help="Trang của tệp XLSX; mặc định là trang đầu có bảng.")
@click.option(
    "--missing",
    type=click.Choice([item.value for item in Missing]),
    default=Missing.REFUSE.value,
    show_default=True,
    help="Ô điểm bỏ trống: báo lỗi, tính 0 điểm, hay không xếp hạng đơn vị đó.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi ra tệp .csv, .xlsx hoặc .json.",
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def index(
    *, path: Path, classes: str, sheet: str | None, missing: str, out: Path | None, as_json: bool
) -> None:
    """Xếp hạng từ bảng tính: đơn vị theo hàng, điểm lĩnh vực theo cột, điểm tối đa ở tiêu đề."""
    try:
        thresholds = read_classes(classes) if classes.strip() else ()
        table = read_table(path, sheet=sheet, missing=Missing(missing))
        standings = standings_of(table, thresholds)
        if out is not None:
            write_standings(standings, out)
    except TableError as error:
        fail(str(error))
    except OSError as error:
        fail(f"Không đọc hoặc ghi được tệp: {error.strerror}.")
    if as_json:
        click.echo(json.dumps(as_data(standings), ensure_ascii=False, indent=2))
    else:
        width = shutil.get_terminal_size((100, 24)).columns
        click.echo(standings_text(standings, width=width))
    if out is not None:
        click.echo(f"Đã ghi vào {out}.", err=True)
