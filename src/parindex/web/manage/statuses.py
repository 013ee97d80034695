"""What a coordinator looks for, as words for the query string and as conditions for the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy

from parindex.assessments.choices import Stage
from parindex.assessments.queries import own_deadline


class Status(TextChoices):
    """What a coordinator looks for; the values stand in the query string."""

    MISSING = "chua-nop", gettext_lazy("Chưa nộp")
    SUBMITTED = "da-nop", gettext_lazy("Đã nộp, chờ thẩm định")
    UNDER_APPRAISAL = "tham-dinh", gettext_lazy("Đang thẩm định")
    AWAITING_REPLY = "giai-trinh", gettext_lazy("Chờ giải trình")
    DECIDED = "ket-luan", gettext_lazy("Đã kết luận")
    PUBLISHED = "cong-bo", gettext_lazy("Đã công bố")
    LATE = "muon", gettext_lazy("Quá hạn, nộp muộn")
    READY = "den-luot", gettext_lazy("Đến lượt Hội đồng")


_STAGE_OF = {
    Status.MISSING: Stage.SELF_ASSESSMENT,
    Status.SUBMITTED: Stage.SUBMITTED,
    Status.UNDER_APPRAISAL: Stage.UNDER_APPRAISAL,
    Status.AWAITING_REPLY: Stage.AWAITING_REPLY,
    Status.DECIDED: Stage.DECIDED,
    Status.PUBLISHED: Stage.PUBLISHED,
}


def condition(status: Status, leaves: Mapping[int, int], now: dt.datetime) -> Q:
    """Return who is in a state; ``leaves`` counts the components of each criteria set."""
    if status in _STAGE_OF:
        return Q(stage=_STAGE_OF[status])
    return _is_late(now) if status is Status.LATE else _is_ready(leaves, now)


def _is_late(now: dt.datetime) -> Q:
    overdue = Q(own_due__lte=now, stage=Stage.SELF_ASSESSMENT)
    return Q(is_late=True) | overdue


def _is_ready(leaves: Mapping[int, int], now: dt.datetime) -> Q:
    """All awarded, so that the secretary can send; or the window for replies over, so the chair decides."""
    closable = Q(stage=Stage.AWAITING_REPLY, provisional_notice__reply_due_at__lte=now)
    awarded = Q(pk=None)
    for set_id, count in leaves.items():
        awarded |= Q(criteria_set_id=set_id, awarded__gte=count)
    in_appraisal = Q(stage__in=(Stage.SUBMITTED, Stage.UNDER_APPRAISAL))
    return closable | (awarded & in_appraisal & ~Q(unit_id=F("round__cycle__body_id")))


OWN_DUE = {"own_due": own_deadline()}  # what the conditions read besides columns
