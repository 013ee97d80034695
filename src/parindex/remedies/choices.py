from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanState(TextChoices):
    """Where a plan stands; whatever changes what it promises leads back to DRAFT."""

    DRAFT = "DRAFT", _("Đang soạn")
    AWAITING_APPROVAL = "AWAITING_APPROVAL", _("Chờ lãnh đạo duyệt")
    APPROVED = "APPROVED", _("Đã duyệt")


class ActionState(TextChoices):
    """What became of a remedial action."""

    OPEN = "OPEN", _("Chưa làm")
    DOING = "DOING", _("Đang làm")
    DONE = "DONE", _("Đã xong")
    CANCELLED = "CANCELLED", _("Không làm nữa")


class Aim(TextChoices):
    """How far an action wants to raise its component."""

    MOST = "MOST", _("Điểm cao nhất có thể")
    NEXT = "NEXT", _("Bước điểm kế tiếp")
    OWN = "OWN", _("Tự ghi")


class StepKind(TextChoices):
    """One kind of change to an action."""

    MADE = "MADE", _("Lập việc")
    CHANGED = "CHANGED", _("Sửa")
    PROGRESSED = "PROGRESSED", _("Ghi tiến độ")
    DONE = "DONE", _("Báo đã xong")
    CANCELLED = "CANCELLED", _("Thôi không làm")
    REOPENED = "REOPENED", _("Mở lại")
