"""The cast: one small invented town for every test. What differs from it is written in the test.

Amina coordinates in Björkåsa and Bertil is its municipal police officer; Doris (district director) and Erik
(head of the local police area) decide there. Cecilia coordinates in Granvik and must see nothing of
Björkåsa. Fatima represents the Transport Administration in one working group. Gustav is in the central
preparation group, Hanna is elected to Björkåsa's board, Ivar administers the system. Nils has no post.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from samverkan.access.actor import Actor
from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.decisions.models import Delimitation
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.words import FunctionKind, GroupKind, OrganisationKey, Party
from samverkan.groups.models import Group, Seat
from samverkan.groups.queries import actor_for
from samverkan.organisation.models import Pairing, Post, Unit
from samverkan.organisation.words import UnitKind

START = date(2024, 1, 1)
TODAY = date(2026, 3, 10)
PASSWORD = "norrsken-over-viken"


@dataclass
class Cast:
    """Everybody and everything in the town, by name."""

    units: dict[str, Unit] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)

    def actor(self, name: str, on: date = TODAY) -> Actor:
        """Return the person as an actor on the day."""
        return actor_for(self.users[name].pk, on=on)

    def __getattr__(self, name: str) -> Actor:
        """Let a test write `cast.amina` for the actor of today."""
        if name in self.__dict__.get("users", {}):
            return self.actor(name)
        raise AttributeError(name)


def build_cast() -> Cast:
    """Store the town and return it."""
    cast = Cast()
    unit, person, group, seat = cast.units, cast.users, cast.groups, cast.seats

    def add_unit(called: str, name: str, kind: UnitKind, party: Party, **more: object) -> None:
        unit[called] = Unit.objects.create(name=name, kind=kind, party=party, valid_from=START, **more)

    city, police = Party.MUNICIPALITY, Party.POLICE
    add_unit("town", "Lindstads kommun", UnitKind.MUNICIPALITY, city)
    town = unit["town"]
    add_unit("bjorkasa", "Björkåsa stadsdelsförvaltning", UnitKind.DISTRICT, city, parent=town, municipality=town)
    add_unit("granvik", "Granviks stadsdelsförvaltning", UnitKind.DISTRICT, city, parent=town, municipality=town)
    transport = OrganisationKey.TRANSPORT
    add_unit("transport", "Trafikkontoret", UnitKind.SPECIALIST, city, parent=town, municipality=town, key=transport)
    add_unit("board", "Björkåsa stadsdelsnämnd", UnitKind.BOARD, city, parent=unit["bjorkasa"], municipality=town)
    add_unit("region", "Polisregion Linde", UnitKind.POLICE_REGION, police)
    add_unit("area", "Polisområde syd", UnitKind.POLICE_AREA, police, parent=unit["region"])
    add_unit("lpo_b", "Lokalpolisområde Björkåsa", UnitKind.LOCAL_POLICE_AREA, police, parent=unit["area"])
    add_unit("lpo_g", "Lokalpolisområde Granvik", UnitKind.LOCAL_POLICE_AREA, police, parent=unit["area"])
    Pairing.objects.create(district=unit["bjorkasa"], police=unit["lpo_b"], valid_from=START)
    Pairing.objects.create(district=unit["granvik"], police=unit["lpo_g"], valid_from=START)

    people = {
        "amina": ("Amina Lind", "bjorkasa", Role.SAFETY_COORDINATOR, "Trygghetssamordnare"),
        "bertil": ("Bertil Ek", "lpo_b", Role.MUNICIPAL_POLICE, "Kommunpolis"),
        "cecilia": ("Cecilia Alm", "granvik", Role.SAFETY_COORDINATOR, "Trygghetssamordnare"),
        "doris": ("Doris Rönn", "bjorkasa", Role.DISTRICT_DIRECTOR, "Stadsdelsdirektör"),
        "erik": ("Erik Björk", "lpo_b", Role.LOCAL_POLICE_HEAD, "Lokalpolisområdeschef"),
        "fatima": ("Fatima Sälg", "transport", Role.DEPARTMENT, "Projektledare"),
        "gustav": ("Gustav Hägg", "town", Role.CENTRAL, "Samordnare trygghetsfrågor"),
        "hanna": ("Hanna Oxel", "board", Role.BOARD, "Ledamot"),
        "ivar": ("Ivar Gran", "town", Role.ADMINISTRATOR, "Systemförvaltare"),
    }
    for key, (name, unit_key, role, title) in people.items():
        person[key] = User.objects.create_user(f"{key}@example.org", name, PASSWORD, is_invented=True)
        Post.objects.create(user=person[key], unit=unit[unit_key], role=role, title=title, valid_from=START)
    person["nils"] = User.objects.create_user("nils@example.org", "Nils Utan", PASSWORD, is_invented=True)

    def add_group(key: str, name: str, kind: GroupKind, unit_key: str, parent: str | None = None) -> None:
        group[key] = Group.objects.create(
            name=name, kind=kind, unit=unit[unit_key], parent=group[parent] if parent else None, valid_from=START
        )
        Delimitation.objects.create(
            group=group[key],
            text="Beslutar inom överenskommelsen och beslutade planer.",
            categories=[
                DecisionCategory.WORK_WITHIN_PLAN,
                DecisionCategory.ANNEX_UPDATE,
                DecisionCategory.WORKING_GROUP,
                DecisionCategory.PRIORITIES,
                DecisionCategory.COMMUNICATION,
            ],
            amount_limit=100_000,
            decided_on=START,
            decided_by="Styrgruppen",
            valid_from=START,
        )

    add_group("overall_steering", "Övergripande styrgrupp", GroupKind.OVERALL_STEERING, "town")
    add_group("central", "Övergripande beredningsgrupp", GroupKind.OVERALL_PREPARATION, "town", "overall_steering")
    for key, name in (("b", "Björkåsa"), ("g", "Granvik")):
        unit_key = "bjorkasa" if key == "b" else "granvik"
        add_group(f"steering_{key}", f"Styrgrupp {name}", GroupKind.LOCAL_STEERING, unit_key)
        add_group(f"prep_{key}", f"Beredningsgrupp {name}", GroupKind.LOCAL_PREPARATION, unit_key, f"steering_{key}")
    add_group("working_b", "Arbetsgrupp Björkåsa torg", GroupKind.WORKING, "bjorkasa", "prep_b")

    def add_seat(key: str, group_key: str, function: FunctionKind, unit_key: str, holder: str, **more: object) -> None:
        seat[key] = Seat.objects.create(
            group=group[group_key],
            function=function,
            title=function.label,
            unit=unit[unit_key],
            party=unit[unit_key].party,
            holder=person[holder],
            valid_from=START,
            **more,
        )

    decides = {"has_mandate": True, "is_decision_maker": True}
    add_seat("doris", "steering_b", FunctionKind.DISTRICT_DIRECTOR, "bjorkasa", "doris", is_presiding=True, **decides)
    add_seat("erik", "steering_b", FunctionKind.LOCAL_POLICE_HEAD, "lpo_b", "erik", **decides)
    add_seat("amina", "prep_b", FunctionKind.DISTRICT_REPRESENTATIVE, "bjorkasa", "amina", has_mandate=True)
    add_seat("bertil", "prep_b", FunctionKind.MUNICIPAL_POLICE, "lpo_b", "bertil", has_mandate=True)
    add_seat("fatima", "working_b", FunctionKind.PARTNER_REPRESENTATIVE, "transport", "fatima", membership="co_opted")
    add_seat("gustav", "central", FunctionKind.SAFETY_LEAD, "town", "gustav", has_mandate=True, is_presiding=True)
    add_seat("cecilia", "prep_g", FunctionKind.DISTRICT_REPRESENTATIVE, "granvik", "cecilia", has_mandate=True)
    return cast
