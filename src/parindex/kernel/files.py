"""Files from outside are hostile until checked; then kept once, by content, and proven on demand."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from parindex.kernel.models import StoredFile
from parindex.kernel.uploads import check_upload

ROOT = "files"
BLOCK = 1024 * 1024  # bytes read at once
TIDY_AFTER = dt.timedelta(days=1)  # no upload lasts so long: what is older belongs to nobody


@dataclass(frozen=True, kw_only=True)
class Damage:
    """A file that was kept and is not there as it was."""

    stored: StoredFile
    reason: str


@dataclass(frozen=True, kw_only=True)
class Orphan:
    """A file in the store that no row knows: of a refused upload, or of a crash halfway."""

    path: Path
    size: int
    changed_at: dt.datetime


def store(upload: File[bytes], *, at: dt.datetime) -> StoredFile:
    """Check the upload and keep it under its SHA-256; the same bytes are kept once.

    Bytes that were damaged since are replaced by the good ones. A transaction that is lost later
    leaves bytes without a row: see ``orphans``. Raises FileRefused for an empty, oversized or
    unknown file, and for one whose content is not what its name says.
    """
    extension = check_upload(upload)
    upload.seek(0)
    digest = _sha256(upload)
    _keep(upload, digest)
    stored, _created = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": upload.size or 0, "extension": extension, "stored_at": at}
    )
    return stored


def open_stored(stored: StoredFile) -> File[bytes]:
    """Open the kept bytes for reading."""
    return default_storage.open(storage_path(stored.sha256), "rb")


def storage_path(digest: str) -> str:
    """Spread files over 65,536 folders, so that five million of them stay manageable."""
    return f"{ROOT}/{digest[:2]}/{digest[2:4]}/{digest}"


def verify() -> Iterator[Damage]:
    """Read every kept file again and yield each that is missing or is not what it was."""
    for stored in StoredFile.objects.order_by("sha256").iterator(chunk_size=2000):
        if reason := _fault(stored):
            yield Damage(stored=stored, reason=reason)


def count() -> int:
    """Return how many files are kept."""
    return StoredFile.objects.count()


def orphans() -> Iterator[Orphan]:
    """Yield the files in the store that no row knows, folder by folder."""
    for folder, _folders, names in os.walk(default_storage.path(ROOT)):
        rows = StoredFile.objects.filter(sha256__in=names) if names else StoredFile.objects.none()
        known = {_place(digest) for digest in rows.values_list("sha256", flat=True)}
        for path in sorted({Path(folder) / name for name in names} - known):
            with contextlib.suppress(FileNotFoundError):  # it got its place or went in between
                yield _orphan(path)


def tidy(*, now: dt.datetime) -> Iterator[Orphan]:
    """Remove the orphans older than a day and yield each; a younger one may be on its way to a row.

    ``now`` is the machine's time, which the files carry, not a demonstration's.
    """
    for orphan in orphans():
        if orphan.changed_at < now - TIDY_AFTER:
            orphan.path.unlink(missing_ok=True)
            yield orphan


def _fault(stored: StoredFile) -> str:
    place = _place(stored.sha256)
    try:
        if place.stat().st_size != stored.size:
            return _("không còn đủ số byte như khi lưu")
        return "" if _holds(place, stored.sha256) else _("nội dung đã khác lúc lưu")
    except FileNotFoundError:
        return _("không còn trên đĩa")
    except OSError as error:
        return _("không đọc được (%(why)s)") % {"why": error.strerror}


def _orphan(path: Path) -> Orphan:
    found = path.stat()
    changed_at = dt.datetime.fromtimestamp(found.st_mtime, tz=dt.UTC)
    return Orphan(path=path, size=found.st_size, changed_at=changed_at)


def _keep(upload: File[bytes], digest: str) -> None:
    """Put the bytes in their place whole or not at all."""
    place = _place(digest)
    if place.is_file() and place.stat().st_size == upload.size and _holds(place, digest):
        os.utime(place)  # young again: ``tidy`` must not take an orphan that is about to get a row
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    upload.seek(0)
    with tempfile.NamedTemporaryFile(dir=place.parent, suffix=".part", delete=False) as draft:
        shutil.copyfileobj(upload, draft, BLOCK)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o600)
    Path(draft.name).replace(place)
    _remember(place.parent)


def _remember(folder: Path) -> None:
    """Write the folder's own list of names to the disk, so that a power cut does not forget the file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _place(digest: str) -> Path:
    return Path(default_storage.path(storage_path(digest)))


def _holds(path: Path, digest: str) -> bool:
    with path.open("rb") as kept:
        return _sha256(kept) == digest


def _sha256(content: IO[bytes] | File[bytes]) -> str:
    digest = hashlib.sha256()
    while block := content.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()
