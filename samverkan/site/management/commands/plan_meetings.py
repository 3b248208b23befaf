"""`samverkan plan-meetings`: plan a year of meetings from a file, and write the plan to a file."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from samverkan.planner.check import violations
from samverkan.planner.construct import Impossible
from samverkan.planner.instance import Instance, Malformed, read_instance
from samverkan.planner.plan import Limits, Plan, Progress, make_plan
from samverkan.planner.schedule import Schedule, read_schedule


class Command(BaseCommand):
    """Plan. Ends with 1 and one line for each fault where the instance is malformed or cannot be planned."""

    help = "Plan a year of meetings: read an instance (samverkan-planner/1), write a schedule (samverkan-schedule/1)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files and the limits."""
        parser.add_argument("instance", metavar="INSTANCE.json", help="what is to be planned")
        parser.add_argument("--out", required=True, metavar="SCHEDULE.json", help="where the plan is written")
        parser.add_argument("--seconds", type=float, default=None, help="how long it may take in all (60)")
        parser.add_argument("--bound-seconds", type=float, help="how long the bound may be sought, the plan's time too")
        parser.add_argument("--work", type=int, default=None, help="how many moves to try: repeats exactly for a seed")
        parser.add_argument("--seed", type=int, default=1, help="where chance begins")
        parser.add_argument("--reference", metavar="SCHEDULE.json", help="a plan to stay close to")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, plan, check, write and print."""
        began, starting = time.monotonic(), time.process_time()  # what starting the command took is taken from its time
        seconds, work = options["seconds"], options["work"]
        if seconds is not None and not seconds > 0:
            self._refuse(["--seconds must be more than 0."])
        if options["bound_seconds"] is not None and options["bound_seconds"] < 0:
            self._refuse(["--bound-seconds must not be less than 0."])
        if work is not None and work < 0:
            self._refuse(["--work must not be less than 0."])
        try:
            instance = read_instance(self._read(options["instance"]))
            reference = read_schedule(instance, self._read(options["reference"])) if options["reference"] else None
            if seconds is None and work is None:
                seconds = 60.0
            patience = options["bound_seconds"]
            limits = Limits(None, work, bound_seconds=patience)
            if seconds is not None:
                left = max(seconds / 2, seconds - starting)
                limits = Limits.within(left, began, work=work, bound_seconds=patience)
            plan = make_plan(instance, limits, seed=options["seed"], reference=reference, tell=self._tell)
        except Malformed as malformed:
            self._refuse(malformed.faults)
        except Impossible as impossible:
            self._refuse(impossible.reasons)
        broken = violations(instance, plan.schedule)
        self._write(options["out"], plan.schedule)
        figures = as_figures(instance, plan, len(broken))
        self.stdout.write(json.dumps(figures, indent=2) if options["json"] else report(figures))
        if broken:
            self._refuse([f"{each.code}: {each.sentence}" for each in broken])

    def _tell(self, progress: Progress) -> None:
        self.stderr.write(f"{progress.seconds:7.1f} s  {progress.doing}: {progress.cost}")

    def _refuse(self, lines: list[str]) -> NoReturn:
        for line in lines:
            self.stderr.write(" ".join(line.split()))
        raise SystemExit(1)

    def _read(self, name: str) -> object:
        try:
            return json.loads(Path(name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise Malformed([f"There is no file {name}."]) from None
        except (OSError, UnicodeDecodeError):
            raise Malformed([f"The file {name} cannot be read as UTF-8 text."]) from None
        except json.JSONDecodeError as fault:
            raise Malformed([f"{name} is not JSON: line {fault.lineno}, column {fault.colno}: {fault.msg}."]) from None
        except RecursionError:
            raise Malformed([f"{name} is nested too deeply."]) from None

    def _write(self, name: str, schedule: Schedule) -> None:
        try:
            Path(name).write_text(json.dumps(schedule.as_json(), ensure_ascii=False), encoding="utf-8")
        except OSError as fault:
            self._refuse([f"The plan cannot be written to {name}: {fault.strerror}."])


def as_figures(instance: Instance, plan: Plan, broken: int) -> dict[str, Any]:
    """Return the plan's figures as JSON values."""
    return {
        "instance": instance.id,
        "meetings": len(plan.schedule.meetings),
        "violations": broken,
        "objective": plan.cost.as_json(),
        "bound": plan.bound,
        "gap": round(plan.gap, 4),
        "first_plan": {"seconds": round(plan.first_seconds, 2), "objective": plan.first_cost},
        "seconds": round(plan.seconds, 2),
        "moves": plan.moves,
    }


def report(figures: dict[str, Any]) -> str:
    """Return the figures as text for people."""
    terms = ", ".join(f"{name} {value}" for name, value in figures["objective"].items() if name != "total" and value)
    return "\n".join(
        [
            f"{figures['instance']}: {figures['meetings']} meetings planned, {figures['violations']} rules broken.",
            f"Cost {figures['objective']['total']} ({terms}).",
            f"No plan can cost less than {figures['bound']}: at most {figures['gap']:.1%} could be gained.",
            f"First plan after {figures['first_plan']['seconds']} s at {figures['first_plan']['objective']}; "
            f"{figures['moves']} moves in {figures['seconds']} s.",
        ]
    )
