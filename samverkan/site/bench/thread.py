"""Benchmark of the red thread: a district's graph, lamps and the city picture, against plain SELECTs of the same rows.

Each size has a temporary database and two processes of its own, as the mirror's benchmark has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from samverkan.site.bench.mirror import measured

STEPS = "samverkan.site.bench.thread_steps"
DRAWN_SECONDS = 1.0
DRAWN_BYTES = 2_000_000
"""The targets for a page of 2,000 nodes, in processor time and size."""
QUESTIONS = ("graph", "lamps", "city")


def run(say: Callable[[str], object]) -> dict[str, Any]:
    """Build and measure a city of five years, half a country and the country; return figures, ratios and targets."""
    sizes = {}
    for name in ("city", "half_country", "country"):
        say(f"thread: {name} …")
        sizes[name] = measured(STEPS, name)
    half, whole, city = sizes["half_country"], sizes["country"], sizes["city"]
    return {
        "name": "thread",
        "sizes": sizes,
        "growth_when_doubled": {
            each: round(whole[each]["seconds"] / max(half[each]["seconds"], 0.001), 2) for each in QUESTIONS
        },
        "questions_constant": all(len({size[each]["queries"] for size in sizes.values()}) == 1 for each in QUESTIONS),
        "targets": {
            "drawn_seconds": DRAWN_SECONDS,
            "drawn_bytes": DRAWN_BYTES,
            "drawn_met": city["drawn"]["seconds"] < DRAWN_SECONDS and city["drawn"]["bytes"] < DRAWN_BYTES,
        },
    }


def report(figures: dict[str, Any]) -> str:
    """Return the figures as a table for people."""
    lines = [
        f"{'':14}{'question':10}{'units':>7}{'answer':>9}{'seconds':>9}{'queries':>9}{'SELECT only':>13}{'ratio':>7}"
        f"{'memory MB':>11}"
    ]
    for name, size in figures["sizes"].items():
        for each in QUESTIONS:
            found = size[each]
            lines.append(
                f"{name:14}{each:10}{found['units']:>7}{found['answer']:>9}{found['seconds']:>9.3f}"
                f"{found['queries']:>9}{found['select_seconds']:>13.3f}{found['ratio']:>7.1f}{found['grown_mb']:>11.1f}"
            )
    for name, size in figures["sizes"].items():
        lines.append(f"{name:14}rows: " + ", ".join(f"{kind} {number}" for kind, number in size["rows"].items()))
    drawn, targets = figures["sizes"]["city"]["drawn"], figures["targets"]
    growth = ", ".join(f"{each} {times}" for each, times in figures["growth_when_doubled"].items())
    lines.append(f"Twice the country, times the time: {growth}.")
    lines.append(f"As many questions at every size: {'yes' if figures['questions_constant'] else 'NO'}.")
    lines.append(
        f"The page of {drawn['nodes']} nodes: {drawn['seconds']:.2f} s of processor time, {drawn['bytes'] // 1000} kB, "
        f"{drawn['queries']} queries; "
        f"target {targets['drawn_seconds']} s: {'met' if targets['drawn_met'] else 'MISSED'}."
    )
    return "\n".join(lines)
