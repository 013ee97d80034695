from __future__ import annotations

from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "parindex.criteria"
