"""What exactly was approved and handed in: hashes over the content of sheets and dossiers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from parindex.assessments.models import Sheet
from parindex.assessments.workbook import Line, Workbook
from parindex.kernel import canonical
from parindex.kernel.errors import Refused


def sheet_hash(workbook: Workbook, sheet: Sheet) -> str:
    """Return the SHA-256 over all that the sheet's leader approves."""
    return canonical.sha256(_sheet_content(workbook, sheet))


def dossier_hash(workbook: Workbook) -> str:
    """Return the SHA-256 over the whole dossier as it is handed in.

    What the council adds later (survey results, evidence it asked for) is not in it, so that
    the hash on the receipt holds for good.
    """
    sheets = sorted(workbook.sheets, key=lambda sheet: sheet.unit.code)
    return canonical.sha256([_sheet_content(workbook, sheet) for sheet in sheets])


def _sheet_content(workbook: Workbook, sheet: Sheet) -> dict[str, Any]:
    lines = [line for line in workbook.lines_of(sheet) if line.is_self_scored]
    fact_codes = sorted(
        {code for line in lines for code in line.node.facts if code in workbook.facts}
    )
    return {
        "criteria_set": workbook.dossier.criteria_set.content_hash,
        "unit": sheet.unit.code,
        "difficulties": sheet.difficulties,
        "proposals": sheet.proposals,
        "facts": {code: workbook.facts[code].raw for code in fact_codes},
        "components": {line.code: _line_content(line) for line in lines},
    }


def _line_content(line: Line) -> dict[str, Any]:
    return {
        "self_score": line.self_score,
        "reason": line.reason,
        "explanation": line.explanation,
        "not_applicable": line.not_applicable,
        "evidence": sorted(
            [
                link.document.number,
                link.document.issued_on.isoformat(),
                link.document.issuer,
                link.document.kind,
                link.document.summary,
                link.document.file.sha256,
            ]
            for link in line.evidence
            if not link.supplement_number
        ),
    }


def require_as_handed_in(workbook: Workbook) -> None:
    """Raise Refused when somebody changed a handed-in dossier behind the program's back."""
    if not is_as_handed_in(workbook):
        raise Refused(
            _(
                "Nội dung hồ sơ của %(unit)s không còn khớp mã nội dung trên biên nhận %(number)s. "
                "Hãy báo người quản trị kiểm tra cơ sở dữ liệu trước khi làm tiếp."
            )
            % {"unit": workbook.dossier.unit.name, "number": workbook.dossier.receipt_number}
        )


def is_as_handed_in(workbook: Workbook) -> bool:
    """Tell whether a handed-in dossier still is what its receipt certifies."""
    return dossier_hash(workbook) == workbook.dossier.content_hash
