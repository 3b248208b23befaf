"""The generator and the checker that lie beside the repository, run as programs of their own where they are there."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


def folder() -> Path | None:
    """Return where the two lie, if they are here."""
    places = (up / "shared" / "planner" for up in Path(__file__).resolve().parents)
    return next((place for place in places if (place / "check.py").exists()), None)


needs_the_checker = pytest.mark.skipif(
    folder() is None, reason="the generator and the checker are not beside the repository (shared/planner)"
)


@dataclass(frozen=True)
class Verdict:
    """What the checker says: its exit status (0 feasible, 1 rules broken, 2 malformed) and its figures."""

    status: int
    figures: dict[str, Any]

    @property
    def total(self) -> int:
        """Return the objective."""
        return int(self.figures["objective"]["total"])


def generate(size: str, seed: int, into: Path, *, solution: Path | None = None) -> Path:
    """Make an instance, and for a planted size its optimal plan."""
    more = ["--solution", str(solution)] if solution else []
    _run("generate.py", "--size", size, "--seed", str(seed), "--out", str(into), *more).check_returncode()
    return into


def judge_outside(instance: Path, schedule: Path, *more: str) -> Verdict:
    """Let the checker judge a plan."""
    done = _run("check.py", str(instance), str(schedule), "--json", "--orgs", *more)
    return Verdict(done.returncode, json.loads(done.stdout) if done.stdout.startswith("{") else {})


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    here = folder()
    assert here is not None
    return subprocess.run(
        [sys.executable, str(here / program), *arguments], check=False, capture_output=True, text=True
    )
