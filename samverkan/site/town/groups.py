"""Who works where and sits in which group: every person invented, shared people as few as in life (V-23 to V-26)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from samverkan.access.words import Role
from samverkan.accounts.models import User
from samverkan.decisions.models import Delegation, Delimitation
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.words import FunctionKind, GroupKind
from samverkan.groups.models import Group, Seat
from samverkan.organisation.models import Post, Unit
from samverkan.site.town.names import invented_names
from samverkan.site.town.structure import DISTRICTS, PAIRED, Structure

SINCE = date(2024, 1, 1)

WORKING_GROUPS = (
    ("Unga i riskzon", 1, 9, ("social", "education")),
    ("Trygga platser", 2, 11, ("transport", "housing", "sisab")),
    ("Välfärdsbrott och otillåten påverkan", 3, 6, ("social",)),
    ("Stöd till brottsutsatta", 4, 6, ("social",)),
    ("Kriminella miljöer", 5, 8, ("social", "housing")),
    ("Skolan som trygg plats", 1, 8, ("education", "sisab")),
    ("Centrum och kollektivtrafik", 2, 11, ("transport", "housing")),
    ("Belysning och skolvägar", 2, 11, ("transport", "education")),
)
"""Name, number of the priority area of 2024, meetings a year, and whom besides district and police it needs."""
LATER = {6: date(2025, 2, 1), 7: date(2025, 9, 1), 8: date(2026, 2, 1)}
"""Groups that came after the first, by number: the groups have become more, and with them what they cost (V-23)."""

LOGINS = (
    ("samordnare.skarholmen", "Trygghetssamordnare, Skärholmen"),
    ("kommunpolis.skarholmen", "Kommunpolis, Skärholmen"),
    ("direktor.skarholmen", "Stadsdelsdirektör, Skärholmen"),
    ("polischef.skarholmen", "Lokalpolisområdeschef, Skärholmen"),
    ("namnd.skarholmen", "Förtroendevald, Skärholmens stadsdelsnämnd"),
    ("samordnare.farsta", "Trygghetssamordnare, Farsta"),
    ("trafikkontoret", "Projektledare, Trafikkontoret"),
    ("stadshus", "Koncernstrateg, Stockholms Stadshus AB"),
    ("central", "Samordnare trygghetsfrågor, centrala beredningsgruppen"),
    ("forvaltare", "Systemförvaltare"),
)
"""The accounts that the demo shows, in the order of the login page: local part of the address, and role."""


@dataclass
class People:
    """Accounts by the local part of their addresses, and names still to be given."""

    names: Iterator[str]
    accounts: dict[str, User] = field(default_factory=dict)

    def account(self, key: str) -> User:
        """Return the account, made the first time it is asked for; nobody can log in to it yet."""
        if key not in self.accounts:
            user = User(email=f"{key}@demo.example", name=next(self.names), is_invented=True)
            user.set_unusable_password()
            user.save()
            self.accounts[key] = user
        return self.accounts[key]


@dataclass
class Groups:
    """The groups by short name: `overall_steering`, `central`, `steering.KEY`, `preparation.KEY`, `working.KEY.N`."""

    found: dict[str, Group] = field(default_factory=dict)
    cadence: dict[str, int] = field(default_factory=dict)
    area_number: dict[str, int] = field(default_factory=dict)


def build_groups(structure: Structure) -> tuple[People, Groups]:
    """Store posts, groups, seats, delimitations and delegations."""
    chance = random.Random(7)
    people, groups = People(invented_names()), Groups()
    posts: list[Post] = []
    seats: list[Seat] = []

    def post(key: str, unit: Unit, role: Role, title: str) -> User:
        user = people.account(key)
        posts.append(Post(user=user, unit=unit, role=role, title=title, valid_from=SINCE))
        return user

    def group(
        key: str,
        name: str,
        kind: GroupKind,
        unit: Unit,
        parent: str | None,
        meetings: int,
        task: str,
        since: date = SINCE,
    ) -> Group:
        groups.found[key] = Group.objects.create(
            name=name,
            kind=kind,
            unit=unit,
            parent=groups.found[parent] if parent else None,
            valid_from=since,
            task=task,
        )
        groups.cadence[key] = meetings
        return groups.found[key]

    def seat(of: str, function: FunctionKind, title: str, unit: Unit, holder: User | None, **more: object) -> None:
        seats.append(
            Seat(
                group=groups.found[of],
                function=function,
                title=title,
                unit=unit,
                party=unit.party,
                holder=holder,
                valid_from=groups.found[of].valid_from,
                **more,
            )
        )

    city, region, special = structure.city, structure.region, structure.specialists
    decides = {"has_mandate": True, "is_decision_maker": True}

    # Shared people: few in each administration, wanted everywhere.
    shared: dict[str, list[User]] = {}
    for key, (title, number) in {
        "transport": ("Projektledare", 3),
        "education": ("Utvecklingsledare", 3),
        "social": ("Enhetschef", 3),
        "sisab": ("Säkerhetssamordnare", 1),
        "svenska_bostader": ("Trygghetschef", 1),
        "stockholmshem": ("Trygghetschef", 1),
        "familjebostader": ("Trygghetschef", 1),
    }.items():
        login = "trafikkontoret" if key == "transport" else f"{key}.1"
        shared[key] = [
            post(login if n == 1 else f"{key}.{n}", special[key], Role.DEPARTMENT, title) for n in range(1, number + 1)
        ]

    # The city-wide level (ORG-06, ORG-10): composition after the 2019 draft, the only one the sources give.
    group(
        "overall_steering",
        "Övergripande styrgrupp",
        GroupKind.OVERALL_STEERING,
        city,
        None,
        4,
        "Svarar för att samverkan är långsiktig och för riktningen i hela staden.",
    )
    group(
        "central",
        "Övergripande beredningsgrupp",
        GroupKind.OVERALL_PREPARATION,
        city,
        "overall_steering",
        6,
        "Bereder ärenden, är länk till de lokala grupperna och följer upp åtaganden.",
    )
    manage = Role.MANAGEMENT
    seat(
        "overall_steering",
        FunctionKind.DEPUTY_CITY_DIRECTOR,
        "Biträdande stadsdirektör",
        structure.office,
        post("stadsdirektor", city, manage, "Biträdande stadsdirektör"),
        is_presiding=True,
        **decides,
    )
    for area, unit in structure.areas.items():
        title = f"Chef, polisområde {area}"
        seat(
            "overall_steering",
            FunctionKind.POLICE_AREA_HEAD,
            title,
            unit,
            post(f"polisomrade.{area}", unit, manage, title),
            **decides,
        )
    for key in ("transport", "social", "education"):
        title = f"Chef, {special[key].name}"
        seat(
            "overall_steering",
            FunctionKind.SPECIALIST_HEAD,
            title,
            special[key],
            post(f"{key}.chef", special[key], Role.DEPARTMENT, title),
            **decides,
        )
    seat(
        "overall_steering",
        FunctionKind.SECURITY_DIRECTOR,
        "Säkerhetsdirektör",
        structure.office,
        post("sakerhetsdirektor", city, manage, "Säkerhetsdirektör"),
        **decides,
    )
    seat(
        "central",
        FunctionKind.SAFETY_LEAD,
        "Samordnare för trygghetsfrågor",
        structure.office,
        post("central", city, Role.CENTRAL, "Samordnare trygghetsfrågor"),
        is_presiding=True,
        has_mandate=True,
    )
    seat(
        "central",
        FunctionKind.SECURITY_LEAD,
        "Samordnare för säkerhetsfrågor",
        structure.office,
        post("central.sakerhet", city, Role.CENTRAL, "Samordnare säkerhetsfrågor"),
        has_mandate=True,
    )
    seat(
        "central",
        FunctionKind.COORDINATING_POLICE,
        "Samordnande polis i Stockholms stad",
        region,
        post("central.polis", region, Role.CENTRAL, "Samordnande polis"),
        has_mandate=True,
    )
    post("forvaltare", city, Role.ADMINISTRATOR, "Systemförvaltare")

    for key, police in structure.police.items():
        post(f"polischef.{key}", police, Role.LOCAL_POLICE_HEAD, "Lokalpolisområdeschef")
        post(f"kommunpolis.{key}", police, Role.MUNICIPAL_POLICE, "Kommunpolis")

    housing = ("svenska_bostader", "stockholmshem", "familjebostader")
    for order, (key, name) in enumerate(DISTRICTS.items()):
        unit, partners = structure.districts[key], PAIRED[key]
        coordinator = post(f"samordnare.{key}", unit, Role.SAFETY_COORDINATOR, "Trygghetssamordnare")
        director = post(f"direktor.{key}", unit, Role.DISTRICT_DIRECTOR, "Stadsdelsdirektör")
        post(f"namnd.{key}", structure.boards[key], Role.BOARD, "Ledamot")
        officers = [post(f"{key}.handlaggare.{n}", unit, Role.DEPARTMENT, "Handläggare") for n in (1, 2)]
        company = housing[order % 3]
        if key == "farsta":
            seat(
                "overall_steering",
                FunctionKind.DISTRICT_DIRECTOR,
                "En av stadsdelsdirektörerna",
                unit,
                director,
                **decides,
            )

        steering, preparation = f"steering.{key}", f"preparation.{key}"
        group(
            steering,
            f"Styrgrupp {name}",
            GroupKind.LOCAL_STEERING,
            unit,
            None,
            2,
            "Skapar förutsättningar, ger mandat och ser till att beslutade åtaganden blir av.",
        )
        seat(
            steering, FunctionKind.DISTRICT_DIRECTOR, "Stadsdelsdirektör", unit, director, is_presiding=True, **decides
        )
        for partner in partners:
            police = structure.police[partner]
            vacant = key == "kungsholmen"
            holder = None if vacant else people.account(f"polischef.{partner}")
            seat(steering, FunctionKind.LOCAL_POLICE_HEAD, f"Chef, {police.name}", police, holder, **decides)
        transport_head = people.account("transport.chef")
        seat(
            steering,
            FunctionKind.MANDATED_MANAGER,
            "Enhetschef, Trafikkontoret",
            special["transport"],
            transport_head,
            has_mandate=True,
        )
        if key != "bromma":  # one district has no housing company at the table, so that the warning is seen
            title = f"Trygghetschef, {special[company].name}"
            seat(steering, FunctionKind.MANDATED_MANAGER, title, special[company], shared[company][0], has_mandate=True)

        group(
            preparation,
            f"Beredningsgrupp {name}",
            GroupKind.LOCAL_PREPARATION,
            unit,
            steering,
            chance.choice((4, 5, 6)),
            "Länk mellan styrgruppens beslut och arbetsgruppernas vardag.",
        )
        for partner in partners:
            title = f"Kommunpolis, {structure.police[partner].name}"
            seat(
                preparation,
                FunctionKind.MUNICIPAL_POLICE,
                title,
                structure.police[partner],
                people.account(f"kommunpolis.{partner}"),
                has_mandate=True,
            )
        seat(
            preparation,
            FunctionKind.DISTRICT_REPRESENTATIVE,
            "Trygghetssamordnare",
            unit,
            coordinator,
            is_presiding=True,
            has_mandate=True,
        )
        seat(
            preparation,
            FunctionKind.PARTNER_REPRESENTATIVE,
            "Projektledare, Trafikkontoret",
            special["transport"],
            shared["transport"][order % 3],
            has_mandate=True,
        )

        for number, (title, priority, meetings, needs) in enumerate(WORKING_GROUPS, start=1):
            of = f"working.{key}.{number}"
            group(
                of,
                f"{title}, {name}",
                GroupKind.WORKING,
                unit,
                preparation,
                meetings,
                f"Arbetar med {title.lower()} i {name}.",
                LATER.get(number, SINCE),
            )
            groups.area_number[of] = priority
            responsibility = f"Ansvarar för {title.lower()}"
            seat(
                of,
                FunctionKind.DISTRICT_REPRESENTATIVE,
                "Handläggare",
                unit,
                officers[number % 2],
                is_presiding=True,
                responsibility=responsibility,
            )
            partner = partners[number % len(partners)]
            seat(
                of,
                FunctionKind.POLICE_REPRESENTATIVE,
                "Områdespolis",
                structure.police[partner],
                people.account(f"kommunpolis.{partner}"),
                responsibility=responsibility,
            )
            for need in needs:
                source = company if need == "housing" else need
                person = shared[source][order % len(shared[source])]
                seat(
                    of,
                    FunctionKind.PARTNER_REPRESENTATIVE,
                    special[source].name,
                    special[source],
                    person,
                    membership="co_opted",
                )

    post("stadshus", structure.holding, Role.DEPARTMENT, "Koncernstrateg")
    Post.objects.bulk_create(posts)
    Seat.objects.bulk_create(seats)
    _mandates(structure, groups)
    return people, groups


def _mandates(structure: Structure, groups: Groups) -> None:
    """Give every group a written delimitation but one, and boards their delegations (DEC-03, DEC-04)."""
    common = [DecisionCategory.WORK_WITHIN_PLAN, DecisionCategory.COMMUNICATION]
    steering = [*common, DecisionCategory.ANNEX_UPDATE, DecisionCategory.PRIORITIES, DecisionCategory.RESOURCES]
    may = {
        GroupKind.OVERALL_STEERING: (steering, 1_000_000, "Samverkansparterna"),
        GroupKind.OVERALL_PREPARATION: (common, 0, "Övergripande styrgruppen"),
        GroupKind.LOCAL_STEERING: (steering, 300_000, "Samverkansparterna"),
        GroupKind.LOCAL_PREPARATION: ([*common, DecisionCategory.WORKING_GROUP], 0, "Lokala styrgruppen"),
        GroupKind.WORKING: (common, 0, "Lokala beredningsgruppen"),
    }
    without = "preparation.bromma"
    Delimitation.objects.bulk_create(
        Delimitation(
            group=group,
            text="Gruppen beslutar inom överenskommelsen och beslutade planer. Övrigt lämnas till gruppen ovanför.",
            categories=may[GroupKind(group.kind)][0],
            amount_limit=may[GroupKind(group.kind)][1],
            decided_on=SINCE,
            decided_by=may[GroupKind(group.kind)][2],
            valid_from=SINCE,
        )
        for key, group in groups.found.items()
        if key != without
    )
    Delegation.objects.bulk_create(
        Delegation(
            board=structure.boards[key],
            unit=structure.districts[key],
            function_title="Stadsdelsdirektör",
            category=DecisionCategory.RESOURCES,
            amount_limit=500_000,
            text="Inköp och insatser inom beslutad verksamhetsplan.",
            decided_on=SINCE,
            valid_from=SINCE,
        )
        for key in DISTRICTS
    )
