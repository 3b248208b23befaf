"""Questions about good examples: cards that districts have shared, failures included (ACT-27)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from samverkan.access.actor import Actor
from samverkan.followup.models import EffectCard
from samverkan.followup.rules.likeness import Alike, Profile, alike
from samverkan.groups.queries import in_scope
from samverkan.measures.models import Measure
from samverkan.places.models import Place
from samverkan.situation.words import TargetKind

SHARED = Q(shared_as_example_on__isnull=False)
PLACE, PROBLEM = "measure__place__", "measure__main_cause__analysis__"
SEARCHED = (
    "lesson",
    "mechanism_text",
    "side_effects",
    "measure__title",
    "measure__description",
    "measure__area__name",
    f"{PLACE}name",
    f"{PROBLEM}problem__title",
)
"""Where the words that are asked for are looked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; empty means anything. `area` is an area's name, since every list has its own rows."""

    text: str = ""
    area: str = ""
    problem: str = ""
    level: str = ""
    kind: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An example that was found: which card, and how like the place that was asked about."""

    card_id: int
    alike: Alike | None = field(default=None)


def profile_of_place(place: Place) -> Profile:
    """Return what a place is like."""
    return Profile(frozenset(place.problem_types), frozenset(place.built_factors), target=TargetKind.PLACE)


def profile_of_measure(measure: Measure) -> Profile:
    """Return what a measure's place is like and what it is directed at."""
    place, cause = measure.place, measure.main_cause
    return Profile(
        frozenset(place.problem_types if place else ()),
        frozenset(place.built_factors if place else ()),
        measure.area.name,
        cause.analysis.target if cause else "",
    )


def places_to_match(actor: Actor) -> list[Place]:
    """Return the places for which the actor may look for examples from similar ones."""
    if actor.user_id is None:
        return []
    return list(Place.objects.filter(in_scope(actor), closed_on__isnull=True).order_by("name"))


def examples(actor: Actor, wanted: Wanted | None = None, like: Profile | None = None) -> list[Found]:
    """Return the shared cards that match, open across districts to everybody who works here.

    With `like` the most similar come first, and none that has nothing in common; else the latest shared first.
    Text is searched here and not by the database, which would not know Å from å everywhere.
    """
    wanted = wanted or Wanted()
    if actor.user_id is None or not actor.posts:
        return []
    plain = {"measure__area__name": wanted.area, "measure__level": wanted.level, "measure__kind": wanted.kind}
    conditions = {key: value for key, value in (plain | {"verdict": wanted.verdict}).items() if value}
    shared = EffectCard.objects.filter(SHARED, **conditions).order_by("-shared_as_example_on", "-pk")
    rows = shared.values("pk", *SEARCHED, f"{PLACE}problem_types", f"{PLACE}built_factors", f"{PROBLEM}target")
    found = [
        Found(row["pk"], alike(like, _profile(row)) if like else None)
        for row in rows
        if _holds(row, wanted.text) and (not wanted.problem or wanted.problem in (row[f"{PLACE}problem_types"] or ()))
    ]
    if like:
        found = [one for one in found if one.alike and one.alike.share > 0]
        found.sort(key=lambda one: -one.alike.share if one.alike else 0)
    return found


def _profile(row: dict[str, Any]) -> Profile:
    return Profile(
        frozenset(row[f"{PLACE}problem_types"] or ()),
        frozenset(row[f"{PLACE}built_factors"] or ()),
        row["measure__area__name"],
        row[f"{PROBLEM}target"] or (TargetKind.PLACE if row[f"{PLACE}name"] else ""),
    )


def _holds(row: dict[str, Any], text: str) -> bool:
    """Tell whether every word that was asked for stands somewhere in the example."""
    everything = " ".join(row[name] for name in SEARCHED if row[name]).casefold()
    return all(word in everything for word in text.casefold().split())


def example_cards(card_ids: list[int]) -> dict[int, EffectCard]:
    """Return the cards by their keys, for the examples of one page."""
    cards: QuerySet[EffectCard] = EffectCard.objects.filter(SHARED, pk__in=card_ids)
    return {card.pk: card for card in cards.select_related("measure__plan__unit", "measure__area", "measure__place")}


def example_areas() -> list[str]:
    """Return the names of the areas from which there are examples."""
    names = EffectCard.objects.filter(SHARED).values_list("measure__area__name", flat=True)
    return sorted(set(names))
