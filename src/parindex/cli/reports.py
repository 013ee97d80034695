from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parindex.cli.ground import DATA, fail, with_django

if TYPE_CHECKING:
    from parindex.accounts.rules import Actor

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def reports() -> None:
    """Báo cáo CCHC định kỳ: đề cương, kỳ báo cáo, tình hình gửi."""


@reports.command("import")
@click.argument("outlines", nargs=-1, required=True)
@with_django
def import_outlines(outlines: tuple[str, ...]) -> None:
    """Nạp đề cương báo cáo: tệp outline.yaml, hoặc mã trong data/reports."""
    from parindex.kernel.clock import now  # noqa: PLC0415 - needs Django set up
    from parindex.reporting.operations import import_outline  # noqa: PLC0415 - needs Django set up

    for name in outlines:
        stored = import_outline(
            path=_outline_file(name), actor="parindex reports import", now=now()
        )
        click.echo(f"{stored.code}: đã nạp, dấu {stored.content_hash[:12]}.")


@reports.command("open")
@click.argument("path", metavar="TỆP", type=_FILE)
@click.option("--as", "username", required=True, metavar="TÊN", help="Người điều phối mở kỳ.")
@with_django
def open_period(path: Path, username: str) -> None:
    """Mở kỳ báo cáo theo tệp YAML như data/scenarios/cao-loc-2024-q1/period.yaml."""
    from parindex.kernel.clock import now  # noqa: PLC0415 - needs Django set up
    from parindex.reporting.period_file import open_from  # noqa: PLC0415 - needs Django set up

    period = open_from(path, actor=_actor(username), now=now())
    click.echo(
        f"{period.code}: đã mở, {period.reports.count()} đơn vị báo cáo, gửi trước {_day(period.due_at)}."
    )


@reports.command("list")
@with_django
def list_periods() -> None:
    """Liệt kê các kỳ báo cáo và số báo cáo đã gửi."""
    from parindex.reporting.queries import counts_of, periods  # noqa: PLC0415 - needs Django set up
    from parindex.reporting.rules import HANDED_IN  # noqa: PLC0415 - needs Django set up

    for period in periods():
        counts = counts_of(period)
        sent = sum(counts.get(state, 0) for state in HANDED_IN)
        click.echo(f"{period.code}  {period.name}: {sent}/{sum(counts.values())} đã gửi")


@reports.command("show")
@click.argument("code", metavar="KỲ")
@with_django
def show_period(code: str) -> None:
    """In tình trạng từng báo cáo của một kỳ; còn thiếu gì thì nêu."""
    from parindex.reporting.choices import ReportKind  # noqa: PLC0415 - needs Django set up
    from parindex.reporting.queries import load_reports, period_by_code  # noqa: PLC0415 - as above

    period = period_by_code(code)
    click.echo(f"{period.name}: số liệu {period.data_from} – {period.data_until}")
    for view in load_reports(period, [ReportKind.UNIT, ReportKind.LEAD]):
        report = view.report
        late = ", muộn" if report.is_late else ""
        receipt = f" {report.receipt_number}{late}" if report.submitted_at else ""
        open_ = f", còn {len(view.missing)} chỗ thiếu" if view.missing else ""
        click.echo(f"  {report.unit.name}: {report.get_state_display()}{receipt}{open_}")


def _outline_file(name: str) -> Path:
    places = (Path(name), Path(name) / "outline.yaml", DATA / "reports" / name / "outline.yaml")
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        fail(f"Không thấy đề cương “{name}”: cần một tệp outline.yaml, hoặc mã trong data/reports.")
    return found


def _actor(username: str) -> Actor:
    from parindex.accounts.queries import find_actor  # noqa: PLC0415 - needs Django set up

    actor = find_actor(username)
    if actor is None:
        fail(f"Không có người dùng “{username}”. Tạo bằng: parindex person add.")
    return actor


def _day(moment: dt.datetime) -> str:
    from parindex.kernel.clock import moment_text  # noqa: PLC0415 - needs Django set up

    return moment_text(moment)
