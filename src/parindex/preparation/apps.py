from __future__ import annotations

from django.apps import AppConfig


class PreparationConfig(AppConfig):
    name = "parindex.preparation"
