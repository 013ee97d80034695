"""What unit and council say to each other about an award."""

from __future__ import annotations

from django.db import models

from parindex.appraisal.choices import Side
from parindex.assessments.models import Dossier
from parindex.kernel.models import StoredFile


class Reply(models.Model):
    """What a unit answers to one award (giải trình): the opening of a component's thread."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="replies")
    code = models.CharField(max_length=30)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("dossier", "code"), name="one_reply_per_component"),
        )

    def __str__(self) -> str:
        return f"{self.code}: {self.text[:40]}"


class ReplyMessage(models.Model):
    """What either side says after the opening; it is never edited."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="reply_messages")
    code = models.CharField(max_length=30)
    side = models.CharField(max_length=10, choices=Side.choices)
    text = models.TextField()
    author = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("dossier", "code"), name="message_by_component"),)
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.code}: {self.text[:40]}"


class ReplyAttachment(models.Model):
    """A file that goes with a message, or with the opening where ``message`` is None.

    It is shown to both sides and proves nothing: evidence comes in only on a written request.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="reply_attachments")
    code = models.CharField(max_length=30)
    message = models.ForeignKey(
        ReplyMessage, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    added_by = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return self.file_name
