"""Whatever the journal keeps can be read in words: every action that an operation writes has its sentence."""

from __future__ import annotations

import ast
import re
from functools import cache

from parindex.web.manage.journal_words import ACTIONS
from tests.support.repository import PACKAGE

BESIDE = {"demo_data.loaded"}  # written by a scenario that fills the tables in bulk
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
WRITERS = sorted(
    {
        *PACKAGE.glob("*/operations.py"),
        *PACKAGE.glob("*/operations/*.py"),
        *PACKAGE.glob("*/*/operations/*.py"),
    }
)


@cache
def written_actions() -> frozenset[str]:
    """Return every literal of the writing modules that looks like "subject.done"."""
    return frozenset(
        node.value
        for path in WRITERS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and ACTION.fullmatch(node.value)
    )


def test_every_action_of_the_journal_has_words():
    assert sorted(written_actions() - ACTIONS.keys()) == []


def test_no_words_are_kept_for_what_nobody_writes():
    assert sorted(ACTIONS.keys() - written_actions() - BESIDE) == []
