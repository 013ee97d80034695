from __future__ import annotations

import pytest

from tests.support.repository import app_folders, named


@pytest.mark.parametrize("folder", app_folders(), ids=named)
def test_an_app_says_in_three_to_ten_lines_what_it_is_for(folder):
    readme = folder / "README.md"
    assert readme.is_file(), "README.md is missing"
    assert 3 <= len(readme.read_text(encoding="utf-8").splitlines()) <= 10
