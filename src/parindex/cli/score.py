from __future__ import annotations

import json
from pathlib import Path

import click

from parindex.cli.ground import fail, language_option, set_directory
from parindex.criteria.reading import CriteriaFileError, read_facts, read_set
from parindex.engine import FactError, Language, evaluate, render_tree


@click.command()
@click.argument("criteria_set")
@click.argument("facts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In cây điểm dạng JSON.")
@language_option
def score(criteria_set: str, facts: Path, *, as_json: bool, language: str) -> None:
    """Tính điểm theo một tệp số liệu: cây điểm, mỗi dòng một câu giải thích."""
    try:
        compiled = read_set(set_directory(criteria_set))
        values, not_applicable = read_facts(compiled, facts)
    except (CriteriaFileError, FactError) as error:
        fail(str(error))
    trace = evaluate(compiled, values, not_applicable=not_applicable)
    if as_json:
        click.echo(json.dumps(trace.to_dict(), ensure_ascii=False, indent=2))
    else:
        click.echo(render_tree(trace, language=Language(language)))
