"""What the code allows: every action by every role in every state, each try undone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from parindex.accounts.rules import Actor
from parindex.kernel import journal
from parindex.kernel.errors import PersonError
from parindex.kernel.models import JournalEntry
from tests.procedure.support.actions import ARRANGED, BY_NAME, record_survey_result
from tests.procedure.support.states import Scene, rolled_back

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "procedure.md"
COMMUNES = "Bảng 1. Hồ sơ của xã, cơ quan được thẩm định"
NOBODY = "–"
Cells = dict[tuple[str, str], frozenset[str]]  # (action, column): roles that may

# Who stands for a role before a commune's dossier; outsiders must never be let in.
COUNCIL = {"TK": "secretary", "CT": "chair", "ĐP": "coordinator"}
OUTSIDERS = ("leader-2", "admin")
COMMUNE_PEOPLE: Mapping[str, tuple[str, ...]] = {
    "CB": ("clerk-1",),
    "LĐ": ("leader-1",),
    "TĐ": ("nv.appraiser",),
    "TT": ("tp.clerk",),
    "ĐL": ("tp.appraiser",),
    "TR": ("nv.recused",),
    **{role: (name,) for role, name in COUNCIL.items()},
    "KX": OUTSIDERS,
}
DISTRICT_PEOPLE: Mapping[str, tuple[str, ...]] = {
    "CBp": ("nv.clerk",),
    "LĐp": ("nv.leader",),
    "CBk": ("tp.clerk",),
    "LĐk": ("tp.leader",),
    "LĐh": ("district.leader",),
    "TĐ": ("nv.appraiser",),
    **{role: (name,) for role, name in COUNCIL.items()},
    "KX": ("clerk-1", "admin"),
}


@dataclass(frozen=True, kw_only=True)
class Probed:
    """What came out: who may, and what each action wrote to the journal."""

    cells: Cells
    entries: Mapping[str, set[str]]


def probe(
    scenes: Iterable[Scene], people: Mapping[str, tuple[str, ...]], actions: Collection[str]
) -> Probed:
    """Try everything in every scene."""
    cells: Cells = {}
    entries: dict[str, set[str]] = defaultdict(set)
    for scene in scenes:
        named = {
            name
            for action in actions
            for who in people_for(action, people).values()
            for name in who
        }
        actors = {name: scene.actor(name) for name in named}
        for action in actions:
            with rolled_back():
                ARRANGED.get(action, _nothing)(scene)
                cells[action, scene.column] = frozenset(
                    role
                    for role, names in people_for(action, people).items()
                    if any(_try(action, scene, actors[name], entries[action]) for name in names)
                )
    return Probed(cells=cells, entries=entries)


def is_allowed(action: str, scene: Scene, actor: Actor) -> bool:
    """Tell whether the person gets the action done at the scene's moment; it is undone."""
    return _try(action, scene, actor, set())


def _try(action: str, scene: Scene, actor: Actor, entries: set[str]) -> bool:
    """Tell whether the person gets the action done; anything but an anticipated error is raised."""
    before = journal.head().number
    try:
        with transaction.atomic():
            BY_NAME[action](scene, actor)
            new = JournalEntry.objects.filter(number__gt=before)
            entries.update(new.values_list("action", flat=True))
            transaction.set_rollback(True)
    except PersonError:
        return False
    return True


def read_matrix(title: str) -> Cells:
    """Read the matrix under a heading of the document."""
    header, body = _table(title)
    return {
        (_plain(row[0]), column): frozenset(cell.replace(NOBODY, " ").split())
        for row in body
        for column, cell in zip(header[1:], row[1:], strict=True)
    }


def read_entries(title: str) -> dict[str, set[str]]:
    """Read what each action of a table writes to the journal."""
    header, body = _table(title)
    place = header.index("nhật ký")
    return {_plain(row[0]): set(re.findall(r"`([a-z_.]+)`", row[place])) for row in body}


def _table(title: str) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows under a heading; several tables are read as one."""
    section = DOCUMENT.read_text(encoding="utf-8").split(f"\n## {title}\n", 1)[1]
    section = section.split("\n## ", 1)[0]
    rows = [_cells_of(line) for line in section.splitlines() if line.startswith("|")]
    return rows[0], rows[2:]


def written(cells: Cells, people: Iterable[str], columns: Iterable[str]) -> str:
    """Write a matrix as it stands in the document."""
    order, heads = list(people), list(columns)
    lines = [_row(["thao tác", *heads]), _row(["---"] * (len(heads) + 1))]
    for action in dict.fromkeys(name for name, _column in cells):
        found = [cells[action, head] for head in heads]
        texts = [" ".join(role for role in order if role in roles) or NOBODY for roles in found]
        lines.append(_row([f"`{action}`", *texts]))
    return "\n".join(lines)


def differences(documented: Cells, found: Cells) -> list[str]:
    """Say of every cell in which the document and the code do not agree."""
    return [
        f"{action} / {column}: document {_said(documented.get((action, column)))}, "
        f"code {_said(found.get((action, column)))}"
        for action, column in sorted(documented.keys() | found.keys())
        if documented.get((action, column)) != found.get((action, column))
    ]


def people_for(action: str, people: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The survey's component is assigned to justice, so the two agencies change places."""
    if action != record_survey_result.__name__ or "ĐL" not in people:
        return people
    return {**people, "TĐ": people["ĐL"], "ĐL": people["TĐ"], "TT": ("nv.clerk",)}


def _said(roles: frozenset[str] | None) -> str:
    return "has no such cell" if roles is None else " ".join(sorted(roles)) or NOBODY


def _cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _row(texts: Iterable[str]) -> str:
    return "| " + " | ".join(texts) + " |"


def _plain(text: str) -> str:
    return re.sub(r"[`*]", "", text).strip()


def _nothing(scene: Scene) -> None:
    pass
