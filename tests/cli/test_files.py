from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.core.files.base import ContentFile

from parindex.cli import main
from parindex.kernel import files
from tests.support import story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def run(word: str) -> Result:
    return CliRunner().invoke(main, ["files", word])


def test_verify_is_content_with_an_untouched_store():
    files.store(ContentFile(story.PDF, name="a.pdf"), at=story.OPENED)
    answer = run("verify")
    assert (answer.exit_code, answer.output) == (0, "Kho tệp toàn vẹn: 1 tệp.\n")


def test_verify_names_a_damaged_file_and_fails(folder):
    stored = files.store(ContentFile(story.PDF, name="a.pdf"), at=story.OPENED)
    (folder / files.storage_path(stored.sha256)).write_bytes(b"%PDF-FORGED")
    answer = run("verify")
    assert answer.exit_code == 1
    assert f"{stored.sha256}.pdf (lưu ngày" in answer.output
    assert "Kho tệp KHÔNG toàn vẹn: 1 trong 1 tệp." in answer.output


def test_verify_lists_orphans_and_tidy_removes_the_old_ones(folder):
    old, young = folder / "files" / "aa" / "old.part", folder / "files" / "aa" / "young.part"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"%P")
    young.write_bytes(b"%PD")
    os.utime(old, (0, 0))
    answer = run("verify")
    assert answer.exit_code == 0
    assert f"{old} (2 byte)" in answer.output
    assert "2 tệp không thuộc hồ sơ nào" in answer.output
    assert "Đã dọn 1 tệp." in run("tidy").output
    assert (old.exists(), young.exists()) == (False, True)
