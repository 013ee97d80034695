from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person may do in one unit."""

    CLERK = "CLERK", _("Cán bộ nhập liệu")
    LEADER = "LEADER", _("Lãnh đạo phê duyệt")
    APPRAISER = "APPRAISER", _("Thành viên Hội đồng thẩm định")
    SECRETARY = "SECRETARY", _("Thư ký Hội đồng")
    CHAIR = "CHAIR", _("Chủ tịch Hội đồng")
    COORDINATOR = "COORDINATOR", _("Cơ quan điều phối (Nội vụ)")
    ADMINISTRATOR = "ADMINISTRATOR", _("Quản trị hệ thống")
