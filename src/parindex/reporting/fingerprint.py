"""What a leader approves and a receipt proves: one hash over everything a report says."""

from __future__ import annotations

from typing import Any

from parindex.kernel import canonical
from parindex.reporting.views import ReportView


def report_content(view: ReportView) -> dict[str, Any]:
    """Return everything a report says as plain values."""
    report = view.report
    return {
        "period": report.period.code,
        "unit": report.unit.code,
        "kind": report.kind,
        "sections": [
            {
                "code": row.code,
                "texts": [passage.text for passage in row.passages],
                "joints": {joint.agency.code: joint.text for joint in row.joints if joint.text},
            }
            for row in view.sections
        ],
        "tables": {
            table.code: {
                f"{row}/{column}": cell.value
                for (row, column), cell in sorted(table.cells.items())
                if cell.figure is not None and cell.has_value
            }
            for table in view.tables
        },
    }


def report_hash(view: ReportView) -> str:
    """Return the SHA-256 of what the report says."""
    return canonical.sha256(report_content(view))
