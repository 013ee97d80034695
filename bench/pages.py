"""./run bench pages: what the pages cost with 10 units and with thousands, beside raw WSGI and SQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.timing import title

ROOT = Path(__file__).resolve().parents[1]
FEW = 10
AIMS = {  # milliseconds of server time that the project aims at; None where none is set
    "board": 300,
    "queue": None,
    "save": 10,
    "dossier": 60,
}
NAMES = {
    "board": "the chasing board",
    "queue": "the appraiser's queue",
    "save": "saving one component",
    "dossier": "opening a dossier",
}


def main(units: int) -> None:
    """Measure both databases, each in a process of its own, and print figures and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_measured(Path(folder) / str(count), count) for count in (FEW, units))
    title(f"Pages: {FEW} units and {units:,} units (medians; aim: same queries, at most 1.5x)")
    for key, name in NAMES.items():
        small, large = few[key], many[key]
        same = "same queries" if small["queries"] == large["queries"] else "QUERIES DIFFER"
        aim = f", aim {AIMS[key]} ms" if AIMS[key] else ""
        print(
            f"{name:<24}{small['ms']:>8.1f} ms {large['ms']:>8.1f} ms {large['ms'] / small['ms']:>6.2f}x"
            f"   {small['queries']} and {large['queries']} queries, {same}{aim}"
        )
    title(f"Against raw WSGI + SQL of the same data ({units:,} units)")
    for key, raw in (("save", "raw save"), ("dossier", "raw dossier")):
        print(
            f"{NAMES[key]:<24}{many[key]['ms']:>8.1f} ms, raw {many[raw]['ms']:.2f} ms: "
            f"{many[key]['ms'] / many[raw]['ms']:.0f}x"
        )


def _measured(folder: Path, units: int) -> dict[str, Any]:
    environment = {
        **os.environ,
        "PARINDEX_DATA_DIR": str(folder),
        "PARINDEX_NOW": "2020-01-20T09:00",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    environment.pop("PARINDEX_DATABASE_URL", None)
    folder.mkdir()
    commands = (
        [sys.executable, "-m", "parindex", "demo-data", "--units", str(units)],
        [sys.executable, "-m", "bench.pages_in_process"],
    )
    for command in commands:
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if run.returncode:
            sys.exit(run.stderr[-3000:])
    found: dict[str, Any] = json.loads(run.stdout)
    return found
