from __future__ import annotations

from django.db import models

from parindex.accounts.rules import LABEL_LENGTH
from parindex.documents.choices import PaperKind
from parindex.kernel.models import StoredFile
from parindex.units.models import Unit


class OwnTemplate(models.Model):
    """A body's own DOCX for one kind of document; what was replaced or taken back stays as history.

    With ``covers_below`` the bodies under it use the template too, unless they have one of their own.
    """

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="own_templates")
    kind = models.CharField(max_length=30, choices=PaperKind.choices)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    covers_below = models.BooleanField(default=False)
    put_up_by = models.CharField(max_length=LABEL_LENGTH)
    put_up_at = models.DateTimeField()
    ended_by = models.CharField(max_length=LABEL_LENGTH, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("body", "kind"),
                condition=models.Q(ended_at__isnull=True),
                name="one_own_template_in_use",
            ),
        )
        ordering = ("-put_up_at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.body}"
