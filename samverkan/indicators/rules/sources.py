"""Where figures come from, and what changed about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from samverkan.indicators.words import SourceChange


@dataclass(frozen=True, slots=True)
class SourceOf:
    """The source of an indicator's reading at some time."""

    publisher: str
    title: str
    year: int


@dataclass(frozen=True, slots=True)
class ChangedSource:
    """What changed about an indicator's source; a missing side means that it was not measured then."""

    indicator: str
    change: SourceChange
    before: SourceOf | None
    after: SourceOf | None


def change_of(before: SourceOf | None, after: SourceOf | None) -> SourceChange | None:
    """Tell what changed between two sources of the same indicator, or nothing."""
    if before == after:
        return None
    if before is None:
        return SourceChange.NEW
    if after is None:
        return SourceChange.GONE
    same = all(
        ours.casefold() == theirs.casefold()
        for ours, theirs in ((before.publisher, after.publisher), (before.title, after.title))
    )
    return SourceChange.EDITION if same else SourceChange.OTHER


def changed_sources(before: Mapping[str, SourceOf], after: Mapping[str, SourceOf]) -> tuple[ChangedSource, ...]:
    """Return what changed between two pictures, each a source by the indicator's name, in the order of names."""
    found = []
    for name in sorted(set(before) | set(after)):
        change = change_of(before.get(name), after.get(name))
        if change is not None:
            found.append(ChangedSource(name, change, before.get(name), after.get(name)))
    return tuple(found)
