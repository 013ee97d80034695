"""Templates as organisations (and people who mean harm) would send them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

import docx
from django.core.files.base import ContentFile
from docx.document import Document

from parindex.documents.writers.docx_marks import element


def made(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def template(*lines: str, content: bool = True) -> bytes:
    """Return a plain template of these lines."""
    document = docx.Document()
    for line in (*lines, *(["{{ noi_dung }}"] if content else [])):
        document.add_paragraph(line)
    return made(document)


def upload(content: bytes, name: str = "mau.docx") -> ContentFile[bytes]:
    return ContentFile(content, name=name)


def with_xml(xml_element) -> bytes:
    """Return a template that carries an element of WordprocessingML in its first paragraph."""
    document = docx.Document()
    document.add_paragraph().add_run()._r.append(xml_element)
    document.add_paragraph("{{ noi_dung }}")
    return made(document)


def with_field(*codes: str) -> bytes:
    """Return a template with a field whose code stands in several pieces."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run()._r.append(element("fldChar", fldCharType="begin"))
    for code in codes:
        instruction = element("instrText")
        instruction.text = code
        paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))
    document.add_paragraph("{{ noi_dung }}")
    return made(document)


def with_part(parts: Mapping[str, bytes], content: bytes | None = None) -> bytes:
    """Return a template in whose package these parts stand, in place of those of the same name."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content or template())) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, data in parts.items():
            target.writestr(name, data)
    return stream.getvalue()


def with_relation(kind: str, target: str, *, external: bool = True) -> bytes:
    """Return a template whose document names something outside."""
    document = docx.Document()
    document.add_paragraph("{{ noi_dung }}")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    document.part.relate_to(target, base + kind, is_external=external)
    return made(document)
