"""Word and Excel files as an honest program and as a crafty person would write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(
    kind: str = "docx", *, types: str = "", parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """Return a file of the kind, with more content types and more parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        main = f'<Override PartName="/{MAIN_PART[kind]}" ContentType="{MAIN[kind]}"/>'
        archive.writestr("[Content_Types].xml", f"<Types>{main}{types}</Types>")
        archive.writestr(MAIN_PART[kind], "<x/>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return kept.getvalue()


def content_type(kind: str) -> str:
    """Return a row of ``[Content_Types].xml``."""
    return f'<Override PartName="/word/x.bin" ContentType="{kind}"/>'


def relation(kind: str, target: str) -> dict[str, str]:
    """Return a part that points outside the package."""
    row = (
        f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    )
    return {"word/_rels/settings.xml.rels": f"<Relationships>{row}</Relationships>"}
