"""The ``parindex`` command: everything that is done without a screen."""

from __future__ import annotations

import os

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Chỉ số cải cách hành chính: bộ tiêu chí, chấm điểm, kịch bản, nhật ký."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parindex.config.settings")


def _register() -> None:
    """Hang the commands on the group; modules that need Django import it inside their commands."""
    from parindex.cli import (  # noqa: PLC0415 - after main
        criteria,
        crosscheck,
        cycle,
        demo,
        demo_data,
        dossier,
        files,
        goals,
        index,
        journal,
        notices,
        papers,
        people,
        reports,
        results,
        scenario,
        score,
        simulate,
        units,
    )

    for command in (
        goals.goals,
        index.index,
        criteria.criteria,
        crosscheck.crosscheck,
        score.score,
        simulate.simulate,
        scenario.scenario,
        journal.journal,
        notices.notices,
        papers.papers,
        files.files,
        units.units,
        cycle.cycle,
        dossier.dossier,
        results.results,
        reports.reports,
        people.person,
        demo.demo,
        demo_data.demo_data,
        demo.migrate,
    ):
        main.add_command(command)


_register()
