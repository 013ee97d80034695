from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PeriodKind(TextChoices):
    """How much of a year a periodic report tells of."""

    QUARTER_1 = "QUARTER_1", _("Quý I")
    HALF_YEAR = "HALF_YEAR", _("6 tháng đầu năm")
    NINE_MONTHS = "NINE_MONTHS", _("9 tháng")
    YEAR = "YEAR", _("Năm")


class ReportKind(TextChoices):
    """Who tells what: a unit of itself, a lead department of its field too, a body of all below it."""

    UNIT = "UNIT", _("Báo cáo của đơn vị")
    LEAD = "LEAD", _("Báo cáo của cơ quan chủ trì lĩnh vực")
    BODY = "BODY", _("Báo cáo tổng hợp")


class ReportState(TextChoices):
    """Where a report stands between its first line and the receipt of the body it goes to."""

    DRAFTING = "DRAFTING", _("Đang soạn")
    AWAITING_APPROVAL = "AWAITING_APPROVAL", _("Chờ lãnh đạo duyệt")
    APPROVED = "APPROVED", _("Lãnh đạo đã duyệt")
    SUBMITTED = "SUBMITTED", _("Đã gửi")
    RECEIVED = "RECEIVED", _("Đã tiếp nhận")


class Origin(TextChoices):
    """How a text or figure came about."""

    TYPED = "TYPED", _("Nhập tay")
    PREFILLED = "PREFILLED", _("Điền sẵn")
    COLLATED = "COLLATED", _("Tổng hợp")


class JointState(TextChoices):
    """What a partner department was asked to add to a lead department's section, and whether it did."""

    ASKED = "ASKED", _("Đã đề nghị")
    GIVEN = "GIVEN", _("Đã gửi nội dung")
