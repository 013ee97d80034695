"""Django's entry for the documents app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Composes and writes official documents."""

    name = "parindex.documents"
    label = "documents"
    verbose_name = _("Văn bản")
