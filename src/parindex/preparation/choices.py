from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OutlookState(TextChoices):
    """How a component is expected to end; a component without one was not reviewed yet."""

    ON_TRACK = "ON_TRACK", _("Thuận lợi")
    AT_RISK = "AT_RISK", _("Có nguy cơ")
    IMPOSSIBLE = "IMPOSSIBLE", _("Không thể đạt")


class CommitmentState(TextChoices):
    """What became of a commitment."""

    OPEN = "OPEN", _("Đang thực hiện")
    KEPT = "KEPT", _("Đã thực hiện")
    BROKEN = "BROKEN", _("Không thực hiện được")
