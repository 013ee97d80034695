from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from parindex.criteria.choices import Tier
from parindex.kernel.errors import Refused


class StoredCriteriaSet(models.Model):
    """One annex of one decision, as read; the content never changes, a change is a new row.

    ``content`` is the engine's canonical dump as JSON text and ``content_hash`` its SHA-256.
    """

    code = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    annex = models.CharField(max_length=60, blank=True)
    tier = models.CharField(max_length=20, choices=Tier.choices)
    decision_number = models.CharField(max_length=60)
    decision_date = models.DateField()
    decision_issuer = models.CharField(max_length=200)
    in_force_from = models.DateField()
    in_force_to = models.DateField(null=True, blank=True)
    max_points = models.DecimalField(max_digits=9, decimal_places=4)
    content = models.TextField()
    content_hash = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("code", "content_hash"), name="one_row_per_set_content"
            ),
        )
        ordering = ("code", "pk")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, using: str | None = None, keep_parents: bool = False) -> NoReturn:  # noqa: ARG002, FBT001, FBT002 - Django's signature
        self._refuse()

    @staticmethod
    def _refuse() -> NoReturn:
        msg = "Bộ tiêu chí đã ban hành thì không sửa, không xóa; hãy nạp một bản mới."
        raise Refused(msg)
