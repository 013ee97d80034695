from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """The kinds of public bodies, of both tiers before and after 1 July 2025."""

    PROVINCE = "PROVINCE", _("Tỉnh, thành phố trực thuộc Trung ương")
    DISTRICT = "DISTRICT", _("Huyện, thị xã, thành phố thuộc tỉnh")
    COMMUNE = "COMMUNE", _("Xã, phường, thị trấn")
    PROVINCE_AGENCY = "PROVINCE_AGENCY", _("Cơ quan chuyên môn thuộc UBND tỉnh")
    DISTRICT_AGENCY = "DISTRICT_AGENCY", _("Cơ quan chuyên môn thuộc UBND huyện")
