"""The sentences that gettext translates, found without GNU gettext.

``./run messages`` runs this file: the English catalogue then holds exactly what the source asks for.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tests.support.repository import PACKAGE

CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"

# What Django's makemessages knows besides gettext's own names.
KEYWORDS: dict[str, object] = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def _code(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    # A template becomes Python with calls to gettext; its indentation means nothing.
    return "\n".join(line.lstrip() for line in templatize(text).splitlines())


def extract_messages(package: Path = PACKAGE) -> Catalog:
    """Return every message of the package's code and templates, each with the files it stands in."""
    found = Catalog(fuzzy=False)
    paths = [path for kind in ("py", "html", "txt") for path in package.rglob(f"*.{kind}")]
    for path in sorted(paths):
        source = io.BytesIO(_code(path).encode())
        for line, message, _comments, context in extract("python", source, KEYWORDS):
            place = (path.relative_to(package).as_posix(), line)
            found.add(message, locations=[place], context=context)
    return found


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """Return the English catalogue as it is kept."""
    with path.open("rb") as file:
        return read_po(file, locale="en")


def refresh(path: Path = CATALOGUE) -> Catalog:
    """Bring the catalogue up to date: new sentences come in untranslated, unused ones go."""
    kept = read_catalogue(path) if path.exists() else Catalog()
    fresh = Catalog(
        locale="en",
        project="parindex",
        header_comment="# English. Vietnamese, the source language, is in the code. See CONTRIBUTING.md.",
        fuzzy=False,
    )
    for message in extract_messages():
        if not message.id:
            continue
        old = kept.get(message.id, message.context)
        known = old is not None and isinstance(old.string, tuple) == message.pluralizable
        fresh.add(
            message.id,
            string=old.string if old is not None and known else None,
            locations=sorted({(name, 0) for name, _line in message.locations}),
            context=message.context,
        )
    text = io.BytesIO()
    write_po(text, fresh, width=98, sort_by_file=True, include_lineno=False, omit_header=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue())
    return fresh


def empty(catalogue: Catalog) -> list[str]:
    """Return the messages that still need an English sentence."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]


if __name__ == "__main__":
    for sentence in empty(refresh()):
        print("chưa dịch:", sentence)  # noqa: T201
