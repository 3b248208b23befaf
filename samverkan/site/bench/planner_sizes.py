"""What the planner's benchmark plans, how long each may take, and what each must show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Target:
    """The most that a figure may be. It is judged from so many seconds on, and for one `seed` alone if that is said."""

    figure: str
    most: float
    seconds: float = 0.0
    seed: int | None = None


@dataclass(frozen=True)
class Size:
    """An instance to plan: its seconds, the whole command counted, and its targets beside those of all."""

    seconds: float
    targets: tuple[Target, ...] = ()
    has_optimum: bool = False
    one_by_one: bool = False
    """Whether its districts are municipalities, which are planned one by one as well, to compare with."""


EVERY = (
    Target("violations", 0),
    Target("first_seconds", 10.0),
    Target("replan.violations", 0),
    Target("replan.beyond", 3),
    Target("replan.first_seconds", 5.0),
    Target("replan.seconds", 5.0),
    Target("windows.violations", 0),
    Target("adhoc_p95_seconds", 1.0),
)
COUNTRY = (
    Target("violations", 0),
    Target("wall_seconds", 600.0),
    Target("peak_mb", 6 * 1024.0),
    Target("of_one_by_one", 1.10),
)
OWN = {
    "district": Size(10.0, EVERY),
    "town": Size(20.0, EVERY),
    "city": Size(60.0, EVERY),
    "country": Size(60.0, COUNTRY, one_by_one=True),
}
"""Made up here: one district, four and eleven with eight groups each, and twenty towns that share nobody."""
DISTRICTS = {"district": 1, "town": 4, "city": 11}
TOWNS = 20
GENERATED = {
    "micro": Size(60.0, (*EVERY, Target("gap", 0.10, 60))),
    "district": Size(30.0, (*EVERY, Target("objective", 20_500, 30, seed=1))),
    "planted-district": Size(30.0, (Target("violations", 0), Target("over_optimum", 0.005, 30)), has_optimum=True),
    "stockholm": Size(
        60.0,
        (
            *EVERY,
            Target("objective", 245_000, 60, seed=1),
            Target("trips_of_habit.shared", 0.70, 60),
            Target("trips_of_habit.trafikkontoret", 0.55, 60),
            Target("windows.posts.trafikkontoret", 1.0, 60),
            Target("gap", 0.25, 300),
        ),
    ),
    "planted": Size(60.0, (*EVERY, Target("over_optimum", 0.02, 60)), has_optimum=True),
    "county": Size(60.0, (*EVERY, Target("of_one_by_one", 1.10)), one_by_one=True),
    "national": Size(600.0, COUNTRY, one_by_one=True),
    "planted-national": Size(600.0, (*COUNTRY[:3], Target("over_optimum", 0.05, 600)), has_optimum=True),
}
"""Made by the generator of the format, where its folder is named."""


@dataclass(frozen=True)
class Judged:
    """A target, what was measured, what no plan can be below, and whether the target is met."""

    size: str
    target: Target
    found: float
    least: float = 0.0

    @property
    def is_possible(self) -> bool:
        """Say whether a plan could meet the target, as far as is proven."""
        return self.least <= self.target.most

    @property
    def is_met(self) -> bool:
        """Say whether the figure is small enough."""
        return self.found <= self.target.most

    def as_json(self) -> dict[str, Any]:
        """Return JSON values."""
        most, figure = self.target.most, self.target.figure
        known = {"met": self.is_met, "possible": self.is_possible}
        return {"size": self.size, "figure": figure, "most": most, "found": self.found, **known}


def judged(name: str, size: Size, figures: dict[str, Any]) -> Iterator[Judged]:
    """Yield the size's targets that apply: those for its seed, in time enough, whose figure was measured."""
    for target in size.targets:
        if figures["seconds"] < target.seconds or target.seed not in (None, figures["seed"]):
            continue
        found: Any = figures
        for key in target.figure.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        if found is not None:
            least = figures["bound"] if target.figure == "objective" else 0.0
            yield Judged(name, target, float(found), float(least))
