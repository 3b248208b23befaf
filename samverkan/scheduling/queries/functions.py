"""What a person is called in plans: the function and its organisation, with a number where several hold the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from samverkan.ground.words import Party
from samverkan.organisation.models import Dated, Post, Unit
from samverkan.organisation.words import UnitKind


@dataclass(frozen=True)
class Function:
    """A function: its name with organisation and number, and the unit of its post."""

    name: str
    unit: Unit


PARTIES = {Party.MUNICIPALITY: "kommun", Party.POLICE: "polis", Party.EXTERNAL: "annan"}


def party_of(unit: Unit) -> str:
    """Return the party as the planner calls it; companies are a party of their own there."""
    return "bolag" if unit.kind == UnitKind.COMPANY else PARTIES[Party(unit.party)]


def functions_of(user_ids: Iterable[int], *, on: date) -> Mapping[int, Function]:
    """Return the functions of people by their first posts on the day: one query, names of persons left out."""
    posts = (
        Post.objects.filter(Dated.holding(on), user__in=set(user_ids))
        .select_related("unit")
        .order_by("valid_from", "pk")
    )
    first: dict[int, Post] = {}
    for post in posts:
        first.setdefault(post.user_id, post)
    alike: dict[tuple[str, int], list[int]] = defaultdict(list)
    for user_id, post in sorted(first.items()):
        alike[post.title, post.unit_id].append(user_id)
    found = {}
    for (title, _), people in alike.items():
        for number, user_id in enumerate(people, start=1):
            unit = first[user_id].unit
            numbered = f"{title or unit.name} {number}" if len(people) > 1 else title
            found[user_id] = Function(", ".join(part for part in (numbered, unit.name) if part), unit)
    return found
