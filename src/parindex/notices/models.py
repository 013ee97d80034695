from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from parindex.accounts.models import User
from parindex.cycles.models import Round
from parindex.notices.choices import Audience, MailState, NoticeKind, Occasion
from parindex.notices.timing import fires_at
from parindex.units.models import Unit


class ReminderRule(models.Model):
    """When the coordinator wants whom reminded of what; fewer than no days before is after.

    It counts for moments from ``counts_from`` on: what a new or changed rule would have sent
    earlier is not sent. ``text`` takes the place of the usual sentence.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reminder_rules")
    occasion = models.CharField(max_length=20, choices=Occasion.choices)
    days_before = models.SmallIntegerField()
    at_hour = models.PositiveSmallIntegerField()
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.BOTH)
    by_mail = models.BooleanField(default=True)
    in_app = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    text = models.TextField(blank=True)
    counts_from = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round", "occasion", "days_before", "at_hour", "audience"),
                name="one_rule_per_moment",
            ),
        )
        ordering = ("round", "occasion", "-days_before", "at_hour")

    def __str__(self) -> str:
        return f"{self.get_occasion_display()}: {self.days_before} ngày, {self.at_hour} giờ"

    def fires_at(self, due_at: dt.datetime) -> dt.datetime:
        """Return when the rule reminds of something due at that moment."""
        return fires_at(due_at, days_before=self.days_before, at_hour=self.at_hour)


class Notice(models.Model):
    """One message to one person, at most once for its ``dedupe_key``.

    ``in_app``: it stands in the person's list. A letter that waits may be tried from ``try_at``
    on; whoever sends it first moves that moment (see ``operations.mailing``).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    round = models.ForeignKey(
        Round, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    in_app = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    dedupe_key = models.CharField(max_length=120, unique=True)
    mail_state = models.CharField(max_length=12, choices=MailState.choices, default=MailState.NONE)
    try_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("user", "-created_at"), name="notice_of_person"),
            models.Index(
                fields=("user",), condition=Q(read_at=None, in_app=True), name="notice_unread"
            ),
            models.Index(
                fields=("try_at",), condition=Q(mail_state=MailState.WAITING), name="notice_to_mail"
            ),
            models.Index(fields=("round", "-created_at"), name="notice_of_round"),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.title}"


class JournalCursor(models.Model):
    """The last entry of the journal whose people were told."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"#{self.number}"


class CalendarFeed(models.Model):
    """A person's secret calendar address; only the hash of its token is kept."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user)
