"""What no template may bring with it: Word would fetch, run or unpack it on the desk of whoever opens the document."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from parindex.kernel.errors import FileRefused

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
MOST_UNPACKED = 30 * MEGABYTE
MOST_ELEMENTS = 100_000  # a template has a few thousand

_EMBEDDED = frozenset(
    {"altChunk", "object", "OLEObject", "control", "subDoc", "oleObj", "dataSource"}
)
_ADDRESSES = frozenset({"src", "href", "althref"})
_REMOTE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]+:[/\\]|[/\\]{2})", re.IGNORECASE)
_LINKS = re.compile(r"^\s*(?:https?|mailto):|^#", re.IGNORECASE)
# Fields that show something of the document itself. Others fetch (INCLUDETEXT), run (DDE, MACROBUTTON) or ask.
# QUOTE and IF are left out with them: inside another field they could build the name of one that fetches.
_FIELDS = frozenset(
    {
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "TOC", "TC", "SEQ"),
        *("STYLEREF", "HYPERLINK", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "TITLE"),
        *("SUBJECT", "AUTHOR", "FILENAME", "DOCPROPERTY", "NUMWORDS", "SYMBOL", "ADVANCE"),
    }
)
_IMAGES = (
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/bmp",
    "image/tiff",
    "image/x-emf",
    "image/x-wmf",
)
_PLAIN = (
    *_IMAGES,
    "application/vnd.openxmlformats-officedocument.obfuscatedfont",
    "application/x-fontdata",
)
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_BROKEN = (
    OpcError,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


def open_safely(content: bytes) -> Document:
    """Open a template that brings nothing but text, pictures and looks; raises FileRefused saying what is in it."""
    if len(content) > MOST_BYTES:
        raise FileRefused(_("Mẫu lớn hơn 5 MB. Hãy nén hình ảnh trong mẫu rồi gửi lại."))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_archive(archive)
        document = docx.Document(BytesIO(content))
        if document.element.body is None:
            raise ValueError
        _check_parts(document)
    except _BROKEN as error:
        raise FileRefused(
            _(
                "Không mở được mẫu như một tệp Word (.docx). Hãy mở tệp bằng Word, lưu lại rồi gửi lại."
            )
        ) from error
    return document


def _check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse a bomb before it is unpacked, and XML that declares words of its own."""
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise FileRefused(_("Mẫu khi mở ra quá lớn. Hãy bỏ bớt hình ảnh rồi gửi lại."))
    for part in archive.infolist():
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        if is_xml and _DECLARES.search(archive.read(part).replace(b"\0", b"")):
            raise ValueError


def _check_parts(document: Document) -> None:
    package = document.part.package
    _check_relations(package.rels)
    elements = 0
    for part in package.iter_parts():
        _check_relations(part.rels)
        root = _root(part)
        if root is None:
            continue
        elements += sum(1 for _each in root.iter())
        if elements > MOST_ELEMENTS:
            raise FileRefused(_("Mẫu có quá nhiều thành phần. Hãy chỉ giữ phần khung của văn bản."))
        _check_elements(root)


def _root(part: Any) -> Any:
    """Return a part's XML, or None for a picture or a typeface; anything else is refused."""
    if hasattr(part, "element"):
        return part.element
    kind = part.content_type.lower()
    if kind in _PLAIN:
        return None
    if not kind.endswith("xml"):
        if "printersettings" in kind:
            return None
        raise _embedded()
    return parse_xml(part.blob)


def _check_relations(relations: Any) -> None:
    for relation in relations.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if relation.is_external:
            _check_external(kind, relation.target_ref)
        elif kind.lower() in {"afchunk", "oleobject", "package", "control", "subdocument"}:
            raise _embedded()


def _check_external(kind: str, target: str) -> None:
    """A link to click is fine; a template on the author's own drive was looked at by ``kernel.office``."""
    if kind == "attachedTemplate":
        return
    if kind != "hyperlink" or not _LINKS.match(target):
        raise _fetches()


def _check_elements(root: Any) -> None:
    fields: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str):  # a comment
            continue
        name = element.tag.rsplit("}", 1)[-1]
        _check_element(element, name)
        if name == "fldSimple":
            _check_field(element.get(qn("w:instr"), ""))
        elif name in {"fldChar", "instrText"}:
            _follow_field(element, fields)
    if fields:
        raise ValueError


def _check_element(element: Any, name: str) -> None:
    if name in _EMBEDDED:
        raise _embedded()
    if name == "mailMerge":
        raise FileRefused(
            _("Mẫu có nguồn trộn thư (mail merge) nên không được nhận. Hãy bỏ nguồn trộn thư.")
        )
    for attribute, value in element.attrib.items():
        if str(attribute).rsplit("}", 1)[-1] in _ADDRESSES and _REMOTE.match(str(value)):
            raise _fetches()


def _follow_field(element: Any, fields: list[str]) -> None:
    """Gather what a field says at its own level; what a field inside it comes to must not name it."""
    if element.tag == qn("w:instrText"):
        if not fields:
            raise ValueError
        fields[-1] += element.text or ""
        return
    kind = element.get(qn("w:fldCharType"))
    if kind == "begin":
        fields.append("")
    elif kind == "separate":
        _check_field(fields[-1])
    elif kind == "end":
        _check_field(fields.pop())


def _check_field(code: str) -> None:
    word = (code.split() or [""])[0].upper()
    if word not in _FIELDS and not word.startswith("="):
        raise FileRefused(
            _(
                "Mẫu có trường “%(field)s” của Word nên không được nhận. Hãy bỏ trường đó (Ctrl+Shift+F9)."
            )
            % {"field": word[:40] or "?"}
        )


def _embedded() -> FileRefused:
    return FileRefused(
        _("Mẫu có đối tượng nhúng hoặc tệp đính kèm nên không được nhận. Hãy bỏ đối tượng đó.")
    )


def _fetches() -> FileRefused:
    return FileRefused(
        _(
            "Mẫu lấy hình ảnh hoặc nội dung từ nơi khác nên không được nhận. Hãy chèn hình ảnh vào trong tệp."
        )
    )


def parts_with_text(document: Document) -> Iterator[tuple[str, Any]]:
    """Yield the parts besides the document, its headers and footers that may hold text: notes and comments."""
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if not relation.is_external and kind in {"footnotes", "endnotes", "comments"}:
            part = relation.target_part
            yield kind, part.element if hasattr(part, "element") else parse_xml(part.blob)
