"""What the house tests look at: the repository's own files, apps and floors."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "parindex"


def kept_files(*patterns: str) -> list[Path]:
    """Return the files that git keeps or would keep, as absolute paths; all without a pattern."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    names = sorted(set(listed.stdout.split("\0")) - {""})
    return [path for name in names if (path := ROOT / name).is_file()]


def named(path: Path) -> str:
    """Return the path as a reader of the repository writes it."""
    return path.relative_to(ROOT).as_posix()


def floors() -> list[set[str]]:
    """Return the packages of each floor from the top down, as the import contract has them."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return [{name.strip(" ()") for name in layer.split("|")} for layer in layers]


def app_folders() -> list[Path]:
    """Return the folder of every package on a floor."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
