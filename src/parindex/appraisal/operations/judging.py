"""What holds for every judgement of a component, an appraiser's award and the chair's ruling alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from parindex.appraisal.models import Award, Ruling
from parindex.assessments.operations.drafting import check_score
from parindex.assessments.workbook import Line
from parindex.kernel.errors import Refused


def check_points(
    line: Line, points: Decimal | None, *, not_applicable: bool, places: int, missing: str
) -> None:
    """Raise Refused or ScoreRefused for points that nobody may give; ``missing`` is said when there are none.

    Letters 131/HD-NV (seed 000) and 1202/UBND-NV (seed 001): without evidence and explanation, no points.
    """
    if not_applicable:
        if not line.not_applicable:
            raise Refused(_("Đơn vị không đề nghị “không áp dụng” cho mục này."))
        return
    if points is None:
        raise Refused(missing)
    check_score(points, node=line.node, places=places)
    if points > 0 and line.is_self_scored and not line.is_proven:
        raise Refused(
            _("Mục này không có tài liệu kiểm chứng và không giải trình nên không được chấm điểm.")
        )


def stored_judgement(row: Award | Ruling | None) -> dict[str, Any]:
    """Return what stands now, for the journal and for whoever comes second; empty for nothing."""
    if row is None:
        return {}
    return {"points": row.points, "reason": row.reason, "not_applicable": row.not_applicable}
