from __future__ import annotations

from django.apps import AppConfig


class CrosschecksConfig(AppConfig):
    name = "parindex.crosschecks"
