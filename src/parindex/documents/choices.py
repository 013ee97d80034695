from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PaperKind(TextChoices):
    """The kinds of documents that parindex composes; an organisation may give each its own template."""

    SELF_ASSESSMENT_REPORT = "SELF_ASSESSMENT_REPORT", _("Báo cáo tự đánh giá")
    SUBMISSION_LETTER = "SUBMISSION_LETTER", _("Công văn gửi hồ sơ")
    SUPPLEMENT_REQUEST = "SUPPLEMENT_REQUEST", _("Công văn yêu cầu bổ sung")
    REMINDER_LETTER = "REMINDER_LETTER", _("Công văn đôn đốc")
    APPRAISAL_RECORD = "APPRAISAL_RECORD", _("Biên bản thẩm định")
    COUNCIL_MINUTES = "COUNCIL_MINUTES", _("Biên bản họp Hội đồng")
    RESULT_NOTICE = "RESULT_NOTICE", _("Thông báo kết quả chi tiết")
    RESULTS_ANNOUNCEMENT = "RESULTS_ANNOUNCEMENT", _("Văn bản công bố kết quả")
    REMEDIAL_PLAN = "REMEDIAL_PLAN", _("Kế hoạch khắc phục")
    PROPOSALS_REPORT = "PROPOSALS_REPORT", _("Báo cáo kiến nghị về tiêu chí")
    PERIODIC_REPORT = "PERIODIC_REPORT", _("Báo cáo định kỳ")


LETTERS = frozenset(
    {
        PaperKind.SUBMISSION_LETTER,
        PaperKind.SUPPLEMENT_REQUEST,
        PaperKind.REMINDER_LETTER,
        PaperKind.RESULT_NOTICE,
    }
)
