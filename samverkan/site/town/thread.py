"""The demo's red thread over two years, district by district, told by the product's own deeds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import now

from samverkan.causes.models import Cause
from samverkan.groups.queries import actor_for
from samverkan.measures.models import Plan
from samverkan.notices.models import Notice
from samverkan.priorities.models import Area
from samverkan.site.town.agreements import DRAFTED, PICTURES, STARTS
from samverkan.site.town.analyses import build_analysis
from samverkan.site.town.groups import People
from samverkan.site.town.numbers import Numbers, build_numbers
from samverkan.site.town.pictures import District, build_picture, build_places, decide_picture
from samverkan.site.town.plans import build_plan, deliver
from samverkan.site.town.results import build_results, compiled_year
from samverkan.site.town.structure import Structure

UNANALYSED = "bromma"
"""The district whose first problem lacks an analysis, so that the city's picture has something to find."""


def build_thread(
    structure: Structure, people: People, areas: dict[int, Area], *, today: date, progress: Callable[[str], Any]
) -> dict[str, District]:
    """Store figures for the whole city, two years of work in each district, and what came of it."""
    central = actor_for(people.account("central").pk, on=today)
    numbers = build_numbers(structure, people, areas, central, today=today)
    progress("  mål, indikatorer och mätvärden")
    districts = {}
    plans: dict[str, dict[int, Plan]] = {}
    for key, unit in structure.districts.items():
        district = District(key, unit, people, today)
        districts[key] = district
        build_places(district, structure)
        if key in PICTURES:
            plans[key] = _two_years(district, structure, areas, numbers)
        elif key == DRAFTED:
            build_picture(district, areas, numbers, year=today.year, opened_on=today - timedelta(days=60))
    progress("  lägesbilder, orsaker och åtgärder i två år")
    build_results(structure, people, districts, plans, numbers, today=today)
    _read_what_is_old()
    progress("  uppföljning, rapporter och sammanställning")
    return districts


def _two_years(district: District, structure: Structure, areas: dict[int, Area], numbers: Numbers) -> dict[int, Plan]:
    """Write last year's and this year's picture, causes and plan, as far as the agreement was in force."""
    today = district.today
    latest = today - timedelta(days=PICTURES[district.key])
    decided = [day for day in (latest - timedelta(days=365), latest) if day > STARTS[district.key]]
    causes: dict[str, dict[str, Cause]] = {}
    for day in decided:
        picture = build_picture(district, areas, numbers, year=day.year, opened_on=day - timedelta(days=45))
        what_is_new = "Årlig revidering. Två nya källor och ett lyft problem."
        decide_picture(district, picture, on=day, what_is_new=what_is_new)
        for text in district.texts[1 if district.key == UNANALYSED else 0 : 3]:
            if text.title not in causes:
                causes[text.title] = build_analysis(district, text, structure, numbers, on=day - timedelta(days=30))
    if decided[-1].year < today.year:
        opened = min(today, max(date(today.year, 1, 15), decided[-1]))
        build_picture(district, areas, numbers, year=today.year, opened_on=opened)
    plans = {}
    for year in (compiled_year(today), compiled_year(today) + 1):
        decided_on = max(date(year, 2, 20), STARTS[district.key] + timedelta(days=1), decided[0] + timedelta(days=1))
        if decided_on.year == year and decided_on < today:
            plan = build_plan(district, structure, areas, numbers, causes, year=year, decided_on=decided_on)
            share = 0.9 if year == compiled_year(today) else 0.6
            deliver(district, plan, share=share, until=min(today, date(year, 12, 15)))
            plans[year] = plan
    return plans


def _read_what_is_old() -> None:
    """Two years of notices were all sent while the town was built: what lies behind has been read."""
    Notice.objects.filter(read_at=None, receipt_wanted=False).update(read_at=now())
