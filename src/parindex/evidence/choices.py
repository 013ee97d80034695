from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    """Kinds of issued documents that letter 1202/UBND-NV lists as evidence, and what officials add."""

    REPORT = "REPORT", _("Báo cáo")
    PLAN = "PLAN", _("Kế hoạch")
    SCHEME = "SCHEME", _("Đề án")
    NOTICE = "NOTICE", _("Thông báo")
    DECISION = "DECISION", _("Quyết định")
    SUBMISSION = "SUBMISSION", _("Tờ trình")
    MINUTES = "MINUTES", _("Biên bản")
    LIST = "LIST", _("Danh sách")
    LETTER = "LETTER", _("Công văn")
    RESOLUTION = "RESOLUTION", _("Nghị quyết")
    OTHER = "OTHER", _("Loại khác")
