from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support.repository import ROOT


@pytest.mark.parametrize(
    "check", ["lint", "format", "types", "floors", "templates", "yaml", "dependencies"]
)
def test_the_check_finds_nothing(check):
    done = subprocess.run(
        ["bash", str(ROOT / "run"), "check", check],
        env=os.environ | {"PARINDEX_VENV": sys.prefix},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
