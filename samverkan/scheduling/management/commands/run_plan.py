"""The command `run-plan`: make one plan of meetings; started by the web, and by hand after a fault."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samverkan.scheduling.services.running import run_plan
from samverkan.scheduling.words import PlanState


class Command(BaseCommand):
    """Make a plan that waits. Ends with 0 when a plan was made, with 1 when there is none."""

    help = "Make the meeting plan with that number, as the plan's page asked for."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the plan's number."""
        parser.add_argument("plan", type=int, help="the number of the plan, as in its address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        plan = run_plan(options["plan"])
        if plan.state != PlanState.READY:
            raise CommandError(f"plan {plan.pk}: {plan.state}")
