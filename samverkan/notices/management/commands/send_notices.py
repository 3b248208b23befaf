"""`samverkan send-notices`: mail what lies in the outbox."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from samverkan.access.actor import system_actor
from samverkan.ground.refusals import Refused
from samverkan.notices.services import send_notices


class Command(BaseCommand):
    """Send one letter to each person who has notices waiting. Run it every few minutes."""

    help = "Mail the notices that wait in the outbox, one letter a person. Safe to run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and say what was done."""
        try:
            run = send_notices(by=system_actor("send-notices"), now=timezone.now())
        except Refused as refused:
            if settings.EMAIL_HOST:
                raise CommandError(f"{refused} {refused.way_on}") from refused
            self.stdout.write(f"{refused} {refused.way_on}")
            return
        self.stdout.write(f"{run.letters} letters with {run.notices} notices sent, {run.failed} letters failed")
