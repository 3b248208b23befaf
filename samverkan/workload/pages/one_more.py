"""What one more group would cost, before there is one (MEE-14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samverkan.ui.forms import Form
from samverkan.workload.pages.common import Grounds, Here, function_address, hours, posts
from samverkan.workload.pages.costs import CLASHES
from samverkan.workload.queries.ledger import Ledger
from samverkan.workload.rules.collisions import collisions, week_minutes
from samverkan.workload.rules.cost import Call, Cost, priced, total_by
from samverkan.workload.rules.groups import (
    weeks_over,
)


@dataclass(frozen=True, slots=True)
class MoreRow:
    """What one more group would cost an organisation: now, more, and in all."""

    name: str
    seats: int
    more: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class StrainRow:
    """What one more group would do to a function's weeks and collisions."""

    title: str
    organisation: str
    address: str
    heavy_now: int
    heavy_then: int
    collisions: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What one more group would cost."""

    meetings: int
    hours: str
    posts: str
    rows: tuple[MoreRow, ...]
    strained: tuple[StrainRow, ...]
    passing: int
    clashes: int
    week_hours: int
    grounds: Grounds
    busiest: MoreRow | None
    year: int


@dataclass(frozen=True, slots=True)
class OneMorePage:
    """The question of one more group, and its answer when it has been asked."""

    here: Here
    start: Form
    form: Form | None
    answer: Answer | None
    unit: str
    unit_key: int
    has_units: bool
    propose_address: str


def answer_of(
    ledger: Ledger,
    this_year: Ledger,
    more: Sequence[Call],
    titles: Mapping[tuple[int, int], str],
    *,
    units: Mapping[int, str],
    may_change: bool,
) -> Answer:
    """Return what the calls of a group that is only thought of would cost beside what is there.

    Posts are compared with those of `this_year`; weeks and collisions with what is booked in the year ahead, the
    days of `ledger`.
    """
    lines = priced(more, ledger.around, ledger.journeys)
    added = total_by(lines, lambda call: call.unit)
    now = total_by(this_year.lines, lambda call: call.unit)
    fte_hours = ledger.basis.fte_hours
    seats: dict[int, set[int]] = defaultdict(set)
    for call in more:
        seats[call.unit].add(call.seat)
    ordered = sorted(added, key=lambda unit: (-added[unit].needed, units[unit]))
    rows = tuple(
        MoreRow(
            name=units[unit],
            seats=len(seats[unit]),
            more=hours(added[unit].needed),
            now=posts(now.get(unit, Cost()).needed, fte_hours),
            then=posts(now.get(unit, Cost()).needed + added[unit].needed, fte_hours),
        )
        for unit in ordered
    )
    booked = [*ledger.calls, *ledger.elsewhere]
    limit = 60 * ledger.basis.week_hours
    weeks = weeks_over(ledger.weeks, week_minutes(more), limit)
    thought = {call.meeting for call in more}
    clashes: dict[int, int] = defaultdict(int)
    for one in collisions([*booked, *more], ledger.journeys, ledger.basis.break_minutes):
        if one.kind in CLASHES and {one.first.meeting, one.second.meeting} & thought:
            clashes[one.holder] += 1
    named = {call.holder: call.unit for call in more if call.holder is not None}
    strained = tuple(
        StrainRow(
            title=titles.get((unit, holder), ""),
            organisation=units[unit],
            address=function_address(unit, holder),
            heavy_now=weeks[holder][0],
            heavy_then=weeks[holder][1],
            collisions=clashes[holder],
        )
        for holder, unit in sorted(named.items(), key=lambda one: (-clashes[one[0]], one[0]))
    )
    whole = Cost()
    for cost in added.values():
        whole += cost
    return Answer(
        meetings=len(thought),
        hours=hours(whole.needed),
        posts=posts(whole.needed, fte_hours),
        rows=rows,
        strained=strained,
        passing=sum(row.heavy_then > row.heavy_now for row in strained),
        clashes=sum(clashes.values()),
        week_hours=ledger.basis.week_hours,
        grounds=Grounds.of(ledger, whole, kinds={call.kind for call in more}, may_change=may_change),
        busiest=rows[0] if rows else None,
        year=this_year.first.year,
    )
