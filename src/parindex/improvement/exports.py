"""A sound draft as files: what next year's ``criteria import`` takes, and tables for the decision."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from parindex.criteria.exchange import write_file
from parindex.criteria.exchange.folder import write_folder
from parindex.improvement.drafts import DraftPicture
from parindex.kernel.errors import Refused


def export_draft(picture: DraftPicture, kind: str) -> bytes:
    """Return the draft as "zip" (its folder of YAML), "xlsx" or "docx"; raises Refused while unsound."""
    if picture.problems:
        code, message = picture.problems[0]
        raise Refused(
            _(
                "Dự thảo còn %(count)d lỗi nên chưa xuất được; trước hết là mục %(code)s: %(message)s"
            )
            % {"count": len(picture.problems), "code": code or "–", "message": message}
        )
    with tempfile.TemporaryDirectory() as place:
        return _WRITERS[kind](picture, Path(place))


def _zip(picture: DraftPicture, place: Path) -> bytes:
    name = picture.draft.code
    write_folder(picture.criteria_set().dump(), place / name)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((place / name).iterdir()):
            archive.write(path, f"{name}/{path.name}")
    return packed.getvalue()


def _table(suffix: str) -> Callable[[DraftPicture, Path], bytes]:
    def write(picture: DraftPicture, place: Path) -> bytes:
        path = place / f"{picture.draft.code}.{suffix}"
        write_file(picture.criteria_set(), path)
        return path.read_bytes()

    return write


_WRITERS = {"zip": _zip, "xlsx": _table("xlsx"), "docx": _table("docx")}
