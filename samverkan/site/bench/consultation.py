"""Benchmark of consultations: compiling long answers, importing an old report, and grouping texts that nearly agree.

Each size has a temporary database and two processes of its own, as the mirror's benchmark has. The baseline of every
figure is finding the words of the same text, in the same process.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from samverkan.site.bench.mirror import measured

STEPS = "samverkan.site.bench.consultation_steps"
DEEDS = ("compile", "import", "group")
SECONDS = {"compile": 10.0, "import": 2.0, "group": 5.0}
"""The targets, on two cores: 300 answers of ten pages to DOCX and PDF; a report of the size of the real one of 2023;
300 reservations that nearly agree."""


def run(say: Callable[[str], object]) -> dict[str, Any]:
    """Build and measure half the size and the whole; return figures, growth and targets."""
    sizes = {}
    for name in ("half", "whole"):
        say(f"consultation: {name} …")
        sizes[name] = measured(STEPS, name)
    return summed_up(sizes)


def summed_up(sizes: dict[str, Any]) -> dict[str, Any]:
    """Return the figures with growth when the size is doubled, and whether the targets are met."""
    half, whole = sizes["half"], sizes["whole"]
    return {
        "name": "consultation",
        "sizes": sizes,
        "growth_when_doubled": {
            each: round(whole[each]["seconds"] / max(half[each]["seconds"], 0.001), 2) for each in DEEDS
        }
        | {
            "processor": round(
                whole["compile"]["processor_seconds"] / max(half["compile"]["processor_seconds"], 0.001), 2
            )
        },
        "targets": {each: {"seconds": SECONDS[each], "met": whole[each]["seconds"] < SECONDS[each]} for each in DEEDS},
    }


def report(figures: dict[str, Any]) -> str:
    """Return the figures as a table for people."""
    lines = [f"{'':8}{'deed':10}{'million signs':>14}{'seconds':>9}{'words only':>12}{'ratio':>8}"]
    for name, size in figures["sizes"].items():
        for each in DEEDS:
            found = size[each]
            lines.append(
                f"{name:8}{each:10}{found['signs'] / 1_000_000:>14.2f}{found['seconds']:>9.3f}"
                f"{found['baseline_seconds']:>12.4f}{found['ratio']:>8.1f}"
            )
        made = size["compile"]
        lines.append(
            f"{'':8}of which: reading the tables {made['read_seconds']:.2f} s, blocks {made['compose_seconds']:.2f} s, "
            f"DOCX {made['docx_seconds']:.2f} s, PDF {made['pdf_seconds']:.2f} s; "
            f"processor {made['processor_seconds']:.2f} s, "
            f"memory {made['peak_mb']:.0f} MB, PDF {made['pdf_bytes'] / 1_000_000:.1f} MB"
        )
    growth = ", ".join(f"{each} {times}" for each, times in figures["growth_when_doubled"].items())
    lines.append(f"Twice as much, times the time: {growth}.")
    for each, target in figures["targets"].items():
        lines.append(f"Target for {each}: {target['seconds']} s: {'met' if target['met'] else 'MISSED'}.")
    return "\n".join(lines)
