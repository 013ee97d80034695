from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from parindex.cli import main
from parindex.kernel import journal
from parindex.kernel.models import JournalEntry, JournalHead


def verify(*words: str) -> Result:
    return CliRunner().invoke(main, ["journal", "verify", *words])


@pytest.mark.django_db
def test_verify_prints_the_head_to_keep_elsewhere(world):
    answer = verify()
    assert answer.exit_code == 0
    assert f"Đầu chuỗi: {journal.head()}" in answer.output


@pytest.mark.django_db
def test_verify_proves_against_a_head_printed_elsewhere(world):
    printed = str(journal.head())
    assert "đúng là mục đã in" in verify("--expect", printed).output
    last = JournalEntry.objects.order_by("-number")[1]
    JournalEntry.objects.filter(number__gt=last.number).delete()
    JournalHead.objects.update(number=last.number, hash=last.hash)
    assert verify().exit_code == 0
    answer = verify("--expect", printed)
    assert answer.exit_code == 1
    assert "phần cuối nhật ký đã bị cắt" in answer.output


@pytest.mark.django_db
def test_a_head_that_cannot_be_read_gets_a_sentence():
    answer = verify("--expect", "mười hai")
    assert answer.exit_code == 1
    assert "Không hiểu “mười hai”" in answer.output
