"""Matters, decisions, delimitations of groups and delegations of boards."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverkan.decisions.words import DecisionCategory, DecisionState, MatterState
from samverkan.documents.models import Document
from samverkan.groups.models import Group, Seat
from samverkan.organisation.models import Dated, Unit


class Delimitation(Dated):
    """Mandatavgränsning: what a group may decide, in writing, and for how much money (DEC-04, ORG-32)."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    text = models.TextField(_("delimitation"))
    categories = models.JSONField(_("may decide on"), default=list)
    """Values of `DecisionCategory`."""
    amount_limit = models.PositiveBigIntegerField(_("at most, in kronor"), null=True, blank=True)
    decided_on = models.DateField(_("decided"))
    decided_by = models.CharField(_("decided by"), max_length=160)
    registry_number = models.CharField(_("registry number"), max_length=60, blank=True)


class Delegation(Dated):
    """Delegation: what a board has delegated to a function, and for how much money (DEC-03; KL 6:37-39, 7:5)."""

    board = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The responsible board, or for the police the authority whose rules of procedure delegate."""
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The administration, company or police unit whose function it is given to."""
    function_title = models.CharField(_("to the function"), max_length=160)
    category = models.CharField(_("on"), max_length=30, choices=DecisionCategory.choices())
    amount_limit = models.PositiveBigIntegerField(_("at most, in kronor"), null=True, blank=True)
    text = models.TextField(_("wording"), blank=True)
    decided_on = models.DateField(_("decided"))
    registry_number = models.CharField(_("registry number"), max_length=60, blank=True)


class Matter(models.Model):
    """Ärende: a question on its way from a group to the one that decides, and back (MEE-17, DEC-09)."""

    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what it is about"), blank=True)
    proposal = models.TextField(_("proposed decision"), blank=True)
    basis = models.TextField(_("basis"), blank=True)
    category = models.CharField(_("kind of decision"), max_length=30, choices=DecisionCategory.choices())
    amount = models.PositiveBigIntegerField(_("amount, in kronor"), null=True, blank=True)
    raised_in = models.ForeignKey(Group, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    """Where the matter is now."""
    decided_in = models.ForeignKey(Group, models.PROTECT, related_name="+")
    """The group that is to decide it."""
    state = models.CharField(_("state"), max_length=10, choices=MatterState.choices(), default="open")
    concerns_kind = models.CharField(max_length=60, blank=True)
    concerns_key = models.CharField(max_length=60, blank=True)
    concerns_address = models.CharField(max_length=300, blank=True)
    """A pointer to what the decision will set in motion, for example an annex version."""
    due_date = models.DateField(_("must be decided by"), null=True, blank=True)
    raised_on = models.DateField(_("raised"))
    is_major = models.BooleanField(_("of major importance"), default=False)
    """To be brought to consensus with the politicians in good time (DEC-05)."""
    politicians_informed_on = models.DateField(_("politicians informed"), null=True, blank=True)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    class Meta:
        ordering = ("due_date", "raised_on", "pk")
        indexes = (
            models.Index(fields=("group", "state"), name="matters_of_a_group"),
            models.Index(fields=("concerns_kind", "concerns_key"), name="matters_about_a_thing"),
        )

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """Steg: the matter moved from one group to another, with a recommendation (MEE-17)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps")
    from_group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    to_group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    recommendation = models.TextField(_("recommendation"), blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("at", "pk")


class Decision(models.Model):
    """Beslut: numbered per group and year, documented in writing, with both parties named (DEC-06 to -08)."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("decision"))
    basis = models.TextField(_("basis"), blank=True)
    category = models.CharField(_("kind of decision"), max_length=30, choices=DecisionCategory.choices())
    amount = models.PositiveBigIntegerField(_("amount, in kronor"), null=True, blank=True)
    decided_on = models.DateField(_("decided"))
    documented_at = models.DateTimeField(_("documented in writing"))
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="decisions")
    meeting_key = models.CharField(max_length=60, blank=True)
    meeting_title = models.CharField(max_length=200, blank=True)
    meeting_address = models.CharField(max_length=300, blank=True)
    """A pointer to the meeting; meetings lie above decisions."""
    responsible_title = models.CharField(_("responsible function"), max_length=160)
    responsible_seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    responsible_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    due_date = models.DateField(_("to be carried out by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=DecisionState.choices(), default="open")
    municipality_decision_maker = models.CharField(_("decided for the municipality"), max_length=200)
    police_decision_maker = models.CharField(_("decided for the police"), max_length=200)
    """Function and name as they stood on the day."""
    needs_planning_entry = models.BooleanField(_("needs an entry in ordinary planning and budget"), default=False)
    mandate_basis = models.TextField(blank=True)
    """What the mandate check found on the day, kept as evidence (DEC-03)."""
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(_("carried out or lapsed"), null=True, blank=True)
    closing_note = models.CharField(_("what came of it"), max_length=300, blank=True)

    class Meta:
        ordering = ("-decided_on", "-number")
        constraints = (
            models.UniqueConstraint(fields=("group", "year", "number"), name="decision_number_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(state="open") | models.Q(closed_on__isnull=False),
                name="closed_decision_has_a_day",
            ),
        )
        indexes = (models.Index(fields=("group", "state"), name="decisions_of_a_group"),)

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """Return the number as people write it, for example 3/2026."""
        return f"{self.number}/{self.year}"


class Excerpt(models.Model):
    """Utdrag: the decision on its way back to the group that raised the matter (MEE-17)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="excerpts")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent back"))
    noted_at = models.DateTimeField(_("noted by the group"), null=True, blank=True)
