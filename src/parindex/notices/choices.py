from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Occasion(TextChoices):
    """What a reminder is about; each has a moment from which its days are counted."""

    PREPARATION = "PREPARATION", _("Chuẩn bị số liệu (trước ngày mở đợt)")
    SUBMISSION_DUE = "SUBMISSION_DUE", _("Hạn nộp hồ sơ tự chấm điểm")
    APPRAISAL_OPEN = "APPRAISAL_OPEN", _("Thẩm định (từ hạn nộp hồ sơ)")
    SUPPLEMENT_DUE = "SUPPLEMENT_DUE", _("Hạn bổ sung tài liệu")
    REPLY_DUE = "REPLY_DUE", _("Hạn giải trình kết quả tạm thời")
    REMEDY_DUE = "REMEDY_DUE", _("Hạn việc khắc phục sau kết quả")
    COMMITMENT_DUE = "COMMITMENT_DUE", _("Hạn cam kết khi chuẩn bị")


class Audience(TextChoices):
    """Who of a unit is reminded; an agency's appraisers are, whatever is chosen."""

    CLERKS = "CLERKS", _("Cán bộ nhập liệu")
    LEADERS = "LEADERS", _("Lãnh đạo")
    BOTH = "BOTH", _("Cán bộ và lãnh đạo")


class NoticeKind(TextChoices):
    """Why somebody got a notice."""

    REMINDER = "REMINDER", _("Nhắc việc")
    CALL = "CALL", _("Đôn đốc")
    SHEET = "SHEET", _("Trình duyệt, trả lại")
    EXTENSION = "EXTENSION", _("Gia hạn")
    SUPPLEMENT = "SUPPLEMENT", _("Yêu cầu bổ sung")
    PROVISIONAL = "PROVISIONAL", _("Kết quả tạm thời")
    RULING = "RULING", _("Kết luận")
    RESULT = "RESULT", _("Công bố kết quả")


class MailState(TextChoices):
    """What became of a notice's letter."""

    NONE = "NONE", _("Không gửi thư")
    WAITING = "WAITING", _("Chờ gửi")
    SENT = "SENT", _("Đã gửi thư")
    FAILED = "FAILED", _("Không gửi được")
    NO_ADDRESS = "NO_ADDRESS", _("Chưa có địa chỉ thư")
    OFF = "OFF", _("Máy chủ không gửi thư")
