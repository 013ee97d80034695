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


def synthetic_document(
    unit: Unit, *, wanted: str, chance: random.Random
) -> tuple[DocumentDetails, ContentFile[bytes]]:
    """Return details and file of a document of the kind that the criteria set asks for."""
    kind, abbreviation = next(
        (found for word, found in KINDS.items() if wanted.lower().startswith(word)),
        (DocumentKind.LETTER, "CV"),
    )
    number = f"{chance.randint(1, 180):02d}/{abbreviation}-{unit.symbol}"
    details = DocumentDetails(
        number=number,
        issued_on=dt.date(2019, 1, 2) + dt.timedelta(days=chance.randint(0, 360)),
        issuer=unit.body,
        kind=kind,
        summary=wanted[:480],
    )
    return details, ContentFile(
        _pdf(unit.body, kind.label, wanted[:480]), name=f"{abbreviation.lower()}-minh-hoa.pdf"
    )


@functools.lru_cache(maxsize=4096)
def _pdf(issuer: str, title: str, summary: str) -> bytes:
    say = {"issuer": str(issuer), "title": str(title).upper(), "summary": summary, "note": NOTE}
    pdf: bytes = typst.compile(PAGE, sys_inputs={"say": json.dumps(say)}, format="pdf")
    return pdf
