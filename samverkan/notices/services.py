"""Telling people things, and what they do with it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from samverkan.accounts.models import User
from samverkan.ground.pointers import Pointer
from samverkan.notices.models import Notice


@transaction.atomic
def tell(
    recipients: Iterable[User], *, about: Pointer, title: str, text: str = "", receipt_wanted: bool = False
) -> list[Notice]:
    """Put one notice for each person in the outbox; part of another deed, which leaves the trace."""
    now = timezone.now()
    return Notice.objects.bulk_create(
        Notice(
            recipient=recipient,
            kind=about.kind,
            key=about.key,
            title=title,
            text=text,
            address=about.address,
            sent_at=now,
            receipt_wanted=receipt_wanted,
        )
        for recipient in recipients
    )
