from __future__ import annotations

import re
from collections.abc import Iterator

import click

from parindex.cli import main
from tests.support.repository import ROOT


def commands(group: click.Group, prefix: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{prefix} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")


def test_every_command_has_help():
    assert isinstance(main, click.Group)
    assert [name for name, command in commands(main, "parindex") if not command.help] == []


def test_every_command_is_in_the_reference():
    text = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    missing = [name for name, _ in commands(main, "parindex") if not re.search(rf"`{name}\b", text)]
    assert missing == []


def test_every_command_of_run_is_in_its_help():
    script = (ROOT / "run").read_text(encoding="utf-8")
    table = script.rpartition("case $command in")[2]
    names = set(re.findall(r"^  (\w+)\) ", table, re.MULTILINE))
    helped = set(re.findall(r"^\./run (\w+)", script, re.MULTILINE))
    assert names == helped
