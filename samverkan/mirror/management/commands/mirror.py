"""The command `mirror`: judge every rule of the agreements in force on a day."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext

from samverkan.mirror.pages.speech import address_of, spoken
from samverkan.mirror.queries import Judged, UnknownAgreement, judged_for_command
from samverkan.mirror.rules.findings import Finding, Sentence


class Command(BaseCommand):
    """Print the findings of all agreements in force, or of one, for today or another day."""

    help = "Judge every rule of the agreements in force on a day: fulfilled, due, breached or cannot be judged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the agreement, the day and the form of the answer."""
        parser.add_argument("--agreement", type=int, metavar="ID", help="judge this agreement only")
        parser.add_argument("--on", default="", metavar="DATE", help="judge for this day (YYYY-MM-DD); today if absent")
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge and print. An unknown agreement or day is one line and exit status 1."""
        today = timezone.localdate()
        on = _day(options["on"]) if options["on"] else today
        try:
            judged = judged_for_command(on=on, today=today, agreement_id=options["agreement"])
        except UnknownAgreement:
            raise CommandError(f"There is no agreement with the number {options['agreement']}.") from None
        if options["json"]:
            findings = [as_json(each, found) for each in judged for found in each.findings]
            self.stdout.write(json.dumps(findings, ensure_ascii=False, indent=2))
            return
        for each in judged:
            self.stdout.write(f"{each.agreement.title} ({each.agreement.id})")
            for found in sorted(each.findings, key=lambda finding: finding.urgency):
                last = f" ({found.due_date.isoformat()})" if found.due_date else ""
                status = gettext(found.status.label)
                self.stdout.write(f"  {status}{last}: {spoken(found.says)} – {found.subject.name} [{found.clause}]")
        if not judged:
            self.stderr.write(f"No agreement is in force on {on.isoformat()}.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--on: {text!r} is no day; write it as 2026-03-31.") from None


def plain(sentence: Sentence) -> str:
    """Return the sentence with ordinary blanks, for programs."""
    return spoken(sentence).replace("\u00a0", " ")


def as_json(each: Judged, found: Finding) -> dict[str, Any]:
    """Return the finding as the contract of the command says, with ISO dates."""
    return {
        "rule": found.rule,
        "requirements": list(found.requirements),
        "clause": found.clause,
        "subject": found.subject.name,
        "status": found.status.value,
        "due_date": found.due_date.isoformat() if found.due_date else None,
        "evidence": [{"text": plain(sentence), "address": address_of(sentence.way)} for sentence in found.evidence],
        "says": plain(found.says),
        "kind": found.kind.value,
        "is_at_risk": found.is_at_risk,
        "agreement": each.agreement.id,
        "unit": each.agreement.unit_name,
    }
