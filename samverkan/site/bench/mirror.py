"""Benchmark of the mirror: all rules over a city and over a country, against plain SELECTs of the same rows.

Each size has a temporary database and two processes of its own: one builds, one measures, so that the memory
stated is that of judging. The user's database is never opened.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STEPS = "samverkan.site.bench.steps"
CITY_SECONDS = 1.0
COUNTRY_SECONDS = 20.0
"""The targets, on two cores."""


def run(say: Callable[[str], object]) -> dict[str, Any]:
    """Build and measure the city, half a country and the country; return figures, ratios and targets."""
    sizes = {}
    for name in ("city", "half_country", "country"):
        say(f"mirror: {name} …")
        sizes[name] = measured(STEPS, name)
    half, whole = sizes["half_country"], sizes["country"]
    return {
        "name": "mirror",
        "sizes": sizes,
        "growth_when_doubled": {
            "seconds": round(whole["seconds"] / half["seconds"], 2),
            "memory": round(whole["grown_mb"] / max(half["grown_mb"], 0.1), 2),
        },
        "targets": {
            "city_seconds": CITY_SECONDS,
            "city_met": sizes["city"]["seconds"] < CITY_SECONDS,
            "country_seconds": COUNTRY_SECONDS,
            "country_met": whole["seconds"] < COUNTRY_SECONDS,
        },
    }


def report(figures: dict[str, Any]) -> str:
    """Return the figures as a table for people."""
    lines = [
        f"{'':14}{'agreements':>11}{'groups':>8}{'meetings':>10}{'findings':>10}{'seconds':>9}{'queries':>9}"
        f"{'SELECT only':>13}{'ratio':>7}{'memory MB':>11}{'5 years s':>11}"
    ]
    for name, size in figures["sizes"].items():
        rows = size["rows"]
        lines.append(
            f"{name:14}{rows['agreements']:>11}{rows['groups']:>8}{rows['meetings']:>10}{size['findings']:>10}"
            f"{size['seconds']:>9.3f}{size['queries']:>9}{size['select_seconds']:>13.3f}{size['ratio']:>7.1f}"
            f"{size['grown_mb']:>11.1f}{size['five_years_seconds']:>11.3f}"
        )
    growth, targets = figures["growth_when_doubled"], figures["targets"]
    lines.append(f"Twice the country: {growth['seconds']} times the time, {growth['memory']} times the memory.")
    lines.append(
        f"Targets: city < {targets['city_seconds']} s: {'met' if targets['city_met'] else 'MISSED'}; "
        f"country < {targets['country_seconds']} s: {'met' if targets['country_met'] else 'MISSED'}."
    )
    return "\n".join(lines)


def measured(steps: str, name: str) -> dict[str, Any]:
    """Build a size and measure it, each step of the module in a process of its own; return rows and figures."""
    with tempfile.TemporaryDirectory(prefix="samverkan-bench-") as folder:
        rows = _in_own_process(steps, "build", name, Path(folder))
        return {"rows": rows, **_in_own_process(steps, "measure", name, Path(folder))}


def _in_own_process(steps: str, step: str, name: str, folder: Path) -> dict[str, Any]:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "SAMVERKAN_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "samverkan.site.settings",
        "SAMVERKAN_DEBUG": "0",
    }
    done = subprocess.run(
        [sys.executable, "-m", steps, step, name],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def peak_mb() -> float:
    """Return the most memory this process has held, in MB (resident set; Linux counts in kB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / 1024 if sys.platform == "darwin" else peak / 1024


def timed(deed: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds the deed took, and its answer."""
    start = time.perf_counter()
    answer = deed()
    return time.perf_counter() - start, answer
