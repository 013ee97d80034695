"""The sentences that gettext translates, found without GNU gettext.

``./run messages`` runs this file: the English catalogue then asks for exactly what the source says.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from tests.support.repository import PACKAGE

CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"

# What Django's makemessages knows besides gettext's own names.
KEYWORDS: dict[str, Any] = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

# No dates and no names: two developers' refreshed catalogues are the same.
_HEADER = r"""# English. The source language is Vietnamese: it stands in the code.
# Refresh with ./run messages; only the lines "msgstr" are written by hand.
msgid ""
msgstr ""
"Project-Id-Version: parindex\n"
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


def extract_messages(package: Path = PACKAGE) -> Catalog:
    """Return every message of the package's code and templates with the files it stands in."""
    found = Catalog(fuzzy=False)
    paths = [path for kind in ("py", "html", "txt") for path in package.rglob(f"*.{kind}")]
    for path in sorted(paths):
        source = io.BytesIO(_code(path).encode())
        for _line, message, _comments, context in extract("python", source, KEYWORDS):
            place = (path.relative_to(package).as_posix(), 0)
            found.add(message, locations=[place], context=context)
    return found


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """Return the English catalogue as it is kept."""
    with path.open("rb") as file:
        return read_po(file, locale="en")


def texts(message: Message) -> tuple[str, ...]:
    """Return what the source says: one text, or singular and plural."""
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)


def translations(message: Message) -> tuple[str, ...]:
    """Return what the catalogue says: one text, or singular and plural."""
    said = message.string
    return tuple(said) if isinstance(said, (tuple, list)) else (said or "",)


def named(message: Message) -> str:
    """Return the message as a list of messages shows it."""
    return f"{message.context}: {texts(message)[0]}" if message.context else texts(message)[0]


def messages_of(catalogue: Catalog) -> dict[tuple[str | None, tuple[str, ...]], Message]:
    """Return the messages by context and texts, without the header."""
    return {(message.context, texts(message)): message for message in catalogue if message.id}


def refreshed(kept: Catalog, found: Catalog) -> Catalog:
    """Return what the source asks for, with the translations there are."""
    known, fresh = messages_of(kept), Catalog(locale="en", fuzzy=False)
    for key, message in messages_of(found).items():
        old = known.get(key)
        fresh.add(
            message.id,
            string=old.string if old else None,
            locations=message.locations,
            context=message.context,
        )
    return fresh


def written(catalogue: Catalog) -> bytes:
    """Return the catalogue as the file that is kept."""
    text = io.BytesIO()
    write_po(text, catalogue, width=98, sort_by_file=True, include_lineno=False, omit_header=True)
    return _HEADER.encode() + text.getvalue()


def _code(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    # A template becomes Python with calls to gettext; its indentation means nothing.
    return "\n".join(line.lstrip() for line in templatize(text).splitlines())


def main() -> None:
    """Refresh the catalogue and name what still needs an English sentence."""
    kept = read_catalogue() if CATALOGUE.exists() else Catalog(locale="en")
    catalogue = refreshed(kept, extract_messages())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(written(catalogue))
    for message in messages_of(catalogue).values():
        if not all(translations(message)):
            sys.stdout.write(f"{named(message)}\n")


if __name__ == "__main__":
    main()
