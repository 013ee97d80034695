from __future__ import annotations

import click

from parindex.cli.ground import fail, with_django


@click.group()
def dossier() -> None:
    """Hồ sơ đã nộp."""


@dossier.command()
@with_django
def verify() -> None:
    """So nội dung từng hồ sơ đã nộp với mã nội dung trên biên nhận."""
    from parindex.assessments.fingerprint import is_as_handed_in  # noqa: PLC0415 - needs Django set up
    from parindex.assessments.queries import handed_in_workbooks  # noqa: PLC0415 - needs Django set up

    count = wrong = 0
    for workbook in handed_in_workbooks():
        count += 1
        if not is_as_handed_in(workbook):
            wrong += 1
            row = workbook.dossier
            click.echo(f"{row.receipt_number} ({row.unit.name}): nội dung KHÔNG KHỚP biên nhận.")
    if wrong:
        fail(f"{wrong} trên {count} hồ sơ đã bị sửa sau khi nộp.")
    click.echo(f"{count} hồ sơ đã nộp: đều khớp biên nhận.")
