from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tier(TextChoices):
    """The kind of unit that a criteria set is issued for."""

    PROVINCE_AGENCY = "PROVINCE_AGENCY", _("Cơ quan chuyên môn cấp tỉnh")
    DISTRICT = "DISTRICT", _("Cấp huyện")
    DISTRICT_AGENCY = "DISTRICT_AGENCY", _("Cơ quan chuyên môn cấp huyện")
    COMMUNE = "COMMUNE", _("Cấp xã")
