"""The address at which a calendar program follows a person's year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samverkan.accounts.models import User


class Subscription(models.Model):
    """Prenumeration: a secret address at which a calendar program fetches one person's year."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret in the address; the secret itself is shown once and not kept."""
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("user", "-made_at")
        constraints = (
            models.UniqueConstraint(
                fields=("user",), condition=Q(revoked_at__isnull=True), name="one_open_subscription_each"
            ),
        )
