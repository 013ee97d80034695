from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What an agency is assigned to do with a node of a criteria set (letter 1202: two jobs at once)."""

    SELF_SCORE = "SELF_SCORE", _("Tự chấm điểm phần việc của cấp mình")
    APPRAISE = "APPRAISE", _("Thẩm định các đơn vị")
