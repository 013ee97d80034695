from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "parindex.kernel"
    verbose_name = "Nền"

    def ready(self) -> None:
        post_migrate.connect(_make_cache_table, sender=self)


def _make_cache_table(*, using: str, **_signal: Any) -> None:
    """Make the table of a cache that lies in the database (production), beside the models' tables."""
    call_command("createcachetable", database=using, verbosity=0)
