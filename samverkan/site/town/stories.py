"""Stories that are still open in the demo, told by the product's own deeds so that the trail holds them too."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from samverkan.access.actor import Actor
from samverkan.agreements.models import Agreement, PartyUnit
from samverkan.agreements.services.agreements import record_consultation
from samverkan.agreements.services.amendments import draft_amendment, hash_to_sign, send_for_signature, sign_amendment
from samverkan.communication.models import Delivery
from samverkan.communication.services import acknowledge, send_information
from samverkan.communication.words import Concerns
from samverkan.decisions.services import forward_matter, raise_matter
from samverkan.decisions.words import DecisionCategory
from samverkan.ground.words import Party
from samverkan.groups.models import Seat
from samverkan.groups.queries import actor_for
from samverkan.meetings.models import Meeting
from samverkan.meetings.services.agenda import convene_meeting, prepare_agenda
from samverkan.meetings.services.booking import book_meeting
from samverkan.meetings.services.sitting import close_meeting, decide_item, record_attendance, start_meeting
from samverkan.meetings.words import Presence
from samverkan.site.town.groups import Groups, People
from samverkan.site.town.structure import Structure
from samverkan.situation.models import Picture
from samverkan.situation.services.versions import freeze_and_submit


def working_day(day: date) -> date:
    """Return the day, or the Monday after if it falls on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def build_stories(
    structure: Structure,
    people: People,
    groups: Groups,
    agreements: dict[str, Agreement],
    meetings: dict[str, list[Meeting]],
    *,
    today: date,
) -> None:
    """Begin the stories that a visitor can finish."""

    def actor(key: str) -> Actor:
        return actor_for(people.account(key).pk, on=today)

    _picture_on_its_way(actor("samordnare.skarholmen"), agreements["skarholmen"], groups, "skarholmen", today)
    _picture_decided(actor("samordnare.farsta"), agreements["farsta"], groups, "farsta", today)
    _information(actor, structure, today)
    _matters(actor("samordnare.skarholmen"), groups, today)
    _amendment(actor("samordnare.sodermalm"), agreements["sodermalm"], today)


def _submit_picture(by: Actor, agreement: Agreement, today: date) -> int:
    """Freeze the district's latest picture, send its matter to the steering group; return the matter's key."""
    version = freeze_and_submit(
        by=by,
        picture=Picture.objects.filter(unit=agreement.unit).latest("year"),
        what_is_new="Otryggheten vid bytespunkten lyfts fram. Två nya källor.",
        today=today,
        now=make_aware(datetime.combine(today, time(10))),
    )
    matter = version.annex_version.matter
    assert matter is not None
    forward_matter(by=by, matter=matter, recommendation="Beredningsgruppen tillstyrker.")
    return matter.pk


def _meeting_for(by: Actor, groups: Groups, key: str, day: date, booked_at: datetime) -> Meeting:
    """Book and convene an extra steering meeting."""
    meeting = book_meeting(
        by=by,
        group=groups.found[f"steering.{key}"],
        title=f"{groups.found[f'steering.{key}'].name}, extra möte",
        starts_at=make_aware(datetime.combine(day, time(15))),
        minutes=60,
        place="Stadsdelskontoret",
        now=booked_at,
    )
    prepare_agenda(by=by, meeting=meeting)
    return convene_meeting(by=by, meeting=meeting, now=booked_at)


def _picture_on_its_way(by: Actor, agreement: Agreement, groups: Groups, key: str, today: date) -> None:
    """Skärholmen: a new situation picture waits for the steering meeting in a few days."""
    _submit_picture(by, agreement, today)
    morning = make_aware(datetime.combine(today, time(7)))
    _meeting_for(by, groups, key, working_day(today + timedelta(days=4)), morning)


def _picture_decided(by: Actor, agreement: Agreement, groups: Groups, key: str, today: date) -> None:
    """Farsta: decided at a steering meeting a week ago, dated, attached and notified; receipts are awaited."""
    day = working_day(today - timedelta(days=9))
    matter = _submit_picture(by, agreement, day - timedelta(days=21))
    meeting = _meeting_for(by, groups, key, day, make_aware(datetime.combine(day - timedelta(days=14), time(9))))
    opened = make_aware(datetime.combine(day, time(15)))
    start_meeting(by=by, meeting=meeting, now=opened)
    seats = list(Seat.objects.filter(group=meeting.group, holder__isnull=False).select_related("holder"))
    record_attendance(by=by, meeting=meeting, noted={seat.pk: (Presence.PRESENT, "") for seat in seats})
    makers = {seat.party: f"{seat.title}, {seat.holder}" for seat in seats if seat.is_decision_maker}
    item = meeting.items.get(matter_id=matter)
    decide_item(
        by=by,
        item=item,
        text="Styrgruppen fastställer den uppdaterade lägesbilden.",
        basis="Beredningsgruppens förslag",
        category=DecisionCategory.ANNEX_UPDATE,
        responsible_seat=seats[0],
        due_date=None,
        municipality_decision_maker=makers[Party.MUNICIPALITY],
        police_decision_maker=makers[Party.POLICE],
    )
    close_meeting(by=by, meeting=meeting, now=opened + timedelta(hours=1))


def _information(actor: object, structure: Structure, today: date) -> None:
    """One notice that waits for a receipt, and one that has it."""
    assert callable(actor)
    unit = structure.districts["skarholmen"]
    send_information(
        by=actor("kommunpolis.skarholmen"),
        unit=unit,
        happened_on=today - timedelta(days=2),
        event="Polisen förstärker närvaron kring centrum under tre veckor från måndag.",
        concerns=Concerns.MEASURES_PLAN,
        materiality="Två åtgärder i planen förutsätter samma personal och behöver flyttas i tid.",
        today=today,
    )
    answered = send_information(
        by=actor("samordnare.skarholmen"),
        unit=unit,
        happened_on=today - timedelta(days=12),
        event="Stadsdelen har beslutat att stänga fritidsgården för ombyggnad i åtta veckor.",
        concerns=Concerns.SITUATION_PICTURE,
        materiality="Unga söker sig till andra platser under tiden; lägesbilden kan behöva ändras.",
        today=today,
    )
    for delivery in Delivery.objects.filter(information=answered).select_related("notice"):
        acknowledge(by=actor_for(delivery.notice.recipient_id, on=today), delivery=delivery)


def _matters(by: Actor, groups: Groups, today: date) -> None:
    """A matter on its way up from a working group, and one that waits in the preparation group."""
    steering = groups.found["steering.skarholmen"]
    lights = raise_matter(
        by=by,
        raised_in=groups.found["working.skarholmen.2"],
        decided_in=steering,
        title="Belysning längs gångvägen till bytespunkten",
        text="Arbetsgruppen har gått sträckan två kvällar och föreslår ny belysning på tre punkter.",
        proposal="Styrgruppen ger i uppdrag att beställa belysning inom ramen.",
        basis="Protokoll från två vandringar",
        category=DecisionCategory.RESOURCES,
        amount=140_000,
        today=today - timedelta(days=20),
    )
    forward_matter(by=by, matter=lights, recommendation="Arbetsgruppen förordar alla tre punkterna.")
    raise_matter(
        by=by,
        raised_in=groups.found["preparation.skarholmen"],
        decided_in=steering,
        title="Gemensam riktning för nästa års arbete mot öppna drogscener",
        text="Förslaget ändrar inriktningen för stadsdelens fältverksamhet.",
        proposal="Styrgruppen beslutar om ny inriktning.",
        category=DecisionCategory.GOALS_AND_SCOPE,
        today=today - timedelta(days=6),
    )


def _amendment(by: Actor, agreement: Agreement, today: date) -> None:
    """Södermalm: three steering meetings a year, signed by all parties but the last."""
    record_consultation(
        by=by,
        agreement=agreement,
        held_on=today - timedelta(days=30),
        municipality_by="Stadsdelsdirektör",
        police_by="Lokalpolisområdeschef",
        result="Parterna är överens om att styrgruppen ska mötas oftare.",
    )
    version = agreement.versions.get(number=1)
    amendment = draft_amendment(
        by=by,
        agreement=agreement,
        title="Styrgruppen möts tre gånger per år",
        reason="Två möten räcker inte för att följa upp besluten.",
        in_force_from=today + timedelta(days=40),
        text=version.text.replace("minst två (2) gånger per år", "minst tre (3) gånger per år"),
        numbers={"local_steering.meetings": 3},
    )
    amendment = send_for_signature(by=by, amendment=amendment, today=today)
    for party_unit in list(PartyUnit.objects.filter(agreement=agreement).order_by("order"))[:-1]:
        sign_amendment(
            by=by,
            amendment=amendment,
            party_unit=party_unit,
            name="Påhittad Undertecknare",
            function="Chef",
            signed_on=today,
            text_sha256=hash_to_sign(amendment),
            today=today,
        )
