"""`samverkan bench`: run the project's own benchmarks, printing figures and ratios."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from samverkan.site.bench import compile, consultation, mirror, thread

BENCHMARKS: dict[str, ModuleType] = {
    "compile": compile,
    "consultation": consultation,
    "mirror": mirror,
    "thread": thread,
}
"""Each has `run(say)`, which returns figures as JSON values, and `report(figures)`, which returns text."""


class Command(BaseCommand):
    """Run one benchmark, or all."""

    help = "Run the project's own benchmarks: all, or the one that is named. The user's database is not touched."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the name of a benchmark and the form of the answer."""
        parser.add_argument("name", nargs="?", default="", help=f"one of: {', '.join(BENCHMARKS)}")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run and print."""
        name: str = options["name"]
        if name and name not in BENCHMARKS:
            raise CommandError(f"There is no benchmark called {name!r}; there is: {', '.join(BENCHMARKS)}.")
        say: Callable[[str], object] = self.stderr.write
        for benchmark in [BENCHMARKS[name]] if name else BENCHMARKS.values():
            figures = benchmark.run(say)
            self.stdout.write(json.dumps(figures, indent=2) if options["json"] else benchmark.report(figures))
