from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from parindex.cli.ground import fail, with_django
from parindex.viet import format_date


@click.group()
def papers() -> None:
    """Văn bản của một kỳ: biên bản, công văn, thông báo, báo cáo, kế hoạch (Nghị định 30/2020/NĐ-CP)."""


_kind = click.option("--kind", metavar="LOẠI", help="Chỉ một loại, viết như trong papers list.")
_unit = click.option("--unit", metavar="MÃ", help="Chỉ văn bản của đơn vị có mã này.")


@papers.command("list")
@click.argument("cycle_code", metavar="KỲ")
@_kind
@_unit
@with_django
def list_papers(*, cycle_code: str, kind: str | None, unit: str | None) -> None:
    """Liệt kê văn bản của kỳ: loại, đơn vị hoặc đợt, số và ngày; văn bản chưa làm được thì nói còn thiếu gì."""
    for offer in _chosen(cycle_code, kind, unit):
        click.echo(_line(offer))


@papers.command()
@click.argument("cycle_code", metavar="KỲ")
@click.argument("folder", metavar="THƯ_MỤC", type=click.Path(file_okay=False, path_type=Path))
@_kind
@_unit
@click.option(
    "--format",
    "fmt",
    type=click.Choice(["docx", "pdf", "both"]),
    default="both",
    show_default=True,
    help="Định dạng tệp.",
)
@with_django
def write(*, cycle_code: str, folder: Path, kind: str | None, unit: str | None, fmt: str) -> None:
    """Ghi mọi văn bản làm được của kỳ vào thư mục, mỗi loại một thư mục con; tệp cũ cùng tên bị ghi đè."""
    from parindex.documents.catalogue import NoPaperError, prepared  # noqa: PLC0415 - needs Django set up
    from parindex.kernel.clock import now  # noqa: PLC0415 - needs Django set up

    formats = ("docx", "pdf") if fmt == "both" else (fmt,)
    offers = [offer for offer in _chosen(cycle_code, kind, unit) if offer.is_ready]
    written, moment = 0, now()
    for offer in offers:
        try:
            made = prepared(offer.kind, offer.ref, now=moment)
            for each in formats:
                _save(folder / _slug(offer) / made.file_name(each), made.written(each))
                written += 1
        except NoPaperError as error:
            click.echo(f"Bỏ qua {_slug(offer)}, {offer.about}: {error}", err=True)
    click.echo(f"Đã ghi {written} tệp của {len(offers)} văn bản vào {folder}.")


def _chosen(cycle_code: str, kind: str | None, unit: str | None) -> Sequence[Any]:
    from parindex.cycles.queries import cycle_by_code  # noqa: PLC0415 - needs Django set up
    from parindex.documents.catalogue import SLUGS, kind_of, offers_of_cycle  # noqa: PLC0415 - needs Django set up

    if kind is not None and kind_of(kind) is None:
        fail(f"Không có loại văn bản “{kind}”. Các loại: {', '.join(SLUGS.values())}.")
    offers = offers_of_cycle(cycle_by_code(cycle_code))
    if unit is not None:
        offers = [row for row in offers if row.dossier and row.dossier.unit.code == unit]
        if not offers:
            fail(f"Không có hồ sơ của đơn vị “{unit}” trong kỳ này.")
    return [row for row in offers if kind is None or row.kind == kind_of(kind)]


def _save(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _slug(offer: Any) -> str:
    from parindex.documents.catalogue import SLUGS  # noqa: PLC0415 - needs Django set up

    return SLUGS[offer.kind]


def _line(offer: Any) -> str:
    day = format_date(offer.dated) if offer.dated else ""
    known = ", ".join(part for part in (offer.detail, day, offer.remark) if part)
    state = known if offer.is_ready else f"chưa làm được: {offer.missing}"
    return f"{_slug(offer):<22} {offer.about:<40} {state}".rstrip()
