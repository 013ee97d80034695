"""Texts that a column cannot hold are refused with a sentence, not by the database."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import CharField, Model
from django.utils.translation import gettext as _

from parindex.kernel.errors import Refused


def require_fit(row: Model, labels: Mapping[str, str]) -> None:
    """Raise Refused for the first of the named fields whose text is longer than its column.

    ``labels`` maps field names to what people call them.
    """
    for name, label in labels.items():
        field = row._meta.get_field(name)  # noqa: SLF001 - Django's public name for it
        most = field.max_length if isinstance(field, CharField) else None
        if most is not None and len(getattr(row, name)) > most:
            raise Refused(
                _("%(label)s dài quá %(most)d ký tự. Hãy rút gọn.") % {"label": label, "most": most}
            )
