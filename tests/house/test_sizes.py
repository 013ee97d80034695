"""Caps on files, classes, functions and templates. The list of exceptions may only shrink."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.repository import kept_files, named

FILE, TEST_FILE, SETTINGS, CLASS, FUNCTION, TEMPLATE = 500, 800, 400, 200, 60, 150

# name -> (lines it may have, why it cannot be cut). Never add a row to get past a cap.
EXCEPTIONS: dict[str, tuple[int, str]] = {}


def file_cap(path: Path) -> int:
    if path.name == "settings.py":
        return SETTINGS
    return TEST_FILE if named(path).startswith("tests/") else FILE


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def sizes() -> Iterator[tuple[str, int, int]]:
    """Yield (name, lines, cap) for everything that has a cap."""
    for path in kept_files("*.html"):
        yield named(path), lines(path), TEMPLATE
    for path in kept_files("*.py"):
        if "migrations" in path.parts:
            continue
        yield named(path), lines(path), file_cap(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                cap = CLASS if isinstance(node, ast.ClassDef) else FUNCTION
                assert node.end_lineno is not None
                yield f"{named(path)}::{node.name}", node.end_lineno - node.lineno + 1, cap


def test_nothing_grows_beyond_its_cap():
    too_big = [
        f"{name}: {size} > {allowed}"
        for name, size, cap in sizes()
        if size > (allowed := EXCEPTIONS.get(name, (cap,))[0])
    ]
    assert too_big == []


def test_an_exception_is_dropped_once_it_is_not_needed():
    largest: dict[str, tuple[int, int]] = {}
    for name, size, cap in sizes():
        largest[name] = max(largest.get(name, (0, 0)), (size, cap))
    stale = [
        name
        for name, (allowed, _) in EXCEPTIONS.items()
        if name not in largest or largest[name][0] <= largest[name][1] or largest[name][0] < allowed
    ]
    assert stale == []
