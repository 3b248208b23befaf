"""A live workshop: its participants, their cards and their votes, each change with a number."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverkan.accounts.models import User
from samverkan.causes.models import Analysis, Cause
from samverkan.causes.words import Factor, Side
from samverkan.ground.words import Party
from samverkan.workshops.words import CardKind, CardState, Phase


class Workshop(models.Model):
    """Orsaksverkstad: a guided session of an hour and a half about one analysis (CAU-12).

    `sequence` counts every change of the workshop and its cards, so that a screen asks only for what is new.
    """

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    """The short word in the link by which people join."""
    phase = models.CharField(_("step"), max_length=10, choices=Phase.choices(), default="lobby")
    phase_started_at = models.DateTimeField()
    minutes = models.JSONField(default=dict)
    """`Phase` value → planned minutes."""
    sequence = models.PositiveBigIntegerField(default=0)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    guests_allowed = models.BooleanField(_("people without a login may join by the link"), default=True)

    class Meta:
        ordering = ("-opened_at",)

    def __str__(self) -> str:
        return self.code


class Member(models.Model):
    """Deltagare: a screen that has joined, under the name of a function, never a person's."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    function = models.CharField(_("function"), max_length=80)
    party = models.CharField(_("party"), max_length=12, choices=Party.choices(), default="external")
    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the secret in the screen's cookie."""
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ("workshop", "joined_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("workshop", "user"), condition=Q(user__isnull=False), name="member_joins_once"
            ),
        )


class Card(models.Model):
    """Lapp: one contribution. `key` is made by the screen, so that sending it again stores it once."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="cards")
    key = models.UUIDField()
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=CardKind.choices())
    text = models.CharField(_("text"), max_length=300)
    side = models.CharField(max_length=10, choices=Side.choices(), blank=True, default="")
    factor = models.CharField(max_length=12, choices=Factor.choices(), default="risk")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="deeper")
    state = models.CharField(max_length=10, choices=CardState.choices(), default="on_board")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    cause = models.ForeignKey(Cause, models.PROTECT, null=True, blank=True, related_name="+")
    step_key = models.PositiveBigIntegerField(null=True, blank=True)
    """The event step that the card became: its key as a plain value, since a step may be removed again."""
    sequence = models.PositiveBigIntegerField()
    edition = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("workshop", "pk")
        indexes = (models.Index(fields=("workshop", "sequence"), name="cards_since"),)
        constraints = (models.UniqueConstraint(fields=("workshop", "key"), name="card_stored_once"),)

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """Röst: a member's points on a card."""

    card = models.ForeignKey(Card, models.PROTECT, related_name="votes")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("card", "member"), name="vote_once"),)


class Change(models.Model):
    """Ändring: what the facilitator did with cards, with how they were before, so that it can be undone."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="changes")
    before = models.JSONField()
    """The cards as they were: a list of card key, state, side, what it was merged into and its parent."""
    done_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("workshop", "-pk")


class Knock(models.Model):
    """Knackning: how often somebody has tried to join from one network address lately, so that codes are not guessed.

    `source` is a keyed hash of the address; the row is of no use when the window has passed.
    """

    source = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)
