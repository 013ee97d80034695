from __future__ import annotations

from django.db import models

from parindex.assessments.models import Dossier
from parindex.crosschecks.choices import Kind


class FlagDismissal(models.Model):
    """A flag that somebody looked at and set aside, and why.

    It holds for one ``fingerprint``: when what the flag says changes, the flag is back. Taken
    back, it stays for the record with ``undone_at``.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="flag_dismissals")
    code = models.CharField(max_length=30)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    fingerprint = models.CharField(max_length=64)
    sentence = models.TextField()
    reason = models.TextField()
    dismissed_by = models.CharField(max_length=150)
    dismissed_at = models.DateTimeField()
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "code", "fingerprint"),
                condition=models.Q(undone_at=None),
                name="one_standing_dismissal_per_flag",
            ),
        )
        ordering = ("dismissed_at", "pk")

    def __str__(self) -> str:
        return f"{self.code} · {self.get_kind_display()}: {self.reason[:40]}"
