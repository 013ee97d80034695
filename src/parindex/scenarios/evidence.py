"""Synthetic documents: small real PDFs that say they are made up."""

from __future__ import annotations

import datetime as dt
import functools
import json
import random

import typst
from django.core.files.base import ContentFile

from parindex.evidence.choices import DocumentKind
from parindex.evidence.operations import DocumentDetails
from parindex.units.models import Unit

Window = tuple[dt.date, dt.date]

KINDS = {
    "kế hoạch": (DocumentKind.PLAN, "KH"),
    "báo cáo": (DocumentKind.REPORT, "BC"),
    "quyết định": (DocumentKind.DECISION, "QĐ"),
    "thông báo": (DocumentKind.NOTICE, "TB"),
    "tờ trình": (DocumentKind.SUBMISSION, "TTr"),
    "biên bản": (DocumentKind.MINUTES, "BB"),
    "danh sách": (DocumentKind.LIST, "DS"),
    "công văn": (DocumentKind.LETTER, "CV"),
}

PAGE = b"""
#let say = json(bytes(sys.inputs.at("say")))
#set page(paper: "a5", margin: 18mm)
#set text(size: 11pt, lang: "vi")
#align(center)[*#say.issuer*]
#v(6mm)
#align(center)[*#say.title*]
#v(6mm)
#say.summary
#v(10mm)
#emph[#say.note]
"""
NOTE = "Tài liệu giả lập của bản trình diễn parindex, không phải văn bản thật."
YEAR_2019: Window = (dt.date(2019, 1, 1), dt.date(2019, 12, 31))


def synthetic_document(
    unit: Unit, *, wanted: str, chance: random.Random, window: Window = YEAR_2019
) -> tuple[DocumentDetails, ContentFile[bytes]]:
    """Return details and file of a document of the kind that the criteria set asks for.

    It is issued on a day of the window, as the documents of a data window are.
    """
    kind, abbreviation = next(
        (found for word, found in KINDS.items() if wanted.lower().startswith(word)),
        (DocumentKind.LETTER, "CV"),
    )
    number = f"{chance.randint(1, 180):02d}/{abbreviation}-{unit.symbol}"
    first, last = window
    days = max(0, (last - first).days - 4)
    details = DocumentDetails(
        number=number,
        issued_on=first + dt.timedelta(days=1 + chance.randint(0, days)),
        issuer=unit.body,
        kind=kind,
        summary=wanted[:480],
    )
    return details, synthetic_file(
        unit.body, str(kind.label), wanted[:480], name=f"{abbreviation.lower()}-minh-hoa.pdf"
    )


def synthetic_file(issuer: str, title: str, summary: str, *, name: str) -> ContentFile[bytes]:
    """Return a PDF of one page that says what it stands for, and that it is made up."""
    return ContentFile(_pdf(issuer, title, summary), name=name)


@functools.lru_cache(maxsize=4096)
def _pdf(issuer: str, title: str, summary: str) -> bytes:
    say = {"issuer": issuer, "title": title.upper(), "summary": summary, "note": NOTE}
    pdf: bytes = typst.compile(
        PAGE, sys_inputs={"say": json.dumps(say)}, format="pdf", font_paths=_fonts()
    )
    return pdf


@functools.cache
def _fonts() -> typst.Fonts:
    """Return Typst's own typefaces: looking for them each time takes longer than setting a page."""
    return typst.Fonts(include_system_fonts=False)
