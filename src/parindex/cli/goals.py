from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import click

from parindex.cli.ground import fail, set_directory
from parindex.criteria.reading import CriteriaFileError, read_facts, read_set
from parindex.engine import CriteriaSet, FactError
from parindex.engine.exact import number_text
from parindex.engine.goals import NotInvertibleError, Plan, UnknownFactError, plan

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("criteria_set", metavar="BỘ")
@click.argument(
    "facts", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--cut-off", type=_DAY, help="Ngày chốt; không ghi: 31/12 của năm trong bộ tiêu chí.")
@click.option("--today", type=_DAY, help="Ngày đầu tiên còn làm được việc; không ghi: ngày chốt.")
@click.option("--fixed", default="", help="Mã các số liệu đã chốt, cách nhau bằng dấu phẩy.")
def goals(
    criteria_set: str,
    facts: Path,
    *,
    cut_off: dt.datetime | None,
    today: dt.datetime | None,
    fixed: str,
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
    for line in _lines(found):
        click.echo(line)


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


def _lines(found: Plan) -> Iterator[str]:
    yield found.sentence
    if found.wins:
        yield ""
        yield "Việc còn làm được (nhiều điểm mà ít công xếp trước):"
    for place, win in enumerate(found.wins, start=1):
        yield f"{place}. +{number_text(win.gain)} điểm. {win.sentence}"
    if found.obstacles:
        yield ""
        yield "Không lấy được:"
    for item in found.obstacles:
        yield f"- Mục {item.code}, {number_text(item.points)} điểm. {item.sentence}"
