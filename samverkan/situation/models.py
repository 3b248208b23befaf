"""Situation pictures, their lines, what was written together, and problems in order of priority."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverkan.agreements.models import AnnexVersion
from samverkan.ground.words import Party
from samverkan.indicators.models import Indicator, Source
from samverkan.indicators.words import Sex
from samverkan.organisation.models import Unit
from samverkan.places.models import Place
from samverkan.priorities.models import Area, Theme
from samverkan.situation.words import Agreement, Block, ContributionState, ProblemState, TargetKind, VictimCategory


class Picture(models.Model):
    """Lägesbild: what a district and its police see in a year, open to change between decided versions (SIT-03)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    delimitation = models.TextField(_("delimited to"))
    """The geography that the picture covers (SIT-04)."""
    opened_on = models.DateField(_("opened"))
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "-year")
        constraints = (models.UniqueConstraint(fields=("unit", "year"), name="picture_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class Line(models.Model):
    """Iakttagelse: what one party sees, written in its own room until it is shared."""

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="lines")
    room = models.CharField(_("written by"), max_length=12, choices=Party.choices())
    block = models.CharField(_("block"), max_length=15, choices=Block.choices())
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("what is seen"))
    sources = models.ManyToManyField(Source, related_name="+", blank=True)
    dark_figure = models.CharField(_("what may be hidden"), max_length=300, blank=True)
    """A mark that the true extent is thought to be larger, and why (SIT-13)."""
    shared_at = models.DateTimeField(_("shared"), null=True, blank=True)
    shared_by = models.CharField(max_length=120, blank=True)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    """Taken out of the room before it was shared; a shared line is never taken back."""
    edition = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("picture", "block", "area", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(shared_at__isnull=True) | Q(withdrawn_at__isnull=True), name="shared_line_stays"
            ),
        )


class Statement(models.Model):
    """Gemensam utsaga: one row of the merged picture, with what each party saw and where they do not agree."""

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="statements")
    block = models.CharField(_("block"), max_length=15, choices=Block.choices())
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("joint statement"), blank=True)
    lines = models.ManyToManyField(Line, related_name="statements", blank=True)
    """The shared lines of the two rooms that it merges; none when it was written together from the start."""
    agreement = models.CharField(_("agreement"), max_length=10, choices=Agreement.choices(), default="not_yet")
    municipality_view = models.TextField(_("the municipality's view where the parties differ"), blank=True)
    police_view = models.TextField(_("the police's view where the parties differ"), blank=True)
    sources = models.ManyToManyField(Source, related_name="+", blank=True)
    indicators = models.ManyToManyField(Indicator, related_name="+", blank=True)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = models.CharField(_("why it was removed"), max_length=300, blank=True)

    class Meta:
        ordering = ("picture", "block", "area", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(agreement="disagreed") | (~Q(municipality_view="") & ~Q(police_view="")),
                name="disagreement_keeps_both_views",
            ),
        )


class Table(models.Model):
    """Tabell: figures in the picture, from one source and one period, split by sex and age (SIT-09, SIT-10)."""

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="tables")
    block = models.CharField(_("block"), max_length=15, choices=Block.choices())
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("what is counted"), max_length=160)
    period = models.CharField(_("period"), max_length=60)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    why_not_split = models.CharField(_("why the figures are not split by sex"), max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("picture", "block", "pk")


class Cell(models.Model):
    """Tabellcell: one number of a table. Numbers under the limit are stored but shown suppressed."""

    table = models.ForeignKey(Table, models.PROTECT, related_name="cells")
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices(), blank=True, default="")
    age = models.CharField(_("age"), max_length=20, blank=True, default="")
    part = models.CharField(_("part of the district"), max_length=80, blank=True, default="")
    number = models.PositiveBigIntegerField(_("number"))

    class Meta:
        ordering = ("table", "part", "age", "sex")
        constraints = (models.UniqueConstraint(fields=("table", "sex", "age", "part"), name="cell_once"),)


class AreaNote(models.Model):
    """Områdesnotering: why one of the city's areas is not relevant to the district this year (SIT-05)."""

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="area_notes")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    reason = models.TextField(_("why it is not relevant"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("picture", "area"), name="area_note_once"),)


class Contribution(models.Model):
    """Bidrag: a problem or situation picture from another actor, for example the school property company (SIT-11)."""

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="contributions")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    sender = models.CharField(_("from"), max_length=160)
    field = models.CharField(_("about"), max_length=120)
    """For example fire, accidents or crime."""
    text = models.TextField(_("what they see"))
    own_work = models.TextField(_("what they do themselves to prevent it"), blank=True)
    received_on = models.DateField(_("received"))
    state = models.CharField(_("state"), max_length=10, choices=ContributionState.choices(), default="new")
    reply = models.TextField(_("reply"), blank=True)
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("picture", "received_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reply=""), name="declined_contribution_has_a_reply"
            ),
            models.CheckConstraint(
                condition=~Q(state="used") | Q(statement__isnull=False), name="used_contribution_is_in_the_picture"
            ),
        )


class PictureVersion(models.Model):
    """Lägesbildsversion: the picture frozen on its way to decision; becomes the agreement's annex (SIT-02).

    Decided when its annex version is in force. `content` never changes: `sealed` is its hash and stands in the trail.
    """

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField()
    """What `rules.snapshot` describes: blocks, areas, problems, indicators with sources."""
    sealed = models.CharField(max_length=64)
    annex_version = models.OneToOneField(AnnexVersion, models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ("picture", "number")
        constraints = (models.UniqueConstraint(fields=("picture", "number"), name="picture_version_once"),)


class Problem(models.Model):
    """Problem: what the parties want to change, derived from what they see; lives on from year to year (SIT-06)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("problem"), max_length=160)
    description = models.TextField(_("description"))
    target = models.CharField(_("tied to"), max_length=12, choices=TargetKind.choices())
    target_name = models.CharField(_("which"), max_length=160, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    victims = models.CharField(
        _("particularly exposed victims"), max_length=20, choices=VictimCategory.choices(), blank=True, default=""
    )
    is_complex = models.BooleanField(_("complex, with several explanations"), default=False)
    consequences = models.TextField(_("consequences"), blank=True)
    statements = models.ManyToManyField(Statement, related_name="problems", blank=True)
    """What in the picture it is derived from."""
    owner_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    owner_title = models.CharField(_("function that answers for it"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ProblemState.choices(), default="open")
    raised_on = models.DateField(_("raised"))
    closed_on = models.DateField(_("closed"), null=True, blank=True)
    closed_because = models.TextField(_("why it was closed"), blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("unit", "title")
        indexes = (models.Index(fields=("unit", "state"), name="problems_of_a_unit"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(closed_on__isnull=False) & ~Q(closed_because="")),
                name="closed_problem_says_when_and_why",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Ranking(models.Model):
    """Prioritering: the order that the parties gave the problems of a picture, and the weights they used (SIT-06)."""

    picture = models.OneToOneField(Picture, models.PROTECT, related_name="ranking")
    weights = models.JSONField(default=dict)
    """`Criterion` value → weight 0 to 5."""
    limit = models.PositiveSmallIntegerField(_("how many are prioritised"), default=3)
    decided_on = models.DateField(_("settled"), null=True, blank=True)
    reason = models.TextField(_("reason where the order departs from the scores"), blank=True)
    seen = models.JSONField(default=dict)
    """Party → `{"function": …, "on": …}`: who has seen the order as it stands; emptied when anything changes."""
    edition = models.PositiveIntegerField(default=1)


class Score(models.Model):
    """Bedömning: a problem's scores on the criteria in a year's picture, and whether it was prioritised."""

    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="scores")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="scores")
    points = models.JSONField(default=dict)
    """`Criterion` value → 0 to 4."""
    reasons = models.TextField(_("what the scores rest on"), blank=True)
    pinned = models.PositiveSmallIntegerField(_("place that departs from the scores"), null=True, blank=True)
    """Where the parties put the problem whatever its scores; the ranking then says why."""
    is_prioritised = models.BooleanField(_("prioritised"), default=False)
    place_in_order = models.PositiveSmallIntegerField(_("place in the order"), null=True, blank=True)
    """Together with `is_prioritised` filled in when the ranking is settled, and kept until it is settled anew."""
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("ranking", "place_in_order", "pk")
        constraints = (models.UniqueConstraint(fields=("ranking", "problem"), name="problem_scored_once"),)
