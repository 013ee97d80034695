from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewState(TextChoices):
    """Where a lessons-learned review stands; whatever changes it leads back to DRAFT."""

    DRAFT = "DRAFT", _("Đang soạn")
    AWAITING_APPROVAL = "AWAITING_APPROVAL", _("Chờ lãnh đạo duyệt")
    APPROVED = "APPROVED", _("Đã duyệt")


class Factor(TextChoices):
    """What kind of thing led to lost points (letter 003: các yếu tố ảnh hưởng)."""

    PEOPLE = "PEOPLE", _("Con người")
    PROCESS = "PROCESS", _("Quy trình")
    TOOLS = "TOOLS", _("Công cụ, hạ tầng")
    COORDINATION = "COORDINATION", _("Phối hợp")
    EVIDENCE = "EVIDENCE", _("Tài liệu kiểm chứng")
    RESOURCES = "RESOURCES", _("Kinh phí, nguồn lực")
    CRITERIA = "CRITERIA", _("Tiêu chí chưa hợp lý")
    OUTSIDE = "OUTSIDE", _("Khách quan")


class Responsible(TextChoices):
    """Whose responsibility a loss is (letter 003: tập thể, cá nhân)."""

    COLLECTIVE = "COLLECTIVE", _("Tập thể")
    INDIVIDUAL = "INDIVIDUAL", _("Cá nhân")


class ProposalKind(TextChoices):
    """What a unit wants changed in the criteria."""

    CONTENT = "CONTENT", _("Nội dung tiêu chí")
    METHOD = "METHOD", _("Cách chấm, phương pháp xác định")
    POINTS = "POINTS", _("Điểm tối đa")
    NEW_COMPONENT = "NEW_COMPONENT", _("Thêm tiêu chí thành phần")


class ProposalState(TextChoices):
    """What the coordinator made of a proposal."""

    SUBMITTED = "SUBMITTED", _("Mới gửi")
    STUDYING = "STUDYING", _("Đang nghiên cứu")
    ACCEPTED = "ACCEPTED", _("Tiếp thu")
    PARTLY = "PARTLY", _("Tiếp thu một phần")
    REJECTED = "REJECTED", _("Không tiếp thu")


class EditAction(TextChoices):
    """One kind of change to the draft of next year's set."""

    HEAD = "HEAD", _("Sửa phần đầu")
    POINTS = "POINTS", _("Đổi điểm tối đa")
    RULE = "RULE", _("Đổi cách chấm")
    TEXTS = "TEXTS", _("Sửa lời")
    ADD = "ADD", _("Thêm mục")
    REMOVE = "REMOVE", _("Bỏ mục")
    YEAR = "YEAR", _("Đổi năm trong lời")
    RESTORE = "RESTORE", _("Trả về như bộ hiện hành")
