"""Every kind of document, word for word: tests/documents/golden holds the whole text of one example of each.

A change of words shows as a difference to be read. To take it over: GOLDEN=write, run, and read it again.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from parindex.documents.writers import write_docx, write_pdf
from tests.documents import reading
from tests.documents.kinds import EXAMPLES

GOLDEN = Path(__file__).parent / "golden"


def text_of(name: str) -> str:
    document = reading.opened(write_docx(EXAMPLES[name]()))
    return "\n".join(reading.squeezed(line) for line in reading.lines(document)) + "\n"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_words_are_those_that_were_read_and_approved(name):
    path, found = GOLDEN / f"{name}.txt", text_of(name)
    if os.environ.get("GOLDEN") == "write":
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_no_golden_text_is_left_of_a_kind_that_is_gone():
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_pdf_has_the_words_of_the_docx(name):
    printed = reading.whole_text(reading.pages(write_pdf(EXAMPLES[name]()))).replace(" ", "")
    lines = [line for line in text_of(name).splitlines() if "|" not in line]
    wanted = [line.replace(" ", "") for line in lines if len(line) < 70]
    assert [line for line in wanted if line not in printed] == []
