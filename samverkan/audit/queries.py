"""Reading the trail."""

from __future__ import annotations

from django.db.models import QuerySet

from samverkan.audit.models import Entry


def entries_about(kind: str, key: str) -> QuerySet[Entry]:
    """Return what has been done to one thing, newest first. The caller has passed the thing's gate."""
    return Entry.objects.filter(kind=kind, key=key).order_by("-number")
