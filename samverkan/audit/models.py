"""The trail."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class TrailIsClosed(Exception):
    """Somebody tried to change or remove an entry of the trail."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries are added and read, nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TrailIsClosed("an entry of the trail cannot be changed")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TrailIsClosed("an entry of the trail cannot be removed")


class Entry(models.Model):
    """Spår: who did what to what, when; each entry holds the hash of the one before it (CRO-10)."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    event = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        indexes = (models.Index(fields=("kind", "key"), name="entry_of_a_thing"),)

    def __str__(self) -> str:
        return f"{self.number} {self.event}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; refuse to change one."""
        if not self._state.adding:
            raise TrailIsClosed("an entry of the trail cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TrailIsClosed("an entry of the trail cannot be removed")
