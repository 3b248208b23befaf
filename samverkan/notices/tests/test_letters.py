"""The outbox and its letters, over a real SMTP server on this machine."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import StringIO
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from samverkan.access.actor import system_actor
from samverkan.accounts.models import User
from samverkan.audit.models import Entry
from samverkan.ground.pointers import Pointer
from samverkan.ground.refusals import NotAllowed, Refused
from samverkan.notices import services
from samverkan.notices.models import LetterChoice, Notice
from samverkan.notices.rules import MOST_ATTEMPTS, is_given_up, is_to_be_mailed, pause_after
from samverkan.notices.services import MailRun, send_notices, tell
from tests.cast import Cast

ABOUT = Pointer("agreements.annex_version", "7", "Lägesbild 2", "/avtal/bilagor/7/")
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
SYSTEM = system_actor("send-notices")


class Mailbox:
    """A mail server's hands: it keeps what it is given, and refuses whom it is told to refuse."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        return "250 OK"


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    """Return a mailbox behind a real SMTP server that the settings point to."""
    mailbox = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.DEFAULT_FROM_EMAIL = "samverkan@lindstad.example"
    settings.SITE_ADDRESS = "https://samverkan.lindstad.example"
    yield mailbox
    controller.stop()


def body(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_a_letter_carries_swedish_letters_and_leads_to_the_notice(cast: Cast, mailbox: Mailbox) -> None:
    notice = tell([cast.users["gustav"]], about=ABOUT, title="Lägesbild för Björkåsa är beslutad", text="Åtta sidor.")[
        0
    ]
    assert send_notices(by=SYSTEM, now=NOW) == MailRun(letters=1, notices=1)
    (letter,) = mailbox.letters
    assert str(letter["subject"]).strip() == "Samverkan: Lägesbild för Björkåsa är beslutad"
    assert letter["to"] == "gustav@example.org"
    text = body(letter)
    assert "Hej Gustav Hägg," in text
    assert "Åtta sidor." in text
    assert f"https://samverkan.lindstad.example/meddelanden/{notice.pk}/" in text
    notice.refresh_from_db()
    assert notice.mailed_at == NOW
    assert [entry.event for entry in Entry.objects.all()] == ["notices.mailed"]


def test_several_notices_become_one_digest_with_receipts_first(cast: Cast, mailbox: Mailbox) -> None:
    tell([cast.users["gustav"], cast.users["amina"]], about=ABOUT, title="Möte bokat")
    tell([cast.users["gustav"]], about=ABOUT, title="Ny lägesbild", receipt_wanted=True)
    assert send_notices(by=SYSTEM, now=NOW) == MailRun(letters=2, notices=3)
    to_gustav = next(letter for letter in mailbox.letters if letter["to"] == "gustav@example.org")
    assert to_gustav["subject"] == "Samverkan: 2 meddelanden"
    text = body(to_gustav)
    assert text.index("Ny lägesbild") < text.index("Möte bokat")


def test_a_letter_is_written_in_the_language_of_its_reader(cast: Cast, mailbox: Mailbox) -> None:
    User.objects.filter(pk=cast.users["amina"].pk).update(language="en")
    tell([cast.users["amina"]], about=ABOUT, title="Ny lägesbild", receipt_wanted=True)
    send_notices(by=SYSTEM, now=NOW)
    text = body(mailbox.letters[0])
    assert "Hello Amina Lind," in text
    assert "Open it and confirm" in text


def test_a_second_run_sends_nothing_twice(cast: Cast, mailbox: Mailbox) -> None:
    tell([cast.users["amina"]], about=ABOUT, title="Möte bokat")
    send_notices(by=SYSTEM, now=NOW)
    assert send_notices(by=SYSTEM, now=NOW + timedelta(days=1)) == MailRun()
    assert len(mailbox.letters) == 1
    assert Entry.objects.count() == 1


def test_who_wants_no_letters_still_gets_what_asks_for_a_receipt(cast: Cast, mailbox: Mailbox) -> None:
    LetterChoice.objects.create(user=cast.users["amina"], wants_letters=False)
    tell([cast.users["amina"]], about=ABOUT, title="Möte bokat")
    tell([cast.users["amina"]], about=ABOUT, title="Ny lägesbild", receipt_wanted=True)
    assert send_notices(by=SYSTEM, now=NOW) == MailRun(letters=1, notices=1)
    assert "Möte bokat" not in body(mailbox.letters[0])


def test_a_closed_account_and_a_notice_already_read_get_no_letter(cast: Cast, mailbox: Mailbox) -> None:
    tell([cast.users["doris"]], about=ABOUT, title="Möte bokat")
    User.objects.filter(pk=cast.users["doris"].pk).update(is_active=False)
    read = tell([cast.users["amina"]], about=ABOUT, title="Möte bokat")[0]
    services.note_reading(by=cast.amina, notice=read)
    assert send_notices(by=SYSTEM, now=NOW) == MailRun()
    assert not mailbox.letters


def test_a_letter_that_failed_is_kept_with_its_fault_and_tried_again_after_a_pause(
    cast: Cast, mailbox: Mailbox
) -> None:
    mailbox.refused.add("amina@example.org")
    tell([cast.users["amina"], cast.users["gustav"]], about=ABOUT, title="Möte bokat")
    assert send_notices(by=SYSTEM, now=NOW) == MailRun(letters=1, notices=1, failed=1)
    notice = Notice.objects.get(recipient=cast.users["amina"])
    assert (notice.mailed_at, notice.mail_attempts) == (None, 1)
    assert "no such mailbox" in notice.mail_error
    mailbox.refused.clear()
    assert send_notices(by=SYSTEM, now=NOW + timedelta(minutes=4)) == MailRun()
    assert send_notices(by=SYSTEM, now=NOW + timedelta(minutes=5)) == MailRun(letters=1, notices=1)
    notice.refresh_from_db()
    assert notice.mail_error == ""
    assert notice.mailed_at is not None


def test_a_letter_is_given_up_after_enough_attempts(cast: Cast, mailbox: Mailbox) -> None:
    mailbox.refused.add("amina@example.org")
    tell([cast.users["amina"]], about=ABOUT, title="Möte bokat")
    runs = [send_notices(by=SYSTEM, now=NOW + timedelta(days=day)) for day in range(MOST_ATTEMPTS + 2)]
    assert sum(run.failed for run in runs) == MOST_ATTEMPTS
    assert is_given_up(Notice.objects.get().mail_attempts, None)


def test_a_server_that_does_not_answer_loses_nothing(cast: Cast, mailbox: Mailbox, settings: Settings) -> None:
    settings.EMAIL_PORT = 1
    tell([cast.users["amina"]], about=ABOUT, title="Möte bokat")
    with pytest.raises(Refused, match="does not answer"):
        send_notices(by=SYSTEM, now=NOW)
    assert Notice.objects.get().mail_attempts == 0
    assert not Entry.objects.exists()


def test_a_title_over_two_lines_makes_no_second_header(cast: Cast, mailbox: Mailbox) -> None:
    tell([cast.users["amina"]], about=ABOUT, title="Möte\nBcc: evil@example.org")
    send_notices(by=SYSTEM, now=NOW)
    assert mailbox.letters[0]["bcc"] is None


def test_without_a_mail_server_the_command_says_so_and_sends_nothing(cast: Cast, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    tell([cast.users["amina"]], about=ABOUT, title="Möte bokat")
    out = StringIO()
    call_command("send_notices", stdout=out)
    assert "No mail server is set" in out.getvalue()
    assert Notice.objects.get().mail_attempts == 0


def test_the_command_says_what_it_did(cast: Cast, mailbox: Mailbox) -> None:
    tell([cast.users["amina"]], about=ABOUT, title="Möte bokat")
    out = StringIO()
    call_command("send_notices", stdout=out)
    assert out.getvalue() == "1 letters with 1 notices sent, 0 letters failed\n"


def test_nobody_but_the_system_and_administrators_sends_letters(cast: Cast, mailbox: Mailbox) -> None:
    tell([cast.users["gustav"]], about=ABOUT, title="Möte bokat")
    with pytest.raises(NotAllowed):
        send_notices(by=cast.amina, now=NOW)
    assert not mailbox.letters


@given(
    receipt_wanted=st.booleans(),
    wants_letters=st.booleans(),
    is_read=st.booleans(),
    is_received=st.booleans(),
    attempts=st.integers(0, 10),
    minutes=st.integers(0, 600),
)
def test_what_asks_for_a_receipt_is_mailed_whatever_the_person_has_chosen(
    receipt_wanted: bool, wants_letters: bool, is_read: bool, is_received: bool, attempts: int, minutes: int
) -> None:
    now = NOW + timedelta(minutes=minutes)
    answer = is_to_be_mailed(
        mailed_at=None,
        read_at=NOW if is_read else None,
        received_at=NOW if is_received else None,
        receipt_wanted=receipt_wanted,
        wants_letters=wants_letters,
        attempts=attempts,
        tried_at=NOW if attempts else None,
        now=now,
    )
    in_time = attempts < MOST_ATTEMPTS and now >= NOW + pause_after(attempts)
    wanted = not is_received if receipt_wanted else wants_letters and not is_read
    assert answer is (in_time and wanted)
