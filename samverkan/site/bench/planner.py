"""Benchmark of the meeting planner, against the calendar habit and the proven bound in the same run.

The habit is what people do without a planner: every series on one weekday at one hour, holders only. Each size has a
process of its own, so that seconds, processor time and memory are those of a whole command. Towns are made up here,
or by the generator of the format (`--generator FOLDER`, a folder with `generate.py` and, to judge plans from outside,
`check.py`); files of other instances can be named as well.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from samverkan.planner.made_up import made_up_country, made_up_town
from samverkan.site.bench.planner_sizes import DISTRICTS, EVERY, GENERATED, OWN, TOWNS, Size, judged

STEPS = "samverkan.site.bench.planner_steps"
FILE_SECONDS = 60.0


class Unusable(Exception):
    """The benchmark cannot be run as it was asked for; the message says why."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for: sizes (all where none is named), seconds, seed, files of instances, and the tools' folder."""

    sizes: tuple[str, ...] = ()
    seconds: float | None = None
    bound_seconds: float | None = None
    """How long the bound is sought, the plan's time too; as long as the plan where nothing is said."""
    seed: int = 1
    files: tuple[Path, ...] = ()
    generator: Path | None = None

    def chosen(self) -> dict[str, Size]:
        """Return the sizes to plan, with their seconds; files beside them under their own names."""
        known = OWN if self.generator is None else GENERATED
        if self.generator is not None and not (self.generator / "generate.py").is_file():
            raise Unusable(f"There is no generate.py in {self.generator}.")
        if strange := [name for name in self.sizes if name not in known]:
            raise Unusable(f"There is no size {strange[0]!r}; there is: {', '.join(known)}.")
        names = self.sizes or (() if self.files else tuple(known))
        found = {name: known[name] for name in names}
        found |= {file.stem: Size(FILE_SECONDS, EVERY) for file in self.files}
        return {name: replace(size, seconds=self.seconds or size.seconds) for name, size in found.items()}


def run(say: Callable[[str], object], wanted: Wanted | None = None) -> dict[str, Any]:
    """Plan each size; return figures, ratios and targets."""
    wanted = wanted or Wanted()
    chosen = wanted.chosen()
    sizes: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, size in chosen.items():
            say(f"planner: {name}, {size.seconds:g} s …")
            sizes[name] = measured(Path(folder), name, size, wanted)
    targets = [each.as_json() for name, size in chosen.items() for each in judged(name, size, sizes[name])]
    return {"name": "planner", "sizes": sizes, "targets": targets}


def measured(folder: Path, name: str, size: Size, wanted: Wanted) -> dict[str, Any]:
    """Return one size's figures, measured in a process of its own."""
    file = next((file for file in wanted.files if file.stem == name), None)
    check = wanted.generator / "check.py" if wanted.generator else None
    order = {
        "instance": str(file or _made(folder, name, size, wanted)),
        "optimum": str(folder / f"{name}-optimum.json") if size.has_optimum else None,
        "check": str(check) if check and check.is_file() else None,
        "schedule": str(folder / f"{name}-schedule.json"),
        "one_by_one": size.one_by_one,
        "seconds": size.seconds,
        "bound_seconds": wanted.bound_seconds,
        "seed": wanted.seed,
    }
    return _answer([sys.executable, "-m", STEPS, "plan", json.dumps(order)])


def _made(folder: Path, name: str, size: Size, wanted: Wanted) -> Path:
    """Make the instance of that size, and its optimal plan where one is known."""
    out = folder / f"{name}.json"
    if wanted.generator is not None:
        more = ["--solution", str(folder / f"{name}-optimum.json")] if size.has_optimum else []
        made = [sys.executable, str(wanted.generator / "generate.py"), "--size", name, "--seed", str(wanted.seed)]
        subprocess.run([*made, "--out", str(out), *more], check=True, stdout=subprocess.DEVNULL)
        return out
    if name in DISTRICTS:
        raw = made_up_town(DISTRICTS[name], seed=wanted.seed, weeks=48, groups=8)
    else:
        raw = made_up_country(TOWNS, seed=wanted.seed, weeks=48, groups=6)
    out.write_text(json.dumps(raw), encoding="utf-8")
    return out


def _answer(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise Unusable(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "The planner ended unheard.")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def report(figures: dict[str, Any]) -> str:
    """Return the figures as tables for people."""
    sizes = figures["sizes"]
    lines = [
        f"{'':17}{'meetings':>9}{'habit':>9}{'broken':>7}{'first s':>8}{'plan':>9}{'broken':>7}{'of habit':>9}"
        f"{'bound':>9}{'gap':>7}{'optimum':>9}{'over':>7}{'wall s':>8}{'CPU s':>8}{'moves':>12}{'MB':>6}"
    ]
    for name, size in sizes.items():
        optimum, over = size.get("optimum"), size.get("over_optimum")
        lines.append(
            f"{name:17}{size['meetings']:>9}{size['habit']:>9}{size['habit_violations']:>7}{size['first_seconds']:>8.1f}"
            f"{size['objective']:>9}{size['violations']:>7}{size['of_habit']:>9.3f}{size['bound']:>9}{size['gap']:>7.1%}"
            f"{'–' if optimum is None else optimum:>9}{'–' if over is None else f'{over:.1%}':>7}"
            f"{size['wall_seconds']:>8.1f}{size['cpu_seconds']:>8.1f}{size['moves']:>12}{size['peak_mb']:>6.0f}"
        )
    for name, size in sizes.items():
        lines += [f"{name}: {line}" for line in _more(size)]
    for target in figures["targets"]:
        met = "met" if target["met"] else "MISSED" if target["possible"] else "MISSED, and proven impossible"
        lines.append(
            f"Target for {target['size']}: {target['figure']} at most {target['most']:g}: {target['found']:g}, {met}."
        )
    return "\n".join(lines)


def _more(size: dict[str, Any]) -> Iterator[str]:
    """Yield what is told beside the table."""
    trips = ", ".join(f"{name} {share:.2f}" for name, share in size["trips_of_habit"].items())
    yield f"trips of the habit's: {trips}."
    if "of_one_by_one" in size:
        yield (
            f"a meeting costs {size['of_one_by_one']:.2f} of what it costs where districts are planned one by one "
            f"({size['one_by_one_districts']} of them tried, as much time for each meeting)."
        )
    if replan := size.get("replan"):
        yield (
            f"a shared person away for three weeks, {replan['times']} times: {replan['violations']} rules broken, "
            f"{replan['touched']} meetings touched, {replan['moved']} moved, at most {replan['beyond']} others."
        )
        yield (
            f"planned anew in {replan['first_seconds']:.2f} s the first time, later at most {replan['seconds']:.2f} s "
            f"(CPU {replan['cpu_seconds']:.2f} s)."
        )
    if "adhoc_p95_seconds" in size:
        yield f"hours for nine people within three weeks: {size['adhoc_p95_seconds']:.3f} s (95th percentile)."
    if windows := size.get("windows"):
        yield f"windowed in {windows['seconds']:.1f} s, {windows['violations']} promises broken."
        for org, posts in size["posts"].items():
            yield (
                f"posts of {org}: {posts['today']:.2f} as today, {posts['coordinated']:.2f} coordinated, "
                f"{posts['windowed']:.2f} windowed."
            )
