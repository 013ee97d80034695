"""The repository names no one's machine and no download address."""

from __future__ import annotations

import re

import pytest

from tests.support.repository import kept_files, named

FORBIDDEN = {
    "a folder of one machine": re.compile(r"(?<![\w.:/*~-])/(root|home|tmp|mnt|opt|work|Users)/"),
    "a file URL": re.compile(r"\bfile:/{2,}"),
    "a package file's address": re.compile(r"https?://\S+(/simple/|\.whl\b|\.tgz\b|\.tar\.gz\b)"),
    "an index of packages": re.compile(r"--(extra-)?index-url|--find-links|\bregistry=http"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_kept_file_names(what):
    found = []
    for path in kept_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font, an image
        if path.name != "test_portable.py":
            found += [f"{named(path)}: {hit.group()}" for hit in FORBIDDEN[what].finditer(text)]
    assert found == []


def test_a_lock_has_no_address_at_all():
    for path in kept_files("requirements/*"):
        assert "://" not in path.read_text(encoding="utf-8"), named(path)
