"""Benchmark of the city's compilation: drafted from every district's report, against plain SELECTs of the same rows.

Each size has a temporary database and two processes of its own, as the mirror's benchmark has. Half is
`country`, all is `twice`: the cost of twice the districts is stated as a ratio of the two, measured in one run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from samverkan.site.bench.mirror import measured

STEPS = "samverkan.site.bench.compile_steps"
QUESTIONS = ("compile", "facts", "tables")
LINEAR = 3.0
"""Twice the districts may cost so many times the time: twice, and half as much again for a busy machine."""


def run(say: Callable[[str], object]) -> dict[str, Any]:
    """Build and measure 11, 290 and 580 districts; return figures, ratios and whether the targets are met."""
    sizes = {}
    for name in ("city", "country", "twice"):
        say(f"compile: {name} …")
        sizes[name] = measured(STEPS, name)
    return summed_up(sizes)


def summed_up(sizes: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of all sizes with what they say together."""
    half, whole = sizes["country"], sizes["twice"]
    growth = {each: round(whole[each]["seconds"] / max(half[each]["seconds"], 0.001), 2) for each in QUESTIONS}
    return {
        "name": "compile",
        "sizes": sizes,
        "growth_when_doubled": growth,
        "questions_constant": all(len({size[each]["queries"] for size in sizes.values()}) == 1 for each in QUESTIONS),
        "targets": {"linear": LINEAR, "linear_met": all(times <= LINEAR for times in growth.values())},
    }


def report(figures: dict[str, Any]) -> str:
    """Return the figures as a table for people."""
    lines = [
        f"{'':10}{'question':10}{'districts':>10}{'answer':>9}{'seconds':>9}{'ms each':>9}{'queries':>9}"
        f"{'SELECT only':>13}{'ratio':>7}{'memory MB':>11}"
    ]
    for name, size in figures["sizes"].items():
        for each in QUESTIONS:
            found = size[each]
            lines.append(
                f"{name:10}{each:10}{found['units']:>10}{found['answer']:>9}{found['seconds']:>9.3f}"
                f"{1000 * found['seconds'] / found['units']:>9.2f}{found['queries']:>9}{found['select_seconds']:>13.3f}"
                f"{found['ratio']:>7.1f}{found['grown_mb']:>11.1f}"
            )
    for name, size in figures["sizes"].items():
        lines.append(f"{name:10}rows: " + ", ".join(f"{kind} {number}" for kind, number in size["rows"].items()))
    growth = ", ".join(f"{each} {times}" for each, times in figures["growth_when_doubled"].items())
    targets = figures["targets"]
    lines.append(
        f"Twice the districts, times the time: {growth}; target at most {targets['linear']}: "
        f"{'met' if targets['linear_met'] else 'MISSED'}."
    )
    lines.append(f"As many questions at every size: {'yes' if figures['questions_constant'] else 'NO'}.")
    return "\n".join(lines)
