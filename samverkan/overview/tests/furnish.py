"""A full week for the cast, written down as facts: something of everything the start page can show.

It can be stored several times over, so that a test can count the questions at few and at many rows.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from samverkan.agreements.models import Agreement, Annex, AnnexNotice, AnnexVersion, KeptTerm, PartyUnit, Version
from samverkan.communication.services import send_information
from samverkan.communication.words import Concerns
from samverkan.decisions.models import Decision, Excerpt, Matter
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.pointers import Pointer
from samverkan.ground.terms import TermKind
from samverkan.ground.words import AnnexKind, Tier
from samverkan.meetings.models import Assignment, Item, Meeting
from samverkan.notices.services import tell
from tests.cast import START, TODAY, Cast


def at(day: date, hour: int) -> datetime:
    """Return a moment of the day, here."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def meeting(cast: Cast, group: str, title: str, day: date, hour: int, state: str) -> Meeting:
    """Store a meeting of an hour."""
    row = Meeting(
        group=cast.groups[group],
        title=title,
        starts_at=at(day, hour),
        ends_at=at(day, hour + 1),
        place="Medborgarhuset",
        state=state,
    )
    if state == "approved":
        row.minutes_approved_in = Meeting.objects.first()
    row.save()
    return row


def matter(cast: Cast, group: str, decided_in: str, title: str, due: date | None, state: str = "open") -> Matter:
    """Store a matter in a group's backlog."""
    return Matter.objects.create(
        title=title,
        category=DecisionCategory.WORK_WITHIN_PLAN,
        raised_in=cast.groups[group],
        group=cast.groups[group],
        decided_in=cast.groups[decided_in],
        state=state,
        due_date=due,
        raised_on=TODAY - timedelta(days=20),
    )


def decision(cast: Cast, title: str, due: date | None, seat: str, number: int) -> Decision:
    """Store a decision of Björkåsa's steering group that a seat is to carry out."""
    return Decision.objects.create(
        group=cast.groups["steering_b"],
        year=2026,
        number=number,
        title=title,
        text="Enligt förslaget.",
        category=DecisionCategory.WORK_WITHIN_PLAN,
        decided_on=date(2026, 2, 3),
        documented_at=at(date(2026, 2, 3), 15),
        responsible_title=cast.seats[seat].title,
        responsible_seat=cast.seats[seat],
        due_date=due,
        municipality_decision_maker="Stadsdelsdirektör Doris Rönn",
        police_decision_maker="Lokalpolisområdeschef Erik Björk",
    )


def agreement(cast: Cast, number: int) -> AnnexVersion:
    """Store Björkåsa's agreement with an old situation picture and a plan that was never drawn up."""
    unit = cast.units["bjorkasa"]
    row = Agreement.objects.create(
        tier=Tier.LOCAL,
        title=f"Lokal samverkansöverenskommelse Björkåsa {number}",
        unit=unit,
        state="adopted",
        signed_on=START,
        valid_from=START,
        created_at=at(START, 9),
    )
    PartyUnit.objects.create(agreement=row, unit=unit, side="municipality", name=unit.name, order=1)
    version = Version.objects.create(agreement=row, number=1, text="Överenskommelse", in_force_from=START)
    KeptTerm.objects.create(
        version=version,
        key="picture.revision",
        kind=TermKind.REVISION,
        clause="Lägesbild",
        parameters={"subject": AnnexKind.SITUATION_PICTURE, "months": 12},
    )
    picture = Annex.objects.create(agreement=row, number=2, kind=AnnexKind.SITUATION_PICTURE, title="Lokal lägesbild")
    Annex.objects.create(agreement=row, number=3, kind=AnnexKind.MEASURES_PLAN, title="Åtgärdsplan")
    return AnnexVersion.objects.create(
        annex=picture,
        number=1,
        text="Läget",
        state="valid",
        decision=decision(cast, "Lägesbild 2025 fastställs", None, "amina", 100 + number),
        dated_on=date(2025, 2, 20),
        attached_at=at(date(2025, 2, 20), 10),
        created_at=at(date(2025, 2, 1), 10),
    )


def furnish(cast: Cast, number: int = 0) -> None:
    """Store the week; another `number` stores it once more beside the first."""
    day = timedelta(days=1)
    version = agreement(cast, number)
    meeting(cast, "prep_b", "Beredningsgruppens möte", TODAY + 2 * day, 9, "convened")
    meeting(cast, "steering_b", "Styrgruppens möte", TODAY + 8 * day, 13, "booked")
    meeting(cast, "prep_b", "Beredningsgruppens möte", TODAY - 6 * day, 9, "convened")
    held = meeting(cast, "prep_b", "Beredningsgruppens möte", TODAY - 20 * day, 9, "held")
    meeting(cast, "working_b", "Arbetsgruppen för torget", TODAY + 1 * day, 14, "convened")
    meeting(cast, "prep_b", "Beredningsgruppens möte", TODAY - 48 * day, 9, "approved")
    meeting(cast, "prep_g", "Granviks beredning", TODAY + 2 * day, 9, "booked")
    matter(cast, "prep_b", "steering_b", "Belysning vid gångtunneln", TODAY + 12 * day)
    matter(cast, "prep_b", "prep_b", "Ordningsvakter på torget", None)
    matter(cast, "working_b", "prep_b", "Cykelvägen över torget", None)
    matter(cast, "steering_b", "steering_b", "Ny lägesbild för Björkåsa", TODAY + 8 * day, "scheduled")
    matter(cast, "prep_g", "prep_g", "Granviks ärende", TODAY)
    decision(cast, "Trygghetsvandring i april", TODAY - 3 * day, "amina", 200 + number)
    back = decision(cast, "Samverkan med skolorna", TODAY + 3 * day, "erik", 300 + number)
    Excerpt.objects.create(decision=back, group=cast.groups["prep_b"], sent_at=at(TODAY - 5 * day, 9))
    item = Item.objects.create(meeting=held, order=1, title="Torget", outcome="assignment")
    for seat, text in (("amina", "Ta fram underlag om torget"), ("fatima", "Mät trafiken vid torget")):
        Assignment.objects.create(
            item=item,
            text=text,
            seat=cast.seats[seat],
            function_title=cast.seats[seat].title,
            due_date=TODAY + 2 * day,
        )
    send_information(
        by=cast.bertil,
        unit=cast.units["bjorkasa"],
        happened_on=TODAY - 4 * day,
        event="Polisen flyttar två områdespoliser till Granvik under våren.",
        concerns=Concerns.MEASURES_PLAN,
        materiality="Planens närvaro på torget kan inte hållas.",
        today=TODAY,
    )
    about = Pointer("agreements.annex_version", str(version.pk), "Lokal lägesbild", f"/avtal/bilagor/{version.pk}/")
    central = [cast.users["gustav"], cast.users["ivar"]]
    for notice in tell(central, about=about, title="Ny lägesbild för Björkåsa", receipt_wanted=True):
        AnnexNotice.objects.create(annex_version=version, group=cast.groups["central"], notice=notice)
    tell([cast.users["amina"], cast.users["hanna"]], about=about, title="Kallelse till beredningsgruppen")
