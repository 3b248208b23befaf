"""Reading the trail."""

from __future__ import annotations

from django.db.models import QuerySet

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer
from samverkan.audit.models import Entry


def entries_about(kind: str, key: str) -> QuerySet[Entry]:
    """Return what has been done to one thing, newest first. The caller has passed the thing's gate."""
    return Entry.objects.filter(kind=kind, key=key).order_by("-number")


def entries_visible_to(
    actor: Actor, *, event: str = "", kind: str = "", key: str = "", person: str = ""
) -> QuerySet[Entry]:
    """Return the trail, newest first, to administrators; narrowed to an event or package, a thing, a person's name."""
    demand(may_administer(actor), "Only administrators read the trail.")
    entries = Entry.objects.order_by("-number")
    if event:
        entries = entries.filter(event__startswith=event)
    if kind:
        entries = entries.filter(kind=kind)
    if key:
        entries = entries.filter(key=key)
    return entries.filter(actor_name__icontains=person) if person else entries
