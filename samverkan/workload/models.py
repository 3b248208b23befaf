"""What time is counted with, who brings what to groups, and what groups need."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverkan.accounts.models import User
from samverkan.ground.words import GroupKind
from samverkan.groups.models import Group
from samverkan.organisation.models import Dated, Unit
from samverkan.workload.rules.cost import BREAK_MINUTES, FTE_HOURS, WEEK_HOURS


class Stated(models.Model):
    """Something that somebody has stated, with its source and day, shown beside every figure that rests on it."""

    source = models.CharField(_("source"), max_length=300)
    stated_on = models.DateField(_("stated"))
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class Basis(Stated):
    """Räknegrund: what a municipality turns hours into posts with, and when a week is too full (MEE-11, MEE-14)."""

    municipality = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    fte_hours = models.PositiveIntegerField(
        _("hours of a full-time post in a year"), default=FTE_HOURS, validators=[MinValueValidator(1)]
    )
    week_hours = models.PositiveSmallIntegerField(_("hours of meetings in a week"), default=WEEK_HOURS)
    break_minutes = models.PositiveSmallIntegerField(_("minutes between two meetings"), default=BREAK_MINUTES)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(fte_hours__gt=0), name="a_post_has_hours"),)


class Effort(Stated):
    """Arbete runt mötet: preparation and after-work of a seat for each meeting of a kind of group (MEE-11)."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    group_kind = models.CharField(_("kind of group"), max_length=20, choices=GroupKind.choices())
    before_minutes = models.PositiveSmallIntegerField(_("preparation, in minutes"))
    after_minutes = models.PositiveSmallIntegerField(_("after-work, in minutes"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("municipality", "group_kind"), name="effort_is_stated_once_for_a_kind"),
        )

    @property
    def minutes(self) -> int:
        """Return preparation and after-work together."""
        return self.before_minutes + self.after_minutes


class Journey(Stated):
    """Restid: minutes one way between the places of two units, where groups meet or people work (MEE-09, MEE-11)."""

    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minutes one way"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=("from_unit", "to_unit"), name="journey_is_stated_once"),)


class Department(Dated):
    """Avdelning: a part of an organisation that staffs groups (ORG-33)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("unit", "name"), name="department_is_named_once"),)

    def __str__(self) -> str:
        return self.name


class Competence(models.Model):
    """Kompetens: something that groups need somebody to know, in the municipality's own list (MEE-13)."""

    municipality = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("municipality", "name"), name="competence_is_named_once"),)

    def __str__(self) -> str:
        return self.name


class Profile(models.Model):
    """Funktion i grupper: the department and competences of one who holds seats for an organisation (MEE-13).

    It says what the function brings, nothing of the person.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    holder = models.ForeignKey(User, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    competences = models.ManyToManyField(Competence, related_name="+", blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("unit", "holder"), name="profile_is_kept_once"),)


class Need(models.Model):
    """Behov: a competence that a group needs for its task, and in how many seats (MEE-13)."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    competence = models.ForeignKey(Competence, models.PROTECT, related_name="+")
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    why = models.CharField(_("why the task needs it"), max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "competence"), name="need_is_stated_once"),)


class Presence(models.Model):
    """Planerad närvaro: a specialist administration that is to take part in a local steering group (MEE-15)."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    starts_on = models.DateField(_("from"))
    meetings_a_year = models.PositiveSmallIntegerField(_("meetings a year"))
    why = models.CharField(_("what they are needed for"), max_length=300)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("group", "unit"), name="presence_is_planned_once"),)
