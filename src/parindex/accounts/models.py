from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from parindex.accounts.choices import Role
from parindex.units.models import Unit


class User(AbstractUser):
    """A person; ``full_name`` as it stands under a document, without title of rank or degree."""

    full_name = models.CharField(max_length=150)
    position = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return self.full_name or self.username


class Membership(models.Model):
    """A person's role in one unit."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "unit", "role"), name="one_membership_per_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"
