from __future__ import annotations

import re

from tests.support.repository import ROOT, kept_files

VARIABLE = re.compile(r"\bPARINDEX_[A-Z][A-Z_]*[A-Z]\b")


def used() -> set[str]:
    sources = [ROOT / "run", *kept_files("src/*.py")]
    return {name for path in sources for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}


def documented() -> set[str]:
    rows = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8").splitlines()
    return {name for row in rows if row.startswith("| `") for name in VARIABLE.findall(row)}


def test_every_variable_is_documented_and_every_documented_one_is_used():
    assert used() == documented() - {"PARINDEX_SECRET_KEY_FILE"}
