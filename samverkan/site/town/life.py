"""What has happened in the demo city so far."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from samverkan.groups.queries import actor_for
from samverkan.priorities.queries import area_list_on
from samverkan.priorities.services import load_area_lists
from samverkan.site.town.agreements import build_agreements
from samverkan.site.town.appointments import build_appointments
from samverkan.site.town.calendar import build_calendar
from samverkan.site.town.consultations import build_consultations
from samverkan.site.town.groups import Groups, People
from samverkan.site.town.habits import build_habits
from samverkan.site.town.planning import build_planning, warm_up
from samverkan.site.town.stories import build_stories
from samverkan.site.town.structure import Structure
from samverkan.site.town.thread import build_thread


def build_life(
    structure: Structure, people: People, groups: Groups, *, today: date, progress: Callable[[str], Any]
) -> None:
    """Store areas, agreements, appointments, meetings and a few stories that are still open."""
    compiled = warm_up()
    load_area_lists(by=actor_for(people.account("central").pk, on=today), municipality=structure.city)
    listed = area_list_on(structure.city.pk, today)
    areas = {area.number: area for area in listed.areas.all()} if listed else {}
    progress("  prioriterade områden")
    agreements = build_agreements(structure, people, today=today)
    progress("  överenskommelser")
    build_thread(structure, people, areas, today=today, progress=progress)
    build_appointments(structure, groups, areas, today=today)
    meetings = build_calendar(groups, today=today)
    build_habits(structure, people, groups)
    progress("  möten och beslut")
    build_stories(structure, people, groups, agreements, meetings, today=today)
    progress("  pågående ärenden")
    build_consultations(structure, people, agreements, today=today)
    progress("  remisser")
    build_planning(structure, people, groups, today=today, compiled=compiled)
    progress("  mötesplaner för nästa år")
