"""Questions about notices: one's own, and the proof of who has received what."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer
from samverkan.notices.models import LetterChoice, Notice
from samverkan.notices.rules import MOST_ATTEMPTS


def notices_visible_to(actor: Actor) -> QuerySet[Notice]:
    """Return the person's own notices, newest first; nobody reads another's."""
    if actor.user_id is None:
        return Notice.objects.none()
    return Notice.objects.filter(recipient_id=actor.user_id).order_by("-sent_at", "-pk")


def notice_for(actor: Actor, notice_id: int) -> Notice:
    """Return the notice, or answer as if it did not exist."""
    notice = notices_visible_to(actor).filter(pk=notice_id).first()
    if notice is None:
        raise Http404
    return notice


def awaiting_receipt_for(actor: Actor) -> QuerySet[Notice]:
    """Return what the person still has to give a receipt for, oldest first (AGR-18, COM-02)."""
    return notices_visible_to(actor).filter(receipt_wanted=True, received_at=None).order_by("sent_at", "pk")


def unread_for(actor: Actor) -> QuerySet[Notice]:
    """Return what the person has not read; what asks for a receipt stands in `awaiting_receipt_for` instead."""
    return notices_visible_to(actor).filter(read_at=None).exclude(receipt_wanted=True, received_at=None)


def read_by(actor: Actor) -> QuerySet[Notice]:
    """Return what the person has read and, where asked for, given a receipt for."""
    return notices_visible_to(actor).filter(read_at__isnull=False).exclude(receipt_wanted=True, received_at=None)


def receipts_of(kind: str, key: str) -> QuerySet[Notice]:
    """Return the notices that asked for a receipt about a thing, as proof (AGR-18). The caller has passed its gate."""
    return Notice.objects.filter(kind=kind, key=key, receipt_wanted=True).select_related("recipient").order_by("pk")


def wants_letters(actor: Actor) -> bool:
    """Tell whether the person wants letters; yes until something else is said."""
    return not LetterChoice.objects.filter(user_id=actor.user_id or 0, wants_letters=False).exists()


def letters_that_failed(actor: Actor) -> QuerySet[Notice]:
    """Return letters that have failed and not left since, for administrators."""
    demand(may_administer(actor), "Only administrators see the outbox.")
    failed = Q(mail_attempts__gte=MOST_ATTEMPTS) | ~Q(mail_error="")
    return Notice.objects.filter(failed, mailed_at=None).select_related("recipient").order_by("pk")
