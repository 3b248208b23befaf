"""Sources, visions, sub-goals, indicators and what was measured."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverkan.decisions.models import Decision
from samverkan.ground.words import Party
from samverkan.indicators.words import (
    DarkFigure,
    Direction,
    IndicatorKind,
    Measurability,
    Outcome,
    ProgrammeKind,
    Sex,
)
from samverkan.organisation.models import Dated, Unit
from samverkan.priorities.models import Area, Goal


class Source(models.Model):
    """Källa: where figures and knowledge come from, with publisher, year, licence and limits (SIT-08, SIT-13)."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=160)
    year = models.PositiveSmallIntegerField(_("year"))
    licence = models.CharField(_("licence or terms of use"), max_length=160, blank=True)
    address = models.CharField(_("web address or registry number"), max_length=300, blank=True)
    retrieved_on = models.DateField(_("retrieved"), null=True, blank=True)
    limits = models.TextField(_("what it cannot show"), blank=True)
    dark_figure = models.CharField(_("dark figure"), max_length=10, choices=DarkFigure.choices(), default="unknown")
    hard_to_map = models.CharField(_("groups that it hardly reaches"), max_length=300, blank=True)
    is_invented = models.BooleanField(_("invented for the demo"), default=False)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("title", "-year")
        constraints = (
            models.UniqueConstraint(fields=("municipality", "title", "publisher", "year"), name="source_once_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title} ({self.year})"


class Vision(Dated):
    """Vision: what the parties want to see, from which goals are broken down (FOL-14, PRI-01)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The municipality for the common vision, else a district."""
    text = models.TextField(_("vision"))
    council_goal = models.CharField(_("the Council's goal that it serves"), max_length=200, blank=True)
    """For example 3.6 of the City Council's goals (FOL-21)."""

    class Meta:
        ordering = ("unit", "-valid_from")


class SubGoal(models.Model):
    """Delmål: a goal broken down so that it can be reached, common or local (FOL-04, FOL-14, ACT-35).

    With `goal` it is a part of a common goal of the area; without, it is the district's own.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The municipality for sub-goals common to all districts, else the district whose own it is."""
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("sub-goal"))
    measurability = models.CharField(
        _("can it be measured"), max_length=10, choices=Measurability.choices(), default="direct"
    )
    how_measured = models.TextField(_("how it is measured, or why it cannot be"), blank=True)
    sources = models.ManyToManyField(Source, related_name="+", blank=True)
    due_year = models.PositiveSmallIntegerField(_("to be reached by the end of"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=300, blank=True)

    class Meta:
        ordering = ("area", "unit", "number")
        constraints = (
            models.UniqueConstraint(fields=("unit", "area", "number"), name="sub_goal_number_once"),
            models.CheckConstraint(
                condition=~Q(measurability__in=("proxy", "none")) | ~Q(how_measured=""),
                name="unmeasurable_sub_goal_says_why",
            ),
        )

    def __str__(self) -> str:
        return self.text


class GoalJudgement(models.Model):
    """Mätbarhet: how a common goal can be measured, or why it cannot be (FOL-08).

    Sources bring their dark figure, their limits and the groups that they hardly reach.
    """

    goal = models.OneToOneField(Goal, models.PROTECT, related_name="+")
    measurability = models.CharField(_("can it be measured"), max_length=10, choices=Measurability.choices())
    how_measured = models.TextField(_("how it is measured, or why it cannot be"))
    sources = models.ManyToManyField(Source, related_name="+", blank=True)
    edition = models.PositiveIntegerField(default=1)


class GoalReview(models.Model):
    """Årlig översyn: the city-wide steering group reviewed sub-goals and indicators of a year (FOL-04)."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    reviewed_on = models.DateField(_("reviewed"))
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(_("what was concluded"))

    class Meta:
        ordering = ("municipality", "-year")
        constraints = (models.UniqueConstraint(fields=("municipality", "year"), name="goals_reviewed_once_a_year"),)


class ProgrammeLink(Dated):
    """Koppling: an area's tie to budget, safety programme or another programme (PRI-17, FOL-21)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=ProgrammeKind.choices())
    title = models.CharField(_("title"), max_length=200)
    reference = models.CharField(_("goal, page or registry number"), max_length=200, blank=True)
    address = models.URLField(_("web address"), max_length=300, blank=True)

    class Meta:
        ordering = ("area", "kind", "title")


class Indicator(models.Model):
    """Indikator: something measured in the same way everywhere, with what it can and cannot show (FOL-07 to -10)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The municipality for common indicators, which every district reads; else the district whose own it is."""
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    sub_goal = models.ForeignKey(SubGoal, models.PROTECT, null=True, blank=True, related_name="indicators")
    name = models.CharField(_("name"), max_length=160)
    definition = models.TextField(_("definition"))
    kind = models.CharField(_("kind of number"), max_length=10, choices=IndicatorKind.choices())
    per = models.PositiveIntegerField(_("for how many residents"), default=1000)
    """The base of a rate; unused by other kinds."""
    unit_of_measure = models.CharField(_("what is counted"), max_length=80)
    direction = models.CharField(_("which way is better"), max_length=5, choices=Direction.choices())
    outcome = models.CharField(_("top outcome"), max_length=10, choices=Outcome.choices(), blank=True, default="")
    can_show = models.TextField(_("what it can show"))
    cannot_show = models.TextField(_("what it cannot show"))
    proxy_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="proxies")
    """The next link of a proxy chain: what this one stands in for."""
    interval_months = models.PositiveSmallIntegerField(_("measured every so many months"), default=12)
    aggregate_only = models.BooleanField(_("follows a small group of people over time: totals only"), default=False)
    """Numbers from 1 to 4 are then not even stored (FOL-26)."""
    edition = models.PositiveIntegerField(default=1)
    retired_on = models.DateField(_("no longer used from"), null=True, blank=True)
    retired_because = models.CharField(_("why it is no longer used"), max_length=300, blank=True)

    class Meta:
        ordering = ("unit", "area", "name")
        constraints = (
            models.UniqueConstraint(fields=("unit", "name"), name="indicator_name_once"),
            models.CheckConstraint(condition=Q(per__gt=0), name="indicator_base_is_positive"),
            models.CheckConstraint(
                condition=Q(proxy_for__isnull=True) | ~Q(proxy_for=F("pk")), name="indicator_is_not_its_own_proxy"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Aim(models.Model):
    """Målvärde: baseline and target of an indicator in a unit (FOL-16)."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="aims")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    baseline_year = models.PositiveSmallIntegerField(_("baseline year"))
    baseline = models.FloatField(_("baseline"))
    target_year = models.PositiveSmallIntegerField(_("target year"))
    target = models.FloatField(_("target"))
    reason = models.TextField(_("why this target"), blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("indicator", "unit"), name="aim_once_a_unit"),
            models.CheckConstraint(condition=Q(target_year__gt=F("baseline_year")), name="aim_lies_ahead"),
        )


class Reading(models.Model):
    """Mätvärde: what an indicator showed in a unit during a period (FOL-03, FOL-10).

    A count has `numerator`; a share or rate has `numerator` and `denominator`, so that parts add up; an index has
    `value`, with an interval where the source gives one. A corrected reading is replaced by a new row.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="readings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to (counted in)"))
    numerator = models.BigIntegerField(_("number"), null=True, blank=True)
    denominator = models.BigIntegerField(_("out of"), null=True, blank=True)
    value = models.FloatField(_("value"), null=True, blank=True)
    low = models.FloatField(_("lower limit"), null=True, blank=True)
    high = models.FloatField(_("upper limit"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices(), blank=True, default="")
    age = models.CharField(_("age"), max_length=20, blank=True, default="")
    """For example "13-17"; empty for all ages."""
    part = models.CharField(_("part of the district"), max_length=80, blank=True, default="")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    party = models.CharField(_("from"), max_length=12, choices=Party.choices())
    is_preliminary = models.BooleanField(_("preliminary"), default=False)
    recorded_at = models.DateTimeField()
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    class Meta:
        ordering = ("indicator", "unit", "starts_on", "pk")
        indexes = (
            models.Index(fields=("unit", "indicator", "starts_on"), name="readings_of_a_unit"),
            models.Index(fields=("indicator", "starts_on"), name="readings_of_an_indicator"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "unit", "starts_on", "ends_on", "sex", "age", "part"),
                condition=Q(replaced_by__isnull=True),
                name="one_reading_in_force",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="reading_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(numerator__isnull=False) | Q(value__isnull=False), name="reading_says_something"
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0), name="reading_has_a_positive_base"
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True) | Q(numerator__gte=0), name="reading_counts_from_nought"
            ),
        )
