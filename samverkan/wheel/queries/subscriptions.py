"""Questions about the addresses that calendar programs follow."""

from __future__ import annotations

from datetime import date, datetime

from samverkan.access.actor import Actor
from samverkan.groups.queries import actor_for
from samverkan.wheel.models import Subscription
from samverkan.wheel.rules import hash_of


def follower(token: str, *, on: date) -> Actor | None:
    """Return on whose behalf an open address asks; none for one that is closed, unknown, or of somebody who left."""
    subscription = Subscription.objects.filter(token_hash=hash_of(token), revoked_at__isnull=True).first()
    if subscription is None:
        return None
    actor = actor_for(subscription.user_id, on=on)
    return actor if actor.user_id is not None else None


def opened_at(by: Actor) -> datetime | None:
    """Return when the actor's open address was made, if there is one."""
    if by.user_id is None:
        return None
    found = Subscription.objects.filter(user_id=by.user_id, revoked_at__isnull=True)
    return found.values_list("made_at", flat=True).first()
