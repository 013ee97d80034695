"""Word and Excel files may carry programs: those that do are refused, and so are the crafted ones.

Nothing of a document is unpacked except its two small directories: ``[Content_Types].xml``, which
says what each part is, and the ``.rels`` files, which say what is fetched from where.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from xml.parsers import expat

from django.core.files.base import File
from django.utils.translation import gettext as _

from parindex.kernel.errors import FileRefused

MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
CONTENT_TYPES = "[content_types].xml"

MEGABYTE = 1024 * 1024
MOST_READ = MEGABYTE  # bytes: a directory of some ten thousand parts, or one XML directory
MOST_PARTS = 10_000
MOST_UNPACKED = 1024 * MEGABYTE  # what a workbook of 50 MB may honestly swell to
MOST_RELATIONS = 32 * MEGABYTE  # all .rels together

# The last words of content types and of relationship types, in lower case.
_MACROS = ("macroenabled", "vbaproject", "macrosheet")
_OBJECTS = ("activex", "oleobject", "/control")
_PROGRAMS = re.compile(
    r"\.(exe|dll|com|scr|cpl|msi|bat|cmd|ps1|vb[es]|jse?|ws[fh]|hta|lnk|jar)$", re.IGNORECASE
)
# A template on a drive of the author's machine says nothing to ours; one behind an address is fetched.
_LOCAL_TEMPLATE = re.compile(
    r"(file:[/]{3})?[a-z]:[\\/][^\\/].*|file:[/]{3}users/[^\\/].*|[^\\/:]+", re.IGNORECASE
)
# Names of storages in a .doc or .xls; compared as Office does, without case. NUL ends a name.
_OLE_MACROS = ("_vba_project".encode("utf-16-le"), "macros\0".encode("utf-16-le"))

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    struct.error,
    NotImplementedError,  # a version or method that no Office writes
    RuntimeError,  # an encrypted part
    EOFError,
    OSError,
    OverflowError,
    ValueError,  # among them UnicodeDecodeError, in the name of a part
)


class _Frugal:
    """A file that gives at most MOST_READ bytes at once: zipfile asks for a whole directory in one go."""

    def __init__(self, file: File[bytes]) -> None:
        self._file = file

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return int(self._file.tell())

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return int(self._file.seek(offset, whence))

    def read(self, size: int = -1, /) -> bytes:
        content: bytes = self._file.read(MOST_READ + 1 if size < 0 else min(size, MOST_READ + 1))
        if len(content) > MOST_READ:
            raise _damaged()
        return content


def check_package(upload: File[bytes], extension: str) -> None:
    """Raise FileRefused unless the .docx or .xlsx is a sound package without programs in it."""
    try:
        with zipfile.ZipFile(_Frugal(upload)) as archive:
            parts = _parts(archive)
            _check_names(parts)
            if not parts.keys() >= {MAIN_PARTS[extension], CONTENT_TYPES}:
                raise FileRefused(
                    _("Nội dung tệp không phải là .%(extension)s.") % {"extension": extension}
                )
            _check_directories(archive, parts)
    except _DAMAGED as error:
        raise _damaged() from error


def check_ole(upload: File[bytes], _extension: str) -> None:
    """Raise FileRefused for a .doc or .xls that holds a macro project."""
    longest = max(map(len, _OLE_MACROS))
    upload.seek(0)
    before = b""
    while block := upload.read(MOST_READ):
        window = (before + block).lower()
        if any(name in window for name in _OLE_MACROS):
            raise _has_macros()
        before = window[-longest:]


def _parts(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the parts by name in lower case, by which Office finds them; none may stand there twice."""
    listed = archive.infolist()
    parts = {info.filename.replace("\\", "/").lower().strip("/"): info for info in listed}
    methods = {info.compress_type for info in listed}
    if (
        len(parts) != len(listed)
        or len(listed) > MOST_PARTS
        or sum(info.file_size for info in listed) > MOST_UNPACKED
        or not methods <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    ):
        raise _damaged()
    return parts


def _check_names(parts: Collection[str]) -> None:
    if any(name.endswith("vbaproject.bin") for name in parts):
        raise _has_macros()
    if any(_PROGRAMS.search(name) for name in parts):
        raise _has_objects()


def _check_directories(archive: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo]) -> None:
    relations = [info for name, info in parts.items() if name.endswith(".rels")]
    if sum(info.file_size for info in relations) > MOST_RELATIONS:
        raise _damaged()
    for attributes in _elements(archive, parts[CONTENT_TYPES]):
        _check_kind(attributes.get("ContentType", ""))
    for info in relations:
        for attributes in _elements(archive, info):
            _check_relation(attributes)


def _check_relation(attributes: dict[str, str]) -> None:
    kind = attributes.get("Type", "")
    _check_kind(kind)
    target = attributes.get("Target", "").strip()
    if kind.lower().endswith("/attachedtemplate") and not _LOCAL_TEMPLATE.fullmatch(target):
        raise FileRefused(
            _(
                "Tệp lấy mẫu trình bày từ một địa chỉ bên ngoài nên không được nhận. Hãy gửi bản PDF."
            )
        )


def _check_kind(kind: str) -> None:
    lowered = kind.lower()
    if any(word in lowered for word in _MACROS):
        raise _has_macros()
    if any(word in lowered for word in _OBJECTS):
        raise _has_objects()


def _elements(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> list[dict[str, str]]:
    """Return the attributes of every element; a document type, which no Office writes, is damage."""
    if info.file_size > MOST_READ:
        raise _damaged()
    found: list[dict[str, str]] = []

    def no_doctype(*_declared: object) -> None:
        raise _damaged()

    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, attributes: found.append(attributes)
    parser.StartDoctypeDeclHandler = no_doctype
    parser.Parse(archive.read(info), True)
    return found


def _damaged() -> FileRefused:
    return FileRefused(_("Tệp bị hỏng, không mở được. Hãy lưu lại tệp rồi gửi lại."))


def _has_macros() -> FileRefused:
    return FileRefused(_("Tệp có macro nên không được nhận. Hãy lưu lại không kèm macro."))


def _has_objects() -> FileRefused:
    return FileRefused(
        _("Tệp có chương trình hoặc đối tượng nhúng nên không được nhận. Hãy gửi bản PDF.")
    )
