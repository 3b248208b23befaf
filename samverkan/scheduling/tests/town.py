"""What a plan is made of, for the cast's town: venues, rooms, offices and cadences; plans made with little work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from samverkan.groups.models import Group, Seat
from samverkan.meetings.models import StandingAgenda
from samverkan.meetings.rules import Line
from samverkan.meetings.services import write_standing_agenda
from samverkan.meetings.words import ItemPlace
from samverkan.scheduling.models import Cadence, Proposal, Room, Venue, YearPlan
from samverkan.scheduling.services.cadences import set_cadence
from samverkan.scheduling.services.plans import ask_for_plan
from samverkan.scheduling.services.proposals import answer_proposal, propose_plan, put_in_force
from samverkan.scheduling.services.running import run_plan
from samverkan.scheduling.services.venues import add_room, add_venue, change_venue, place_office
from samverkan.scheduling.words import PlanKind
from tests.cast import START, TODAY, Cast
from tests.red_thread import NOW

WORK = 3000
YEAR = 2027
OFFICES = {
    "hall": ("town", "transport"),
    "b": ("bjorkasa", "lpo_b"),
    "g": ("granvik", "lpo_g"),
}
LED_BY = {"central": "gustav", "prep_b": "amina", "steering_b": "doris", "working_b": "amina", "prep_g": "cecilia"}
MEETINGS = {"central": 4, "prep_b": 6, "steering_b": 2, "working_b": 8, "prep_g": 4}


@dataclass
class Furnished:
    """The town's venues and rooms by short name."""

    venues: dict[str, Venue]
    rooms: dict[str, Room]


def venues_of(cast: Cast) -> Furnished:
    """Store three venues with offices, journeys and rooms, and a way to meet by video."""
    town, keeper = cast.units["town"], cast.gustav
    venues = {
        key: add_venue(by=keeper, municipality=town, name=name)
        for key, name in (("hall", "Stadshuset"), ("b", "Björkåsa kontor"), ("g", "Granviks kontor"))
    }
    ways = {("hall", "b"): 25, ("hall", "g"): 30, ("b", "g"): 40}
    for key, venue in venues.items():
        minutes: dict[int, int | None] = {
            venues[other].pk: ways.get((key, other), ways.get((other, key))) for other in venues if other != key
        }
        change_venue(by=keeper, venue=venue, name=venue.name, minutes=minutes, edition=venue.edition, today=TODAY)
    for key, units in OFFICES.items():
        for unit in units:
            place_office(by=keeper, unit=cast.units[unit], venue=venues[key], today=TODAY)
    rooms = {
        key: add_room(by=keeper, municipality=town, venue=venue, name="Stora salen", capacity=10)
        for key, venue in venues.items()
    }
    rooms["small"] = add_room(by=keeper, municipality=town, venue=venues["b"], name="Lilla salen", capacity=6)
    rooms["video"] = add_room(by=keeper, municipality=town, venue=None, name="Video", capacity=50)
    return Furnished(venues, rooms)


def seat_more(cast: Cast) -> None:
    """Let Fatima sit in the preparation groups of both districts too, and Amina and Bertil in the working group."""
    for group, unit, holder, title in (
        ("prep_b", "transport", "fatima", "Trafikkontoret"),
        ("prep_g", "transport", "fatima", "Trafikkontoret"),
        ("working_b", "bjorkasa", "amina", "Samordnare"),
        ("working_b", "lpo_b", "bertil", "Kommunpolis"),
    ):
        cast.seats[f"{group}.{holder}"] = Seat.objects.create(
            group=cast.groups[group],
            function="partner_representative" if holder == "fatima" else "other",
            title=title,
            unit=cast.units[unit],
            party=cast.units[unit].party,
            holder=cast.users[holder],
            is_presiding=holder == "amina",
            valid_from=START,
        )


def furnish(cast: Cast) -> Furnished:
    """Store all that a plan of the town needs."""
    found = venues_of(cast)
    seat_more(cast)
    rooms = {"central": ["hall"], "prep_g": ["g", "hall"]}
    for key, leader in LED_BY.items():
        cadence_of(cast, key, leader, [found.rooms[name] for name in rooms.get(key, ["b", "small"])])
    return found


def cadence_of(cast: Cast, key: str, leader: str, rooms: list[Room], **more: Any) -> Cadence:
    """Let a group's leader say how it meets."""
    group: Group = cast.groups[key]
    values: dict[str, Any] = {"meetings": MEETINGS.get(key, 4), "minutes": 60, "preparation": 60, "edition": 0} | more
    return set_cadence(by=cast.actor(leader), group=group, rooms=rooms, today=TODAY, **values)


def a_plan(cast: Cast, kind: PlanKind = PlanKind.COORDINATED, unit: str = "town", by: str = "gustav") -> YearPlan:
    """Ask for a plan and make it, with so little work that it takes no time."""
    plan = ask_for_plan(by=cast.actor(by), unit=cast.units[unit], year=YEAR, kind=kind, work=WORK, now=NOW)
    return run_plan(plan.pk)


def all_say_yes(cast: Cast, plan: YearPlan) -> YearPlan:
    """Propose the plan and let every leader say yes."""
    plan = propose_plan(by=cast.gustav, plan=plan, now=NOW)
    keys = {group.pk: key for key, group in cast.groups.items()}
    for proposal in Proposal.objects.filter(plan=plan, answer="unanswered"):
        leader = cast.actor(LED_BY[keys[proposal.group_id]])
        answer_proposal(by=leader, proposal=proposal, says_yes=True, now=NOW)
    plan.refresh_from_db()
    return plan


def in_force(cast: Cast) -> YearPlan:
    """Return a plan that is in force."""
    furnish(cast)
    return put_in_force(by=cast.gustav, plan=all_say_yes(cast, a_plan(cast)), now=NOW)


def seats(cast: Cast, key: str) -> list[int]:
    """Return the keys of the seats of a group that the cast sits on."""
    return [seat.pk for seat in cast.seats.values() if seat.group == cast.groups[key]]


def write(cast: Cast, key: str = "prep_b", by: str = "amina", **more: Any) -> StandingAgenda:
    """Let a group write what it deals with: an opening for all, a matter for Fatima, and the rest."""
    fatima = cast.seats[f"{key}.fatima"].pk
    values: dict[str, Any] = {
        "lines": (
            Line("Öppning", 10, place=ItemPlace.FIRST),
            Line("Trafik och belysning", 15, (fatima,)),
            Line("Lägesbilden", 35, tuple(pk for pk in seats(cast, key) if pk != fatima)),
        ),
        "length": 60,
        "edition": 0,
        "today": TODAY,
    } | more
    return write_standing_agenda(by=cast.actor(by), group=cast.groups[key], **values)


def windowed_in_force(cast: Cast) -> YearPlan:
    """Return a plan in force in which people attend what needs them."""
    furnish(cast)
    write(cast)
    a_plan(cast)
    return put_in_force(by=cast.gustav, plan=all_say_yes(cast, a_plan(cast, PlanKind.WINDOWED)), now=NOW)
