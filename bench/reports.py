"""./run bench reports: the collated report of many communes, beside bare SQL and bare python-docx."""

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
FEW = 15
AIM = 20.0  # seconds for everything together
STEPS = {
    "first": "collating for the first time",
    "again": "collating again, nothing new",
    "sums": "sums and conflicts",
    "read": "reading the draft",
    "docx": "the paper as DOCX",
    "pdf": "the paper as PDF",
}


def main(communes: int) -> None:
    """Measure few and many communes, each in a process and a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_measured(Path(folder) / str(count), count) for count in (FEW, communes))
    title(f"The collated report of {FEW} and of {communes} communes (medians)")
    for key, name in STEPS.items():
        print(
            f"{name:<34}{few[key] * 1e3:>9.0f} ms {many[key] * 1e3:>9.0f} ms {many[key] / few[key]:>6.1f}x"
        )
    print(
        f"{many['passages']:,} passages, {many['figures']:,} figures, {many['conflicts']} cells with conflicts; "
        f"collating takes {few['queries']} and {many['queries']} queries"
    )
    whole = many["first"] + many["docx"] + many["pdf"]
    verdict = "under" if whole < AIM else "OVER"
    print(f"collated, as DOCX and as PDF: {whole:.1f} s, {verdict} the aim of {AIM:.0f} s")
    title("Against bare means on the same data")
    for ours, bare, name in (
        ("sums", "raw sums", "sums, conflicts, sources / one SQL statement"),
        ("docx", "raw docx", "DOCX in the decree's layout / bare python-docx"),
    ):
        print(
            f"{name:<50}{many[ours] * 1e3:>8.0f} ms, bare {many[bare] * 1e3:.1f} ms: "
            f"{many[ours] / many[bare]:.1f}x"
        )


def _measured(folder: Path, communes: int) -> dict[str, Any]:
    environment = {
        **os.environ,
        "PARINDEX_DATA_DIR": str(folder),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "parindex.config.settings",
    }
    environment.pop("PARINDEX_DATABASE_URL", None)
    folder.mkdir()
    command = [sys.executable, "-m", "bench.reports_in_process", str(communes)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr[-3000:])
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found
