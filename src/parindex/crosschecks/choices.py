from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What was held against what; the values stand in dismissals, in the journal and in addresses."""

    COMPUTED = "diem-tinh", _("Cao hơn điểm tính")
    LAST_YEAR = "nam-truoc", _("Khác hẳn năm trước")
    TWICE_REPORTED = "hai-noi", _("Số liệu khác nhau giữa hai nơi")
    WINDOW = "ngay-ban-hanh", _("Văn bản ngoài thời gian lấy số liệu")
    ISSUER = "co-quan", _("Cơ quan ban hành lạ")
    SHARED_DOCUMENT = "trung-tai-lieu", _("Trùng tài liệu với đơn vị khác")
    OUTLIER = "khac-so-dong", _("Khác số đông các đơn vị")
    SURVEY = "dieu-tra", _("Cao hơn kết quả điều tra")


class Severity(IntegerChoices):
    """How much a flag may matter for the points; the gravest are shown first."""

    NOTE = 1, _("Lưu ý")
    LOOK = 2, _("Nên xem")
    GRAVE = 3, _("Cần làm rõ")
