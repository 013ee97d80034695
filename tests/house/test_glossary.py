from __future__ import annotations

import re

from django.apps import apps

from tests.support.repository import ROOT

GLOSSARY = ROOT / "docs/reference/glossary.md"


def rows() -> list[list[str]]:
    """Return the cells of every row under a table's heading."""
    table = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in GLOSSARY.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    return [cells for cells in table if not all(re.fullmatch(r":?-+:?", cell) for cell in cells)]


def test_every_term_is_explained():
    assert len(rows()) > 1
    assert [cells for cells in rows() if not all(cells)] == []


def test_every_model_stands_in_the_glossary():
    words = set(re.findall(r"`(\w+)`", GLOSSARY.read_text(encoding="utf-8")))
    ours = {m.__name__ for m in apps.get_models() if m.__module__.startswith("parindex.")}
    assert sorted(ours - words) == []
