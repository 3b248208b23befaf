"""The statutes that are mirrored, section by section, as data beside this file (verbatim; free of copyright)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Section:
    """A section (paragraf) of a statute. `number` is as lawyers cite it, without the sign."""

    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute with its number in the statute book. `read_on` is the day the text was taken from a mirror."""

    sfs: str
    title: str
    in_force_from: date
    read_on: date
    sections: tuple[Section, ...]
    update_months: int | None = None
    """How often the situation picture is updated at least (6 §)."""
    plan_needed_from: date | None = None
    """From which day a plan must be decided (transitional provisions)."""


@cache
def statute(name: str) -> Statute:
    """Return the statute of the file.

    >>> statute("act-2023-196").sections[5].text
    'Kommuner ska minst vartannat år uppdatera lägesbilden och följa upp åtgärdsplanen.'
    """
    read = tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
    return Statute(
        sfs=read["sfs"],
        title=read["title"],
        in_force_from=read["in_force_from"],
        read_on=read["read_on"],
        sections=tuple(Section(part["number"], part["heading"], part["text"]) for part in read["sections"]),
        update_months=read.get("update_months"),
        plan_needed_from=read.get("plan_needed_from"),
    )


def act() -> Statute:
    """Return Act 2023:196 on the responsibility of municipalities for crime prevention."""
    return statute("act-2023-196")


def reserved_for_boards() -> Statute:
    """Return ch. 6 s. 38 of the Local Government Act: what a board may not delegate (DEC-03)."""
    return statute("kl-6-38")
