"""Files from outside are hostile until checked; then kept once, by content."""

from __future__ import annotations

import datetime as dt
import hashlib
import zipfile
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from parindex.kernel.errors import PersonError
from parindex.kernel.models import StoredFile

SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
}
OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
EXTENSIONS = tuple(SIGNATURES)


class FileRefused(PersonError):
    """The upload cannot be accepted; the message says why and what to send instead."""


def store(upload: File[bytes], *, at: dt.datetime) -> StoredFile:
    """Check the upload and keep it under its SHA-256; the same bytes are kept once.

    Raises FileRefused for an empty, oversized or unknown file, and for one whose content
    is not what its name says.
    """
    extension = _extension(upload.name or "")
    _check_size(upload.size or 0)
    _check_content(upload, extension)
    digest = _sha256(upload)
    path = storage_path(digest)
    if not default_storage.exists(path):
        upload.seek(0)
        default_storage.save(path, upload)
    stored, _created = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": upload.size or 0, "extension": extension, "stored_at": at}
    )
    return stored


def open_stored(stored: StoredFile) -> File[bytes]:
    """Open the kept bytes for reading."""
    return default_storage.open(storage_path(stored.sha256), "rb")


def storage_path(digest: str) -> str:
    """Spread files over 65,536 folders, so that five million of them stay manageable."""
    return f"files/{digest[:2]}/{digest[2:4]}/{digest}"


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
    if size > limit * 1024 * 1024:
        raise FileRefused(
            _("Tệp lớn %(size)d MB, vượt giới hạn %(limit)d MB. Hãy nén hoặc tách tệp rồi gửi lại.")
            % {"size": size // (1024 * 1024), "limit": limit}
        )


def _check_content(upload: BinaryIO | File[bytes], extension: str) -> None:
    upload.seek(0)
    start = upload.read(16)
    if not any(start.startswith(signature) for signature in SIGNATURES[extension]):
        raise FileRefused(
            _("Nội dung tệp không phải là .%(extension)s như tên tệp. Hãy gửi đúng tệp gốc.")
            % {"extension": extension}
        )
    if extension in OFFICE_PARTS:
        _check_office(upload, extension)


def _check_office(upload: BinaryIO | File[bytes], extension: str) -> None:
    """A Word or Excel file is a zip archive with a known part and, for us, without macros."""
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise FileRefused(_("Tệp bị hỏng, không mở được. Hãy lưu lại tệp rồi gửi lại.")) from error
    if OFFICE_PARTS[extension] not in names:
        raise FileRefused(
            _("Nội dung tệp không phải là .%(extension)s.") % {"extension": extension}
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefused(_("Tệp có macro nên không được nhận. Hãy lưu lại không kèm macro."))


def _sha256(upload: BinaryIO | File[bytes]) -> str:
    upload.seek(0)
    digest = hashlib.sha256()
    while block := upload.read(1024 * 1024):
        digest.update(block)
    return digest.hexdigest()
