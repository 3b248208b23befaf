"""The cast's town grown large: many more districts, each with all that a district has, and as many municipalities.

`grow(cast, count)` adds rows until the town has `count` more districts. Everything is counted out, nothing is
drawn by lot. The cast meets the growth: Gustav sees every district, Bertil and Erik serve them all (their local
police area is paired with each), and Björkåsa's own lists grow as much for Amina and Doris.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db import models, transaction

from samverkan.access.actor import system_actor
from samverkan.accounts.models import User
from samverkan.agreements.models import (
    Agreement,
    Amendment,
    Annex,
    AnnexNotice,
    AnnexVersion,
    Commitment,
    Consultation,
    Copy,
    Extension,
    Fact,
    KeptTerm,
    PartyUnit,
    Signature,
    UnitMatch,
    Version,
)
from samverkan.audit.services import record
from samverkan.communication.models import Delivery, Information
from samverkan.decisions.models import Decision, Delegation, Delimitation, Excerpt, Matter, Step
from samverkan.documents.models import Document
from samverkan.ground.pointers import Pointer
from samverkan.ground.rule_sets import rule_set
from samverkan.ground.words import AnnexKind, FunctionKind, GroupKind, Party, Tier
from samverkan.groups.models import Demand, Group, NoteSharing, Seat
from samverkan.meetings.models import Assignment, Attendance, Correction, Item, Meeting, Series, TemplateItem
from samverkan.notices.models import Notice
from samverkan.organisation.models import Pairing, Post, Succession, Unit
from samverkan.organisation.words import UnitKind
from samverkan.priorities.models import AreaList, LocalPriority
from samverkan.working_groups.models import Appointment, Forum, SuggestedSeat
from tests.cast import START, TODAY, Cast
from tests.red_country import RedCountry
from tests.red_thread import area_list

AT = datetime(2025, 2, 3, 9, tzinfo=UTC)
WORKING_GROUPS = 2
OWN_GROWTH = 30
"""How many times over Björkåsa gets a district's red thread when the town grows."""
ANNEXES = (
    AnnexKind.OVERALL_AGREEMENT,
    AnnexKind.SITUATION_PICTURE,
    AnnexKind.MEASURES_PLAN,
    AnnexKind.COMMUNICATION_PLAN,
    AnnexKind.CONTACT_DETAILS,
)
SEATS = (
    (FunctionKind.DISTRICT_DIRECTOR, Party.MUNICIPALITY),
    (FunctionKind.LOCAL_POLICE_HEAD, Party.POLICE),
    (FunctionKind.DISTRICT_REPRESENTATIVE, Party.MUNICIPALITY),
    (FunctionKind.MUNICIPAL_POLICE, Party.POLICE),
)

Row = TypeVar("Row", bound=models.Model)


def store(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    """Store many rows."""
    return model._default_manager.bulk_create(rows, batch_size=2000)


def decided(group: Group, number: int, **more: Any) -> Decision:
    """Return a decision of the group, to be stored."""
    given = {
        "year": 2025,
        "title": "Beslut om belysning",
        "text": "Bifalles.",
        "category": "work_within_plan",
        "decided_on": date(2025, 2, 3),
        "documented_at": AT,
        "responsible_title": "Trygghetssamordnare",
        "municipality_decision_maker": "Doris Rönn",
        "police_decision_maker": "Erik Björk",
        "due_date": date(2026, 2, 20),
    }
    return Decision(group=group, number=number, **(given | more))


def raised(by: Group, to: Group, title: str, **more: Any) -> Matter:
    """Return a matter on its way, to be stored."""
    given = {"category": "work_within_plan", "raised_on": date(2026, 2, 1), "due_date": date(2026, 3, 20)}
    return Matter(title=title, raised_in=by, group=to, decided_in=to, **(given | more))


class Country:
    """The cast's town, and what has been added to it so far."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.count = 0
        town = cast.units["town"]
        listed = area_list(cast)
        self.areas = list(listed.areas.order_by("number")[:3])
        self.overall = self.agreements([(town, cast.units["area"])], Tier.OVERALL)[0]
        self.red = RedCountry(cast, listed, self.areas)

    @transaction.atomic
    def grow(self, count: int) -> None:
        """Add districts until there are so many."""
        numbers = range(self.count, count)
        self.count = count
        cast = self.cast
        districts = self.districts(numbers)
        units = [district for district, _ in districts]
        self.municipalities(numbers)
        agreements = self.agreements(districts, Tier.LOCAL, self.overall)
        groups = self.groups(units)
        seats = self.seats(groups)
        steering, preparation = groups[: len(units)], groups[len(units) : 2 * len(units)]
        bjorkasa = (cast.groups["steering_b"], cast.groups["prep_b"])
        self.decisions([*zip(steering, preparation, strict=True)], numbers, seats)
        self.decisions([bjorkasa] * len(units), numbers, seats, is_one_group=True)
        self.annexes(agreements, steering, preparation)
        self.drafts(units)
        self.amendments(agreements)
        self.working_groups(units, preparation, [g for g in groups if g.kind == GroupKind.WORKING])
        self.meetings(groups, seats)
        self.meetings([*bjorkasa, cast.groups["central"]] * len(units), seats)
        self.information([*zip(units, steering, strict=True)])
        self.information([(cast.units["bjorkasa"], bjorkasa[0])] * len(units))
        self.told(units)
        self.others(units, numbers)
        self.red.grow(units, cast.units["lpo_b"], min(numbers, default=0))
        ours = [cast.units["bjorkasa"]] * min(len(units), OWN_GROWTH)
        self.red.grow(ours, cast.units["lpo_b"], 10_000 + min(numbers, default=0))

    def districts(self, numbers: Iterable[int]) -> list[tuple[Unit, Unit]]:
        """Add districts with a local police area each, and people who serve there."""
        units = self.cast.units
        town = units["town"]
        here: dict[str, Any] = {"parent": town, "municipality": town, "party": Party.MUNICIPALITY}
        earlier = {"valid_from": date(2019, 1, 1), "valid_until": START, **here}
        old = store(Unit, [Unit(name=f"Äldre stadsdel {n:03}", kind=UnitKind.DISTRICT, **earlier) for n in numbers])
        districts = store(
            Unit, [Unit(name=f"Stadsdel {n:03}", kind=UnitKind.DISTRICT, valid_from=START, **here) for n in numbers]
        )
        store(
            Unit,
            [
                Unit(
                    name=f"Nämnden för {one.name}",
                    kind=UnitKind.BOARD,
                    valid_from=START,
                    party=Party.MUNICIPALITY,
                    parent=one,
                    municipality=town,
                )
                for one in districts
            ],
        )
        police = store(
            Unit,
            [
                Unit(
                    name=f"Lokalpolisområde {n:03}",
                    kind=UnitKind.LOCAL_POLICE_AREA,
                    party=Party.POLICE,
                    valid_from=START,
                    parent=units["area"],
                )
                for n in numbers
            ],
        )
        pairs = [*zip(districts, police, strict=True)]
        store(
            Pairing,
            [
                Pairing(district=district, police=one, valid_from=START)
                for district, own in pairs
                for one in (own, units["lpo_b"])
            ],
        )
        store(
            Succession,
            [
                Succession(predecessor=before, successor=after, on=START)
                for before, after in zip(old, districts, strict=True)
            ],
        )
        people = store(
            User,
            [
                User(email=f"{role}{one.pk}@example.org", name=f"{role} {one.name}", password="!", is_invented=True)
                for one in districts
                for role in ("safety_coordinator", "district_director")
            ],
        )
        store(
            Post,
            [
                Post(user=person, unit=unit, role=role, title="Handläggare", valid_from=START)
                for (unit, role), person in zip(
                    [(one, role) for one in districts for role in ("safety_coordinator", "district_director")],
                    people,
                    strict=True,
                )
            ],
        )
        return pairs

    def municipalities(self, numbers: Iterable[int]) -> None:
        """Add municipalities without districts, each with an overall agreement and its two groups."""
        units = self.cast.units
        towns = store(
            Unit,
            [
                Unit(name=f"Kommun {n:03}", kind=UnitKind.MUNICIPALITY, party=Party.MUNICIPALITY, valid_from=START)
                for n in numbers
            ],
        )
        police = store(
            Unit,
            [
                Unit(
                    name=f"Lokalpolisområde i kommun {n:03}",
                    kind=UnitKind.LOCAL_POLICE_AREA,
                    party=Party.POLICE,
                    valid_from=START,
                    parent=units["area"],
                )
                for n in numbers
            ],
        )
        pairs = [*zip(towns, police, strict=True)]
        store(Pairing, [Pairing(district=town, police=one, valid_from=START) for town, one in pairs])
        self.agreements(pairs, Tier.OVERALL)
        store(
            Group,
            [
                Group(kind=kind, name=f"{kind.label} {town.name}", unit=town, valid_from=START)
                for town in towns
                for kind in (GroupKind.OVERALL_STEERING, GroupKind.OVERALL_PREPARATION)
            ],
        )
        store(AreaList, [AreaList(municipality=town, name="Lista", source="–", valid_from=START) for town in towns])

    def agreements(
        self, pairs: list[tuple[Unit, Unit]], tier: Tier, overall: Agreement | None = None
    ) -> list[Agreement]:
        """Add an agreement in force for each pair of units, with terms, parties, signatures and copies."""
        rules = rule_set("local-2024" if tier == Tier.LOCAL else "overall-2024")
        documents = store(
            Document,
            [
                Document(
                    name=f"{unit.name}.txt",
                    media_type="text/plain",
                    size=5,
                    sha256="0" * 64,
                    file=f"00/{'0' * 64}",
                    text="Text.",
                    added_at=AT,
                    added_by_name="Amina Lind",
                )
                for unit, _ in pairs
            ],
        )
        agreements = store(
            Agreement,
            [
                Agreement(
                    tier=tier,
                    title=f"Överenskommelse {unit.name}",
                    unit=unit,
                    overall=overall,
                    state="adopted",
                    signed_on=START,
                    valid_from=START,
                    purpose="Samverkan.",
                    rule_set=rules.key,
                    source=document,
                    created_at=AT,
                )
                for (unit, _), document in zip(pairs, documents, strict=True)
            ],
        )
        versions = store(
            Version, [Version(agreement=each, number=1, text="Text.", in_force_from=START) for each in agreements]
        )
        store(
            KeptTerm,
            [
                KeptTerm(
                    version=version,
                    key=term.key,
                    kind=term.kind,
                    clause=term.clause,
                    requirements=list(term.requirements),
                    parameters=dict(term.parameters),
                )
                for version in versions
                for term in rules.terms
            ],
        )
        parties = store(
            PartyUnit,
            [
                PartyUnit(agreement=each, unit=unit, side=unit.party, name=unit.name, order=order)
                for each, pair in zip(agreements, pairs, strict=True)
                for order, unit in enumerate(pair, start=1)
            ],
        )
        store(
            Signature,
            [
                Signature(
                    agreement_id=party.agreement_id,
                    party_unit=party,
                    name="Doris Rönn",
                    function="Chef",
                    signed_on=START,
                    recorded_at=AT,
                    text_sha256="0" * 64,
                )
                for party in parties
            ],
        )
        store(
            Copy,
            [
                Copy(agreement_id=party.agreement_id, number=n, party_unit=party, handed_over_on=START)
                for n, party in enumerate(parties, start=1)
            ],
        )
        store(
            Commitment,
            [
                Commitment(
                    agreement_id=party.agreement_id, party_unit=party, text="Deltar", basis="–", valid_from=START
                )
                for party in parties
            ],
        )
        names = {"municipality_by": "Doris Rönn", "police_by": "Erik Björk", "result": "Inga ändringar"}
        store(Consultation, [Consultation(agreement=each, held_on=date(2025, 5, 5), **names) for each in agreements])
        store(
            Extension,
            [Extension(agreement=each, reason="Samtal pågår", decided_on=date(2025, 6, 6)) for each in agreements],
        )
        wanted: dict[str, list[dict[str, Any]]] = {}
        for term in rules.terms:
            if kind := term.parameters.get("group"):
                wanted.setdefault(kind, []).append(
                    {"key": term.key, "kind": term.kind, "clause": term.clause, "parameters": dict(term.parameters)}
                )
        store(
            Demand,
            [
                Demand(unit=unit, group_kind=kind, terms=terms, set_at=AT)
                for unit, _ in pairs
                for kind, terms in wanted.items()
            ],
        )
        store(
            NoteSharing,
            [
                NoteSharing(
                    unit=unit,
                    from_kind=GroupKind.LOCAL_PREPARATION,
                    to_kind=GroupKind.LOCAL_STEERING,
                    source="Avtalet",
                    valid_from=START,
                )
                for unit, _ in pairs
            ],
        )
        return agreements

    def groups(self, units: list[Unit]) -> list[Group]:
        """Add steering, preparation and working groups to each unit, with delimitations; by unit, top down."""
        steering = store(
            Group,
            [
                Group(kind=GroupKind.LOCAL_STEERING, name=f"Styrgrupp {one.name}", unit=one, valid_from=START)
                for one in units
            ],
        )
        preparation = store(
            Group,
            [
                Group(
                    kind=GroupKind.LOCAL_PREPARATION,
                    name=f"Beredningsgrupp {above.unit.name}",
                    unit=above.unit,
                    parent=above,
                    valid_from=START,
                )
                for above in steering
            ],
        )
        working = store(
            Group,
            [
                Group(
                    kind=GroupKind.WORKING,
                    name=f"Arbetsgrupp {n} {above.unit.name}",
                    unit=above.unit,
                    parent=above,
                    valid_from=START,
                )
                for above in preparation
                for n in range(1, WORKING_GROUPS + 1)
            ],
        )
        groups = [*steering, *preparation, *working]
        store(
            Delimitation,
            [
                Delimitation(
                    group=group,
                    text="Inom planen.",
                    categories=["work_within_plan"],
                    decided_on=START,
                    decided_by="Styrgruppen",
                    valid_from=START,
                )
                for group in groups
            ],
        )
        return groups

    def seats(self, groups: list[Group]) -> dict[int, list[Seat]]:
        """Add a seat for each function to each group, held by the cast; one seat in each is vacant.

        Doris and Erik sit in every steering group, Bertil in every preparation group, Fatima in the others.
        """
        users, units = self.cast.users, self.cast.units
        held: dict[str, tuple[User | None, ...]] = {
            GroupKind.LOCAL_STEERING: (users["doris"], users["erik"], None, users["hanna"]),
            GroupKind.LOCAL_PREPARATION: (users["hanna"], users["hanna"], None, users["bertil"]),
            GroupKind.WORKING: (users["fatima"], users["fatima"], None, users["fatima"]),
        }
        seats = store(
            Seat,
            [
                Seat(
                    group=group,
                    function=function,
                    title=function.label,
                    unit=units["lpo_b"] if party == Party.POLICE else group.unit,
                    party=party,
                    holder=holder,
                    has_mandate=True,
                    is_decision_maker=group.kind == GroupKind.LOCAL_STEERING and n < 2,
                    responsibility="Uppgiften",
                    valid_from=START,
                )
                for group in groups
                for n, ((function, party), holder) in enumerate(zip(SEATS, held[group.kind], strict=True))
            ],
        )
        found: dict[int, list[Seat]] = {}
        for seat in seats:
            found.setdefault(seat.group_id, []).append(seat)
        for seat in self.cast.seats.values():
            found.setdefault(seat.group_id, []).append(seat)
        return found

    def decisions(
        self,
        lines: list[tuple[Group, Group]],
        numbers: range,
        seats: dict[int, list[Seat]],
        *,
        is_one_group: bool = False,
    ) -> None:
        """Add to each steering and preparation group open matters, and decisions open and carried out."""
        town = self.cast.units["town"]
        matters = store(
            Matter,
            [
                raised(prep, to, f"Ärende {n}", is_major=True, state=state)
                for n, (steering, prep) in zip(numbers, lines, strict=True)
                for to, state in ((steering, "open"), (steering, "decided"), (prep, "open"), (prep, "returned"))
            ],
        )
        store(
            Step,
            [
                Step(matter=one, from_group=one.raised_in, to_group=one.group, at=AT, by_name="Amina Lind")
                for one in matters
            ],
        )
        decisions = store(
            Decision,
            [
                decided(
                    matter.group,
                    100 + 4 * numbers[n // 4] + n % 4 if is_one_group else 1 + n % 4,
                    title=matter.title,
                    matter=matter,
                    responsible_seat=seats[matter.group_id][0],
                    responsible_unit=town,
                    state="open" if n % 4 < 2 else "done",
                    closed_on=None if n % 4 < 2 else date(2025, 9, 9),
                    meeting_title="Möte",
                    meeting_key="1",
                    meeting_address="/moten/1/",
                )
                for n, matter in enumerate(matters)
            ],
        )
        store(
            Excerpt,
            [
                Excerpt(decision=one, group=one.matter.raised_in, sent_at=AT, noted_at=None if n % 2 else AT)
                for n, one in enumerate(decisions)
                if one.matter is not None
            ],
        )

    def annexes(self, agreements: list[Agreement], steering: list[Group], preparation: list[Group]) -> None:
        """Add the five annexes: each valid, decided and notified; a new situation picture submitted, a plan drafted."""
        cast = self.cast
        decisions = store(Decision, [decided(group, 90, category="annex_update") for group in steering])
        matters = store(
            Matter,
            [
                raised(
                    prep,
                    group,
                    "Ny lägesbild",
                    category="annex_update",
                    concerns_kind="agreements.annex_version",
                    concerns_key="1",
                    concerns_address="/avtal/",
                )
                for group, prep in zip(steering, preparation, strict=True)
            ],
        )
        annexes = store(
            Annex,
            [
                Annex(agreement=one, number=number, kind=kind, title=kind.label)
                for one in agreements
                for number, kind in enumerate(ANNEXES, start=1)
            ],
        )
        touched = {str(area.pk): "touched" for area in self.areas}
        common: dict[str, Any] = {"text": "Innehåll", "authors": ["municipality", "police"], "areas_touched": touched}
        valid = store(
            AnnexVersion,
            [
                AnnexVersion(
                    annex=annex,
                    number=1,
                    state="valid",
                    decision=decisions[n // len(ANNEXES)],
                    dated_on=date(2025, 2, 3),
                    attached_at=AT,
                    created_at=AT,
                    **common,
                )
                for n, annex in enumerate(annexes)
            ],
        )
        store(
            AnnexVersion,
            [
                AnnexVersion(
                    annex=annex,
                    number=2,
                    state="submitted" if annex.kind == AnnexKind.SITUATION_PICTURE else "draft",
                    matter=matters[n // len(ANNEXES)] if annex.kind == AnnexKind.SITUATION_PICTURE else None,
                    created_at=AT,
                    **common,
                )
                for n, annex in enumerate(annexes)
                if annex.kind in (AnnexKind.SITUATION_PICTURE, AnnexKind.MEASURES_PLAN)
            ],
        )
        notices = store(
            Notice,
            [
                Notice(
                    recipient=cast.users["gustav"],
                    kind="agreements.annex_version",
                    key=str(version.pk),
                    title="Bilagan är beslutad",
                    address="/avtal/",
                    sent_at=AT,
                    receipt_wanted=True,
                    received_at=AT if n % 2 else None,
                )
                for n, version in enumerate(valid)
            ],
        )
        central = cast.groups["central"]
        store(
            AnnexNotice,
            [
                AnnexNotice(annex_version=version, group=central, notice=notice)
                for version, notice in zip(valid, notices, strict=True)
            ],
        )

    def drafts(self, units: list[Unit]) -> None:
        """Add an imported draft of each unit."""
        drafts = store(
            Agreement,
            [
                Agreement(
                    tier=Tier.LOCAL,
                    title=f"Utkast {unit.name}",
                    unit=unit,
                    state="draft",
                    importer_id=self.cast.users["amina"].pk,
                    created_at=AT,
                )
                for unit in units
            ],
        )
        store(
            Fact,
            [
                Fact(agreement=one, key=key, order=n, label=key, value="x", found_as="read", state="read")
                for one in drafts
                for n, key in enumerate(("title", "start"))
            ],
        )
        store(
            UnitMatch,
            [UnitMatch(agreement=one, side="municipality", position=0, unit=one.unit) for one in drafts],
        )

    def amendments(self, agreements: list[Agreement]) -> None:
        """Add an amendment out for signature to each agreement, signed by one party."""
        bases = {version.agreement_id: version for version in Version.objects.filter(agreement__in=agreements)}
        amendments = store(
            Amendment,
            [
                Amendment(
                    agreement=one,
                    base=bases[one.pk],
                    title="Ny text",
                    reason="Behov",
                    text="Ny text.",
                    difference="+Ny",
                    in_force_from=date(2026, 5, 1),
                    state="signing",
                    created_at=AT,
                    sent_at=AT,
                )
                for one in agreements
            ],
        )
        parties = {one.agreement_id: one for one in PartyUnit.objects.filter(agreement__in=agreements, order=1)}
        store(
            Signature,
            [
                Signature(
                    agreement_id=one.agreement_id,
                    amendment=one,
                    party_unit=parties[one.agreement_id],
                    name="Doris Rönn",
                    function="Chef",
                    signed_on=START,
                    recorded_at=AT,
                    text_sha256="0" * 64,
                )
                for one in amendments
            ],
        )

    def working_groups(self, units: list[Unit], preparation: list[Group], groups: list[Group]) -> None:
        """Add the appointments of the working groups, one that waits, and a forum in each unit."""
        of_unit = {group.unit_id: group for group in preparation}
        decisions = {
            one.group_id: one
            for one in store(Decision, [decided(group, 91, category="working_group") for group in preparation])
        }
        founded = [(group.unit, group) for group in groups]
        proposed: list[tuple[Unit, Group | None]] = [*founded, *((unit, None) for unit in units)]
        matters = store(
            Matter,
            [
                raised(
                    of_unit[unit.pk],
                    of_unit[unit.pk],
                    "Tillsätt arbetsgrupp",
                    category="working_group",
                    state="returned" if group else "open",
                )
                for unit, group in proposed
            ],
        )
        appointments = store(
            Appointment,
            [
                Appointment(
                    unit=unit,
                    preparation_group=of_unit[unit.pk],
                    name="Torggruppen",
                    task="Torget",
                    area=self.areas[n % 3],
                    focus="Torget",
                    is_permanent=n % 2 == 0,
                    ends_on=None if n % 2 == 0 else date(2026, 4, 1),
                    forums_considered="Inga",
                    proposed_on=date(2026, 2, 1),
                    matter=matter,
                    decision=decisions[of_unit[unit.pk].pk] if group else None,
                    group=group,
                )
                for n, ((unit, group), matter) in enumerate(zip(proposed, matters, strict=True))
            ],
        )
        transport = self.cast.units["transport"]
        store(
            SuggestedSeat,
            [
                SuggestedSeat(appointment=one, function=FunctionKind.PARTNER_REPRESENTATIVE, unit=transport)
                for one in appointments
            ],
        )
        forums = store(
            Forum,
            [
                Forum(unit=unit, name=f"Råd {n}", area=self.areas[0], mapped_to=of_unit.get(unit.pk), valid_from=START)
                for n, one in enumerate(units)
                for unit in (one, self.cast.units["bjorkasa"])
            ],
        )
        through = Forum.participants.through
        store(through, [through(forum_id=one.pk, unit_id=transport.pk) for one in forums])

    def meetings(self, groups: list[Group], seats: dict[int, list[Seat]]) -> None:
        """Add to each group a series, meetings held, convened and under way, with items, people and assignments."""
        series = store(
            Series,
            [
                Series(
                    group=group,
                    title="Serie",
                    cadence="quarterly",
                    weekday=1,
                    starts=time(9),
                    minutes=60,
                    valid_from=START,
                )
                for group in groups
            ],
        )
        store(TemplateItem, [TemplateItem(series=one, order=1, title="Läget") for one in series])
        days = (("held", -40), ("under_way", 0), ("convened", 10), ("booked", 60))
        meetings = store(
            Meeting,
            [
                Meeting(
                    group=one.group,
                    series=one,
                    title="Möte",
                    starts_at=starts,
                    ends_at=starts + timedelta(hours=1),
                    state=state,
                    convened_at=None if state == "booked" else AT,
                    closed_at=starts if state == "held" else None,
                )
                for one in series
                for state, ahead in days
                for starts in [datetime.combine(TODAY + timedelta(days=ahead), time(7), tzinfo=UTC)]
            ],
        )
        items = store(
            Item,
            [
                Item(
                    meeting=one,
                    order=order,
                    title="Läget",
                    notes="Noterat" if one.state == "held" else "",
                    outcome="assignment" if one.state == "held" else "none",
                )
                for one in meetings
                for order in (1, 2)
            ],
        )
        store(
            Assignment,
            [
                Assignment(
                    item=item,
                    text="Räkna",
                    seat=(seats[item.meeting.group_id])[-1],
                    function_title="Kommunpolis",
                    due_date=date(2026, 3, 1),
                )
                for item in items
                if item.meeting.state == "held"
            ],
        )
        store(
            Attendance,
            [
                Attendance(meeting=one, seat=seat, presence="present" if one.state == "held" else "invited")
                for one in meetings
                for seat in seats[one.group_id]
            ],
        )
        store(
            Correction,
            [Correction(meeting=one, text="Rätt dag", at=AT, by_name="Amina") for one in meetings if one.closed_at],
        )

    def information(self, told: list[tuple[Unit, Group]]) -> None:
        """Add information from both parties, answered and not, to the decision-makers."""
        users = self.cast.users
        informations = store(
            Information,
            [
                Information(
                    unit=unit,
                    group=group,
                    sender_party=party,
                    sender=users[sender],
                    sender_name=users[sender].name,
                    sender_title="Funktion",
                    happened_on=date(2026, 2, 2),
                    event="Torgets ombyggnad flyttas.",
                    concerns="measures_plan",
                    materiality="Åtgärden flyttas.",
                    sent_at=AT,
                )
                for unit, group in told
                for party, sender in ((Party.POLICE, "bertil"), (Party.MUNICIPALITY, "amina"))
            ],
        )
        notices = store(
            Notice,
            [
                Notice(
                    recipient=users["doris" if one.sender_party == Party.POLICE else "erik"],
                    kind="communication.information",
                    key=str(one.pk),
                    title="Underrättelse",
                    address="/underrattelser/",
                    sent_at=AT,
                    receipt_wanted=True,
                )
                for one in informations
            ],
        )
        store(
            Delivery,
            [
                Delivery(information=one, notice=notice, function_title="Chef")
                for one, notice in zip(informations, notices, strict=True)
            ],
        )

    def told(self, units: list[Unit]) -> None:
        """Tell each of the cast one thing for each unit."""
        store(
            Notice,
            [
                Notice(
                    recipient=user,
                    kind="decisions.decision",
                    key=str(unit.pk),
                    title=f"Beslut i {unit.name}",
                    address="/beslut/",
                    sent_at=AT,
                )
                for user in self.cast.users.values()
                for unit in units
            ],
        )

    def others(self, units: list[Unit], numbers: Iterable[int]) -> None:
        """Add local priorities, delegations and entries of the trail."""
        store(
            LocalPriority,
            [
                LocalPriority(unit=unit, area=area, focus="Torget", rank=n, valid_from=START)
                for unit in units
                for n, area in enumerate(self.areas, start=1)
            ],
        )
        store(
            Delegation,
            [
                Delegation(
                    board=self.cast.units["board"],
                    unit=unit,
                    function_title="Direktör",
                    category="work_within_plan",
                    decided_on=START,
                    valid_from=START,
                )
                for unit in units
            ],
        )
        for n in numbers:
            about = Pointer("agreements.agreement", "1", f"Avtal {n}", "/avtal/")
            record(by=system_actor("test"), event="agreements.adopted", on=about)
