from __future__ import annotations

from django.db import models


class JournalEntry(models.Model):
    """One thing that changed, who changed it and when; append-only, chained by hashes."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150, blank=True)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, db_index=True)
    unit_path = models.CharField(max_length=255, blank=True, db_index=True)
    data = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"#{self.number} {self.action} {self.subject}"


class JournalHead(models.Model):
    """The last number and hash of the chain: writers queue on this row, and a cut tail shows."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"#{self.number} {self.hash}"


class StoredFile(models.Model):
    """Bytes kept once under their SHA-256, after they were checked."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    extension = models.CharField(max_length=8)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sha256[:12]}.{self.extension}"
