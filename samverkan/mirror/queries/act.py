"""What the system holds of a municipality for Act 2023:196, as far as the actor may see."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import F, Q

from samverkan.access.actor import Actor
from samverkan.access.words import Role
from samverkan.decisions.models import Delimitation
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.words import FunctionKind, GroupKind, Party
from samverkan.groups.models import Group, Seat
from samverkan.groups.queries import groups_visible_to
from samverkan.groups.words import Membership
from samverkan.mirror.queries.facts import gather
from samverkan.mirror.queries.judged import agreements_visible_to
from samverkan.mirror.rules.act import ActFacts, CouncilSeat
from samverkan.mirror.rules.facts import Facts
from samverkan.organisation.models import Dated, Post, Unit
from samverkan.organisation.words import UnitKind
from samverkan.reporting.models import CouncilReport

COORDINATING = (Role.CENTRAL, Role.SAFETY_COORDINATOR)
RESERVED = {
    DecisionCategory.GOALS_AND_SCOPE.value,
    DecisionCategory.STATEMENT_TO_COUNCIL.value,
    DecisionCategory.AUTHORITY_OVER_INDIVIDUALS.value,
}


def act_facts_visible_to(actor: Actor, *, on: date, today: date) -> tuple[ActFacts, ...]:
    """Return the facts of each municipality the actor works in: seven questions beside those of `gather`."""
    if actor.user_id is None or not actor.posts:
        return ()
    agreements: dict[int, list[Facts]] = defaultdict(list)
    for facts in gather(agreements_visible_to(actor), on=on, today=today):
        agreements[facts.agreement.municipality_id].append(facts)
    council_ids, council = _councils(actor, on)
    coordinators = _coordinators(actor, on)
    groups, delimited, beyond = _delimitations(actor, on)
    reported: dict[int, list[date]] = defaultdict(list)
    given = CouncilReport.objects.filter(municipality_id__in=actor.municipality_ids, given_on__lte=on)
    for municipality_id, day in given.values_list("municipality_id", "given_on"):
        reported[municipality_id].append(day)
    units = Unit.objects.filter(pk__in=actor.municipality_ids, kind=UnitKind.MUNICIPALITY).order_by("name", "pk")
    return tuple(
        ActFacts(
            municipality_id=pk,
            municipality=name,
            agreements=tuple(agreements.get(pk, ())),
            council_id=council_ids.get(pk),
            council=tuple(council.get(pk, ())),
            coordinators=tuple(coordinators.get(pk, ())),
            has_mailbox=bool(mailbox),
            groups=groups.get(pk, 0),
            delimited_groups=delimited.get(pk, 0),
            beyond_delegation=tuple(beyond.get(pk, ())),
            council_reports=tuple(reported.get(pk, ())),
        )
        for pk, name, mailbox in units.values_list("pk", "name", "mailbox")
    )


def _councils(actor: Actor, on: date) -> tuple[dict[int, int], dict[int, list[CouncilSeat]]]:
    """Return the overall steering group of each municipality and its held ordinary seats."""
    ids: dict[int, int] = {}
    seats: dict[int, list[CouncilSeat]] = defaultdict(list)
    groups = (
        Group.objects.filter(Dated.holding(on), kind=GroupKind.OVERALL_STEERING, unit_id__in=actor.municipality_ids)
        .order_by("-pk")
        .values_list("pk", "unit_id")
    )
    for pk, unit_id in groups:
        ids[unit_id] = pk
    held = Seat.objects.filter(
        Dated.holding(on), group_id__in=ids.values(), holder__isnull=False, membership=Membership.ORDINARY
    ).values_list("group__unit_id", "function", "party", "is_presiding")
    for unit_id, function, party, is_presiding in held:
        seats[unit_id].append(CouncilSeat(FunctionKind(function), Party(party), is_presiding))
    return ids, seats


def _coordinators(actor: Actor, on: date) -> dict[int, list[str]]:
    """Return the titles of the posts that coordinate, by municipality; the central ones first."""
    found: dict[int, list[str]] = defaultdict(list)
    posts = (
        Post.objects.filter(Dated.holding(on), role__in=COORDINATING, unit__party=Party.MUNICIPALITY)
        .filter(Q(unit_id__in=actor.municipality_ids) | Q(unit__municipality_id__in=actor.municipality_ids))
        .order_by("role", "unit__name", "pk")
        .annotate(municipality=F("unit__municipality_id"))
        .values_list("unit_id", "municipality", "title", "unit__name")
    )
    for unit_id, municipality_id, title, unit_name in posts:
        found[municipality_id or unit_id].append(f"{title}, {unit_name}" if title else unit_name)
    return found


def _delimitations(actor: Actor, on: date) -> tuple[dict[int, int], dict[int, int], dict[int, list[tuple[int, str]]]]:
    """Return, by municipality, how many groups there are, how many are delimited, and which go too far."""
    categories: dict[int, set[str]] = defaultdict(set)
    for group_id, allowed in Delimitation.objects.filter(
        Dated.holding(on), group__in=groups_visible_to(actor).order_by().values("pk")
    ).values_list("group_id", "categories"):
        categories[group_id] |= set(allowed)
    counts: dict[int, int] = defaultdict(int)
    delimited: dict[int, int] = defaultdict(int)
    beyond: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for pk, name, unit_id, municipality_id in (
        groups_visible_to(actor).filter(Dated.holding(on)).values_list("pk", "name", "unit_id", "unit__municipality_id")
    ):
        municipality = municipality_id or unit_id
        counts[municipality] += 1
        if pk in categories:
            delimited[municipality] += 1
            if categories[pk] & RESERVED:
                beyond[municipality].append((pk, name))
    return counts, delimited, beyond
