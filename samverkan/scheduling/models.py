"""Where and how often groups meet, who is taken when, and the plans made of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverkan.accounts.models import User
from samverkan.ground.words import FunctionKind
from samverkan.groups.models import Group
from samverkan.meetings.models import Meeting
from samverkan.organisation.models import Unit
from samverkan.scheduling.words import Answer, MarkSource, Need, PeriodKind, PlanKind, PlanState, WishKind


class Venue(models.Model):
    """Mötesort: a house with rooms, or where people have their office."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    edition = models.PositiveIntegerField(default=1)
    """Counts saves of the name and the journeys, so that two people who write at once are both told."""
    saved_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("municipality", "name"), name="venue_once_a_municipality"),)

    def __str__(self) -> str:
        return self.name


class Journey(models.Model):
    """Resväg: minutes from one venue to another, door to door."""

    start = models.ForeignKey(Venue, models.CASCADE, related_name="journeys")
    end = models.ForeignKey(Venue, models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("start", "end"), name="journey_once"),
            models.CheckConstraint(condition=~Q(start=F("end")), name="journey_leads_somewhere"),
        )


class Office(models.Model):
    """Kontor: the venue where a unit's people work when they are not at a meeting."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="offices")


class Room(models.Model):
    """Möteslokal: a room at a venue, or a meeting by video, where everybody attends from the office."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="rooms")
    name = models.CharField(_("name"), max_length=120)
    capacity = models.PositiveSmallIntegerField(_("number of people"), default=12)
    closed_from = models.DateField(_("closed from"), null=True, blank=True)
    """From this day on the room cannot be used, until `closed_until` (included) or until further notice."""
    closed_until = models.DateField(_("closed until"), null=True, blank=True)

    class Meta:
        ordering = ("venue__name", "name")
        constraints = (
            models.UniqueConstraint(fields=("municipality", "venue", "name"), name="room_once_a_venue"),
            models.CheckConstraint(
                condition=Q(closed_until__isnull=True) | Q(closed_from__isnull=False),
                name="room_closes_before_it_opens",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.venue.name}" if self.venue else self.name

    @property
    def is_remote(self) -> bool:
        """Tell whether the meeting is held by video."""
        return self.venue_id is None


class WorkingPattern(models.Model):
    """Arbetsmönster: when a function's holder works, and where, if not at the unit's office from eight to five."""

    holder = models.OneToOneField(User, models.PROTECT, related_name="+")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="+")
    weekdays = models.JSONField(_("working days"), default=list)
    """Weekday numbers, 0 is Monday."""
    starts = models.PositiveSmallIntegerField(_("begins, minute of the day"), default=480)
    ends = models.PositiveSmallIntegerField(_("ends, minute of the day"), default=1020)
    most = models.PositiveSmallIntegerField(_("most minutes of meetings a day"), default=360)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="working_day_has_hours"),)


class BusyMark(models.Model):
    """Upptagetmarkering: from when to when somebody is taken on a day, and nothing of what it is about (MEE-09)."""

    holder = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField()
    start = models.PositiveSmallIntegerField()
    """Minute of the day."""
    end = models.PositiveSmallIntegerField()
    at_home = models.BooleanField(default=True)
    """Whether the time is spent at the office, so that travel from there is counted."""
    source = models.CharField(max_length=10, choices=MarkSource.choices(), default="calendar")

    class Meta:
        ordering = ("day", "start")
        indexes = (models.Index(fields=("holder", "day"), name="busy_marks_of_a_person"),)
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start"), end__lte=1440), name="busy_mark_lies_in_its_day"),
        )


class CalendarPeriod(models.Model):
    """Kalenderperiod: days on which the municipality does not meet, or would rather not."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=16, choices=PeriodKind.choices())
    title = models.CharField(_("what it is"), max_length=120)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))

    class Meta:
        ordering = ("first", "title")
        constraints = (models.CheckConstraint(condition=Q(last__gte=F("first")), name="period_ends_after_it_begins"),)


class Cadence(models.Model):
    """Mötestakt: how often, how long and where a group meets, as its leader has said."""

    group = models.OneToOneField(Group, models.PROTECT, related_name="+")
    meetings = models.PositiveSmallIntegerField(_("meetings a year"), null=True, blank=True)
    """None: as many as the agreement in force demands."""
    minutes = models.PositiveSmallIntegerField(_("length, in minutes"), default=60)
    preparation = models.PositiveSmallIntegerField(_("preparation and after-work, minutes a seat"), default=60)
    rooms = models.ManyToManyField(Room, related_name="+", blank=True)
    weekdays = models.JSONField(_("weekdays that suit"), default=list)
    """Weekday numbers that suit best; empty: all."""
    earliest = models.PositiveSmallIntegerField(_("preferably not before, minute of the day"), null=True, blank=True)
    latest = models.PositiveSmallIntegerField(_("preferably over by, minute of the day"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)
    saved_by = models.CharField(max_length=120, blank=True)


class SeatNeed(models.Model):
    """Platsbehov: whether a seat of a group must be filled at each meeting, and who may stand in.

    The seat is named by what it is, not by its row: rows are ended and followed when the holder changes.
    """

    cadence = models.ForeignKey(Cadence, models.CASCADE, related_name="needs")
    function = models.CharField(max_length=30, choices=FunctionKind.choices())
    title = models.CharField(max_length=160)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    need = models.CharField(max_length=10, choices=Need.choices())
    deputies = models.ManyToManyField(User, related_name="+", blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("cadence", "function", "title", "unit"), name="need_once_for_a_seat"),
        )


class Milestone(models.Model):
    """Hållpunkt: a group must meet at least once between two days, for example to decide the situation picture."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    title = models.CharField(_("what is to be done by then"), max_length=120)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))

    class Meta:
        ordering = ("first", "title")
        constraints = (
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="milestone_ends_after_it_begins"),
        )


class Wish(models.Model):
    """Önskemål: somebody pins a meeting, forbids a time or prefers one, for a group or a function, with a reason."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The unit whose plans the wish is for: the group's, or for a function the municipality."""
    year = models.PositiveSmallIntegerField(_("year"))
    kind = models.CharField(_("kind"), max_length=8, choices=WishKind.choices())
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    holder = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField(_("which meeting of the year"), null=True, blank=True)
    first = models.DateField(_("first day"), null=True, blank=True)
    last = models.DateField(_("last day"), null=True, blank=True)
    weekdays = models.JSONField(_("weekdays"), default=list)
    start = models.PositiveSmallIntegerField(_("from, minute of the day"), null=True, blank=True)
    end = models.PositiveSmallIntegerField(_("until, minute of the day"), null=True, blank=True)
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    said_by = models.CharField(_("who asks"), max_length=160)
    """The function that asks, not a name."""
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("year", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(group__isnull=False, holder__isnull=True) | Q(group__isnull=True, holder__isnull=False),
                name="wish_is_for_a_group_or_a_function",
            ),
        )


class YearPlan(models.Model):
    """Årsplan: when and where the groups of a district or a municipality meet in a year, who comes, at what cost."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    first = models.DateField(_("plan from"))
    last = models.DateField(_("plan until"))
    kind = models.CharField(_("kind"), max_length=12, choices=PlanKind.choices())
    state = models.CharField(_("state"), max_length=20, choices=PlanState.choices(), default="scheduled")
    version = models.PositiveSmallIntegerField(default=1)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")
    """The plan that this one changes, after somebody is away, a room is lost or a group is new."""
    seed = models.PositiveIntegerField(default=1)
    seconds = models.PositiveSmallIntegerField(_("seconds to search"), default=60)
    work = models.PositiveIntegerField(null=True, blank=True)
    """How many moves to try instead of a time, so that the same seed gives the same plan."""
    doing = models.CharField(max_length=60, blank=True)
    elapsed = models.FloatField(default=0)
    cost_now = models.PositiveIntegerField(null=True, blank=True)
    first_cost = models.PositiveIntegerField(null=True, blank=True)
    stop_wanted = models.BooleanField(default=False)
    heard_at = models.DateTimeField(null=True, blank=True)
    """When the process that makes the plan last wrote here."""
    cost = models.PositiveIntegerField(null=True, blank=True)
    bound = models.PositiveIntegerField(null=True, blank=True)
    """What no plan can cost less than; 0 says nothing."""
    instance = models.JSONField(default=dict)
    """What was planned, as plain values (samverkan-planner/1); functions and busy marks, no names and no titles."""
    wishes = models.JSONField(default=list)
    """The wishes that the plan was asked to keep, as plain values."""
    labels = models.JSONField(default=dict)
    """What the ids of the instance are called: groups, functions, rooms."""
    schedule = models.JSONField(default=dict)
    """The plan (samverkan-schedule/1)."""
    windows = models.JSONField(default=dict)
    """For a windowed plan, by meeting: the agenda in order and the part that each seat attends."""
    agendas = models.JSONField(default=dict)
    """The standing agendas that groups had written, by group; for the others they are assumed."""
    figures = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    """What moved from the plan it is based on, and why."""
    hands = models.JSONField(default=list)
    """The meetings that people had moved or cancelled by hand when it was made, and what the plan does with each."""
    faults = models.JSONField(default=list)
    """Why there is no plan: demands that contradict each other, in words."""
    sealed = models.CharField(max_length=64, blank=True)
    """SHA-256 of instance, schedule and windows."""
    created_at = models.DateTimeField(_("created"))
    created_by = models.CharField(max_length=120)
    in_force_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=("done", "submitted", "in_force")) | ~Q(sealed=""),
                name="finished_plan_is_sealed",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force") | Q(in_force_at__isnull=False), name="plan_in_force_has_its_day"
            ),
        )


class Proposal(models.Model):
    """Förslag till grupp: a group's meetings in a plan, put to its leader for a yes or a no with a reason."""

    plan = models.ForeignKey(YearPlan, models.PROTECT, related_name="proposals")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices(), default="unanswered")
    is_changed = models.BooleanField(default=True)
    """Whether the group's meetings differ from the plan before; if not, the yes of that plan stands."""
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "group"), name="one_proposal_to_a_group"),
            models.CheckConstraint(condition=~Q(answer="rejected") | ~Q(reason=""), name="a_no_has_a_reason"),
        )


class PlannedMeeting(models.Model):
    """Planerat möte: which booked meeting is which of a plan (MEE-10). Who is wanted when is kept with the meeting."""

    plan = models.ForeignKey(YearPlan, models.PROTECT, related_name="meetings")
    """The latest plan that placed it."""
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, models.PROTECT, related_name="+")
    by_hand_at = models.DateTimeField(null=True, blank=True)
    """When somebody last moved or cancelled it by hand; it is then left as it is until somebody lets it go."""

    class Meta:
        ordering = ("group", "number")


class Invitation(models.Model):
    """Kalenderinbjudan: what one person's calendar was last told about one meeting, so that only changes are sent."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(User, models.PROTECT, related_name="+")
    sequence = models.PositiveSmallIntegerField(default=0)
    """Counts up with each change (RFC 5545, SEQUENCE)."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=250, blank=True)
    by_video = models.BooleanField(default=False)
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "recipient"), name="invitation_once_a_person"),)


class Sending(models.Model):
    """Utskick: the invitations, changes and cancellations that one person was sent at once."""

    recipient = models.ForeignKey(User, models.PROTECT, related_name="+")
    plan = models.ForeignKey(YearPlan, models.PROTECT, null=True, blank=True, related_name="sendings")
    sent_at = models.DateTimeField()
    events = models.JSONField(default=list)
    """Calendar events as plain values: uid, sequence, method, starts, ends, title, place, address."""
