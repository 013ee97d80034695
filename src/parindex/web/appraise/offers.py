"""Awards that need one click: keep the unit's points, or take what the rule gives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import override

from parindex.assessments.workbook import Line
from parindex.viet import format_decimal


class Quick(TextChoices):
    """Which offer was clicked; the values come back from the form."""

    OWN = "tu-cham"
    COMPUTED = "diem-tinh"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Points that one click awards, with the reason that goes with them where they differ."""

    quick: Quick
    label: str
    points: Decimal
    reason: str = ""


def offers_of(line: Line) -> list[Offer]:
    """Return what can be awarded by one click; nothing while "not applicable" is asked for."""
    if line.not_applicable:
        return []
    return [offer for offer in (_own(line), _computed(line)) if offer is not None]


def offer_of(line: Line, quick: str) -> Offer | None:
    """Return the offer that was clicked."""
    return next((offer for offer in offers_of(line) if offer.quick == quick), None)


def _own(line: Line) -> Offer | None:
    counted = line.counted
    if counted is None:
        return None
    points = {"points": format_decimal(counted)}
    if counted != line.self_score:
        label = _("Chấm 0 điểm: không có kiểm chứng")
    elif counted == line.computed:
        label = _("Giữ điểm tự chấm %(points)s, bằng điểm tính") % points
    else:
        label = _("Giữ điểm tự chấm %(points)s") % points
    return Offer(quick=Quick.OWN, label=label, points=counted)


def _computed(line: Line) -> Offer | None:
    computed = line.computed
    if computed is None or computed == line.counted:
        return None
    points = {"points": format_decimal(computed)}
    if not line.is_self_scored:
        return Offer(
            quick=Quick.COMPUTED,
            label=_("Theo kết quả điều tra: %(points)s") % points,
            points=computed,
        )
    if computed > 0 and not line.is_proven:
        return None  # letters 000 and 001: no evidence and no explanation, no points
    return Offer(
        quick=Quick.COMPUTED,
        label=_("Theo điểm tính %(points)s") % points,
        points=computed,
        reason=_reason(line),
    )


def _reason(line: Line) -> str:
    """Say how the points came about; kept in the record, so in its language, not the screen's."""
    with override("vi"):
        return _("Chấm theo cách tính của bộ tiêu chí: %(sentence)s") % {
            "sentence": line.trace.sentence
        }
