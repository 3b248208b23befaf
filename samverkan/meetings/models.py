"""Series, meetings, agendas and attendance."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverkan.accounts.models import User
from samverkan.decisions.models import Decision, Matter
from samverkan.groups.models import Group, Seat
from samverkan.meetings.words import AssignmentState, Cadence, ItemKind, ItemPlace, MeetingState, Outcome, Presence
from samverkan.organisation.models import Dated


class Series(Dated):
    """Mötesserie: a group's recurring meetings, with a template for their agendas (MEE-04, MEE-05)."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    cadence = models.CharField(_("cadence"), max_length=12, choices=Cadence.choices())
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    """0 is Monday."""
    starts = models.TimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("length, in minutes"))
    place = models.CharField(_("place"), max_length=160, blank=True)


class TemplateItem(models.Model):
    """Mallpunkt: a standing item of the series' agendas."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="template")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)

    class Meta:
        ordering = ("series", "order")


class StandingAgenda(models.Model):
    """Stående dagordning: what a group deals with at each of its meetings, and who each item needs.

    Stands where no series of its own says otherwise. A plan of the year lets people attend only what needs them.
    """

    group = models.OneToOneField(Group, models.PROTECT, related_name="+")
    whole = models.ManyToManyField(Seat, related_name="+", blank=True)
    """The seats that all of every meeting concerns, each by its first row."""
    edition = models.PositiveIntegerField(default=1)
    saved_by = models.CharField(max_length=120, blank=True)


class StandingItem(models.Model):
    """Stående punkt: a line of a group's standing agenda."""

    agenda = models.ForeignKey(StandingAgenda, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    place = models.CharField(_("place"), max_length=10, choices=ItemPlace.choices(), default="anywhere")
    needs = models.ManyToManyField(Seat, related_name="+", blank=True)
    """The seats that the item needs, each by its first row, so that a new holder is needed for the same; none: all."""

    class Meta:
        ordering = ("agenda", "order")


class Meeting(models.Model):
    """Möte: booked, convened, held, its minutes approved at the next one (MEE-08)."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="meetings")
    title = models.CharField(_("title"), max_length=160)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=160, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices(), default="booked")
    convened_at = models.DateTimeField(_("convened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    minutes_approved_in = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="approved_minutes"
    )
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=300, blank=True)

    class Meta:
        ordering = ("starts_at", "pk")
        indexes = (models.Index(fields=("group", "starts_at"), name="meetings_of_a_group"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(minutes_approved_in__isnull=False),
                name="minutes_are_approved_at_a_meeting",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """Dagordningspunkt: what is dealt with, what was said and what came of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=ItemKind.choices(), default="free")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("background"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    followed_decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    earlier_meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    """The meeting whose minutes the item is to approve."""
    notes = models.TextField(_("notes"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices(), default="none")
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    carried_from = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="carried_to")
    needs = models.ManyToManyField(Seat, related_name="+", blank=True)
    """The seats that the item needs, where that has been said; none: everybody."""
    edition = models.PositiveIntegerField(default=1)
    """Counts saves of the notes, so that two people who write at once are both told."""
    notes_by = models.CharField(max_length=120, blank=True)
    """Who saved the notes last, to be named to the one who writes at the same time."""

    class Meta:
        ordering = ("meeting", "order", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(outcome="decision") | Q(decision__isnull=False),
                name="decision_outcome_has_a_decision",
            ),
        )


class Assignment(models.Model):
    """Uppdrag: somebody is to do something by a day, as said at a meeting."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="assignments")
    text = models.TextField(_("assignment"))
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    function_title = models.CharField(_("responsible function"), max_length=160)
    due_date = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=AssignmentState.choices(), default="open")
    done_on = models.DateField(null=True, blank=True)
    done_note = models.CharField(_("what was done"), max_length=300, blank=True)


class Attendance(models.Model):
    """Närvaro: a seat at a meeting, with the function as it was on the day (MEE-18)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    presence = models.CharField(_("presence"), max_length=10, choices=Presence.choices(), default="invited")
    substitute = models.CharField(_("substitute's function"), max_length=160, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "seat"), name="seat_attends_once"),)


class Part(models.Model):
    """Del av möte: who a planned meeting wants, from when to when, and whether by video.

    Counted from the meeting's beginning, so that the part follows when the meeting is moved. It belongs to a seat:
    who holds that on the meeting's day has the part, and while nobody does it waits.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="parts")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    """The seat's first row; none only where rows from before seats were kept could not be matched."""
    holder = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    """Who is called: the seat's holder on the day, or a deputy; none while the seat is vacant or withdrawn."""
    first = models.PositiveSmallIntegerField(default=0)
    """Minutes after the meeting's beginning."""
    last = models.PositiveSmallIntegerField(null=True, blank=True)
    """Minutes after the meeting's beginning; none: to its end."""
    by_video = models.BooleanField(default=False)
    stands_in_for = models.CharField(max_length=160, blank=True)
    """The title of the seat that the holder fills as its deputy."""

    class Meta:
        ordering = ("meeting", "first", "pk")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "seat"), name="one_part_of_a_meeting_for_a_seat"),
            models.CheckConstraint(
                condition=Q(seat__isnull=False) | Q(holder__isnull=False), name="part_is_for_a_seat_or_somebody"
            ),
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__gt=models.F("first")), name="part_ends_after_it_begins"
            ),
        )


class Correction(models.Model):
    """Rättelse: a note added to minutes that are already closed; the minutes themselves stay as they were."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections")
    text = models.TextField(_("correction"))
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("at", "pk")
