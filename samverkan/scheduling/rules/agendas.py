"""Standing agendas on their way to the planner: from seats as groups name them to seats of an instance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from samverkan.meetings.words import ItemPlace
from samverkan.planner.agenda import FIRST, LAST, Agenda, Item
from samverkan.planner.schedule import Key
from samverkan.scheduling.rules.facts import AgendaFact

AT = {ItemPlace.FIRST: FIRST, ItemPlace.LAST: LAST, ItemPlace.ANYWHERE: ""}

AgendaRow = list[list[Any]]
"""An agenda as JSON values: for each item title, minutes, ids of the seats it needs, and where it stands."""


def agenda_row(agenda: AgendaFact, seats: Mapping[int, str]) -> tuple[AgendaRow, list[str]]:
    """Return the agenda for the seats that are planned (key to id), and the items that name none of them.

    An item that names no seat needs all. Seats that all of the meeting concerns are needed by every item. An item whose
    seats are gone needs nobody, and both parties see to it.
    """
    everybody = sorted(set(seats.values()))
    always = {seats[key] for key in agenda.whole if key in seats}
    rows: AgendaRow = []
    orphans = []
    for line in agenda.lines:
        named = {seats[key] for key in line.seats if key in seats}
        if line.seats and not named:
            orphans.append(line.title)
        needs = sorted(named | always) if line.seats else everybody
        rows.append([line.title, line.minutes, needs, AT[line.place]])
    return rows, orphans


def written_agendas(kept: Mapping[str, AgendaRow], keys: Iterable[Key]) -> dict[Key, Agenda]:
    """Return the agendas of the meetings whose groups have written one."""
    agendas = {
        name: tuple(Item(title, minutes, frozenset(needs), at) for title, minutes, needs, at in rows)
        for name, rows in kept.items()
    }
    return {key: agendas[key[0]] for key in keys if key[0] in agendas}
