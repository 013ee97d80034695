"""What a file from outside must be before it is kept: of a known kind, not empty, not too large."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from parindex.kernel.errors import FileRefused
from parindex.kernel.office import check_ole, check_package

MEGABYTE = 1024 * 1024

_PACKAGE = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES: dict[str, bytes] = {
    "pdf": b"%PDF-",
    "docx": _PACKAGE,
    "xlsx": _PACKAGE,
    "doc": _OLE,
    "xls": _OLE,
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
}
EXTENSIONS = tuple(SIGNATURES)

_DEEPER: dict[bytes, Callable[[File[bytes], str], None]] = {
    _PACKAGE: check_package,
    _OLE: check_ole,
}


def check_upload(upload: File[bytes]) -> str:
    """Return the file's extension; raises FileRefused with what to send instead."""
    extension = _extension(upload.name or "")
    _check_size(upload.size or 0)
    signature = SIGNATURES[extension]
    upload.seek(0)
    if upload.read(len(signature)) != signature:
        raise FileRefused(
            _("Nội dung tệp không phải là .%(extension)s như tên tệp. Hãy gửi đúng tệp gốc.")
            % {"extension": extension}
        )
    if signature in _DEEPER:
        _DEEPER[signature](upload, extension)
    return extension


def _extension(name: str) -> str:
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension not in SIGNATURES:
        raise FileRefused(
            _("Không nhận tệp “%(name)s”. Hãy gửi một trong các loại: %(kinds)s.")
            % {"name": name[:80], "kinds": ", ".join(EXTENSIONS)}
        )
    return extension


def _check_size(size: int) -> None:
    limit = settings.PARINDEX_UPLOAD_MAX_MB
    if size == 0:
        raise FileRefused(_("Tệp rỗng. Hãy kiểm tra lại tệp rồi gửi lại."))
    if size > limit * MEGABYTE:
        raise FileRefused(
            _("Tệp lớn %(size)d MB, vượt giới hạn %(limit)d MB. Hãy nén hoặc tách tệp rồi gửi lại.")
            % {"size": size // MEGABYTE, "limit": limit}
        )
