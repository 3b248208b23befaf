"""Plans and their frozen versions, measures and the parties' halves."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samverkan.agreements.models import AnnexVersion
from samverkan.causes.models import Analysis, Cause, Proposal
from samverkan.decisions.models import Decision, Matter
from samverkan.documents.models import Document
from samverkan.ground.words import Party
from samverkan.groups.models import Group
from samverkan.indicators.models import SubGoal
from samverkan.measures.words import (
    Benefits,
    DirectedAt,
    HalfState,
    InPlanning,
    Kind,
    Level,
    MeasureState,
    MeasureType,
    PartKind,
    PlanKind,
    TermLength,
)
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.priorities.models import Area, AreaList
from samverkan.situation.models import PictureVersion


class Plan(models.Model):
    """Plan: a district's measures plan, the city's action plan or a working group's own (ACT-01, -06, -15)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The district, or the municipality for the action plan."""
    kind = models.CharField(_("kind"), max_length=15, choices=PlanKind.choices())
    year = models.PositiveSmallIntegerField(_("year"))
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    """The working group whose own plan it is."""
    under = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="group_plans")
    """The annex plan under which a working group's plan lies."""
    area_list = models.ForeignKey(AreaList, models.PROTECT, related_name="+")
    """The areas for which it was written. When others are in force, an update is open (ACT-13, PRI-18)."""
    picture_version = models.ForeignKey(PictureVersion, models.PROTECT, null=True, blank=True, related_name="+")
    """The situation picture that it starts from (ORG-21; Act 2023:196 s. 5)."""
    analyses = models.ManyToManyField(Analysis, related_name="+", blank=True)
    """The cause analyses that it starts from (ORG-21)."""
    opened_on = models.DateField(_("opened"))
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "-year", "kind", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "kind", "year"), condition=~Q(kind="group_plan"), name="plan_once_a_year"
            ),
            models.UniqueConstraint(
                fields=("group", "year"), condition=Q(kind="group_plan"), name="group_plan_once_a_year"
            ),
            models.CheckConstraint(
                condition=~Q(kind="group_plan") | (Q(group__isnull=False) & Q(under__isnull=False)),
                name="group_plan_lies_under_a_plan",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"


class Part(models.Model):
    """Plandel: one of the parts that the agreement demands of a plan (ACT-02, ACT-06, ACT-07)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="parts")
    kind = models.CharField(_("part"), max_length=15, choices=PartKind.choices())
    text = models.TextField(_("text"), blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("plan", "pk")
        constraints = (models.UniqueConstraint(fields=("plan", "kind"), name="part_once_a_plan"),)


class AreaNote(models.Model):
    """Områdesnotering: how a plan takes up one of the city's areas, or why it does not (ACT-04, SIT-05)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="area_notes")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    how = models.TextField(_("how the work within the area is to be done"), blank=True)
    not_relevant = models.TextField(_("why the plan does not touch the area"), blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("plan", "area")
        constraints = (models.UniqueConstraint(fields=("plan", "area"), name="plan_area_note_once"),)


class Carried(models.Model):
    """Kvarvarande: what the year before left undone, and what has become of it in this plan (ACT-03).

    Kind, key and address point to where it was said, for example a compilation above this floor.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="carried")
    text = models.CharField(_("what was left undone"), max_length=300)
    kind = models.CharField(max_length=60, blank=True)
    key = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=300, blank=True)
    answer = models.CharField(_("what becomes of it this year"), max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("plan", "pk")


class PlanVersion(models.Model):
    """Planversion: the plan frozen on its way to decision (ACT-13, ACT-14).

    A local plan becomes the agreement's annex and is in force with it; an action plan without an annex, and a
    working group's plan, are in force with the `decision`. `content` never changes: `sealed` stands in the trail.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField()
    sealed = models.CharField(max_length=64)
    annex_version = models.OneToOneField(AnnexVersion, models.PROTECT, null=True, blank=True, related_name="+")
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ("plan", "number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="plan_version_once"),
            models.CheckConstraint(
                condition=Q(annex_version__isnull=False) | Q(matter__isnull=False), name="plan_version_goes_somewhere"
            ),
        )


class Measure(models.Model):
    """Åtgärd: what the parties do about causes, tied to area and followed-up goal (ACT-08 to -12, -16 to -18, -30).

    `entered` is the frozen version of the plan in which it was put to decision. The database refuses to let it in
    there without a main cause or a motivated exception (CAU-03).
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="measures")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("measure"), max_length=160)
    description = models.TextField(_("what is done"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    main_cause = models.ForeignKey(Cause, models.PROTECT, null=True, blank=True, related_name="+")
    causes = models.ManyToManyField(Cause, related_name="+", blank=True)
    """All causes that it addresses, the main one counted."""
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="+")
    sub_goal = models.ForeignKey(SubGoal, models.PROTECT, null=True, blank=True, related_name="+")
    no_cause_because = models.TextField(_("why it has no analysed cause"), blank=True)
    no_goal_because = models.TextField(_("why it has no followed-up goal"), blank=True)
    mechanism = models.TextField(_("how it is meant to work"), blank=True)
    sides = models.JSONField(_("sides of the crime triangle"), default=list)
    """Values of `causes.words.Side`."""
    level = models.CharField(_("prevention level"), max_length=10, choices=Level.choices())
    kind = models.CharField(_("kind of prevention"), max_length=12, choices=Kind.choices())
    measure_type = models.CharField(_("type"), max_length=15, choices=MeasureType.choices(), default="other")
    term_length = models.CharField(_("term"), max_length=6, choices=TermLength.choices())
    directed_at = models.CharField(_("directed at"), max_length=15, choices=DirectedAt.choices())
    benefits = models.CharField(_("whom it benefits"), max_length=10, choices=Benefits.choices(), default="unknown")
    benefits_note = models.CharField(_("how it can be adapted to help both sexes"), max_length=300, blank=True)
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued_by")
    """Last year's measure that it carries on (ACT-23)."""
    continues_work = models.CharField(_("existing work that it builds on"), max_length=300, blank=True)
    proportionality = models.TextField(_("purpose and proportionality of the surveillance"), blank=True)
    """For camera surveillance only (Act 2023:196 s. 14)."""
    is_important = models.BooleanField(_("important: two people close it, with evidence"), default=False)
    resources_needed = models.CharField(_("resources needed"), max_length=300, blank=True)
    starts_on = models.DateField(_("starts"))
    state = models.CharField(_("state"), max_length=10, choices=MeasureState.choices(), default="open")
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    stopped_because = models.TextField(_("why it was stopped"), blank=True)
    stop_decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    """The decision to discontinue a method, where there is one (ACT-28)."""
    entered = models.ForeignKey(PlanVersion, models.PROTECT, null=True, blank=True, related_name="measures")
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("plan", "number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="measure_number_once"),
            models.CheckConstraint(
                condition=Q(entered__isnull=True) | Q(main_cause__isnull=False) | ~Q(no_cause_because=""),
                name="no_measure_without_cause_or_exception",
            ),
            models.CheckConstraint(
                condition=Q(entered__isnull=True) | Q(sub_goal__isnull=False) | ~Q(no_goal_because=""),
                name="no_measure_without_goal_or_exception",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(ended_on__isnull=False), name="ended_measure_has_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("stopped", "withdrawn")) | ~Q(stopped_because=""),
                name="stopped_measure_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(entered__isnull=True), name="only_a_draft_is_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(continues__isnull=True) | ~Q(continues=F("pk")), name="measure_does_not_continue_itself"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Half(models.Model):
    """Halva: one party's part of a measure, with owner function, dose, due date and budget (ACT-09, -10, -20, -21)."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="halves")
    party = models.CharField(_("party"), max_length=12, choices=Party.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    owner_title = models.CharField(_("function that answers for it"), max_length=120, blank=True)
    co_actors = models.ManyToManyField(Unit, related_name="+", blank=True)
    text = models.TextField(_("what this party does"), blank=True)
    dose = models.PositiveIntegerField(_("how much"), null=True, blank=True)
    dose_unit = models.CharField(_("of what"), max_length=60, blank=True)
    """For example foot patrols, hours, lamps."""
    due_on = models.DateField(_("done by"), null=True, blank=True)
    in_planning = models.CharField(
        _("in ordinary planning"), max_length=10, choices=InPlanning.choices(), default="unknown"
    )
    budget_line = models.CharField(_("budget line"), max_length=120, blank=True)
    planning_reference = models.CharField(_("reference in the planning system"), max_length=120, blank=True)
    assignment = models.CharField(_("explicit assignment from a board or authority"), max_length=200, blank=True)
    resources = models.CharField(_("resources assigned"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=HalfState.choices(), default="planned")
    no_part_because = models.CharField(_("why this party has no part"), max_length=300, blank=True)
    reported_by = models.CharField(max_length=120, blank=True)
    reported_by_id = models.PositiveBigIntegerField(null=True, blank=True)
    """Who reported it done: another person must close an important measure."""
    done_on = models.DateField(_("done"), null=True, blank=True)
    outcome = models.TextField(_("what was done"), blank=True)
    evidence = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    closed_by = models.CharField(max_length=120, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("measure", "party")
        constraints = (
            models.UniqueConstraint(fields=("measure", "party"), name="half_once_a_party"),
            models.CheckConstraint(
                condition=Q(party__in=(Party.MUNICIPALITY, Party.POLICE)), name="half_belongs_to_a_party"
            ),
            models.CheckConstraint(
                condition=Q(state="none") | (Q(unit__isnull=False) & ~Q(owner_title="") & Q(due_on__isnull=False)),
                name="half_has_owner_and_day",
            ),
            models.CheckConstraint(condition=~Q(state="none") | ~Q(no_part_because=""), name="missing_half_says_why"),
            models.CheckConstraint(condition=~Q(state="done") | Q(done_on__isnull=False), name="done_half_has_a_day"),
        )


class Delivery(models.Model):
    """Leverans: so much of a half's dose was delivered on a day (FOL-27)."""

    half = models.ForeignKey(Half, models.PROTECT, related_name="deliveries")
    on = models.DateField(_("date"))
    amount = models.PositiveIntegerField(_("how much"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=120, blank=True)
    withdrawn_because = models.CharField(_("why it was withdrawn"), max_length=300, blank=True)

    class Meta:
        ordering = ("half", "on", "pk")
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="delivery_is_of_something"),)
