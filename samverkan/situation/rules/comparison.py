"""Two frozen pictures compared, so that a person can be told in words what changed (field study, F2).

Things are recognised by their keys. Comparing a version with itself says nothing; swapping the two turns each change
into its opposite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from samverkan.ground.words import Word
from samverkan.situation.rules.snapshot import FrozenProblem, FrozenStatement, FrozenTable, Snapshot
from samverkan.situation.words import Agreement


class ChangeKind(Word):
    """What happened to a thing between two versions."""

    PROBLEM_NEW = "problem_new", "New problems"
    PROBLEM_GONE = "problem_gone", "Problems no longer there"
    PROBLEM_RAISED = "problem_raised", "Problems given higher priority"
    PROBLEM_LOWERED = "problem_lowered", "Problems given lower priority"
    AREA_NOW_TOUCHED = "area_now_touched", "Areas that are now touched"
    AREA_NOT_TOUCHED = "area_not_touched", "Areas that are no longer touched"
    STATEMENT_NEW = "statement_new", "New statements"
    STATEMENT_GONE = "statement_gone", "Statements no longer there"
    STATEMENT_CHANGED = "statement_changed", "Statements with other words"
    NOW_AGREED = "now_agreed", "What the parties now agree on"
    NOW_DISAGREED = "now_disagreed", "What the parties no longer agree on"
    INDICATOR_NEW = "indicator_new", "New indicators"
    INDICATOR_GONE = "indicator_gone", "Indicators no longer used"
    INDICATOR_SOURCE = "indicator_source", "Indicators with another source"
    TABLE_NEW = "table_new", "New tables"
    TABLE_GONE = "table_gone", "Tables no longer there"
    TABLE_CHANGED = "table_changed", "Tables with other figures"
    DELIMITATION = "delimitation", "Another geography"


PAIRS = (
    (ChangeKind.PROBLEM_NEW, ChangeKind.PROBLEM_GONE),
    (ChangeKind.PROBLEM_RAISED, ChangeKind.PROBLEM_LOWERED),
    (ChangeKind.AREA_NOW_TOUCHED, ChangeKind.AREA_NOT_TOUCHED),
    (ChangeKind.STATEMENT_NEW, ChangeKind.STATEMENT_GONE),
    (ChangeKind.NOW_AGREED, ChangeKind.NOW_DISAGREED),
    (ChangeKind.INDICATOR_NEW, ChangeKind.INDICATOR_GONE),
    (ChangeKind.TABLE_NEW, ChangeKind.TABLE_GONE),
)
OPPOSITE: dict[ChangeKind, ChangeKind] = dict(PAIRS) | {other: one for one, other in PAIRS}
"""What a change is called when the two versions change places; the others are called the same."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: `name` is what it is called, `before` and `after` how it stood."""

    kind: ChangeKind
    name: str
    before: str = ""
    after: str = ""

    def opposite(self) -> Change:
        """Return the change as seen from the other version."""
        return Change(OPPOSITE.get(self.kind, self.kind), self.name, self.after, self.before)


Thing = TypeVar("Thing")


def _both(
    before: Iterable[Thing], after: Iterable[Thing], key: Callable[[Thing], int]
) -> tuple[list[Thing], list[Thing], list[tuple[Thing, Thing]]]:
    """Return what is only before, what is only after, and the pairs, each in the order of the key."""
    old, new = {key(one): one for one in before}, {key(one): one for one in after}
    gone = [old[one] for one in sorted(old.keys() - new.keys())]
    came = [new[one] for one in sorted(new.keys() - old.keys())]
    return gone, came, [(old[one], new[one]) for one in sorted(old.keys() & new.keys())]


def compare(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Return what changed from one version to the other, in the order of `ChangeKind`."""
    found: list[Change] = []
    if before.delimitation != after.delimitation:
        found.append(Change(ChangeKind.DELIMITATION, "", before.delimitation, after.delimitation))
    found += _problems(before.problems, after.problems)
    found += _areas(before, after)
    found += _statements(before.statements, after.statements)
    gone, came, kept = _both(before.indicators, after.indicators, lambda one: one.key)
    found += [Change(ChangeKind.INDICATOR_GONE, one.name) for one in gone]
    found += [Change(ChangeKind.INDICATOR_NEW, one.name) for one in came]
    found += [
        Change(ChangeKind.INDICATOR_SOURCE, new.name, old.source, new.source)
        for old, new in kept
        if old.source != new.source
    ]
    found += _tables(before.tables, after.tables)
    order = {kind: place for place, kind in enumerate(ChangeKind)}
    return tuple(sorted(found, key=lambda change: order[change.kind]))


def _problems(before: Iterable[FrozenProblem], after: Iterable[FrozenProblem]) -> list[Change]:
    gone, came, kept = _both(before, after, lambda one: one.key)
    found = [Change(ChangeKind.PROBLEM_GONE, one.title) for one in gone]
    found += [Change(ChangeKind.PROBLEM_NEW, one.title) for one in came]
    old_places, new_places = _places(old for old, _ in kept), _places(new for _, new in kept)
    for old, new in kept:
        was, now = old_places[old.key], new_places[new.key]
        if old.is_prioritised != new.is_prioritised:
            kind = ChangeKind.PROBLEM_RAISED if new.is_prioritised else ChangeKind.PROBLEM_LOWERED
        elif was is None or now is None or was == now:
            continue
        else:
            kind = ChangeKind.PROBLEM_RAISED if now < was else ChangeKind.PROBLEM_LOWERED
        found.append(Change(kind, new.title, "" if was is None else str(was), "" if now is None else str(now)))
    return found


def _places(problems: Iterable[FrozenProblem]) -> Mapping[int, int | None]:
    """Return the places among the problems of both versions, so that a new one on top does not lower the others."""
    problems = list(problems)
    ordered = sorted((one.place, one.key) for one in problems if one.place is not None)
    places = {key: place for place, (_, key) in enumerate(ordered, start=1)}
    return {one.key: places.get(one.key) for one in problems}


def _areas(before: Snapshot, after: Snapshot) -> list[Change]:
    old, new = ({one.area for one in version.statements if one.area} for version in (before, after))
    found = [Change(ChangeKind.AREA_NOT_TOUCHED, name) for name in sorted(old - new)]
    return found + [Change(ChangeKind.AREA_NOW_TOUCHED, name) for name in sorted(new - old)]


def _statements(before: Iterable[FrozenStatement], after: Iterable[FrozenStatement]) -> list[Change]:
    gone, came, kept = _both(before, after, lambda one: one.key)
    again = _written_again(gone, came)
    kept += again
    gone = [one for one in gone if one not in {old for old, _ in again}]
    came = [one for one in came if one not in {new for _, new in again}]
    found = [Change(ChangeKind.STATEMENT_GONE, one.area, before=one.text) for one in gone]
    found += [Change(ChangeKind.STATEMENT_NEW, one.area, after=one.text) for one in came]
    for old, new in kept:
        if old.text != new.text:
            found.append(Change(ChangeKind.STATEMENT_CHANGED, new.area, old.text, new.text))
        was, now = old.agreement == Agreement.DISAGREED, new.agreement == Agreement.DISAGREED
        if was != now:
            kind = ChangeKind.NOW_DISAGREED if now else ChangeKind.NOW_AGREED
            found.append(Change(kind, new.area, old.text, new.text))
    return found


def _written_again(
    gone: Iterable[FrozenStatement], came: Iterable[FrozenStatement]
) -> list[tuple[FrozenStatement, FrozenStatement]]:
    """Pair what is said in the same words about the same thing: written anew, it has neither gone nor come."""
    waiting: dict[tuple[str, ...], list[FrozenStatement]] = {}
    for new in came:
        waiting.setdefault((new.block, new.area, new.place, new.text), []).append(new)
    found = []
    for old in gone:
        same = waiting.get((old.block, old.area, old.place, old.text))
        if same:
            found.append((old, same.pop(0)))
    return found


def _tables(before: Iterable[FrozenTable], after: Iterable[FrozenTable]) -> list[Change]:
    """Tables are recognised by what they count: each year's is a new one with a new period."""
    old, new = ({one.title: one for one in tables} for tables in (before, after))
    found = [Change(ChangeKind.TABLE_GONE, title) for title in sorted(old.keys() - new.keys())]
    found += [Change(ChangeKind.TABLE_NEW, title) for title in sorted(new.keys() - old.keys())]
    for title in sorted(old.keys() & new.keys()):
        was, now = old[title], new[title]
        if (was.period, was.cells) != (now.period, now.cells):
            found.append(Change(ChangeKind.TABLE_CHANGED, title, was.period, now.period))
    return found


def block_text(snapshot: Snapshot, block: str, area: str) -> str:
    """Return the statements of a block and area as one text, for a comparison word by word."""
    return "\n".join(
        one.text
        for one in sorted(snapshot.statements, key=lambda one: one.key)
        if (one.block, one.area) == (block, area)
    )
