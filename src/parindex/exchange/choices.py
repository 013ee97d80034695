from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BookKind(TextChoices):
    """What a workbook holds."""

    DOSSIER = "DOSSIER", _("Biểu của một hồ sơ")
    FACTS = "FACTS", _("Số liệu của nhiều đơn vị")


class BookState(TextChoices):
    """How far an upload has come."""

    WAITING = "WAITING", _("Chờ xem và ghi")
    APPLIED = "APPLIED", _("Đã ghi")
    DISCARDED = "DISCARDED", _("Đã bỏ, không ghi gì")
    UNDONE = "UNDONE", _("Đã hoàn tác")


class RowKind(TextChoices):
    """What a row of a workbook is about."""

    FACT = "FACT", _("Số liệu")
    COMPONENT = "COMPONENT", _("Tự chấm")


class ChangeState(TextChoices):
    """What became of a change that was written."""

    APPLIED = "APPLIED", _("Đã ghi")
    RESTORED = "RESTORED", _("Đã trả lại như trước")
    KEPT = "KEPT", _("Không trả lại được")


class ProposalState(TextChoices):
    """What became of a figure that a lead department proposed."""

    WAITING = "WAITING", _("Chờ đơn vị xem")
    ACCEPTED = "ACCEPTED", _("Đơn vị đã nhận")
    DECLINED = "DECLINED", _("Đơn vị không nhận")
    WITHDRAWN = "WITHDRAWN", _("Đã rút")
    REPLACED = "REPLACED", _("Có đề nghị mới hơn")
