"""Two and a half years of meetings: held, booked, with notes; drawn from a fixed seed (MEE-01 to -05)."""

from __future__ import annotations

import itertools
import random
from datetime import date, datetime, time, timedelta

import holidays
from django.urls import reverse
from django.utils.timezone import make_aware

from samverkan.decisions.models import Decision
from samverkan.decisions.words import DecisionCategory, DecisionState
from samverkan.ground.words import Party
from samverkan.groups.models import Seat
from samverkan.meetings.models import Attendance, Item, Meeting
from samverkan.meetings.words import MeetingState, Outcome, Presence
from samverkan.site.town.groups import Groups
from samverkan.site.town.habits import habit_of, habitual_day

TOO_FEW = {"steering.bromma": 1, "preparation.kungsholmen": 2, "steering.jarva": 1}
"""Groups that in the demo book too few meetings this year, so that the mirror has something to warn about."""

TALK = (
    ("Läget sedan sist", "Genomgång av läget. Inget avviker från lägesbilden."),
    ("Åtgärder i planen", "Två åtgärder löper enligt plan, en är försenad och får ny dag."),
    ("Kommande händelser", "Gruppen stämmer av sommarens evenemang och bemanning."),
    ("Belysning och gångvägar", "Trafikkontoret redovisar beställda arbeten."),
    ("Samarbete med skolan", "Skolan deltar från nästa möte."),
)
DECISIONS = (
    ("Gemensam trygghetsvandring", "Parterna genomför en trygghetsvandring under kvartalet.", "Trygghetssamordnare"),
    ("Ökad närvaro kvällstid", "Parterna samordnar närvaron på kvällar under perioden.", "Kommunpolis"),
    ("Informationsinsats till boende", "Parterna tar fram gemensam information till boende.", "Trygghetssamordnare"),
)


def working_days(first: date, last: date, number: int, chance: random.Random) -> list[date]:
    """Return so many working days, evenly spread over the months outside July, near the middle of each stretch."""
    closed = holidays.country_holidays("SE", years=range(first.year, last.year + 1))
    days = [
        day
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
        if day.weekday() < 5 and day.month != 7 and day not in closed
    ]
    stretch = len(days) / number
    return [days[min(len(days) - 1, int(stretch * (n + 0.5)) + chance.randint(-3, 3))] for n in range(number)]


def _moment(day: date, minute: int) -> datetime:
    return make_aware(datetime.combine(day, time(minute // 60, minute % 60)))


def build_calendar(groups: Groups, *, today: date) -> dict[str, list[Meeting]]:
    """Store last year's and this year's meetings and those booked into the spring; return them by group."""
    chance = random.Random(11)
    years = ((today.year - 1, 12), (today.year, 12), (today.year + 1, 4))
    closed = holidays.country_holidays("SE", years=[year for year, _months in years])
    meetings: dict[str, list[Meeting]] = {}
    for key, group in groups.found.items():
        rows: list[Meeting] = []
        habit = habit_of(key)
        for year, months in years:
            number = round(groups.cadence[key] * months / 12)
            if year == today.year:
                number = TOO_FEW.get(key, number)
            last = date(year, months, 28 if months == 2 else 30)
            for drawn in working_days(date(year, 1, 8), last, number, chance) if number else ():
                day = habitual_day(drawn, habit.weekday, closed)
                if day < group.valid_from:
                    continue
                starts = _moment(day, habit.starts)
                ends = starts + timedelta(minutes=habit.minutes)
                held = day < today
                near = today <= day <= today + timedelta(days=21)
                rows.append(
                    Meeting(
                        group=group,
                        title=group.name,
                        starts_at=starts,
                        ends_at=ends,
                        place="Stadsdelskontoret" if "." in key else "Stadshuset",
                        state=MeetingState.HELD if held else MeetingState.CONVENED if near else MeetingState.BOOKED,
                        convened_at=_moment(day - timedelta(days=14), 9 * 60) if held or near else None,
                        closed_at=ends if held else None,
                    )
                )
        meetings[key] = sorted(rows, key=lambda meeting: meeting.starts_at)
    Meeting.objects.bulk_create(meeting for rows in meetings.values() for meeting in rows)
    _approve(meetings)
    _hold(meetings, chance)
    return meetings


def _approve(meetings: dict[str, list[Meeting]]) -> None:
    """Approve each held meeting's minutes at the next held one."""
    approved = []
    for rows in meetings.values():
        held = [meeting for meeting in rows if meeting.state == MeetingState.HELD]
        for meeting, following in itertools.pairwise(held):
            meeting.state, meeting.minutes_approved_in = MeetingState.APPROVED, following
            approved.append(meeting)
    Meeting.objects.bulk_update(approved, ["state", "minutes_approved_in"], batch_size=500)


def _makers(seats: list[Seat]) -> dict[str, str]:
    return {seat.party: f"{seat.title}, {seat.holder.name}" for seat in seats if seat.is_decision_maker and seat.holder}


def _hold(meetings: dict[str, list[Meeting]], chance: random.Random) -> None:
    """Give held meetings attendance, notes and, in steering groups, decisions."""
    seats: dict[int, list[Seat]] = {}
    for seat in Seat.objects.select_related("holder").order_by("pk"):
        seats.setdefault(seat.group_id, []).append(seat)
    attendances, items, decisions = [], [], []
    numbers: dict[tuple[int, int], int] = {}
    for group_id, year, number in Decision.objects.order_by("number").values_list("group_id", "year", "number"):
        numbers[group_id, year] = number  # the annexes' decisions came first
    for rows in meetings.values():
        for meeting in rows:
            if meeting.state not in {MeetingState.HELD, MeetingState.APPROVED}:
                if meeting.state == MeetingState.CONVENED:
                    attendances += [
                        Attendance(meeting=meeting, seat=seat)
                        for seat in seats.get(meeting.group_id, ())
                        if seat.holder
                    ]
                continue
            here = seats.get(meeting.group_id, [])
            attendances += [
                Attendance(
                    meeting=meeting,
                    seat=seat,
                    presence=chance.choices((Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT), (88, 9, 3))[0],
                )
                for seat in here
                if seat.holder
            ]
            for order, (title, notes) in enumerate(chance.sample(TALK, 3), start=1):
                items.append(Item(meeting=meeting, order=order, title=title, notes=notes, outcome=Outcome.INFORMATION))
            makers = _makers(here)
            if len(makers) < 2 or chance.random() < 0.4:
                continue
            day = meeting.starts_at.date()
            number = numbers[meeting.group_id, day.year] = numbers.get((meeting.group_id, day.year), 0) + 1
            title, text, responsible = chance.choice(DECISIONS)
            due, done = day + timedelta(days=120), chance.random() < 0.75
            decisions.append(
                Decision(
                    group=meeting.group,
                    year=day.year,
                    number=number,
                    title=title,
                    text=text,
                    basis="Åtgärdsplanen",
                    category=DecisionCategory.WORK_WITHIN_PLAN,
                    decided_on=day,
                    documented_at=meeting.ends_at,
                    meeting_key=str(meeting.pk),
                    meeting_address=reverse("meetings:meeting", args=[meeting.pk]),
                    meeting_title=meeting.title,
                    responsible_title=responsible,
                    due_date=due,
                    state=DecisionState.DONE if done else DecisionState.OPEN,
                    closed_on=due - timedelta(days=30) if done else None,
                    municipality_decision_maker=makers[Party.MUNICIPALITY],
                    police_decision_maker=makers[Party.POLICE],
                    mandate_basis="Gruppens mandatavgränsning",
                )
            )
    Attendance.objects.bulk_create(attendances, batch_size=2000)
    Item.objects.bulk_create(items, batch_size=2000)
    Decision.objects.bulk_create(decisions, batch_size=500)
    _link(decisions)


def _link(decisions: list[Decision]) -> None:
    """Put each decision on the agenda of the meeting that took it."""
    Item.objects.bulk_create(
        Item(
            meeting_id=int(decision.meeting_key),
            order=9,
            title=decision.title,
            text=decision.basis,
            notes="",
            outcome=Outcome.DECISION,
            decision=decision,
        )
        for decision in decisions
    )
