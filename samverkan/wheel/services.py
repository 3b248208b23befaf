"""Deeds: opening and closing the address at which a calendar program follows one's own year."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.wheel.models import Subscription
from samverkan.wheel.rules import hash_of


def subscription_pointer(subscription: Subscription) -> Pointer:
    """Return the pointer to a subscription."""
    return Pointer("wheel.subscription", str(subscription.pk), _("Calendar"), reverse("wheel:subscription"))


@transaction.atomic
def open_subscription(*, by: Actor, now: datetime) -> tuple[Subscription, str]:
    """Open an address for one's own year; an older one closes. Returns its secret, which is shown once."""
    if by.user_id is None:
        raise NotAllowed("You may not subscribe to a year without an account.")
    _close(by.user_id, now)
    token = secrets.token_urlsafe(24)
    subscription = Subscription.objects.create(user_id=by.user_id, token_hash=hash_of(token), made_at=now)
    record(by=by, event="wheel.subscription_opened", on=subscription_pointer(subscription))
    return subscription, token


@transaction.atomic
def close_subscription(*, by: Actor, now: datetime) -> Subscription:
    """Close one's own address: calendar programs that follow it are given nothing more."""
    closed = _close(by.user_id, now) if by.user_id is not None else None
    if closed is None:
        raise Refused("Your calendar has no open address.")
    record(by=by, event="wheel.subscription_closed", on=subscription_pointer(closed))
    return closed


def _close(user_id: int, now: datetime) -> Subscription | None:
    open_one = (
        Subscription.objects.select_for_update(of=("self",)).filter(user_id=user_id, revoked_at__isnull=True).first()
    )
    if open_one is not None:
        open_one.revoked_at = now
        open_one.save(update_fields=["revoked_at"])
    return open_one
