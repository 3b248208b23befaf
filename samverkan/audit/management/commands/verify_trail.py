"""`samverkan verify-trail`: check the chain of the trail."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from samverkan.audit.services import trail_state


class Command(BaseCommand):
    """Check every entry against the one before it. Ends with 1 if the trail does not hold."""

    help = "Check the trail: number of entries, hash of the last one, and OK or the first break."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument(
            "--head", default="", metavar="HASH", help="a head hash noted earlier, which must still be in the trail"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and say what was found."""
        state = trail_state(noted_head=options["head"])
        if options["json"]:
            answer = {"entries": state.entries, "head": state.head, "ok": state.holds, "fault": state.fault}
            self.stdout.write(json.dumps(answer))
        else:
            self.stdout.write(f"{state.entries} entries, head {state.head}")
            self.stdout.write("OK" if state.holds else f"BROKEN: {state.fault}")
        if not state.holds:
            raise SystemExit(1)
