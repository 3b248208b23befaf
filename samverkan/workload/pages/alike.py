"""Groups that resemble each other, to be dropped or merged (MEE-16)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.urls import reverse

from samverkan.groups.models import Group
from samverkan.workload.pages.common import Here, hours
from samverkan.workload.queries.ledger import Ledger
from samverkan.workload.rules.cost import Cost, total_by
from samverkan.workload.rules.groups import (
    Member,
    alike,
    subjects_of,
)
from samverkan.workload.words import Likeness


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two groups that resemble each other, and what would be saved if their meetings were one."""

    first: str
    first_address: str
    second: str
    second_address: str
    likeness: Likeness
    shared: int
    part: int
    subjects: str
    functions: tuple[str, ...]
    saved: str


@dataclass(frozen=True, slots=True)
class AlikePage:
    """Pairs of groups that resemble each other."""

    here: Here
    rows: Page[PairRow]
    pairs: int
    both: int
    saved: str
    saved_posts: str


def alike_rows(
    ledger: Ledger, groups: Sequence[Group], areas: Mapping[int, str], *, today: date
) -> tuple[list[PairRow], int]:
    """Return the pairs, and the minutes that the pairs with a subject in common would save.

    `areas` holds the priority area of working groups that were appointed for one. What would be saved is what the
    shared members spend in the group that costs them least: a group that is merged away spares them that. In the sum a
    group is merged with one other at most.
    """
    holders: dict[int, set[int]] = defaultdict(set)
    titles: dict[int, str] = {}
    for row in ledger.seats:
        if row.holder is not None and row.period.holds(today):
            holders[row.group].add(row.holder)
            titles.setdefault(row.holder, f"{ledger.title(row.unit, row.holder)}, {ledger.units[row.unit][0]}")
    by_key = {group.pk: group for group in groups}
    members = [
        Member(
            group.pk,
            frozenset(holders[group.pk]),
            subjects_of(group.name, group.unit.name) | ({areas[group.pk]} if group.pk in areas else frozenset()),
        )
        for group in groups
        if holders[group.pk]
    ]
    cost = total_by(ledger.lines, lambda call: (call.group, call.holder))
    rows, saved, paired = [], 0, set[int]()
    for pair in alike(members):
        shared = holders[pair.first] & holders[pair.second]
        spent = {
            key: sum(cost.get((key, holder), Cost()).total for holder in shared) for key in (pair.first, pair.second)
        }
        less = min(spent, key=lambda key: spent[key])
        if pair.likeness == Likeness.BOTH and not paired & {pair.first, pair.second}:
            paired |= {pair.first, pair.second}
            saved += spent[less]
        first, second = by_key[pair.first], by_key[pair.second]
        rows.append(
            PairRow(
                first=first.name,
                first_address=reverse("groups:group", args=[first.pk]),
                second=second.name,
                second_address=reverse("groups:group", args=[second.pk]),
                likeness=pair.likeness,
                shared=pair.shared,
                part=pair.part,
                subjects=", ".join(pair.subjects),
                functions=tuple(sorted(titles[holder] for holder in shared)),
                saved=hours(spent[less]),
            )
        )
    return rows, saved
