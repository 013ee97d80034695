from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where a dossier stands on its way from the unit's desk to publication."""

    SELF_ASSESSMENT = "SELF_ASSESSMENT", _("Đang tự đánh giá")
    SUBMITTED = "SUBMITTED", _("Đã nộp")
    UNDER_APPRAISAL = "UNDER_APPRAISAL", _("Đang thẩm định")
    AWAITING_REPLY = "AWAITING_REPLY", _("Chờ đơn vị giải trình")
    DECIDED = "DECIDED", _("Đã kết luận")
    PUBLISHED = "PUBLISHED", _("Đã công bố")


class SheetState(TextChoices):
    """Where one agency's part of a dossier stands before submission."""

    DRAFTING = "DRAFTING", _("Đang soạn")
    AWAITING_APPROVAL = "AWAITING_APPROVAL", _("Chờ lãnh đạo duyệt")
    APPROVED = "APPROVED", _("Lãnh đạo đã duyệt")
