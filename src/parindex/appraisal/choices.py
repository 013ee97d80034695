from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Side(TextChoices):
    """Who speaks in a thread about an award."""

    UNIT = "UNIT", _("Đơn vị")
    COUNCIL = "COUNCIL", _("Hội đồng")


class Why(TextChoices):
    """Why an award is read a second time."""

    SAMPLE = "SAMPLE", _("Rút ngẫu nhiên")
    DIFFERENCE = "DIFFERENCE", _("Chênh lệch lớn so với tự chấm")


class ReadingState(TextChoices):
    """What the second reader said."""

    OPEN = "OPEN", _("Chờ đọc lại")
    AGREED = "AGREED", _("Đồng ý")
    DIFFERS = "DIFFERS", _("Đề nghị điểm khác")


class OpenKind(TextChoices):
    """What may still be open when a round is signed; the values stand in the query string."""

    UNAWARDED = "chua-cham", _("Chưa thẩm định")
    REQUEST = "bo-sung", _("Yêu cầu bổ sung còn mở")
    OUTDATED = "cham-lai", _("Điểm thẩm định cần chấm lại")
    READING = "doc-lai", _("Đọc lại chưa xong")
    REPLY = "giai-trinh", _("Giải trình chưa được trả lời")
    UNDECIDED = "chua-ket-luan", _("Hồ sơ chưa kết luận")
    UNEXPLAINED = "muon", _("Nộp muộn chưa giải trình")
    NEVER_SUBMITTED = "khong-nop", _("Không nộp hồ sơ")


class RequestState(TextChoices):
    """Where a written request stands; the values stand in the query string."""

    OPEN = "dang-mo", _("Đang mở")
    ANSWERED = "da-tra-loi", _("Đã trả lời đủ")
    EXPIRED = "het-han", _("Hết hạn, chưa trả lời đủ")
