"""Writes a paper as PDF with the embedded Typst compiler (docs/adr/0011-pdf-by-typst.md).

The template is static; the paper goes in as JSON, so no text of it is ever read as markup.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from parindex.documents.paper import wording
from parindex.documents.paper.blocks import Block
from parindex.documents.paper.clean import clean_paper
from parindex.documents.paper.layout import DECREE_30, MOTTO, MOTTO_NATION
from parindex.documents.paper.model import Annex, Paper
from parindex.documents.writers.moment import moment_of

_HERE = Path(__file__).parent
_TEMPLATE = _HERE / "paper.typ"
FONTS = _HERE.parent / "fonts"
_TYPEFACE_FILE = "LiberationSerif-Regular.ttf"
_ADVICE = "Hãy tải bản DOCX và báo cho người quản trị hệ thống."


class PdfError(Exception):
    """The document could not be set as PDF; the message is for the clerk, the cause (if any) is the compiler's."""


def write_pdf(paper: Paper, *, fonts: Path = FONTS) -> bytes:
    """Return the paper as PDF, set in the typefaces of the folder `fonts` only.

    Raises PdfError when the typeface is missing (Typst would take another without a word) or the compiler refuses.
    """
    if not (fonts / _TYPEFACE_FILE).is_file():
        raise PdfError(f"Không tạo được tệp PDF: thiếu phông chữ {_TYPEFACE_FILE}. {_ADVICE}")
    clean = clean_paper(paper)
    try:
        return typst.compile(
            _TEMPLATE,
            root=_HERE,
            font_paths=[fonts],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"paper": json.dumps(_sheet(clean), ensure_ascii=False)},
            timestamp=int(moment_of(clean.letterhead).timestamp()),
        )
    except typst.TypstError as error:
        raise PdfError(f"Không tạo được tệp PDF của văn bản. {_ADVICE}") from error


def _sheet(paper: Paper) -> dict[str, Any]:
    """Return everything the template shows, in strings and measures."""
    moment = moment_of(paper.letterhead)
    return {
        "layout": asdict(DECREE_30) | {"text_width": DECREE_30.text_width},
        "created": [moment.year, moment.month, moment.day],
        "head": _head(paper),
        "addressees": wording.closed_list(paper.addressees),
        "grounds": wording.closed_list(paper.grounds),
        "enactment": asdict(paper.enactment) if paper.enactment else None,
        "body": [_block(block) for block in paper.kept_body],
        "signature": asdict(paper.signature),
        "cosigner": asdict(paper.cosigner) if paper.cosigner else None,
        "recipients": wording.closed_list(paper.recipients),
        "annexes": [_annex(annex) for annex in paper.annexes],
    }


def _head(paper: Paper) -> dict[str, Any]:
    head = paper.letterhead
    issuer = wording.issuer_lines(head.issuer)
    return {
        "nation": MOTTO_NATION,
        "motto": MOTTO,
        "superior": wording.issuer_lines(head.superior) if head.superior else (),
        "issuer": issuer,
        "issuer_rule": wording.rule_length(issuer[-1], size=DECREE_30.issuer),
        "author": head.issuer,
        "number": wording.number_line(head),
        "place": wording.place_line(head),
        "kind": head.kind.upper(),
        "subject": head.subject,
        "subject_rule": wording.rule_length(head.subject, size=DECREE_30.kind),
        "is_letter": head.is_letter,
    }


def _block(block: Block) -> dict[str, Any]:
    return {"type": type(block).__name__} | asdict(block)


def _annex(annex: Annex) -> dict[str, Any]:
    return asdict(annex) | {
        "label": wording.annex_label(annex.number),
        "blocks": [_block(block) for block in annex.blocks],
    }
