"""Cause analyses: hypotheses with evidence, the event chain, the actors and proposed measures."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverkan.causes.words import AnalysisState, Certainty, EvidenceKind, Factor, Side, TestResult
from samverkan.ground.words import Party
from samverkan.indicators.models import Indicator, Source
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.situation.models import Problem, Statement
from samverkan.situation.words import TargetKind


class Analysis(models.Model):
    """Orsaksanalys: why a problem arises, made jointly by the parties (CAU-01 to -04)."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    target = models.CharField(_("tied to"), max_length=12, choices=TargetKind.choices())
    target_name = models.CharField(_("which"), max_length=160, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField(_("conclusion"), blank=True)
    started_on = models.DateField(_("started"))
    state = models.CharField(_("state"), max_length=10, choices=AnalysisState.choices(), default="open")
    municipality_settled_on = models.DateField(_("settled by the municipality"), null=True, blank=True)
    police_settled_on = models.DateField(_("settled by the police"), null=True, blank=True)
    workshop_title = models.CharField(max_length=160, blank=True)
    """The workshop that is open about it, or was last, as a pointer's title and address: workshops lie above."""
    workshop_address = models.CharField(max_length=200, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("problem", "-started_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="settled")
                | (Q(municipality_settled_on__isnull=False) & Q(police_settled_on__isnull=False)),
                name="analysis_is_settled_by_both",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """Medverkande: an actor that took part in the analysis; more than the two parties ought to (CAU-05)."""

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="participants")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("organisation and function"), max_length=160)
    party = models.CharField(_("party"), max_length=12, choices=Party.choices())
    knows = models.CharField(_("what they know about it"), max_length=200, blank=True)

    class Meta:
        ordering = ("analysis", "pk")

    def __str__(self) -> str:
        return self.name


class Cause(models.Model):
    """Orsak: a hypothesis about why the problem arises, with its test (CAU-07, -08, -10).

    `weight` is 1 (small part) to 5 (main cause). A cause that was contradicted is kept, set aside with the reason.
    """

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="causes")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="deeper")
    """The cause that this one explains: a branch of the cause tree."""
    text = models.CharField(_("cause"), max_length=300)
    side = models.CharField(_("side of the crime triangle"), max_length=10, choices=Side.choices())
    factor = models.CharField(_("factor"), max_length=12, choices=Factor.choices(), default="risk")
    expectation = models.TextField(_("what would we see if it were true?"), blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=3)
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty.choices(), default="low")
    result = models.CharField(_("result of the test"), max_length=15, choices=TestResult.choices(), default="untested")
    result_text = models.TextField(_("what the test showed"), blank=True)
    """For an untested cause: why it has not been tested, said openly."""
    tested_on = models.DateField(_("tested"), null=True, blank=True)
    set_aside_on = models.DateField(_("set aside"), null=True, blank=True)
    set_aside_because = models.CharField(_("why it was set aside"), max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("analysis", "-weight", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(weight__gte=1) & Q(weight__lte=5), name="cause_weight_1_to_5"),
            models.CheckConstraint(
                condition=Q(result="untested") | (Q(tested_on__isnull=False) & ~Q(result_text="")),
                name="tested_cause_says_what_was_seen",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_on__isnull=True) | ~Q(set_aside_because=""), name="cause_set_aside_says_why"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="cause_is_not_its_own_cause"
            ),
        )

    def __str__(self) -> str:
        return self.text


class Evidence(models.Model):
    """Belägg: what speaks for or against a cause (CAU-09)."""

    cause = models.ForeignKey(Cause, models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind.choices())
    text = models.TextField(_("what it shows"))
    speaks_for = models.BooleanField(_("speaks for the cause"), default=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="+")
    added_on = models.DateField(_("added"))

    class Meta:
        ordering = ("cause", "pk")

    def __str__(self) -> str:
        return self.text


class EventStep(models.Model):
    """Händelsesteg: a link of the event chain, before, during or after (CAU-12)."""

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("what happens"), max_length=300)
    could_break = models.CharField(_("what could break the chain here"), max_length=300, blank=True)
    cause = models.ForeignKey(Cause, models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("analysis", "order", "pk")

    def __str__(self) -> str:
        return self.text


class Proposal(models.Model):
    """Förslag: a measure proposed in the analysis, with an assessment of its consequences (CAU-06, CRO-01 to -04)."""

    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="proposals")
    text = models.CharField(_("proposed measure"), max_length=300)
    causes = models.ManyToManyField(Cause, related_name="+", blank=True)
    consequences = models.TextField(_("consequences, wanted and unwanted"))
    gender = models.TextField(_("consequences for equality between the sexes"), blank=True)
    child_rights = models.TextField(_("consequences for children's rights"), blank=True)
    accessibility = models.TextField(_("consequences for accessibility and participation"), blank=True)
    proposed_on = models.DateField(_("proposed"))
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("analysis", "pk")

    def __str__(self) -> str:
        return self.text
