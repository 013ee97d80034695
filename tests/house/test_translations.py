"""Everything a person reads can be read in English: docs/adr/0003-source-language.md."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

from tests.support.messages import (
    CATALOGUE,
    KEYWORDS,
    extract_messages,
    messages_of,
    named,
    read_catalogue,
    texts,
    translations,
)
from tests.support.repository import PACKAGE
from tests.support.repository import named as path_named

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd%]")
TAG = re.compile(r"</?\w+")
VIETNAMESE = re.compile(r"[\u00c0-\u024f\u1ea0-\u1ef9]")
DOCUMENT_NUMBER = re.compile(r"\b\d+/[\w-]+")  # 99/QĐ-UBND is the same in English

# Vietnamese in parindex.web that nobody reads there, and why it is no message.
NOT_MESSAGES = {
    "Màn hình": "the app's name in Django",
    ": chưa có điểm \\(tối đa [^)]*\\)\\.$": "cut from a sentence of the engine",
    "Chưa có số liệu": "how a sentence of the engine begins",
}


@pytest.fixture(scope="module")
def asked():
    return messages_of(extract_messages())


@pytest.fixture(scope="module")
def kept():
    return messages_of(read_catalogue())


def test_every_message_is_in_the_english_catalogue(asked, kept):
    missing = [named(asked[key]) for key in asked if key not in kept]
    assert missing == [], "run ./run messages, then translate"


def test_the_english_catalogue_holds_nothing_that_is_no_longer_used(asked, kept):
    unused = [named(kept[key]) for key in kept if key not in asked]
    assert unused == [], "run ./run messages"


def test_every_message_is_translated_and_none_is_a_guess(kept):
    unfinished = [
        named(message)
        for message in kept.values()
        if message.fuzzy or not all(translations(message))
    ]
    assert unfinished == []


def test_every_form_has_a_translation(kept):
    wrong = [
        named(message)
        for message in kept.values()
        if len(translations(message)) != len(texts(message))
    ]
    assert wrong == []


@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_a_translation_keeps_what_is_filled_in_and_the_markup(kept, pattern):
    wrong = [
        f"{named(message)} -> {english}"
        for message in kept.values()
        for source, english in zip(texts(message), translations(message), strict=True)
        if Counter(pattern.findall(source)) != Counter(pattern.findall(english))
    ]
    assert wrong == []


def test_django_finds_the_catalogue():
    assert [Path(path) for path in settings.LOCALE_PATHS] == [CATALOGUE.parents[2]]
    assert settings.LANGUAGE_CODE == "vi"
    assert [code for code, _name in settings.LANGUAGES] == ["vi", "en"]


def unmarked_in_template(path: Path) -> Iterator[str]:
    in_block = False
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        first = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if token.token_type is TokenType.BLOCK and first.endswith("blocktranslate"):
            in_block = not first.startswith("end")
        elif token.token_type is TokenType.COMMENT or in_block or first == "translate":
            continue
        else:
            text = re.sub(r"_\((\"[^\"]*\"|'[^']*')\)", "", token.contents)
            if VIETNAMESE.search(DOCUMENT_NUMBER.sub("", text)):
                yield f"{path_named(path)}:{token.lineno}: {' '.join(text.split())}"


def test_no_vietnamese_in_a_template_is_outside_a_message():
    paths = sorted(path for kind in ("html", "txt") for path in PACKAGE.rglob(f"*.{kind}"))
    assert [line for path in paths for line in unmarked_in_template(path)] == []


# A workbook is a document: Vietnamese whatever the reader's language is.
IN_A_SHEET = {"Sheet", "Column", "send_workbook"}


def is_message(node: ast.AST) -> bool:
    name = node.func if isinstance(node, ast.Call) else None
    return isinstance(name, ast.Name) and name.id in {*KEYWORDS, "_", *IN_A_SHEET}


def unmarked_in_code(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    fine: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            fine.add(id(node.value))  # a docstring
        elif is_message(node):
            fine |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in fine:
            text = node.value if isinstance(node.value, str) else ""
            if VIETNAMESE.search(text) and text not in NOT_MESSAGES:
                yield f"{path_named(path)}:{node.lineno}: {text}"


def test_no_vietnamese_in_the_code_of_the_pages_is_outside_a_message():
    paths = sorted((PACKAGE / "web").rglob("*.py"))
    pages = [path for path in paths if not path.stem.endswith("tables")]  # tables.py: sheets alone
    assert [line for path in pages for line in unmarked_in_code(path)] == []
