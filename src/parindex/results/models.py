from __future__ import annotations

from typing import Any

from django.db import models

from parindex.criteria.models import StoredCriteriaSet
from parindex.cycles.models import Round
from parindex.kernel.errors import Refused


class Publication(models.Model):
    """A frozen result of one set in one round; a correction is a new version, never an edit.

    ``content`` is canonical JSON text (see ``results.snapshot``), ``content_hash`` its SHA-256.
    ``correction_reason`` says why there is a version after the first; empty in the first.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="publications")
    criteria_set = models.ForeignKey(StoredCriteriaSet, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    decision_number = models.CharField(max_length=80)
    decision_date = models.DateField()
    signed_by = models.CharField(max_length=150)
    correction_reason = models.TextField(blank=True)
    content = models.TextField()
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=150)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round", "criteria_set", "version"), name="one_publication_per_version"
            ),
        )
        ordering = ("-published_at",)

    def __str__(self) -> str:
        return f"{self.round} · {self.decision_number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            msg = "Kết quả đã công bố thì không sửa; đính chính là một phiên bản mới."
            raise Refused(msg)
        super().save(*args, **kwargs)
