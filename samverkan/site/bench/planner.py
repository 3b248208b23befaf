"""Benchmark of the meeting planner: invented towns, against the calendar habit and the proven bound, in the same run.

The habit is what people do without a planner: every series on one weekday at one hour, holders only. Each size has a
process of its own, so that the first plan's seconds include all loading.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

SIZES = {"district": (1, 8, 10.0), "town": (4, 8, 20.0), "city": (11, 8, 60.0)}
"""Districts, groups in each, and seconds of search."""
FIRST_SECONDS = 10.0
REPLAN_SECONDS = 5.0
ADHOC_SECONDS = 1.0
"""The targets, on two cores."""


def run(say: Callable[[str], object]) -> dict[str, Any]:
    """Plan each size; return figures, ratios and targets."""
    sizes = {}
    for name in SIZES:
        say(f"planner: {name} …")
        done = subprocess.run(
            [sys.executable, "-m", "samverkan.site.bench.planner_steps", name],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        sizes[name] = json.loads(done.stdout)
    return {
        "name": "planner",
        "sizes": sizes,
        "targets": {
            "violations_met": all(size["violations"] == 0 for size in sizes.values()),
            "first_seconds": FIRST_SECONDS,
            "first_met": all(size["first_seconds"] < FIRST_SECONDS for size in sizes.values()),
            "replan_seconds": REPLAN_SECONDS,
            "replan_met": all(size["replan_seconds"] < REPLAN_SECONDS for size in sizes.values()),
            "adhoc_seconds": ADHOC_SECONDS,
            "adhoc_met": all(size["adhoc_p95_seconds"] < ADHOC_SECONDS for size in sizes.values()),
        },
    }


def report(figures: dict[str, Any]) -> str:
    """Return the figures as a table for people."""
    lines = [
        f"{'':10}{'meetings':>9}{'habit':>9}{'broken':>8}{'first s':>9}{'plan':>9}{'broken':>8}{'of habit':>10}"
        f"{'trips':>7}{'bound':>9}{'gap':>7}{'replan s':>10}{'moved':>7}{'ad hoc s':>10}"
    ]
    for name, size in figures["sizes"].items():
        lines.append(
            f"{name:10}{size['meetings']:>9}{size['habit']:>9}{size['habit_violations']:>8}"
            f"{size['first_seconds']:>9.1f}{size['objective']:>9}{size['violations']:>8}{size['of_habit']:>10.2f}"
            f"{size['trips_of_habit']:>7.2f}{size['bound']:>9}{size['gap']:>7.1%}{size['replan_seconds']:>10.2f}"
            f"{size['replan_moved']:>7}{size['adhoc_p95_seconds']:>10.3f}"
        )
    for name, size in figures["sizes"].items():
        for org, posts in size["posts"].items():
            lines.append(
                f"Posts in {name}, {org}: {posts['today']:.2f} as today, {posts['coordinated']:.2f} coordinated, "
                f"{posts['windowed']:.2f} windowed."
            )
    targets = figures["targets"]
    for what in ("first", "replan", "adhoc"):
        met = "met" if targets[f"{what}_met"] else "MISSED"
        lines.append(f"Target: {what} within {targets[f'{what}_seconds']} s: {met}.")
    lines.append(f"Target: no rule broken: {'met' if targets['violations_met'] else 'MISSED'}.")
    return "\n".join(lines)
