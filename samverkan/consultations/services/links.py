"""Ways in for a body without an account: a link with one secret, revocable, each use in the trail."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from samverkan.access.actor import Actor
from samverkan.audit.services import record
from samverkan.consultations.models import Link, Referral
from samverkan.consultations.rules.insight import Guest, writes_for
from samverkan.consultations.services.common import (
    demand_asker,
    referral_pointer,
)
from samverkan.ground.refusals import Refused


def hash_of(token: str) -> str:
    """Return the hash by which a link's secret is known."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(*, by: Actor, referral: Referral, now: datetime) -> tuple[Link, str]:
    """Make a way in for a body without an account. Returns the link and its secret, which is shown once."""
    referral = (
        Referral.objects.select_for_update(of=("self",)).select_related("round__case", "parent").get(pk=referral.pk)
    )
    demand_asker(by, referral)
    token = secrets.token_urlsafe(24)
    link = Link.objects.create(referral=referral, token_hash=hash_of(token), made_at=now, made_by_name=by.name[:120])
    record(by=by, event="consultations.link_made", on=referral_pointer(referral), details={"link": link.pk})
    return link, token


@transaction.atomic
def revoke_link(*, by: Actor, link: Link, now: datetime) -> Link:
    """Close a link: who came in through it is out at the next step."""
    link = (
        Link.objects.select_for_update(of=("self",))
        .select_related("referral__round__case", "referral__parent")
        .get(pk=link.pk)
    )
    demand_asker(by, link.referral)
    if link.revoked_at is not None:
        raise Refused("The link has already been revoked.")
    link.revoked_at = now
    link.save(update_fields=["revoked_at"])
    record(by=by, event="consultations.link_revoked", on=referral_pointer(link.referral), details={"link": link.pk})
    return link


@transaction.atomic
def use_link(*, token: str, now: datetime) -> Guest:
    """Let somebody in through a link; the trail tells which link and when. Raises `Refused` when it does not open."""
    link = (
        Link.objects.select_for_update(of=("self",))
        .filter(token_hash=hash_of(token), revoked_at__isnull=True, referral__round__sent_on__isnull=False)
        .select_related("referral__round__case")
        .first()
    )
    if link is None:
        raise Refused("The link does not open.", way_on="Ask the one who sent it for a new one.")
    link.uses, link.last_used_at = link.uses + 1, now
    link.save(update_fields=["uses", "last_used_at"])
    guest = Guest(user_id=None, name=link.referral.name[:120], link_id=link.pk, referral_id=link.referral_id)
    record(
        by=guest,
        event="consultations.link_used",
        on=referral_pointer(link.referral),
        details={"link": link.pk, "use": link.uses},
    )
    note_opening(by=guest, referral=link.referral, today=localdate(now))
    return guest


@transaction.atomic
def note_opening(*, by: Actor, referral: Referral, today: date) -> None:
    """Keep the day the body first opened the referral; the first time leaves a trace."""
    if not writes_for(by, referral.pk, (referral.unit_id, referral.administration_id)):
        return
    if Referral.objects.filter(pk=referral.pk, opened_on__isnull=True, round__sent_on__isnull=False).update(
        opened_on=today
    ):
        referral.opened_on = today
        record(by=by, event="consultations.referral_opened", on=referral_pointer(referral))
