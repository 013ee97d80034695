"""Text from outside, before it is kept: in a database, in JSON, in a Word file."""

from __future__ import annotations

import re

# All control characters but tab and newline, and halves of characters that UTF-8 cannot write.
_UNKEEPABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """Return the text with every line ended alike and without NUL and the other control characters.

    PostgreSQL refuses a NUL, XML (and so Word) most of the others; nobody types them on purpose.
    """
    return _UNKEEPABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
