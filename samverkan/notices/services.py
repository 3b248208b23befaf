"""Telling people things, what they do with it, and the letters that follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from samverkan.access.actor import Actor
from samverkan.access.rules import demand, may_administer
from samverkan.accounts.models import User
from samverkan.audit.services import record
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import Refused
from samverkan.notices.models import LetterChoice, Notice
from samverkan.notices.rules import MOST_ATTEMPTS, is_to_be_mailed


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
            title=title[:300],
            text=text,
            address=about.address,
            sent_at=now,
            receipt_wanted=receipt_wanted,
        )
        for recipient in recipients
    )


def note_reading(*, by: Actor, notice: Notice) -> Notice:
    """Keep when the person opened the notice. Reading is no deed: it leaves a time, no trace."""
    demand(by.user_id == notice.recipient_id, "Only the person the notice is for may do this.")
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


def receive(*, by: Actor, notice: Notice) -> Notice:
    """Keep when the receipt was given; part of another deed, which leaves the trace."""
    demand(by.user_id == notice.recipient_id, "Only the person the notice is for may do this.")
    if not notice.receipt_wanted:
        raise Refused("This notice asks for no receipt.")
    if notice.received_at is not None:
        raise Refused("The receipt has already been given.")
    now = timezone.now()
    notice.received_at, notice.read_at = now, notice.read_at or now
    notice.save(update_fields=["received_at", "read_at"])
    return notice


def notice_pointer(notice: Notice) -> Pointer:
    """Return the thing the notice is about, as the trail names it."""
    return Pointer(notice.kind, notice.key, notice.title, notice.address)


@transaction.atomic
def give_receipt(*, by: Actor, notice: Notice) -> Notice:
    """Say that one has received the notice; the time is the proof (AGR-18, COM-02)."""
    notice = receive(by=by, notice=Notice.objects.select_for_update().get(pk=notice.pk))
    record(by=by, event="notices.receipt_given", on=notice_pointer(notice), details={"notice": notice.pk})
    return notice


@transaction.atomic
def choose_letters(*, by: Actor, wanted: bool) -> None:
    """Choose whether notices are also mailed; those that ask for a receipt always are."""
    demand(by.user_id is not None, "Log in first.")
    LetterChoice.objects.update_or_create(user_id=by.user_id or 0, defaults={"wants_letters": wanted})
    on = Pointer("accounts.user", str(by.user_id), by.name, "")
    record(by=by, event="notices.letters_chosen", on=on, details={"wanted": wanted})


@dataclass(frozen=True, slots=True)
class MailRun:
    """What a run of the outbox did: letters sent, notices in them, letters that failed."""

    letters: int = 0
    notices: int = 0
    failed: int = 0


def send_notices(*, by: Actor, now: datetime) -> MailRun:
    """Mail what is to be mailed: one letter for each person, in the person's language.

    A letter is claimed before it goes and marked after it went. If the machine stops in between, it is tried
    again after a pause: better twice than never. Raises `Refused` when no mail server is set or none answers.
    """
    demand(may_administer(by), "Only administrators and the system send letters.")
    if not settings.EMAIL_HOST:
        raise Refused(
            "No mail server is set, so no letters were sent.",
            way_on="Set SAMVERKAN_SMTP_HOST. The notices stay in the outbox and can be read on the site.",
        )
    connection = get_connection()
    try:
        connection.open()
    except OSError as fault:
        raise Refused(
            "The mail server does not answer: %(fault)s",
            way_on="The notices stay in the outbox. Run the command again when the server answers.",
            fault=fault,
        ) from fault
    letters = sent = failed = 0
    for notices in _claim(now):
        if _mail(notices, connection, now):
            letters, sent = letters + 1, sent + len(notices)
        else:
            failed += 1
    connection.close()
    if letters or failed:
        details = {"letters": letters, "notices": sent, "failed": failed}
        record(by=by, event="notices.mailed", on=Pointer("notices.outbox", "", "Outbox", ""), details=details)
    return MailRun(letters, sent, failed)


@transaction.atomic
def _claim(now: datetime) -> list[list[Notice]]:
    """Mark what this run will try, so that no other run takes it, and return it person by person."""
    silent = set(LetterChoice.objects.filter(wants_letters=False).values_list("user_id", flat=True))
    waiting = (
        Notice.objects.select_for_update(of=("self",))
        .filter(mailed_at=None, mail_attempts__lt=MOST_ATTEMPTS, recipient__is_active=True)
        .select_related("recipient")
        .order_by("recipient_id", "-receipt_wanted", "sent_at", "pk")
    )
    by_person: dict[int, list[Notice]] = defaultdict(list)
    for notice in waiting:
        if is_to_be_mailed(
            mailed_at=notice.mailed_at,
            read_at=notice.read_at,
            received_at=notice.received_at,
            receipt_wanted=notice.receipt_wanted,
            wants_letters=notice.recipient_id not in silent,
            attempts=notice.mail_attempts,
            tried_at=notice.mail_tried_at,
            now=now,
        ):
            by_person[notice.recipient_id].append(notice)
    claimed = [notice.pk for notices in by_person.values() for notice in notices]
    Notice.objects.filter(pk__in=claimed).update(mail_tried_at=now, mail_attempts=F("mail_attempts") + 1)
    return list(by_person.values())


def _mail(notices: list[Notice], connection: BaseEmailBackend, now: datetime) -> bool:
    """Send one person's letter and keep how it went."""
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    try:
        letter_of(notices, connection).send()
    except (OSError, ValueError) as fault:  # smtplib's faults are OSError; a bad header or address is ValueError
        rows.update(mail_error=f"{type(fault).__name__}: {fault}"[:300])
        return False
    rows.update(mailed_at=now, mail_error="")
    return True


def letter_of(notices: list[Notice], connection: BaseEmailBackend | None = None) -> EmailMessage:
    """Write one person's letter, in the person's language: the notice itself, or a digest of several."""
    recipient, first = notices[0].recipient, notices[0]
    with translation.override(recipient.language):
        if len(notices) == 1:
            subject = first.title
        else:
            subject = ngettext("%(count)s notice", "%(count)s notices", len(notices)) % {"count": len(notices)}
        letter = {
            "name": recipient.name,
            "rows": [
                (notice, f"{settings.SITE_ADDRESS}{reverse('notices:notice', args=[notice.pk])}") for notice in notices
            ],
            "settings_address": f"{settings.SITE_ADDRESS}{reverse('notices:list')}",
        }
        subject = f"{gettext('Samverkan')}: {' '.join(subject.split())}"
        body = render_to_string("notices/letter.txt", {"letter": letter})
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        subject=subject,
        body=body,
        to=[recipient.email],
        headers={
            "Message-ID": f"<notice-{first.pk}-{len(notices)}-{first.mail_attempts}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )
