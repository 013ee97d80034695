from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from parindex.cli.ground import fail, language_option, set_directory
from parindex.criteria.reading import CriteriaFileError, read_facts, read_set
from parindex.engine import CriteriaSet, FactError, Language
from parindex.engine.goals import NotInvertibleError, UnknownFactError, plan, render_plan

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("criteria_set", metavar="BỘ")
@click.argument(
    "facts", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--cut-off", type=_DAY, help="Ngày chốt; không ghi: 31/12 của năm trong bộ tiêu chí.")
@click.option("--today", type=_DAY, help="Ngày đầu tiên còn làm được việc; không ghi: ngày chốt.")
@click.option("--fixed", default="", help="Mã các số liệu đã chốt, cách nhau bằng dấu phẩy.")
@language_option
def goals(
    criteria_set: str,
    facts: Path,
    *,
    cut_off: dt.datetime | None,
    today: dt.datetime | None,
    fixed: str,
    language: str,
) -> None:
    """Nêu việc còn làm được để thêm điểm, việc nhiều điểm mà ít công xếp trước, và chỉ số cao nhất."""
    try:
        compiled = read_set(set_directory(criteria_set))
        values, not_applicable = read_facts(compiled, facts)
        found = plan(
            compiled,
            values,
            changeable=_changeable(compiled, fixed),
            cut_off=cut_off.date() if cut_off else _end_of_year(compiled),
            today=today.date() if today else None,
            not_applicable=not_applicable,
        )
    except (CriteriaFileError, FactError, UnknownFactError, NotInvertibleError) as error:
        fail(str(error))
    click.echo(render_plan(found, language=Language(language)))


def _end_of_year(criteria_set: CriteriaSet) -> dt.date:
    if criteria_set.year is None:
        fail("Bộ tiêu chí không ghi năm; hãy ghi ngày chốt bằng --cut-off.")
    return dt.date(criteria_set.year, 12, 31)


def _changeable(criteria_set: CriteriaSet, fixed: str) -> frozenset[str]:
    held = {code.strip() for code in fixed.split(",") if code.strip()}
    unknown = sorted(held - set(criteria_set.facts))
    if unknown:
        raise UnknownFactError(unknown[0])
    return frozenset(criteria_set.facts) - held
