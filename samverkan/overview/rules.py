"""What comes first in a week. Plain values in, plain values out; the day is an argument."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from samverkan.overview.words import Deed, Urgency

SOON = timedelta(days=28)
"""So far ahead the page looks beyond the week."""
RANK = {urgency: rank for rank, urgency in enumerate(Urgency)}
DEED_RANK = {deed: rank for rank, deed in enumerate(Deed)}
GATHERED_FROM = 4
"""So many things of one kind are one line: three can be read one by one, a screen of them hides the rest."""
AT_ONCE = frozenset({Urgency.LATE, Urgency.THIS_WEEK})


@dataclass(frozen=True, slots=True)
class Task:
    """One thing a person is asked to do. `due` is the last day; none where no day is set.

    `about` is the day of what it is done with, where two things of the same name must be told apart. `count` is how
    many things a gathered task stands for; its title is then empty.
    """

    deed: Deed
    title: str
    where: str
    address: str
    due: date | None = None
    about: date | None = None
    count: int = 1


def monday_of(day: date) -> date:
    """Return the Monday of the day's week.

    >>> monday_of(date(2026, 3, 10))
    datetime.date(2026, 3, 9)
    """
    return day - timedelta(days=day.weekday())


def urgency(due: date | None, today: date) -> Urgency:
    """Tell how near the day is: a week ends on its Sunday, and what is due today is not late.

    >>> urgency(date(2026, 3, 15), today=date(2026, 3, 10)).value
    'this_week'
    """
    if due is None:
        return Urgency.NO_DAY
    if due < today:
        return Urgency.LATE
    if due < monday_of(today) + timedelta(days=7):
        return Urgency.THIS_WEEK
    return Urgency.SOON if due <= today + SOON else Urgency.LATER


def in_order(tasks: Iterable[Task], today: date) -> tuple[Task, ...]:
    """Return the tasks, the most urgent first: by urgency, then day, then kind of deed, then title."""
    return tuple(
        sorted(
            tasks,
            key=lambda task: (
                RANK[urgency(task.due, today)],
                task.due or date.max,
                DEED_RANK[task.deed],
                task.title,
                task.where,
            ),
        )
    )


def divide(tasks: Iterable[Task], today: date) -> tuple[tuple[Task, ...], tuple[Task, ...]]:
    """Return what is to be done now (late or due this week) and what is coming or waits without a day, in order.

    What is due later than `SOON` ahead is left out: it is not of this week, and has its place in its own list.
    """
    ordered = in_order(tasks, today)
    now = tuple(task for task in ordered if urgency(task.due, today) in AT_ONCE)
    coming = tuple(task for task in ordered if urgency(task.due, today) in {Urgency.SOON, Urgency.NO_DAY})
    return now, coming


def days_late(due: date | None, today: date) -> int:
    """Return for how many days it has been late, 0 when it is not."""
    return max(0, (today - due).days) if due else 0


def days_shown(today: date, busy: Iterable[date]) -> tuple[date, ...]:
    """Return the days of the week to draw: Monday to Friday, and a Saturday or Sunday on which something is held."""
    monday, busy = monday_of(today), set(busy)
    week = [monday + timedelta(days=number) for number in range(7)]
    return tuple(day for number, day in enumerate(week) if number < 5 or day in busy)


def gathered(tasks: Iterable[Task], lists: Mapping[Deed, str]) -> tuple[Task, ...]:
    """Return the tasks, those of one deed as one where there are many; `lists` says which deeds, and where they are.

    The one is due when the first of them is, so that nothing late looks less so. Tasks of other deeds stay as they are.
    """
    by_deed: dict[Deed, list[Task]] = {}
    for task in tasks:
        by_deed.setdefault(task.deed, []).append(task)
    found: list[Task] = []
    for deed, ones in by_deed.items():
        if deed not in lists or len(ones) < GATHERED_FROM:
            found += ones
            continue
        first = min((task.due for task in ones if task.due), default=None)
        found.append(Task(deed, "", "", lists[deed], first, count=len(ones)))
    return tuple(found)
