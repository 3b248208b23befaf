"""`samverkan bench`: run the project's own benchmarks, printing figures and ratios."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from samverkan.site.bench import compile, consultation, mirror, planner, thread

BENCHMARKS: dict[str, ModuleType] = {
    "compile": compile,
    "consultation": consultation,
    "mirror": mirror,
    "planner": planner,
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
        own = parser.add_argument_group("planner")
        own.add_argument("--size", default="", metavar="NAMES", help="only these sizes, separated by commas")
        own.add_argument("--seconds", type=float, default=None, help="for each plan, instead of the size's own")
        own.add_argument("--bound-seconds", type=float, default=None, help="for each bound, the plan's time too")
        own.add_argument("--seed", type=int, default=1, help="of the invented towns, and of chance")
        own.add_argument("--instance", action="append", default=[], metavar="FILE", help="an instance to plan as well")
        own.add_argument("--generator", metavar="FOLDER", help="with generate.py, which makes towns, and check.py")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run and print."""
        name: str = options["name"]
        if name and name not in BENCHMARKS:
            raise CommandError(f"There is no benchmark called {name!r}; there is: {', '.join(BENCHMARKS)}.")
        asked = planner.Wanted(
            sizes=tuple(filter(None, options["size"].split(","))),
            seconds=options["seconds"],
            bound_seconds=options["bound_seconds"],
            seed=options["seed"],
            files=tuple(map(Path, options["instance"])),
            generator=Path(options["generator"]) if options["generator"] else None,
        )
        if asked != planner.Wanted() and name != "planner":
            raise CommandError(
                "--size, --seconds, --bound-seconds, --seed, --instance and --generator belong to bench planner."
            )
        say: Callable[[str], object] = self.stderr.write
        for benchmark in [BENCHMARKS[name]] if name else BENCHMARKS.values():
            try:
                figures = planner.run(say, asked) if benchmark is planner else benchmark.run(say)
            except planner.Unusable as fault:
                raise CommandError(str(fault)) from None
            self.stdout.write(json.dumps(figures, indent=2) if options["json"] else benchmark.report(figures))
