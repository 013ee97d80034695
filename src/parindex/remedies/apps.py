from __future__ import annotations

from django.apps import AppConfig


class RemediesConfig(AppConfig):
    name = "parindex.remedies"
