"""What the pages of places are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext, gettext_noop

from samverkan.audit.models import Entry
from samverkan.places.forms import FilterForm
from samverkan.places.models import Classification, ContextFact, Place, PlaceCount
from samverkan.places.rules import LIMIT, Counted, Drawing, change_since, drawing_of, is_suppressed
from samverkan.places.words import AreaClass, BuiltFactor, ProblemType
from samverkan.ui.pages import Event

EVENTS = {
    "places.registered": gettext_noop("The place was registered"),
    "places.changed": gettext_noop("What is said of the place was changed"),
    "places.coordinator_named": gettext_noop("A coordinating function was named"),
    "places.classified": gettext_noop("The police's classification was noted"),
    "places.closed": gettext_noop("The place is no longer followed"),
    "places.reopened": gettext_noop("The place is followed again"),
}
"""What the trail's events are called in a place's history."""

NO_COORDINATOR = gettext_noop("Nobody coordinates the place any longer")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the list."""

    pk: int
    name: str
    unit: str
    problems: tuple[ProblemType, ...]
    factors: tuple[BuiltFactor, ...]
    coordinator: str
    area_class: AreaClass | None
    at_risk: bool
    closed_on: date | None

    @classmethod
    def of(cls, place: Any) -> PlaceRow:
        """Return the row of a place of `queries.listed_places`, which brings `area_class`."""
        return cls(
            pk=place.pk,
            name=place.name,
            unit=place.unit.name,
            problems=tuple(ProblemType(kind) for kind in place.problem_types),
            factors=tuple(factor for factor in BuiltFactor if factor.value in place.built_factors),
            coordinator=place.coordinator_title,
            area_class=AreaClass(place.area_class) if place.area_class else None,
            at_risk=place.at_risk,
            closed_on=place.closed_on,
        )


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """The register of places."""

    filters: FilterForm
    paging: Page[Any]
    rows: tuple[PlaceRow, ...]
    query: str
    is_narrowed: bool
    lacking: int
    """How many followed places that the reader sees lack a coordinator, whatever the filter."""
    may_register: bool


@dataclass(frozen=True, slots=True)
class CountRow:
    """One count, as it may be shown."""

    pk: int
    on: date
    number: int
    is_suppressed: bool
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class CountSeries:
    """All counts of one thing, as picture and as rows (SIT-22)."""

    problem_type: ProblemType
    drawing: Drawing
    rows: tuple[CountRow, ...]
    earlier: CountRow | None
    last: CountRow
    limit: int = LIMIT

    @classmethod
    def of(cls, problem_type: ProblemType, counts: Sequence[PlaceCount], *, today: date) -> CountSeries:
        """Return the series; `counts` are of this type and at least one."""
        plain = [Counted(count.on, count.number) for count in counts]
        rows = {
            count.on: CountRow(
                count.pk, count.on, count.number, is_suppressed(problem_type, count.number), count.source, count.note
            )
            for count in counts
        }
        drawing = drawing_of(plain, problem_type)
        assert drawing is not None
        change = change_since(plain, on=today)
        newest = tuple(sorted(rows.values(), key=lambda row: row.on, reverse=True))
        return cls(problem_type, drawing, newest, rows[change[0].on] if change else None, newest[0])


@dataclass(frozen=True, slots=True)
class Seen:
    """A built-environment factor and what was seen of it (SIT-15)."""

    factor: BuiltFactor
    text: str


@dataclass(frozen=True, slots=True)
class PlacePage:
    """Platskortet: one place, who coordinates it and what has been seen there."""

    place: Place
    problems: tuple[ProblemType, ...]
    seen: tuple[Seen, ...]
    owners: tuple[Any, ...]
    classifications: tuple[Classification, ...]
    area_class: AreaClass | None
    series: tuple[CountSeries, ...]
    history: tuple[Event, ...]
    may_keep: bool

    @classmethod
    def of(
        cls,
        place: Place,
        *,
        owners: Iterable[Any],
        classifications: Sequence[Classification],
        counts: Sequence[PlaceCount],
        history: Iterable[Entry],
        may_keep: bool,
        today: date,
    ) -> PlacePage:
        """Return the page. `counts` come in the order of their types."""
        return cls(
            place=place,
            problems=tuple(ProblemType(kind) for kind in place.problem_types),
            seen=tuple(
                Seen(factor, place.built_factors[factor.value])
                for factor in BuiltFactor
                if factor.value in place.built_factors
            ),
            owners=tuple(owners),
            classifications=tuple(classifications),
            area_class=AreaClass(classifications[0].area_class) if classifications else None,
            series=tuple(
                CountSeries.of(ProblemType(kind), list(rows), today=today)
                for kind, rows in groupby(counts, key=lambda count: count.problem_type)
            ),
            history=tuple(event_of(entry) for entry in history),
            may_keep=may_keep,
        )


def event_of(entry: Entry) -> Event:
    """Return a line of the history. It says what was done, not who by: the trail keeps that."""
    details = entry.details
    title = gettext(EVENTS.get(entry.event, entry.event))
    text = ""
    if entry.event == "places.coordinator_named":
        title, text = (
            (title, f"{details['title']}, {details['unit']}") if details["title"] else (gettext(NO_COORDINATOR), "")
        )
    elif entry.event == "places.classified":
        text = f"{gettext(AreaClass(details['class']).label)}. {details['source']}"
    elif entry.event == "places.closed":
        text = details["why"]
    return Event(day=entry.at.date(), title=title, text=text)


@dataclass(frozen=True, slots=True)
class FactGroup:
    """One thing that frames the work, with what holds now and what held before."""

    name: str
    now: ContextFact
    before: tuple[ContextFact, ...]

    @classmethod
    def all_of(cls, facts: Iterable[ContextFact]) -> tuple[FactGroup, ...]:
        """Return the groups; the facts come by name and the latest first."""
        found = []
        for name, rows in groupby(facts, key=lambda fact: fact.name):
            now, *before = rows
            found.append(cls(name, now, tuple(before)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class ContextPage:
    """The context facts of a municipality."""

    municipality: str
    facts: tuple[FactGroup, ...]
    may_add: bool
